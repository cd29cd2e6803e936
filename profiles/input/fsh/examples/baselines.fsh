Instance: example-baseline-travel
InstanceOf: AttestBaseline
Usage: #example
Title: "Baseline of travel"
Description: "Where Jo stood three days after the goal was agreed, with the stages that were agreed. It names its goal, and the goal names it."
* insert RecordedFor(example-goal-travel, example-person)
* focus = Reference(Goal/example-goal-travel)
* effectiveDateTime = "2026-01-15"
* issued = "2026-01-15T16:00:00Z"
* performer = Reference(PractitionerRole/example-key-worker)
* insert RecordedCode(routeKnowledge, $confidence#low)
* insert RecordedCode(confidenceObserved, $confidence#low)
* insert RecordedCode(promptLevel, $prompt-level#modelling)
* component[promptCount].valueInteger = 9
* component[safetyPrompts].valueInteger = 4
* insert RecordedShare(safetyChecks, 2, 6)
* component[agreedStages][0].valueString = "With somebody beside me"
* component[agreedStages][1].valueString = "With a call when I need one"
* component[agreedStages][2].valueString = "With somebody behind me"
* component[agreedStages][3].valueString = "Alone"

Instance: example-baseline-care
InstanceOf: AttestBaseline
Usage: #example
Title: "Baseline of personal care"
Description: "The morning routine two days after the goal was agreed: reassured at most steps."
* insert RecordedFor(example-goal-care, example-person)
* effectiveDateTime = "2026-02-04"
* issued = "2026-02-04T09:15:00Z"
* performer = Reference(PractitionerRole/example-key-worker)
* insert RecordedCode(confidenceObserved, $confidence#low)
* insert RecordedShare(stepsIndependent, 3, 8)
* insert RecordedCode(promptLevel, $prompt-level#verbal)
* component[reassuranceCount].valueInteger = 6
* insert RecordedCode(hesitation, $hesitation#marked)
* component[hesitationPoint][0].valueString = "Getting into the shower"
* component[hesitationPoint][1].valueString = "Buttons"
* component[taskDone].valueString = "Washed face and hands"
* component[agreedStages].valueString = "Some steps alone, half of them, most of them, all of them"

Instance: example-baseline-engagement
InstanceOf: AttestBaseline
Usage: #example
Title: "Baseline of engagement"
Description: "A week in which Ada came once, briefly, when staff invited her."
* insert RecordedFor(example-goal-engagement, example-resident)
* effectivePeriod.start = "2026-03-02"
* effectivePeriod.end = "2026-03-08"
* issued = "2026-03-09T10:00:00Z"
* performer = Reference(PractitionerRole/example-activity-worker)
* component[attendancePerWeek].valueQuantity = 1 '/wk'
* component[engagementDuration].valueQuantity = 5 'min'
* insert RecordedCode(moodResponse, $settled#unsettled)
* insert RecordedCode(socialConfidence, $confidence#low)
* insert RecordedCode(initiatedBy, $initiated-by#staff)
* component[barrier].valueString = "Noise in the lounge"
* component[agreedStages].valueString = "Attends, takes part, enjoys, chooses"
