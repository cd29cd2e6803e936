// What somebody is asked to do.

Profile: AttestTask
Parent: Task
Id: attest-task
Title: "Follow-up work on a goal"
Description: "Something that somebody in a named role is asked to do about a goal, and by when. Show it in the work list of the roles in `performerType`, in the words of `code.text` and `description`, with the reason and the time by which it is due. Whoever takes it sets themselves as owner; from then on Attest leaves status, owner and notes alone. Attest cancels what nobody has taken once its reason is gone."
* obeys attest-task-proposal
* insert Ours(task, [[tenant.goal.kind.n, where n counts the tasks of this kind on the goal]])
* basedOn only Reference(CarePlan)
* basedOn MS
* insert Says(basedOn, [[The attainment plan]], [[The plan that ties the goal to its programme.]])
* groupIdentifier 1..1 MS
* groupIdentifier.system 1..1
* groupIdentifier.system = "https://attest.example/fhir/id/case"
* groupIdentifier.value 1..1
* insert Says(groupIdentifier, [[The case: one episode of one finding]], [[tenant.goal.finding.n: all tasks that one finding led to share it.]])
* status MS
* insert Says(status, [[requested, then as people set it]], [[Attest writes 'requested', and 'cancelled' where it withdraws a task that nobody took.]])
* intent = #order
* intent MS
* priority 1..1 MS
* insert Says(priority, [[urgent | routine]], [['urgent' where the finding is of high severity.]])
* code 1..1 MS
* code from TaskValues (required)
* code.text 1..1
* insert Says(code, [[What kind of work]], [[The kind, and its title for the work list.]])
* description 1..1 MS
* insert Says(description, [[What to do]], [[One sentence that says what to do.]])
* focus 1..1 MS
* focus only Reference(Goal)
* insert Says(focus, [[The goal]], [[The goal that the work is about.]])
* for 1..1 MS
* for only Reference(Patient)
* insert Says(for, [[The person]], [[Whose goal it is.]])
* authoredOn 1..1 MS
* requester MS
* insert Says(requester, [[Attest]], [[The Device that stands for Attest. Absent only where the host refused to hold it.]])
* performerType 1..* MS
* performerType from RoleValues (extensible)
* insert Says(performerType, [[Who is asked]], [[The roles that the programme names for this work. Any one of them may take it.]])
* owner MS
* insert Says(owner, [[The provider, until somebody takes it]], [[Attest writes the organisation that answers for the support, where the record says which; a person's own reference means that they have taken the task.]])
* reasonCode 1..1 MS
* reasonCode from TaskReasonValues (required)
* insert Says(reasonCode, [[The finding or need that asks for it]], [[Why the work is asked for, in a sentence of its own.]])
* reasonReference MS
* reasonReference only Reference(Flag or Observation)
* insert Says(reasonReference, [[The flag, else the verdict]], [[The flag of the case; the verdict where its finding raises none.]])
* restriction 1..1 MS
* restriction.period 1..1
* restriction.period.end 1..1 MS
* insert Says(restriction.period.end, [[Due]], [[By when: the programme's own deadline, else the usual one for this kind of work. R4 has no due date on Task; this is where UK Core looks for it.]])
* input ^slicing.discriminator[0].type = #value
* input ^slicing.discriminator[0].path = "type.text"
* input ^slicing.rules = #open
* input contains proposedLevel 0..1 MS
* input[proposedLevel].type.text = "Proposed level"
* input[proposedLevel].value[x] only CodeableConcept
* input[proposedLevel].value[x] from LevelValues (required)
* insert Says(input[proposedLevel], [[The level proposed for the goal]], [[On a proposed change of status only. Accepting the task changes nothing by itself: the goal is changed in the record, by the manager.]])

ValueSet: TaskReasonValues
Id: task-reason
Title: "Reason for a task"
Description: "A finding, or what the next stage lacks."
* ^experimental = false
* include codes from system FindingCodes
* include codes from system NeedCodes

Invariant: attest-task-proposal
Description: "A proposed change of status says which level is proposed, and no other task does."
Severity: #error
Expression: "code.coding.where(system = 'https://attest.example/fhir/CodeSystem/task' and code = 'confirm-status-change').exists() = input.where(type.text = 'Proposed level').exists()"
