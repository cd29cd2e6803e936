// What a deployment answers beside plain FHIR. Nothing serves these yet: the command line does the
// same today (assess, programme check). Measure/$evaluate-measure is R4's own and is not defined again.

RuleSet: Operation(id, name, code, title, resource)
* insert Published(OperationDefinition, {id})
* insert NotYetServed
* name = "{name}"
* title = "{title}"
* kind = #operation
* code = #{code}
* resource = #{resource}
* system = false

RuleSet: Takes(name, min, max, type, what)
* parameter[+].name = #{name}
* parameter[=].use = #in
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].type = #{type}
* parameter[=].documentation = "{what}"

RuleSet: Gives(name, min, max, type, what)
* parameter[+].name = #{name}
* parameter[=].use = #out
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].type = #{type}
* parameter[=].documentation = "{what}"

Instance: operation-goal-evaluate-attainment
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(goal-evaluate-attainment, EvaluateAttainment, evaluate-attainment, [[Evaluate attainment]], Goal)
* description = "Reads the goal and its evidence in the host, decides what the evidence supports, and writes that back unless it is only asked. Not served yet: `attest sync --goal` does the same on the command line."
* affectsState = true
* type = false
* instance = true
* insert Takes(asOf, 0, 1, instant, [[Decide on what was known then. Default: now. An instant before the goal's last verdict is allowed only with dryRun.]])
* insert Takes(dryRun, 0, 1, boolean, [[Decide, answer, and write nothing to the host. Default: false.]])
* insert Gives(verdict, 0, 1, Observation, [[What the evidence supports, after profile attest-verdict. Absent where the goal cannot be assessed: the outcome says why.]])
* parameter[+].name = #written
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "*"
* parameter[=].documentation = "How many resources of one type were created or changed in the host; with dryRun, would have been."
* parameter[=].part[+].name = #type
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #code
* parameter[=].part[=].documentation = "The type of resource."
* parameter[=].part[+].name = #count
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 1
* parameter[=].part[=].max = "1"
* parameter[=].part[=].type = #integer
* parameter[=].part[=].documentation = "How many."
* insert Gives(outcome, 1, 1, OperationOutcome, [[What could not be read, assessed or written, each with its reference; one of severity information where there is nothing to tell.]])

Instance: operation-goal-evidence-pack
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(goal-evidence-pack, EvidencePack, evidence-pack, [[Evidence pack]], Goal)
* description = "Everything that justifies the standing of one goal as at a moment: claim, baseline, stages, sessions, observations, feedback, audits, verdicts and open flags, with who recorded each and when. Not served yet."
* affectsState = false
* type = false
* instance = true
* insert Takes(asAt, 0, 1, instant, [[The moment: only what was known then is in the pack. Default: now.]])
* insert Gives(return, 1, 1, Bundle, [[A Bundle of type document that begins with a Composition.]])

Instance: operation-programme-check
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(programme-check, CheckProgramme, check-programme, [[Check a programme]], PlanDefinition)
* description = "Says whether a PlanDefinition can be used as a programme, and if not, everything that is wrong with it. Keeps nothing. Not served yet: `attest programme check` does the same on the command line."
* affectsState = false
* type = true
* instance = false
* insert Takes(programme, 1, 1, PlanDefinition, [[The programme to be checked.]])
* insert Takes(codes, 0, *, CodeSystem, [[Code systems of the programme's own that its criteria use.]])
* insert Gives(return, 1, 1, OperationOutcome, [[One issue of severity error for each fault, with its FHIRPath in expression; a single issue of severity information where the programme can be used.]])
