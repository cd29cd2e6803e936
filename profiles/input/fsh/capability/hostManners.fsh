// The manners of writing, each a tier of its own: none needs another, and each can be had alone.

// Entries that are created only if none with their identifier is there.
RuleSet: CreatedOnce(type, why)
* insert Resource({type}, [[{why}]])
* rest.resource[=].conditionalCreate = true
* insert Does(create, SHALL, [[With If-None-Exist: identifier=system|value, and nothing else in it.]])
* insert ByIdentifier(SHALL)

Instance: host-conditional-create
InstanceOf: CapabilityStatement
Usage: #definition
* insert Requirements(host-conditional-create, HostConditionalCreate, [[Host, tier 3: conditional create]])
* insert InForce
* insert BuildsOn(host-write)
* description = "A resource of ours is created once, however often a broken run is repeated. Without it: Before each new resource the host is searched: slower, and two runs at once could write one twice."
* rest.documentation = "If-None-Exist on create, and ifNoneExist in transactions where the host has them: 201 where it was made, 200 where it was there, 412 where several match. Conditional update is not used."
* insert CreatedOnce(Device, [[Attest itself.]])
* insert CreatedOnce(CarePlan, [[The attainment plan.]])
* insert CreatedOnce(Observation, [[Verdicts.]])
* insert CreatedOnce(Flag, [[Findings.]])
* insert CreatedOnce(Task, [[Tasks.]])

RuleSet: UpdatedByVersion(type, why)
* insert Resource({type}, [[{why}]])
* rest.resource[=].versioning = #versioned-update
* insert Does(update, SHALL, [[With If-Match and the version that was read, as a weak ETag; 409 or 412 where it is no longer the last. In transactions as ifMatch.]])

Instance: host-version-check
InstanceOf: CapabilityStatement
Usage: #definition
* insert Requirements(host-version-check, HostVersionCheck, [[Host, tier 4: version check on update]])
* insert InForce
* insert BuildsOn(host-write)
* description = "An edit that staff make in the moment of ours is never overwritten: the person is read again, and decided again. Without it: A change that staff make in the very moment of ours could be lost."
* rest.documentation = "Each resource that is read carries meta.versionId. Where a host gives none, If-Match is not sent."
* insert UpdatedByVersion(Device, [[Attest itself, on which attest doctor tries whether If-Match is heeded.]])
* insert UpdatedByVersion(Observation, [[Verdicts, when a manager confirms them.]])
* insert UpdatedByVersion(Flag, [[Flags, which staff may close themselves.]])
* insert UpdatedByVersion(Task, [[Tasks, which staff take on and finish.]])

Instance: host-extensions-kept
InstanceOf: CapabilityStatement
Usage: #definition
* insert Requirements(host-extensions-kept, HostExtensionsKept, [[Host, tier 5: extensions kept]])
* insert InForce
* insert BuildsOn(host-write)
* description = "Extensions that the host does not know are still there when a resource is read back. FHIR cannot say this in a statement of capabilities, so that `attest doctor` tries it on our own Device. Without it: Flags lose their links to the goal and the verdict, and their severity."
* rest.documentation = "Attest never writes a modifier extension. A host that drops extensions still has right verdicts, flags and tasks: what hangs on one is told as dropped."
* insert Resource(Observation, [[resource-pertainsToGoal and workflow-adheresTo on verdicts. Without them Observation.focus and basedOn lead to the goal and its programme.]])
* rest.resource[=].supportedProfile = "https://attest.example/fhir/StructureDefinition/attest-verdict"
* insert Resource(Flag, [[flag-detail, which leads to the goal and the verdict, and flag-priority, the severity. Nothing else on a Flag can hold them.]])
* rest.resource[=].supportedProfile = "https://attest.example/fhir/StructureDefinition/attest-flag"

Instance: host-subscriptions
InstanceOf: CapabilityStatement
Usage: #definition
* insert Requirements(host-subscriptions, HostSubscriptions, [[Host, tier 6: subscriptions]])
* insert NotYetServed
* insert BuildsOn(host-read)
* description = "A host tells of new evidence by itself, so that a verdict follows it in minutes. Not used yet: this version reads when it is run. A notice would be a hint only, so that a host without subscriptions loses speed and no correctness."
* rest.documentation = "R4 rest-hook subscriptions without a payload: no record of a person travels in a notice."
* insert Resource(Subscription, [[One for each type of evidence.]])
* insert Does(create, SHALL, [[With a channel of type rest-hook and no payload.]])
* insert Does(read, SHALL, [[To see whether it is active or in error.]])
* insert Does(update, SHALL, [[To set it going again, or off.]])
* insert Does(search-type, SHOULD, [[To find our own.]])
