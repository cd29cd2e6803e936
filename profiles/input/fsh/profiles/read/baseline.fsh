Profile: AttestBaseline
Parent: AttestMeasures
Id: attest-baseline
Title: "Baseline"
Description: "Where the person stood when the goal was agreed, on the same measures that sessions are recorded on. Improvement is told against it, and a missing or late one is a finding. A contract for those who send baselines; Attest itself reads tolerantly. Which measures it should hold depends on the goal's programme, and is no rule of this profile. A completed form may be sent instead."
* code = $observation#baseline
* insert Explain(code, [[baseline, and your own code beside it]], [[Says that this is a baseline.]], [[The LOINC codes of a baseline of goal attainment scaling, 112296-9 and 107332-9, are understood alone as well.]])
* insert Explain(focus, [[The goal]], [[The goal that it is the baseline of, beside the extension.]], [[A baseline is never tied to a goal by guessing. Goal.addresses may name it as well.]])
* insert Explain(effective[x], [[The day that it describes]], [[When the person was as described.]], [[The earliest baseline counts. Its date and the goal's start tell whether it was in time.]])
* insert Explain(derivedFrom, [[The form that it was made from]], [[The QuestionnaireResponse, where the baseline was taken on a form.]], [[Form and baseline then count once.]])
