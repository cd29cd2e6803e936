// What Attest writes about two goals of an invented person. The people, the goals and the Device are
// in actors.fsh and goals.fsh.

RuleSet: ByAttest(profile)
* meta.profile = "https://attest.example/fhir/StructureDefinition/{profile}"
* meta.tag = $tag#computed

RuleSet: Said(slice, system, value)
* component[{slice}].valueCodeableConcept = {system}#{value}

RuleSet: SaidInWords(component, system, value, words)
* {component}.valueCodeableConcept = {system}#{value}
* {component}.valueCodeableConcept.text = "{words}"

RuleSet: Held(programme, stage)
* component[validatedStage].valueCodeableConcept.coding.system = "https://attest.example/fhir/PlanDefinition/{programme}"
* component[validatedStage].valueCodeableConcept.coding.code = #{stage}

RuleSet: Grades(consistency, volume, span, independence, completeness, contemporaneity, recency)
* component[gradeConsistency].valueInteger = {consistency}
* component[gradeVolume].valueInteger = {volume}
* component[gradeSpan].valueInteger = {span}
* component[gradeIndependence].valueInteger = {independence}
* component[gradeCompleteness].valueInteger = {completeness}
* component[gradeContemporaneity].valueInteger = {contemporaneity}
* component[gradeRecency].valueInteger = {recency}

RuleSet: VerdictOn(goal, programme, number)
* extension[pertainsToGoal].valueReference = Reference(Goal/{goal})
* extension[1].url = "http://hl7.org/fhir/StructureDefinition/workflow-adheresTo"
* extension[1].valueCanonical = "https://attest.example/fhir/PlanDefinition/{programme}|1.0.0"
* identifier.system = "https://attest.example/fhir/id/verdict"
* identifier.value = "default.{goal}.{number}"
* code = $observation#attainment
* code.text = "What the evidence supports"
* subject = Reference(Patient/example-person)
* performer = Reference(Organization/example-provider)
* device = Reference(Device/example-attest)

RuleSet: Level(level, achievement, word)
* valueCodeableConcept.coding[level] = $level#{level}
* valueCodeableConcept.coding[achievement] = $goal-achievement#{achievement}
* valueCodeableConcept.text = "{word}"

Instance: example-verdict-overstated
InstanceOf: AttestVerdict
Usage: #example
Title: "Verdict: overstated"
Description: "The goal is claimed as achieved. Three weeks of records and one spot observation hold the second stage, and speak against the fourth."
* insert ByAttest(attest-verdict)
* insert VerdictOn(example-goal-travel, independent-travel, 3)
* basedOn = Reference(CarePlan/example-attainment-plan)
* status = #preliminary
* focus = Reference(Goal/example-goal-travel)
* effectivePeriod.start = "2026-03-03"
* effectivePeriod.end = "2026-03-31"
* issued = "2026-03-31T18:00:00.000Z"
* insert Level(partial, improving, [[partial]])
* note.text = "The evidence supports: partial. The record claims: achieved. Strength of the evidence: moderate."
* derivedFrom[0] = Reference(Observation/example-session-travel)
* insert Said(claimedLevel, $level, achieved)
* insert Held(independent-travel, stage-2)
* insert Said(baselineStage, $level, baseline)
* insert Said(verdict, $verdict, overstated)
* insert Said(evidenceStrength, $strength, moderate)
* insert Said(trajectory, $trajectory, improving)
* insert Said(sourceRecords, $source-stance, contradicts)
* insert Said(sourceObservation, $source-stance, contradicts)
* insert Said(sourceFeedback, $source-stance, supports)
* insert Said(sourceAudit, $source-stance, absent)
* insert Grades(2, 2, 2, 2, 3, 3, 3)
* insert SaidInWords(component[finding][0], $finding, overstatement, [[Of the 9 sessions since the claim, 2 met the claimed stage.]])
* insert SaidInWords(component[need][0], $need, consistency, [[14 points for “Shadowed”; the records so far give 6.]])
* insert SaidInWords(component[need][1], $need, observations, [[1 observation by somebody independent that meets the stage, the latest not older than 42 days; so far 0 did.]])
* insert SaidInWords(component[finding][1], $finding, generic-notes, [[4 of the last 6 notes say little of what was seen.]])

Instance: example-verdict-no-claim
InstanceOf: AttestVerdict
Usage: #example
Title: "Verdict: no claim"
Description: "The goal is in progress and no level is claimed. There are too few records to say anything, and the verdict says that and no more."
* insert ByAttest(attest-verdict)
* insert VerdictOn(example-goal-care, personal-care-confidence, 1)
* status = #preliminary
* focus = Reference(Goal/example-goal-care)
* effectiveDateTime = "2026-02-20"
* issued = "2026-02-20T18:00:00.000Z"
* insert Level(baseline, in-progress, [[not yet partial]])
* note.text = "The evidence supports: not yet partial. The record claims: improving. Strength of the evidence: insufficient."
* component[claimedCode].valueString = "improving"
* insert Said(verdict, $verdict, no-claim)
* insert Said(evidenceStrength, $strength, insufficient)
* insert Said(trajectory, $trajectory, not-assessable)
* insert Said(sourceRecords, $source-stance, absent)
* insert Said(sourceObservation, $source-stance, absent)
* insert Said(sourceFeedback, $source-stance, absent)
* insert Said(sourceAudit, $source-stance, absent)
* insert Grades(0, 0, 0, 0, 0, 0, 0)
* insert SaidInWords(component[need], $need, consistency, [[12 points for “Some steps alone, with help”; the records so far give 0.]])

Instance: example-verdict-confirmed
InstanceOf: AttestVerdict
Usage: #example
Title: "Verdict: supported, and confirmed"
Description: "Eight weeks of travelling alone, seen by others, with the person's own word. The audit of April upheld the level only in part, and two months of records have come since. A Registered Manager decided on the same level, and the verdict is final."
* meta.profile = "https://attest.example/fhir/StructureDefinition/attest-verdict"
* meta.tag = $tag#confirmed
* insert VerdictOn(example-goal-travel, independent-travel, 4)
* basedOn = Reference(CarePlan/example-attainment-plan)
* status = #final
* focus = Reference(Goal/example-goal-travel)
* effectivePeriod.start = "2026-03-25"
* effectivePeriod.end = "2026-05-29"
* issued = "2026-05-29T18:00:00.000Z"
* insert Level(achieved, achieved, [[fully achieved]])
* note.text = "The evidence supports: fully achieved. The record claims: achieved. Strength of the evidence: moderate."
* derivedFrom[0] = Reference(Observation/example-session-travel)
* insert Said(claimedLevel, $level, achieved)
* insert Held(independent-travel, stage-4)
* insert Said(verdict, $verdict, supported)
* insert Said(evidenceStrength, $strength, moderate)
* insert Said(trajectory, $trajectory, steady)
* insert Said(sourceRecords, $source-stance, supports)
* insert Said(sourceObservation, $source-stance, supports)
* insert Said(sourceFeedback, $source-stance, supports)
* insert Said(sourceAudit, $source-stance, mixed)
* insert Grades(2, 3, 2, 2, 3, 2, 3)
* insert SaidInWords(component[finding], $finding, audit-partly-supported, [[The audit of 2026-04-20 found the claimed level only partly validated.]])

RuleSet: FlagOn(goal, finding, number, verdict, severity, words)
* insert ByAttest(attest-flag)
* extension[detail][0].valueReference = Reference(Goal/{goal})
* extension[detail][1].valueReference = Reference(Observation/{verdict})
* extension[priority].valueCodeableConcept = $severity#{severity}
* identifier.system = "https://attest.example/fhir/id/flag"
* identifier.value = "default.{goal}.{finding}.{number}"
* category[attainment].coding[1] = $hl7-flag-category#admin
* code = $finding#{finding}
* code.text = "{words}"
* subject = Reference(Patient/example-person)
* author = Reference(Device/example-attest)

Instance: example-flag
InstanceOf: AttestFlag
Usage: #example
Title: "Flag: the claim is overstated"
Description: "Raised with the verdict 'overstated', and still standing."
* insert FlagOn(example-goal-travel, overstatement, 1, example-verdict-overstated, high, [[The evidence speaks against the claimed level]])
* status = #active
* period.start = "2026-03-31T18:00:00.000Z"

Instance: example-flag-closed
InstanceOf: AttestFlag
Usage: #example
Title: "Flag that was closed"
Description: "Nobody but the recorder had seen a session, until somebody did: Attest closed the flag, and keeps it."
* insert FlagOn(example-goal-travel, no-independent-observation, 1, example-verdict-overstated, warning, [[Nobody but the recorder has seen a session]])
* status = #inactive
* period.start = "2026-03-10T18:00:00.000Z"
* period.end = "2026-03-24T18:00:00.000Z"

Instance: example-flag-notes
InstanceOf: AttestFlag
Usage: #example
Title: "Flag on notes, closed"
Description: "Raised while the notes said little of what was seen; closed when they said more. The task that it asked for was withdrawn with it."
* insert FlagOn(example-goal-travel, generic-notes, 1, example-verdict-overstated, warning, [[Notes do not say what happened]])
* status = #inactive
* period.start = "2026-03-31T18:00:00.000Z"
* period.end = "2026-04-03T18:00:00.000Z"

RuleSet: TaskOn(goal, kind, number, case, due)
* insert ByAttest(attest-task)
* identifier.system = "https://attest.example/fhir/id/task"
* identifier.value = "default.{goal}.{kind}.{number}"
* basedOn = Reference(CarePlan/example-attainment-plan)
* groupIdentifier.system = "https://attest.example/fhir/id/case"
* groupIdentifier.value = "default.{goal}.{case}"
* intent = #order
* code = $task#{kind}
* focus = Reference(Goal/{goal})
* for = Reference(Patient/example-person)
* authoredOn = "2026-03-31T18:00:00.000Z"
* requester = Reference(Device/example-attest)
* restriction.period.end = "{due}"

RuleSet: Because(system, code, words)
* reasonCode = {system}#{code}
* reasonCode.text = "{words}"

Instance: example-task-confirm-status-change
InstanceOf: AttestTask
Usage: #example
Title: "Task: decide on a proposed change of status"
Description: "Proposes the level that the evidence supports to the Registered Manager. The goal itself stays as staff have it until the manager changes it."
* insert TaskOn(example-goal-travel, confirm-status-change, 1, overstatement.1, [[2026-04-07T18:00:00.000Z]])
* status = #requested
* priority = #urgent
* code.text = "Proposed change of status"
* description = "Decide whether the goal’s status should say the level that the evidence supports."
* performerType = $role#registered-manager
* owner = Reference(Organization/example-provider)
* insert Because($finding, overstatement, [[The evidence speaks against the claimed level]])
* reasonReference = Reference(Flag/example-flag)
* input.type.text = "Proposed level"
* input.valueCodeableConcept = $level#partial

Instance: example-task-spot-observation
InstanceOf: AttestTask
Usage: #example
Title: "Task: observe a session, taken on"
Description: "Asked for because the claim is in doubt. The manager has taken it: from here on Attest leaves it alone."
* insert TaskOn(example-goal-travel, spot-observation, 1, overstatement.1, [[2026-04-07T18:00:00.000Z]])
* status = #in-progress
* priority = #urgent
* code.text = "Spot observation"
* description = "Have somebody other than the usual recorder watch one attempt and record what is seen."
* performerType = $role#team-leader
* owner = Reference(PractitionerRole/example-manager)
* lastModified = "2026-04-01T09:30:00.000Z"
* insert Because($finding, overstatement, [[The evidence speaks against the claimed level]])
* reasonReference = Reference(Flag/example-flag)
* note.text = "Arranged for the Tuesday trip."

Instance: example-task-probe
InstanceOf: AttestTask
Usage: #example
Title: "Task: check that the level lasts"
Description: "Asked for by what the goal still lacks, not by a finding: the verdict is its reason, and no flag is."
* insert TaskOn(example-goal-travel, probe, 1, sustained-observations.1, [[2026-04-14T18:00:00.000Z]])
* status = #requested
* priority = #routine
* code.text = "Check that it lasts"
* description = "Observe one attempt to see whether the level still holds."
* performerType = $role#team-leader
* owner = Reference(Organization/example-provider)
* insert Because($need, sustained-observations, [[Two observations since the top stage was held.]])
* reasonReference = Reference(Observation/example-verdict-confirmed)

Instance: example-task-withdrawn
InstanceOf: AttestTask
Usage: #example
Title: "Task that was withdrawn"
Description: "Nobody had taken it when what it was opened for had gone."
* insert TaskOn(example-goal-travel, coaching, 1, generic-notes.1, [[2026-04-07T18:00:00.000Z]])
* status = #cancelled
* statusReason.text = "What this was opened for no longer holds."
* lastModified = "2026-04-03T18:00:00.000Z"
* priority = #routine
* code.text = "Recording coaching"
* description = "Go through the programme’s recording prompts with the team: what was seen, said and done."
* performerType = $role#team-leader
* owner = Reference(Organization/example-provider)
* insert Because($finding, generic-notes, [[Notes do not say what happened]])
* reasonReference = Reference(Flag/example-flag-notes)

Instance: example-attainment-plan
InstanceOf: AttestAttainmentPlan
Usage: #example
Title: "Attainment plan"
Description: "Ties the goal of travelling alone to the programme independent travel, version 1.0.0."
* insert ByAttest(attest-attainment-plan)
* identifier.system = "https://attest.example/fhir/id/plan"
* identifier.value = "default.example-goal-travel"
* instantiatesCanonical = "https://attest.example/fhir/PlanDefinition/independent-travel|1.0.0"
* status = #active
* intent = #plan
* subject = Reference(Patient/example-person)
* period.start = "2026-01-12"
* author = Reference(Device/example-attest)
* goal = Reference(Goal/example-goal-travel)

RuleSet: TracedTo(recorded, activity)
* insert ByAttest(attest-provenance)
* recorded = "{recorded}"
* policy = "https://attest.example/fhir/PlanDefinition/independent-travel|1.0.0"
* activity = http://terminology.hl7.org/CodeSystem/v3-DataOperation#{activity}
* agent[assembler].who = Reference(Device/example-attest)
* agent[assembler].onBehalfOf = Reference(Organization/example-provider)
* entity.role = #source

Instance: example-provenance
InstanceOf: AttestProvenance
Usage: #example
Title: "Provenance of a verdict"
Description: "Attest made the verdict by itself, from the goal and its evidence."
* insert TracedTo([[2026-03-31T18:00:00.000Z]], CREATE)
* target = Reference(Observation/example-verdict-overstated)
* entity.what = Reference(Goal/example-goal-travel)

Instance: example-provenance-confirmed
InstanceOf: AttestProvenance
Usage: #example
Title: "Provenance of a confirmation"
Description: "A Registered Manager decided on the level that Attest had found."
* insert TracedTo([[2026-06-01T09:00:00.000Z]], UPDATE)
* target = Reference(Observation/example-verdict-confirmed)
* agent[verifier].who = Reference(PractitionerRole/example-manager)
* entity.what = Reference(Goal/example-goal-travel)

Instance: example-device
InstanceOf: AttestDevice
Usage: #example
Title: "Attest, as author"
Description: "The Device of another tenant: each has one."
* insert ByAttest(attest-device)
* identifier.system = "https://attest.example/fhir/id/device"
* identifier.value = "elm"
* status = #active
* deviceName.name = "Attest"
* deviceName.type = #user-friendly-name
* type.text = "Software that tests claimed goal attainment against the evidence"
