// A small programme, as a vendor might write it: four stages, and the duties that no programme lacks.

Instance: example-programme
InstanceOf: AttestProgramme
Usage: #example
Title: "Programme: a hot drink"
Description: "Making a hot drink in one's own kitchen, in supported living: prompted at first, in the end alone."
* url = "https://attest.example/fhir/PlanDefinition/example-programme"
* version = "1.0.0"
* name = "ExampleHotDrink"
* title = "A hot drink"
* status = #active
* experimental = true
* date = "2026-11-01"
* publisher = "Attest"
* description = "Making a hot drink in one's own kitchen, in supported living: prompted at first, in the end alone."
* type = $plan-definition-type#workflow-definition
* useContext[venue].code = $usage-context-type#venue
* useContext[venue].valueCodeableConcept = $setting#supported-living
* useContext[1].code = $usage-context-type#user
* useContext[1].valueCodeableConcept.text = "Support workers"
* topic[0] = $goal-domain#nutrition
* topic[1].text = "Living skills"
* insert Words([[not yet partial]], [[achieved, sustained]], [[upheld]], [[not upheld]])
* extension[proxyFeedback].valueString = "The person does not speak; their sister interprets what they show."

* insert Stage(1, partial, [[Makes it with prompts]], [[partial]])
* insert Points(10, 15, 0)
* insert Gates(7, 2, 1, 0, 0)
* insert Code(prompt-level, at-most, $prompt-level, verbal)
* insert Number(steps-independent, at-least, 0.5, 1)

* insert Stage(2, partial, [[Makes it with hints]], [[partial]])
* insert Points(12, 17, 1)
* insert Gates(14, 2, 2, 0, 0)
* insert Code(prompt-level, at-most, $prompt-level, indirect-verbal)
* insert Number(steps-independent, at-least, 0.75, 1)

* insert Stage(3, near-complete, [[Makes it while somebody is near]], [[nearly there]])
* insert Points(14, 19, 3)
* insert Gates(21, 3, 2, 1, 0)
* insert Code(prompt-level, at-most, $prompt-level, gestural)
* insert Number(steps-independent, equals, 1, 1)

* insert Stage(4, achieved, [[Makes it alone]], [[achieved]])
* insert Points(15, 20, 4)
* insert Gates(28, 4, 2, 2, 1)
* insert Code(prompt-level, equals, $prompt-level, independent)
* insert Number(steps-independent, equals, 1, 1)
* insert Code(enjoyment-observed, at-least, $enjoyment, clear)
* insert Requires(enjoyment-basis)
* insert AnyOf(enjoyment)
* insert Code(enjoyment-stated, at-least, $enjoyment, clear)
* insert AnyOf(enjoyment)
* insert IsTrue(planned)
* insert NeededWhenOtherwiseMet

* insert CommonParameters
* insert Pace(14, 42, 56, 12, 56)

* insert Role(feedback, confidence-self)
* insert Role(prompt, prompt-level)

* insert Improvement(prompt-level, [[Less help]], median, lower)
* insert Window(56, d, days)
* insert Improvement(initiated-by, [[Own idea]], share-equal, higher)
* insert Window(56, d, days)
* insert Counting(person)

* insert Duty(record-baseline, [[Record the steps done alone and the help needed]], key-worker)
* insert After(goal-agreed)
* insert Within(5, d)
* insert InWorkingDays
* insert Duty(frontline-review, [[Read the records each week]], team-leader)
* insert Every(1, 1, wk)
* insert Duty(manager-review, [[Review the goal each month and set its status]], registered-manager)
* insert Every(1, 1, mo)

Instance: example-goal-programme-named
InstanceOf: Goal
Usage: #example
Title: "Goal that names its programme"
Description: "For hosts that would rather say on the goal itself which programme it is pursued under."
* extension.url = "https://attest.example/fhir/StructureDefinition/attainment-programme"
* extension.valueCanonical = "https://attest.example/fhir/PlanDefinition/example-programme|1.0.0"
* lifecycleStatus = #active
* description.text = "Make my own tea"
* subject = Reference(Patient/example-person)
* startDate = "2026-01-12"
