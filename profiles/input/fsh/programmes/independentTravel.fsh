// Sessions about three a week, a cycle of eight weeks.

Instance: independent-travel
InstanceOf: AttestProgramme
Usage: #definition
Title: "Independent travel"
Description: "Travelling alone to one familiar place, in supported living."
* insert Programme(independent-travel, supported-living, community-travel)
* name = "IndependentTravel"
* title = "Independent travel"
* description = "Travelling alone to one familiar place, in supported living."
* insert Words([[not yet partial]], [[fully achieved, sustained]], [[validated]], [[not validated]])

* insert Stage(1, partial, [[Accompanied]], [[partial]])
* insert Points(10, 15, 0)
* insert Gates(7, 2, 1, 0, 0)
* insert Code(prompt-level, at-most, $prompt-level, modelling)
* insert Number(safety-checks, at-least, 0.5, 1)

* insert Stage(2, partial, [[Prompted]], [[partial]])
* insert Points(12, 17, 1)
* insert Gates(14, 2, 2, 1, 0)
* insert Code(prompt-level, at-most, $prompt-level, verbal)
* insert Number(prompt-count, at-most, 3, 1)
* insert Number(safety-checks, at-least, 0.8, 1)
* insert Code(confidence-observed, at-least, $confidence, low)

* insert Stage(3, near-complete, [[Shadowed]], [[near-complete]])
* insert Points(14, 19, 3)
* insert Gates(21, 3, 2, 1, 0)
* insert Code(prompt-level, at-most, $prompt-level, gestural)
* insert Number(prompt-count, at-most, 1, 1)
* insert Number(safety-checks, equals, 1, 1)
* insert Code(confidence-observed, at-least, $confidence, some)

* insert Stage(4, achieved, [[Alone]], [[fully achieved]])
* insert Points(15, 20, 4)
* insert Gates(28, 4, 2, 3, 1)
* insert Code(prompt-level, equals, $prompt-level, independent)
* insert Number(prompt-count, equals, 0, 1)
* insert Number(safety-checks, equals, 1, 1)
* insert Code(confidence-observed, at-least, $confidence, good)
* insert IsTrue(planned)
* insert NeededWhenOtherwiseMet

* insert CommonParameters
* insert Pace(14, 42, 56, 12, 56)
* insert Parameter(stop-below, 0.5)

* insert Role(feedback, confidence-self)
* insert Role(safety, safety-checks)
* insert Role(confidence, confidence-observed)
* insert Role(prompt, prompt-level)
* insert Role(prompt-count, prompt-count)

* insert Improvement(prompt-level, [[Less help]], median, lower)
* insert Window(56, d, days)
* insert Improvement(prompt-count, [[Fewer prompts]], median, lower)
* insert Window(56, d, days)
* insert Improvement(confidence-observed, [[Stronger confidence]], median, higher)
* insert Window(56, d, days)
* insert Improvement(safety-checks, [[Safer judgement]], median, higher)
* insert Window(56, d, days)
* insert Improvement(success, [[Repeated success]], share-next-stage, higher)
* insert Window(56, d, days)

* insert Duty(record-baseline, [[Record route knowledge, confidence, safety prompts and the agreed stages]], key-worker)
* insert After(goal-agreed)
* insert Within(5, d)
* insert InWorkingDays
* insert Duty(record-session, [[Record the route, prompts, safety checks and confidence straight after each session]], support-worker)
* insert After(session-ended)
* insert Within(1, h)
* insert Duty(frontline-review, [[Review the entries twice a week and say whether the goal is moving]], team-leader)
* insert Every(2, 1, wk)
* insert After(unstable-progress)
* insert Duty(update-briefing, [[Update the handover briefing the same day where consistency or safety judgement needs strengthening]], team-leader)
* insert After(practice-concern)
* insert Within(0, d)
* insert Duty(manager-review, [[Review the goal each month and set its status]], registered-manager)
* insert Every(1, 1, mo)
* insert After(doubtful-claim)
* insert Duty(restage, [[Revise the stage, where the evidence clearly supports it]], registered-manager)
* insert After(review-decided)
* insert After(doubtful-claim)
* insert After(unstable-progress)
* insert Within(48, h)
* insert Duty(spot-observation, [[Watch an attempt where a claim is in doubt]], team-leader)
* insert After(doubtful-claim)
* insert Within(7, d)
* insert Duty(audit, [[Audit the baseline, notes, observations and feedback each month]], quality-lead)
* insert Every(1, 1, mo)
* insert Duty(escalate-senior-management, [[Tell senior management at once of overstatement or weak evidence]], quality-lead)
* insert After(audit-not-upheld)
* insert Within(0, d)
