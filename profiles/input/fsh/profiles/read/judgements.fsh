// What people who answer for a goal say of it.

Profile: AttestAuditOpinion
Parent: AttestRecord
Id: attest-audit-opinion
Title: "Audit opinion"
Description: "Whether an independent audit upholds the level that is claimed for one goal. An opinion that does not uphold it holds the level down until observations settle it. A contract for those who send audits; Attest itself reads tolerantly."
* code = $observation#audit-opinion
* insert Explain(category, [[audit]], [[The evidence source audit.]], [[The code alone is enough. The category stands in for it where a host has only a code of its own.]])
* focus 1..1
* focus only Reference(Goal)
* insert Explain(focus, [[The goal that was audited]], [[The goal, best with the version whose claim was audited: Goal/1/_history/7.]], [[A goal in resource-pertainsToGoal goes before this one. An opinion without a goal, or on two, counts for none: an audit is never tied to a goal by guessing.]])
* performer only Reference(Practitioner or PractitionerRole or Organization)
* insert Explain(performer, [[The auditor]], [[Who gave the opinion, the auditor first.]], [[An auditor who recorded a session or made the claim is not independent: upholding the level then bears nothing out. Not upholding it counts, whoever says so.]])
* value[x] 1..1 MS
* value[x] only CodeableConcept
* valueCodeableConcept from AuditOpinionValues (required)
* insert Explain(value[x], [[justified, partly-justified or not-justified]], [[The opinion.]], [[Without one that is understood the audit is left out and named.]])
* insert Explain(derivedFrom, [[The audit's own paper]], [[The audit form, or what was sampled.]], [[Not needed; shown with the opinion.]])

Profile: AttestReviewDecision
Parent: Observation
Id: attest-review-decision
Title: "Review decision"
Description: "The level that a Registered Manager decided on for a goal. It confirms Attest's verdict where both have the same level and the decision came after it; it is no evidence of progress, and changes no verdict that says otherwise. A contract for those who send decisions; what breaks it leaves the verdict unconfirmed."
* code = $observation#review-decision
* status MS
* insert Explain(status, [[final, amended or corrected]], [[How far the decision has come.]], [[A draft confirms nothing.]])
* subject 1..1 MS
* subject only Reference(Patient)
* insert Explain(subject, [[The person]], [[Whose goal it is.]], [[Records are fetched by person: without it the decision is never found.]])
* focus 1..* MS
* focus only Reference(Goal)
* insert Explain(focus, [[The goal, or the goals, decided on]], [[What the decision is about.]], [[The extension resource-pertainsToGoal is not asked for here.]])
* issued 1..1 MS
* insert Explain(issued, [[When it was decided]], [[The moment of the decision.]], [[A decision confirms the verdicts that were there before it. Without it nothing is confirmed.]])
* performer 1..* MS
* performer only Reference(Practitioner or PractitionerRole)
* insert Explain(performer, [[The Registered Manager]], [[Who decided.]], [[Counts only where a PractitionerRole that can be read gives the role registered-manager, ours or mapped to it.]])
* value[x] 1..1 MS
* value[x] only CodeableConcept
* valueCodeableConcept from LevelValues (required)
* insert Explain(value[x], [[The level decided on]], [[A code of our levels, with your own beside it where you have one.]], [[A local code alone is not understood here.]])
* derivedFrom MS
* insert Explain(derivedFrom, [[The verdict that was before the manager]], [[The verdict, as Attest wrote it.]], [[Not needed: level and time tell which verdict is confirmed.]])

Profile: AttestDutyRecord
Parent: AttestRecord
Id: attest-duty-record
Title: "Duty record"
Description: "A duty of the programme that was done for a goal, and what came of it: the entries read, the briefing updated, the plan changed. It says what people did about the goal and is never evidence of how far the person has come. A contract for those who send duty records."
* code = $observation#duty-record
* focus 1..1
* focus only Reference(Goal)
* insert Explain(focus, [[The goal]], [[The goal that the duty was done for.]], [[A duty is owed for each goal by itself.]])
* issued 1..1
* performer only Reference(Practitioner or PractitionerRole or Organization)
* insert Explain(performer, [[Who did it]], [[The person who did the duty, best with the role that owes it.]], [[Who audits must not be who reviewed: that is told from here.]])
* component MS
* component ^slicing.discriminator[0].type = #pattern
* component ^slicing.discriminator[0].path = "code"
* component ^slicing.rules = #open
* component contains duty 1..1 MS and outcome 0..1 MS
* component[duty].code = $observation#duty
* component[duty].value[x] 1..1
* component[duty].value[x] only CodeableConcept
* component[duty].valueCodeableConcept from TaskValues (required)
* insert Explain(component[duty], [[Which duty was done]], [[One of the duties of the programmes.]], [[Without it nobody can tell what was done.]])
* component[outcome].code = $observation#outcome
* component[outcome].value[x] 1..1
* component[outcome].value[x] only CodeableConcept
* component[outcome].valueCodeableConcept from DutyOutcomeValues (extensible)
* insert Explain(component[outcome], [[What came of it]], [[A code of the CodeSystem duty-outcome, or words of the service's own where none fits.]], [[A duty that was done without an outcome is still done.]])
