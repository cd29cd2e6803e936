// Searches that FHIR R4 lacks and that a host may add. Attest asks for none of them: it reads by
// person and sorts out the rest itself. They are for the host's own screens and lists.

RuleSet: Searching(id, name, code, base, type)
* insert Published(SearchParameter, {id})
* insert InForce
* name = "{name}"
* code = #{code}
* base[+] = #{base}
* type = #{type}

RuleSet: Selects(expression, what)
* expression = "{expression}"
* description = "{what} Attest works without it."

RuleSet: Target(type)
* target[+] = #{type}

Instance: search-pertains-to-goal
InstanceOf: SearchParameter
Usage: #definition
* insert Searching(pertains-to-goal, PertainsToGoal, pertains-to-goal, Observation, reference)
* base[+] = #QuestionnaireResponse
* base[+] = #Procedure
* base[+] = #DocumentReference
* insert Selects([[Observation.extension.where(url = 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal').value.ofType(Reference) | QuestionnaireResponse.extension.where(url = 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal').value.ofType(Reference) | Procedure.extension.where(url = 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal').value.ofType(Reference) | DocumentReference.extension.where(url = 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal').value.ofType(Reference)]], [[The goal that a record is evidence for: all evidence of one goal in one search.]])
* insert Target(Goal)

Instance: search-goal-outcome-reference
InstanceOf: SearchParameter
Usage: #definition
* insert Searching(goal-outcome-reference, GoalOutcomeReference, outcome-reference, Goal, reference)
* insert Selects([[Goal.outcomeReference]], [[The Observation that a goal names as its outcome: the goal that a verdict or a session belongs to.]])
* insert Target(Observation)

Instance: search-goal-programme
InstanceOf: SearchParameter
Usage: #definition
* insert Searching(goal-programme, GoalProgramme, programme, Goal, reference)
* insert Selects([[Goal.extension.where(url = 'https://attest.example/fhir/StructureDefinition/attainment-programme').value.ofType(canonical)]], [[The programme that a goal says itself that it is pursued under. Where the goal does not say so, its attainment plan does: CarePlan?instantiates-canonical, which R4 has.]])
* insert Target(PlanDefinition)

Instance: search-flag-status
InstanceOf: SearchParameter
Usage: #definition
* insert Searching(flag-status, FlagStatus, status, Flag, token)
* insert Selects([[Flag.status]], [[Whether a flag still stands: active, inactive or entered-in-error.]])

Instance: search-flag-code
InstanceOf: SearchParameter
Usage: #definition
* insert Searching(flag-code, FlagCode, code, Flag, token)
* insert Selects([[Flag.code]], [[What a flag says; of ours, the finding.]])

Instance: search-flag-category
InstanceOf: SearchParameter
Usage: #definition
* insert Searching(flag-category, FlagCategory, category, Flag, token)
* insert Selects([[Flag.category]], [[The kind of flag; ours are told from others by flag-category goal-attainment.]])

Instance: search-flag-detail
InstanceOf: SearchParameter
Usage: #definition
* insert Searching(flag-detail, FlagDetail, detail, Flag, reference)
* insert Selects([[Flag.extension.where(url = 'http://hl7.org/fhir/StructureDefinition/flag-detail').value.ofType(Reference)]], [[What a flag is about; of ours, the goal and the verdict.]])
* insert Target(Goal)
* insert Target(Observation)

Instance: search-task-due
InstanceOf: SearchParameter
Usage: #definition
* insert Searching(task-due, TaskDue, due, Task, date)
* insert Selects([[Task.restriction.period]], [[By when a task is to be done. What R4 calls period is when it was worked on.]])
* comparator[+] = #eq
* comparator[+] = #ne
* comparator[+] = #gt
* comparator[+] = #ge
* comparator[+] = #lt
* comparator[+] = #le
