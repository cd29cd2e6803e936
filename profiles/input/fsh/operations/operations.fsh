// What a deployment answers beside plain FHIR. Measure/$evaluate-measure is R4's own and is not defined again.

RuleSet: Operation(id, name, code, title, resource)
* insert Published(OperationDefinition, {id})
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

RuleSet: GivesGroup(name, max, what)
* parameter[+].name = #{name}
* parameter[=].use = #out
* parameter[=].min = 0
* parameter[=].max = "{max}"
* parameter[=].documentation = "{what}"

RuleSet: GivesPart(name, min, max, type, what)
* parameter[=].part[+].name = #{name}
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = {min}
* parameter[=].part[=].max = "{max}"
* parameter[=].part[=].type = #{type}
* parameter[=].part[=].documentation = "{what}"

Instance: operation-goal-evaluate-attainment
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(goal-evaluate-attainment, EvaluateAttainment, evaluate-attainment, [[Evaluate attainment]], Goal)
* insert InForce
* description = "Decides what the evidence of one goal supports: evidence that is read in the host now, or that is handed in whole. Nothing is written unless a POST says so. A goal that is not there is answered with status 404, one that cannot be assessed with 422, each with an OperationOutcome that says why."
* affectsState = true
* type = false
* instance = true
* insert Takes(asOf, 0, 1, instant, [[Decide on what was known then. Default: now. What is later than now, or before the goal's last verdict, can only be looked at, and not be written.]])
* insert Takes(dryRun, 0, 1, boolean, [[Decide, answer, and write nothing to the host. Default: true. By GET always so, as is all that rests on evidence handed in.]])
* insert Takes(evidence, 0, 1, Bundle, [[The goal and all of its evidence, in a Bundle of any type, in any order: the host is then asked for nothing. By POST only.]])
* insert Gives(verdict, 1, 1, Observation, [[What the evidence supports, after profile attest-verdict: as it is in the record, or would be. It refers to nothing that is not there yet.]])
* insert Gives(assessment, 1, 1, string, [[The same decision as the one line of JSON that `attest assess --format json` prints.]])
* insert GivesGroup(finding, *, [[One thing that was found in the records.]])
* insert GivesPart(code, 1, 1, code, [[From code system finding.]])
* insert GivesPart(severity, 1, 1, code, [[From code system severity.]])
* insert GivesPart(because, 1, 1, string, [[Why, in one sentence.]])
* insert GivesPart(cites, 0, *, Reference, [[The records that it rests on.]])
* insert GivesGroup(need, *, [[One thing that is needed next.]])
* insert GivesPart(code, 1, 1, code, [[From code system need.]])
* insert GivesPart(need, 1, 1, string, [[What is needed, in one sentence.]])
* insert GivesGroup(written, *, [[How many resources of one type were created or changed in the host; with dryRun, would have been. None where the evidence was handed in.]])
* insert GivesPart(type, 1, 1, code, [[The type of resource.]])
* insert GivesPart(count, 1, 1, integer, [[How many.]])
* insert Gives(outcome, 1, 1, OperationOutcome, [[What could not be read, assessed or written, each with its reference; one of severity information where there is nothing to tell.]])

Instance: operation-goal-evidence-pack
InstanceOf: OperationDefinition
Usage: #definition
* insert Operation(goal-evidence-pack, EvidencePack, evidence-pack, [[Evidence pack]], Goal)
* insert NotYetServed
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
* insert NotYetServed
* description = "Says whether a PlanDefinition can be used as a programme, and if not, everything that is wrong with it. Keeps nothing. Not served yet: `attest programme check` does the same on the command line."
* affectsState = false
* type = true
* instance = false
* insert Takes(programme, 1, 1, PlanDefinition, [[The programme to be checked.]])
* insert Takes(codes, 0, *, CodeSystem, [[Code systems of the programme's own that its criteria use.]])
* insert Gives(return, 1, 1, OperationOutcome, [[One issue of severity error for each fault, with its FHIRPath in expression; a single issue of severity information where the programme can be used.]])
