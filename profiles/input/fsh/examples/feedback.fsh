Instance: example-person-rating
InstanceOf: AttestPersonRating
Usage: #example
Title: "Person's rating"
Description: "Jo rates the travelling as better than expected, and says how confident that feels: a score of goal attainment scaling, with the code that counts beside it."
* insert RecordedFor(example-goal-travel, example-person)
* category = $evidence-source#person-feedback
* code.coding[0] = $observation#person-rating
* code.coding[1] = http://loinc.org#107334-5
* effectiveDateTime = "2026-03-20T15:00:00Z"
* issued = "2026-03-20T15:05:00Z"
* performer = Reference(Patient/example-person)
* valueCodeableConcept.coding[confidence] = $confidence#good
* valueCodeableConcept.coding[goalAttainmentScore] = http://loinc.org#LA34480-6
* note.text = "I know the way now. I do not like the big crossing."

Instance: example-rating-declined
InstanceOf: AttestPersonRating
Usage: #example
Title: "Person's rating, declined"
Description: "Ada was asked and did not want to say. That is no bad answer. Her goal cannot be confirmed as fully reached before her view is known, and she may be asked again."
* insert RecordedFor(example-goal-engagement, example-resident)
* effectiveDateTime = "2026-03-26T11:00:00Z"
* issued = "2026-03-26T11:00:00Z"
* performer = Reference(Patient/example-resident)
* dataAbsentReason = http://terminology.hl7.org/CodeSystem/data-absent-reason#asked-declined

Instance: example-person-feedback
InstanceOf: AttestPersonFeedback
Usage: #example
Title: "Person's feedback"
Description: "Jo's own answers, which the key worker wrote down."
* extension[pertainsToGoal].valueReference = Reference(Goal/example-goal-travel)
* questionnaire = "https://attest.example/fhir/Questionnaire/person-feedback|1.0.0"
* status = #completed
* subject = Reference(Patient/example-person)
* authored = "2026-03-25T15:00:00Z"
* author = Reference(PractitionerRole/example-key-worker)
* source = Reference(Patient/example-person)
* item[0].linkId = "start"
* item[0].item.linkId = "declined"
* item[0].item.answer.valueBoolean = false
* item[1].linkId = "voice"
* item[1].item[0].linkId = "in-own-words"
* item[1].item[0].answer.valueString = "I like that nobody tells me when to press the bell."
* item[1].item[1].linkId = "confidence-self"
* item[1].item[1].answer.valueCoding = $confidence#good

Instance: example-feedback-engagement
InstanceOf: AttestPersonFeedback
Usage: #example
Title: "Person's feedback on an activity"
Description: "Ada's answer about the garden, in the form for another programme's question."
* extension[pertainsToGoal].valueReference = Reference(Goal/example-goal-engagement)
* questionnaire = "https://attest.example/fhir/Questionnaire/person-feedback|1.0.0"
* status = #completed
* subject = Reference(Patient/example-resident)
* authored = "2026-03-25T16:00:00Z"
* author = Reference(PractitionerRole/example-activity-worker)
* source = Reference(Patient/example-resident)
* item.linkId = "voice"
* item.item.linkId = "enjoyment-stated"
* item.item.answer.valueCoding = $enjoyment#clear
