// What Attest asks of a host is six statements and not one. A vendor's own CapabilityStatement can then
// say exactly how far it goes (`instantiates`: host-read and host-write, say), a tender can name the
// ones it demands, and a test tool can hold each of them apart. One statement with tiers in its words
// could be claimed only whole, and what a machine cannot read nobody checks. The tiers are called what
// `attest doctor` calls them, and the price of each thing missing is told in the same words.

Instance: host-read
InstanceOf: CapabilityStatement
Usage: #definition
* insert Requirements(host-read, HostRead, [[Host, tier 1: read]])
* insert InForce
* description = "What a record offers so that goals can be assessed. With this tier alone Attest can say what the evidence supports and write nothing: `attest sync --dry-run`, or `attest assess` on an export. SHALL: without it nothing can be assessed. SHOULD: without it something is not seen, which is then called not assessable and never guessed. MAY: a convenience."
* rest.documentation = "Plain FHIR R4 in JSON, and GET [base]/metadata. Attest sends `Prefer: handling=strict` with each search. Without strict searches: Unknown parameters are ignored, so more is read than needed and sorted out here. It asks for pages of 200 with `_count`. Where that is not heeded: Answers may be larger than we ask for. An answer is never taken from a cache: `Cache-Control: no-cache`. 429 and 503 with Retry-After are obeyed. Nothing is asked for by include, chain, POST search or operation. `attest serve`, which stays beside a record, also asks each type for what changed: `_lastUpdated=ge...`, with `_sort=_lastUpdated` where that is not refused. Where a type cannot be asked so, everything is read again. A Group may say whose goals are assessed: it is then read by its id."
* rest.security.description = "A bearer token from a file, or none at all for trials. Attest reads [base]/.well-known/smart-configuration, where there is one; it names the token address of SMART Backend Services. Without it: Only a fixed token can be used, or none."
* insert Resource(Goal, [[The claim: what staff say that the person has reached, and since when. Without it: Nothing can be assessed.]])
* insert Does(search-type, SHALL, [[All goals, page by page and without any criterion, to learn who has one: at the start of each pass, one request for each page, ended goals too. Then those of each person. A host that refuses a search without a criterion cannot claim this tier. Without it: Whose goals are assessed has to be said: “people” in the tenants’ file, or --goal.]])
* insert FoundBy(patient, reference, SHALL, [[One person, as Patient/id. Where it is not offered, subject is asked instead.]])
* insert Does(read, SHOULD, [[The one goal that was named: attest sync --goal.]])
* insert Does(history-instance, SHOULD, [[Who claimed what, and when. Without it: Earlier claims are not seen: only what the goal says now.]])
* insert Resource(Observation, [[Baselines, sessions, spot observations, audit opinions, reviews. Without it: Nothing can be assessed.]])
* insert ByPerson(SHALL)
* insert Resource(CarePlan, [[Which programme a goal is pursued under, and evidence that is tied to it through a plan. Without it: A goal gets its programme from its category alone.]])
* insert ByPerson(SHOULD)
* insert Resource(QuestionnaireResponse, [[What the person says, and baselines on forms. Without it: The person's own feedback and baselines on forms are not seen.]])
* insert ByPerson(SHOULD)
* insert Resource(ServiceRequest, [[How often support is given. Without it: Less support given too soon is not noticed.]])
* insert ByPerson(SHOULD)
* insert Does(history-instance, SHOULD, [[How often it was given before.]])
* insert Resource(Encounter, [[Which observation was of which session. Without it: Observations are paired with sessions by time alone.]])
* insert ByPerson(SHOULD)
* insert Resource(DocumentReference, [[Notes that are kept as documents. Without it: Notes kept as documents are not seen.]])
* insert ByPerson(SHOULD)
* insert Resource(Provenance, [[Who made a claim, and when a record without a time of its own was written. Without it: Who made a claim is not known.]])
* insert Does(search-type, SHOULD, [[Up to 25 targets in one search.]])
* insert FoundBy(target, reference, SHOULD, [[Several references, joined by commas.]])
* insert Resource(Patient, [[Which organisation serves the person.]])
* insert Does(read, SHOULD, [[By the reference in the goal.]])
* insert Resource(PractitionerRole, [[Who stands behind a role: whether two records are by one worker, which organisation they work for, and whether a decision is a Registered Manager's. Where it cannot be read no verdict becomes final.]])
* insert Does(read, SHOULD, [[By reference. Without it each role counts as a worker of its own.]])
* insert Resource(RelatedPerson, [[Who spoke for the person.]])
* insert Does(read, SHOULD, [[By reference.]])
* insert Resource(Flag, [[Flags that stand already. Without it: Flags are not written, as what stands cannot be seen.]])
* insert ByPerson(SHOULD)
* insert Resource(Task, [[Tasks that stand already. Without it: Tasks are not written, as what stands cannot be seen.]])
* insert ByPerson(SHOULD)
* insert Resource(ConceptMap, [[Maps from the record's own codes to ours, where the record publishes them. They can also be given in a file.]])
* insert Does(search-type, MAY, [[All of them, once in a run; those of status active are used.]])
* insert Resource(Device, [[Attest itself, where it has written before.]])
* insert Does(search-type, MAY, [[Once in a run.]])
* insert ByIdentifier(MAY)
