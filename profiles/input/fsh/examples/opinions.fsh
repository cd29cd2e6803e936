RuleSet: JudgedOn(goal, day, issued, role)
* status = #final
* subject = Reference(Patient/example-person)
* focus = Reference(Goal/{goal})
* effectiveDateTime = "{day}"
* issued = "{issued}"
* performer = Reference(PractitionerRole/{role})

Instance: example-audit-opinion
InstanceOf: AttestAuditOpinion
Usage: #example
Title: "Audit opinion: justified"
Description: "The quality lead, who took no part in the goal, read all four sources and found the level borne out."
* insert JudgedOn(example-goal-travel, 2026-06-10, 2026-06-10T15:30:00Z, example-auditor)
* category = $evidence-source#audit
* valueCodeableConcept = $audit-opinion#justified
* note.text = "Twelve of thirty records read against the notes, and two journeys against what the observer saw."

Instance: example-review-decision
InstanceOf: AttestReviewDecision
Usage: #example
Title: "Review decision: achieved"
Description: "The Registered Manager decides on the level that Attest had found, and so confirms the verdict."
* insert JudgedOn(example-goal-travel, 2026-06-01, 2026-06-01T09:00:00Z, example-manager)
* valueCodeableConcept = $level#achieved
* derivedFrom = Reference(Observation/example-verdict-confirmed)

Instance: example-duty-record
InstanceOf: AttestDutyRecord
Usage: #example
Title: "Duty record: the entries were read"
Description: "The team leader read the week's entries and found the goal moving."
* insert JudgedOn(example-goal-travel, 2026-03-19, 2026-03-19T16:00:00Z, example-observer)
* component[duty].valueCodeableConcept = $task#frontline-review
* component[outcome].valueCodeableConcept = $duty-outcome#moving
