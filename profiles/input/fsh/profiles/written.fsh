// What Attest writes into the record that it is a guest of.

RuleSet: Component(name, code, card)
* component contains {name} {card}
* component[{name}].code = $observation#{code}
* component[{name}].value[x] 1..1
* component[{name}].value[x] only CodeableConcept

Profile: AttestVerdict
Parent: Observation
Id: attest-verdict
Title: "Verdict"
Description: "What the evidence supports for one goal. Preliminary while computed; final once a Registered Manager has confirmed it."
* extension contains $pertains-to-goal named pertainsToGoal 1..1
* extension[pertainsToGoal].valueReference only Reference(Goal)
* identifier 1..1
* identifier.system 1..1
* identifier.system = "https://attest.example/fhir/id/verdict"
* identifier.value 1..1
* code = $observation#attainment
* subject 1..1
* subject only Reference(Patient)
* focus 1..1
* focus only Reference(Goal)
* effective[x] 1..1
* issued 1..1
* value[x] 1..1
* value[x] only CodeableConcept
* valueCodeableConcept.coding ^slicing.discriminator[0].type = #value
* valueCodeableConcept.coding ^slicing.discriminator[0].path = "system"
* valueCodeableConcept.coding ^slicing.rules = #open
* valueCodeableConcept.coding contains level 1..1 and achievement 0..1
* valueCodeableConcept.coding[level].system 1..1
* valueCodeableConcept.coding[level].system = $level
* valueCodeableConcept.coding[level].code 1..1
* valueCodeableConcept.coding[level] from LevelValues (required)
* valueCodeableConcept.coding[achievement].system 1..1
* valueCodeableConcept.coding[achievement].system = $goal-achievement
* valueCodeableConcept.coding[achievement].code 1..1
* component ^slicing.discriminator[0].type = #pattern
* component ^slicing.discriminator[0].path = "code"
* component ^slicing.rules = #open
* insert Component(claimedLevel, claimed-level, 0..1)
* component[claimedLevel].valueCodeableConcept from LevelValues (required)
* insert Component(validatedStage, validated-stage, 0..1)
* insert Component(verdict, verdict, 1..1)
* component[verdict].valueCodeableConcept from VerdictValues (required)
* insert Component(evidenceStrength, evidence-strength, 1..1)
* component[evidenceStrength].valueCodeableConcept from StrengthValues (required)
* insert Component(trajectory, trajectory, 1..1)
* component[trajectory].valueCodeableConcept from TrajectoryValues (required)
* insert Component(sourceRecords, source-records, 1..1)
* component[sourceRecords].valueCodeableConcept from SourceStanceValues (required)
* insert Component(sourceObservation, source-observation, 1..1)
* component[sourceObservation].valueCodeableConcept from SourceStanceValues (required)
* insert Component(sourceFeedback, source-feedback, 1..1)
* component[sourceFeedback].valueCodeableConcept from SourceStanceValues (required)
* insert Component(sourceAudit, source-audit, 1..1)
* component[sourceAudit].valueCodeableConcept from SourceStanceValues (required)
* insert Component(finding, finding, 0..*)
* component[finding].valueCodeableConcept from FindingValues (required)
* insert Component(need, need, 0..*)
* component[need].valueCodeableConcept from NeedValues (required)

Profile: AttestFlag
Parent: Flag
Id: attest-flag
Title: "Flag on the evidence for a goal"
Description: "A finding that needs attention, worded about the evidence, never about the person or a worker."
* extension contains
    $flag-detail named detail 1..* and
    $flag-priority named priority 0..1
* extension[priority].valueCodeableConcept from SeverityValues (required)
* identifier 1..1
* identifier.system 1..1
* identifier.system = "https://attest.example/fhir/id/flag"
* identifier.value 1..1
* category 1..*
* code from FindingValues (required)
* subject only Reference(Patient)
* period 1..1
* period.start 1..1

Profile: AttestTask
Parent: Task
Id: attest-task
Title: "Follow-up work on a goal"
Description: "Something that somebody in a named role is asked to do about a goal, and by when."
* identifier 1..1
* identifier.system 1..1
* identifier.system = "https://attest.example/fhir/id/task"
* identifier.value 1..1
* code 1..1
* code from TaskValues (required)
* focus 1..1
* focus only Reference(Goal)
* for 1..1
* for only Reference(Patient)
* authoredOn 1..1
* performerType from RoleValues (extensible)
* reasonCode from FindingValues (extensible)

Profile: AttestAttainmentPlan
Parent: CarePlan
Id: attest-attainment-plan
Title: "Attainment plan"
Description: "Ties one goal to the programme that it is pursued under."
* identifier 1..1
* identifier.system 1..1
* identifier.system = "https://attest.example/fhir/id/plan"
* identifier.value 1..1
* instantiatesCanonical 1..1
* instantiatesCanonical only Canonical(PlanDefinition)
* intent = #plan
* category 1..*
* category ^slicing.discriminator[0].type = #pattern
* category ^slicing.discriminator[0].path = "$this"
* category ^slicing.rules = #open
* category contains attainment 1..1
* category[attainment] = $plan-category#attainment-plan
* subject only Reference(Patient)
* goal 1..1
* activity 0..0
