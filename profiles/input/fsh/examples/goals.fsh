Instance: example-goal-travel
InstanceOf: AttestGoal
Usage: #example
Title: "Goal: travel to the library alone"
Description: "Jo's own goal, which staff claim is achieved: in HL7's code, and in the host's own beside it."
* identifier.system = "https://host.example/id/goal"
* identifier.value = "g-1"
* lifecycleStatus = #active
* achievementStatus.coding[0] = $goal-achievement#achieved
* achievementStatus.coding[1].system = "https://host.example/goal-status"
* achievementStatus.coding[1].code = #FULL
* category = $goal-domain#community-travel
* description.text = "Travel alone to the library by bus"
* subject = Reference(Patient/example-person)
* startDate = "2026-01-12"
* target.measure = $observation#attainment
* target.detailCodeableConcept = $level#achieved
* target.dueDate = "2026-05-29"
* statusDate = "2026-03-10"
* expressedBy = Reference(Patient/example-person)
* addresses = Reference(Observation/example-baseline-travel)

Instance: example-goal-care
InstanceOf: AttestGoal
Usage: #example
Title: "Goal: wash and dress without reassurance"
Description: "A goal that the key worker set and Jo agreed to. It is improving, which claims no level."
* extension[acceptance].extension[individual].valueReference = Reference(Patient/example-person)
* extension[acceptance].extension[status].valueCode = #agree
* lifecycleStatus = #active
* achievementStatus = $goal-achievement#improving
* category = $goal-domain#personal-care
* description.text = "Wash and dress in the morning without being reassured"
* subject = Reference(Patient/example-person)
* startDate = "2026-02-02"
* target.measure = $observation#steps-independent
* target.detailRatio.numerator.value = 8
* target.detailRatio.denominator.value = 8
* expressedBy = Reference(PractitionerRole/example-key-worker)

Instance: example-goal-engagement
InstanceOf: AttestGoal
Usage: #example
Title: "Goal: garden again"
Description: "Ada's goal after a time of withdrawal. The host names its programme on the goal, and claims nothing yet."
* extension[programme].valueCanonical = "https://attest.example/fhir/PlanDefinition/meaningful-engagement"
* lifecycleStatus = #active
* description.text = "Be in the garden again with the others"
* subject = Reference(Patient/example-resident)
* startDate = "2026-03-02"
* target.measure = $observation#engagement-duration
* target.detailQuantity = 30 'min'
* expressedBy = Reference(Patient/example-resident)

Instance: example-goal-annotated
InstanceOf: AttestGoal
Usage: #example
Title: "Goal with its validated attainment"
Description: "The goal of travelling alone as it stands in a record that asked for annotated goals: what staff claim is untouched, and what the evidence bears out stands beside it."
* extension[validated].extension[level].valueCode = #partial
* extension[validated].extension[verdict].valueCode = #overstated
* extension[validated].extension[strength].valueCode = #moderate
* extension[validated].extension[asOf].valueInstant = "2026-03-31T18:00:00.000Z"
* extension[validated].extension[observation].valueReference = Reference(Observation/example-verdict-overstated)
* lifecycleStatus = #active
* achievementStatus = $goal-achievement#achieved
* category = $goal-domain#community-travel
* description.text = "Travel alone to the library by bus"
* subject = Reference(Patient/example-person)
* startDate = "2026-01-12"
* target.measure = $observation#attainment
* target.detailCodeableConcept = $level#achieved
* statusDate = "2026-03-10"
* expressedBy = Reference(Patient/example-person)
* outcomeReference = Reference(Observation/example-verdict-overstated)
