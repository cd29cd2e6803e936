// Visits every day, a cycle of several visits; a day is one unit however many visits it holds.

Instance: personal-care-confidence
InstanceOf: AttestProgramme
Usage: #definition
Title: "Personal-care confidence"
Description: "Regaining confidence with personal care after illness, at home."
* insert Programme(personal-care-confidence, home-care, personal-care)
* name = "PersonalCareConfidence"
* title = "Personal-care confidence"
* description = "Regaining confidence with personal care after illness, at home."
* insert Words([[not yet partial]], [[achieved, sustained]], [[supported]], [[not supported]])

* insert Stage(1, partial, [[Some steps alone, with help]], [[partial]])
* insert Points(12, 18, 0)
* insert Gates(7, 2, 1, 0, 0)
* insert Number(steps-independent, at-least, 0.25, 1)
* insert Code(prompt-level, at-most, $prompt-level, modelling)

* insert Stage(2, partial, [[Half the steps alone, with prompts]], [[partial]])
* insert Points(14, 20, 0)
* insert Gates(10, 2, 2, 1, 0)
* insert Number(steps-independent, at-least, 0.5, 1)
* insert Code(prompt-level, at-most, $prompt-level, verbal)
* insert Number(reassurance-count, at-most, 3, 1)

* insert Stage(3, near-complete, [[Most steps alone, with a hint]], [[developing]])
* insert Points(16, 22, 2)
* insert Gates(14, 3, 2, 1, 0)
* insert Number(steps-independent, at-least, 0.8, 1)
* insert Code(prompt-level, at-most, $prompt-level, indirect-verbal)
* insert Number(reassurance-count, at-most, 1, 1)
* insert Code(hesitation, at-most, $hesitation, slight)

* insert Stage(4, achieved, [[All steps alone, and settled]], [[achieved]])
* insert Points(24, 30, 10)
* insert Gates(21, 4, 2, 3, 1)
* insert Number(steps-independent, equals, 1, 1)
* insert Code(prompt-level, equals, $prompt-level, independent)
* insert Number(reassurance-count, equals, 0, 1)
* insert Code(hesitation, at-most, $hesitation, slight)
* insert Code(settled-after, at-least, $settled, mostly-settled)

* insert CommonParameters
* insert Pace(7, 28, 42, 28, 56)

* insert Role(feedback, confidence-self)
* insert Role(confidence, hesitation)
* insert Role(confidence-dip, confidence-dip)
* insert Role(prompt, prompt-level)
* insert Role(steps, steps-independent)
* insert Role(reassurance, reassurance-count)

* insert Improvement(hesitation, [[Steadier confidence]], range, lower)
* insert Window(6, {session}, sessions)
* insert Improvement(reassurance-count, [[Less reassurance]], median, lower)
* insert Window(6, {session}, sessions)
* insert Improvement(prompt-level, [[Less help]], median, lower)
* insert Window(6, {session}, sessions)
* insert Improvement(steps-independent, [[More done alone]], median, higher)
* insert Window(6, {session}, sessions)
* insert Improvement(success, [[Stable over visits]], share-next-stage, higher)
* insert Window(6, {session}, sessions)

* insert Duty(record-baseline, [[Record confidence, tasks done alone, hesitation points and the agreed stages]], field-supervisor)
* insert After(goal-agreed)
* insert Within(3, d)
* insert InWorkingDays
* insert Duty(record-session, [[Record tasks, prompts, dips in confidence and how settled the person was before leaving]], care-worker)
* insert After(visit-ended)
* insert Within(0, h)
* insert Duty(frontline-review, [[Review the visit notes every 72 hours for improvement, hesitation and variability]], care-coordinator)
* insert Every(1, 72, h)
* insert Duty(alert-manager, [[Tell the Registered Manager the same day where notes suggest overstatement or unstable progress]], care-coordinator)
* insert After(practice-concern)
* insert Within(0, d)
* insert Duty(manager-review, [[Review the goal every fortnight and set its status]], registered-manager)
* insert Every(1, 2, wk)
* insert Duty(change-support-frequency, [[Change how often support is given, where repeated evidence makes that safe]], registered-manager)
* insert After(review-decided)
* insert Within(24, h)
* insert Duty(restage, [[Set the stage anew where progress is unstable or a claim is in doubt]], registered-manager)
* insert After(unstable-progress)
* insert After(doubtful-claim)
* insert Within(48, h)
* insert Duty(closer-review, [[Look at the visit notes more often where progress is unstable or a claim is in doubt]], care-coordinator)
* insert After(unstable-progress)
* insert After(doubtful-claim)
* insert Within(72, h)
* insert Duty(spot-observation, [[Watch a visit where progress is unstable or a claim is in doubt]], field-supervisor)
* insert After(unstable-progress)
* insert After(doubtful-claim)
* insert Within(7, d)
* insert Duty(audit, [[Audit visit notes, spot observations, welfare feedback and the staged goal record each month]], quality-lead)
* insert Every(1, 1, mo)
* insert Duty(escalate-senior-management, [[Escalate promptly where what is reported and the evidence differ]], quality-lead)
* insert After(audit-not-upheld)
* insert Within(1, d)
* insert InWorkingDays
