RuleSet: RecordedFor(goal, person)
* extension[pertainsToGoal].valueReference = Reference(Goal/{goal})
* status = #final
* subject = Reference(Patient/{person})

RuleSet: RecordedBetween(start, end, issued)
* effectivePeriod.start = "{start}"
* effectivePeriod.end = "{end}"
* issued = "{issued}"

RuleSet: RecordedOn(goal, person, worker)
* insert RecordedFor({goal}, {person})
* category[dailyRecord] = $evidence-source#daily-record
* performer = Reference(PractitionerRole/{worker})

RuleSet: RecordedCode(slice, code)
* component[{slice}].valueCodeableConcept = {code}

RuleSet: RecordedShare(slice, done, required)
* component[{slice}].valueRatio.numerator.value = {done}
* component[{slice}].valueRatio.denominator.value = {required}

Instance: example-session-travel
InstanceOf: AttestSession
Usage: #example
Title: "Travel session"
Description: "A journey with two plain instructions at most. Complete for independent travel, and written a quarter of an hour after it ended."
* insert RecordedOn(example-goal-travel, example-person, example-support-worker)
* insert RecordedBetween(2026-03-17T10:00:00Z, 2026-03-17T10:50:00Z, 2026-03-17T11:05:00Z)
* identifier.system = "https://host.example/id/session"
* identifier.value = "s-31"
* encounter = Reference(Encounter/example-journey)
* insert RecordedCode(promptLevel, $prompt-level#verbal)
* component[promptCount].valueInteger = 2
* insert RecordedShare(safetyChecks, 5, 6)
* insert RecordedCode(confidenceObserved, $confidence#some)
* component[planned].valueBoolean = true
* component[route].valueString = "Home to the library, bus 12"
* note.text = "Waited at the kerb without being told. Asked twice which stop was the library's."

Instance: example-session-refused
InstanceOf: AttestSession
Usage: #example
Title: "Travel session that was refused"
Description: "Jo did not want to go out in the rain. A refusal is a complete record: no other measure is needed."
* insert RecordedOn(example-goal-travel, example-person, example-support-worker)
* insert RecordedBetween(2026-03-19T10:00:00Z, 2026-03-19T10:10:00Z, 2026-03-19T10:20:00Z)
* insert RecordedCode(promptLevel, $prompt-level#refused)
* note.text = "Said no at the door because of the rain, and chose to read at home."

Instance: example-session-not-seen
InstanceOf: AttestSession
Usage: #example
Title: "Travel session that nobody could judge"
Description: "The worker was called away, and says of each measure that it is not known. No stage is met by it, and nothing is guessed."
* insert RecordedOn(example-goal-travel, example-person, example-support-worker)
* insert RecordedBetween(2026-03-20T10:00:00Z, 2026-03-20T10:50:00Z, 2026-03-20T11:00:00Z)
* component[promptLevel].dataAbsentReason = http://terminology.hl7.org/CodeSystem/data-absent-reason#unknown
* component[safetyChecks].dataAbsentReason = http://terminology.hl7.org/CodeSystem/data-absent-reason#unknown
* note.text = "Called back to the house at the first stop. A colleague met Jo at the library, and nobody saw the way there."

// Written out element by element, as a host would send it.
Instance: example-session-local-codes
InstanceOf: Observation
Usage: #example
Title: "Travel session with the host's own codes"
Description: "The host's codes stand beside ours: for what it is, for what was asked, and for what was answered."
* meta.profile = "https://attest.example/fhir/StructureDefinition/attest-session"
* extension.url = "http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal"
* extension.valueReference = Reference(Goal/example-goal-travel)
* status = #final
* subject = Reference(Patient/example-person)
* category = $evidence-source#daily-record
* performer = Reference(PractitionerRole/example-support-worker)
* insert RecordedBetween(2026-03-24T10:00:00Z, 2026-03-24T10:45:00Z, 2026-03-24T10:55:00Z)
* code.coding[0] = $observation#session
* code.coding[1] = https://host.example/note-type#TRAVEL
* component[0].code.coding[0] = $observation#prompt-level
* component[0].code.coding[1] = https://host.example/question#Q4
* component[0].valueCodeableConcept.coding[0] = $prompt-level#gestural
* component[0].valueCodeableConcept.coding[1] = https://host.example/prompt-scale#2
* component[1].code = $observation#prompt-count
* component[1].valueInteger = 1
* component[2].code = $observation#safety-checks
* component[2].valueRatio.numerator.value = 6
* component[2].valueRatio.denominator.value = 6
* component[3].code = $observation#confidence-observed
* component[3].valueCodeableConcept = $confidence#good
* note.text = "Pointed to the bell once. Found the stop, and thanked the driver."

Instance: example-spot-observation
InstanceOf: AttestSpotObservation
Usage: #example
Title: "Spot observation"
Description: "The team leader saw the journey of the first example, and counted one prompt more than its record does."
* insert RecordedFor(example-goal-travel, example-person)
* insert RecordedBetween(2026-03-17T10:00:00Z, 2026-03-17T10:50:00Z, 2026-03-17T11:30:00Z)
* category[spotObservation] = $evidence-source#spot-observation
* encounter = Reference(Encounter/example-journey)
* performer = Reference(PractitionerRole/example-observer)
* insert RecordedCode(promptLevel, $prompt-level#verbal)
* component[promptCount].valueInteger = 3
* insert RecordedShare(safetyChecks, 5, 6)
* insert RecordedCode(confidenceObserved, $confidence#some)
* component[planned].valueBoolean = true
* note.text = "Looked left only at the second crossing and was told to look again."

Instance: example-session-care
InstanceOf: AttestSession
Usage: #example
Title: "Personal-care visit"
Description: "A morning routine of eight steps, six of them alone. Complete for personal care."
* insert RecordedOn(example-goal-care, example-person, example-support-worker)
* insert RecordedBetween(2026-02-18T07:30:00Z, 2026-02-18T08:10:00Z, 2026-02-18T08:10:00Z)
* insert RecordedShare(stepsIndependent, 6, 8)
* insert RecordedCode(promptLevel, $prompt-level#indirect-verbal)
* component[reassuranceCount].valueInteger = 2
* insert RecordedCode(hesitation, $hesitation#slight)
* component[confidenceDip].valueString = "Buttons"
* insert RecordedCode(settledAfter, $settled#mostly-settled)
* component[taskDone][0].valueString = "Washed at the basin"
* component[taskDone][1].valueString = "Dressed, save for the buttons"
* note.text = "Asked what comes after the shirt. Stopped at the buttons and looked over twice."

Instance: example-session-engagement
InstanceOf: AttestSession
Usage: #example
Title: "Activity"
Description: "Half an hour in the garden that Ada asked for herself, and what showed that she enjoyed it. Complete for engagement."
* insert RecordedOn(example-goal-engagement, example-resident, example-activity-worker)
* insert RecordedBetween(2026-03-25T14:00:00Z, 2026-03-25T14:45:00Z, 2026-03-25T15:00:00Z)
* component[attended].valueBoolean = true
* component[engagementDuration].valueQuantity = 35 'min'
* component[sessionDuration].valueQuantity = 45 'min'
* insert RecordedCode(promptLevel, $prompt-level#gestural)
* insert RecordedCode(initiatedBy, $initiated-by#person)
* insert RecordedCode(enjoymentObserved, $enjoyment#clear)
* component[enjoymentBasis].valueString = "Laughed when the robin came, and asked whether the beans were hers."
* insert RecordedCode(enjoymentStated, $enjoyment#clear)
* note.text = "Asked after lunch whether the garden was open. Watered the beans and named two of the roses."

Instance: example-session-not-attended
InstanceOf: AttestSession
Usage: #example
Title: "Activity that was not attended"
Description: "Ada was asked and did not come. That is a complete record: no other measure is needed."
* insert RecordedOn(example-goal-engagement, example-resident, example-activity-worker)
* insert RecordedBetween(2026-03-27T14:00:00Z, 2026-03-27T14:30:00Z, 2026-03-27T14:40:00Z)
* component[attended].valueBoolean = false
* note.text = "Asked at her door. Stayed in bed with the radio."
