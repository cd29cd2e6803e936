// Forms as people filled them in. Everybody here is invented.

RuleSet: FilledForm(questionnaire, goal, patient)
* questionnaire = "https://attest.example/fhir/Questionnaire/{questionnaire}|1.0.0"
* extension.url = $pertains-to-goal
* extension.valueReference.reference = "Goal/{goal}"
* status = #completed
* subject.reference = "Patient/{patient}"

RuleSet: FilledBy(author, when)
* author.reference = "{author}"
* authored = "{when}"

// Feedback has no sections.
RuleSet: SaidBy(source)
* meta.profile = "https://attest.example/fhir/StructureDefinition/attest-person-feedback"
* source.reference = "{source}"

RuleSet: SaidText(linkId, text)
* item[+].linkId = "{linkId}"
* item[=].answer.valueString = "{text}"

RuleSet: SaidCode(linkId, system, code)
* item[+].linkId = "{linkId}"
* item[=].answer.valueCoding = {system}#{code}

RuleSet: FilledSection(linkId)
* item[+].linkId = "{linkId}"

RuleSet: Answered(linkId)
* item[=].item[+].linkId = "{linkId}"

RuleSet: AnsweredText(linkId, text)
* insert Answered({linkId})
* insert AnsweredAlso([[{text}]])

RuleSet: AnsweredAlso(text)
* item[=].item[=].answer[+].valueString = "{text}"

RuleSet: AnsweredCode(linkId, system, code)
* insert Answered({linkId})
* item[=].item[=].answer.valueCoding = {system}#{code}

RuleSet: AnsweredYes(linkId)
* insert Answered({linkId})
* item[=].item[=].answer.valueBoolean = true

RuleSet: AnsweredNo(linkId)
* insert Answered({linkId})
* item[=].item[=].answer.valueBoolean = false

RuleSet: AnsweredCount(linkId, count)
* insert Answered({linkId})
* item[=].item[=].answer.valueInteger = {count}

RuleSet: AnsweredQuantity(linkId, value, unit, word)
* insert Answered({linkId})
* item[=].item[=].answer.valueQuantity = {value} '{unit}' "{word}"

RuleSet: AnsweredDay(linkId, day)
* insert Answered({linkId})
* item[=].item[=].answer.valueDate = "{day}"

Instance: example-form-baseline-travel
InstanceOf: QuestionnaireResponse
Usage: #example
Title: "Baseline form: travel to the library"
Description: "No safe way to the library without support yet: shown how at most places, two safety checks of six, little confidence."
* insert FilledForm(baseline-independent-travel, example-goal-travel, example-person)
* insert FilledBy(PractitionerRole/example-key-worker, 2026-01-15T15:00:00Z)
* insert FilledSection(own-words)
* insert AnsweredText(in-own-words, [[I want to go to the library by myself. The big road scares me.]])
* insert AnsweredCode(confidence-self, $confidence, none)
* insert FilledSection(the-route)
* insert AnsweredText(route, [[Home to the library, on foot and by bus 12]])
* insert AnsweredYes(planned)
* insert AnsweredCode(route-knowledge, $confidence, low)
* insert FilledSection(help-needed)
* insert AnsweredCode(prompt-level, $prompt-level, modelling)
* insert AnsweredCount(prompt-count, 9)
* insert AnsweredCount(safety-prompts, 4)
* insert AnsweredCount(safety-checks.required, 6)
* insert AnsweredCount(safety-checks.done, 2)
* insert FilledSection(confidence)
* insert AnsweredCode(confidence-observed, $confidence, low)
* insert FilledSection(stages)
* insert AnsweredText(agreed-stages, [[With somebody beside me]])
* insert AnsweredAlso([[With a call when I need one]])
* insert AnsweredAlso([[With somebody behind me]])
* insert AnsweredAlso([[Alone]])
* insert AnsweredYes(person-took-part)
* insert AnsweredYes(person-agreed)

Instance: example-form-baseline-care
InstanceOf: QuestionnaireResponse
Usage: #example
Title: "Baseline form: washing and dressing"
Description: "The person relies on reassurance for most of the routine, and hesitates at two places."
* insert FilledForm(baseline-personal-care-confidence, example-goal-care, example-person)
* insert FilledBy(PractitionerRole/example-key-worker, 2026-02-04T09:00:00Z)
* insert FilledSection(own-words)
* insert AnsweredText(in-own-words, [[I would like to wash by myself again. I worry that I will slip.]])
* insert AnsweredCode(confidence-self, $confidence, low)
* insert FilledSection(the-routine)
* insert AnsweredCount(steps-independent.required, 8)
* insert AnsweredCount(steps-independent.done, 3)
* insert AnsweredText(task-done, [[Washed face and hands]])
* insert AnsweredAlso([[Cleaned teeth]])
* insert FilledSection(help-needed)
* insert AnsweredCode(prompt-level, $prompt-level, verbal)
* insert AnsweredCount(reassurance-count, 6)
* insert FilledSection(confidence)
* insert AnsweredCode(confidence-observed, $confidence, low)
* insert AnsweredCode(hesitation, $hesitation, marked)
* insert AnsweredText(hesitation-point, [[Getting into the shower]])
* insert AnsweredAlso([[Buttons]])
* insert AnsweredCode(settled-after, $settled, unsettled)
* insert FilledSection(stages)
* insert AnsweredText(agreed-stages, [[Some steps alone, with help]])
* insert AnsweredAlso([[Half the steps alone, with prompts]])
* insert AnsweredAlso([[Most steps alone, with a hint]])
* insert AnsweredAlso([[All steps alone, and settled]])
* insert AnsweredYes(person-took-part)
* insert AnsweredYes(person-agreed)

Instance: example-form-baseline-engagement
InstanceOf: QuestionnaireResponse
Usage: #example
Title: "Baseline form: gardening"
Description: "Little taking part and low confidence after a time of withdrawal: once a week, five minutes."
* insert FilledForm(baseline-meaningful-engagement, example-goal-engagement, example-resident)
* insert FilledBy(PractitionerRole/example-activity-worker, 2026-03-09T09:30:00Z)
* insert FilledSection(own-words)
* insert AnsweredText(in-own-words, [[I used to grow tomatoes.]])
* insert FilledSection(attendance)
* insert AnsweredQuantity(attendance-per-week, 1, /wk, times a week)
* insert AnsweredYes(attended)
* insert FilledSection(taking-part)
* insert AnsweredQuantity(engagement-duration, 5, min, minutes)
* insert AnsweredCode(prompt-level, $prompt-level, verbal)
* insert AnsweredCode(initiated-by, $initiated-by, staff)
* insert AnsweredCode(enjoyment-observed, $enjoyment, little)
* insert AnsweredText(enjoyment-basis, [[Smelled the mint once, then looked at the door.]])
* insert AnsweredCode(mood-response, $settled, unsettled)
* insert AnsweredCode(social-confidence, $confidence, low)
* insert FilledSection(stages)
* insert AnsweredText(agreed-stages, [[Attends]])
* insert AnsweredAlso([[Takes part]])
* insert AnsweredAlso([[Enjoys]])
* insert AnsweredAlso([[Chooses]])
* insert AnsweredYes(person-took-part)
* insert AnsweredYes(person-agreed)

Instance: example-form-feedback
InstanceOf: QuestionnaireResponse
Usage: #example
Title: "Feedback form: the person's own word"
Description: "Said by the person, written down by the key worker: the source is the person."
* insert FilledForm(person-feedback, example-goal-travel, example-person)
* insert FilledBy(PractitionerRole/example-key-worker, 2026-03-29T15:00:00Z)
* insert SaidBy(Patient/example-person)
* insert SaidText(in-own-words, [[I know the bus now. I still do not like the big road.]])
* insert SaidCode(confidence-self, $confidence, some)
* insert SaidCode(asked-how, $asked-how, aided)

Instance: example-form-feedback-easy-read
InstanceOf: QuestionnaireResponse
Usage: #example
Title: "Feedback form, easy read"
Description: "The same questions in easy words, answered by the person with a helper."
* insert FilledForm(person-feedback-easy-read, example-goal-engagement, example-resident)
* insert FilledBy(PractitionerRole/example-activity-worker, 2026-04-02T10:20:00Z)
* insert SaidBy(Patient/example-resident)
* insert SaidText(in-own-words, [[I like the tomatoes.]])
* insert SaidCode(confidence-self, $confidence, low)
* insert SaidCode(enjoyment-stated, $enjoyment, clear)
* insert SaidCode(asked-how, $asked-how, easy-read)
* item[=].answer[+].valueCoding = $asked-how#aided

Instance: example-form-feedback-declined
InstanceOf: QuestionnaireResponse
Usage: #example
Title: "Feedback form: the person would rather not say"
Description: "No feedback, which is neither a good nor a bad answer."
* insert FilledForm(person-feedback, example-goal-travel, example-person)
* insert FilledBy(PractitionerRole/example-key-worker, 2026-04-12T11:00:00Z)
* insert SaidBy(Patient/example-person)
* item[+].linkId = "declined"
* item[=].answer.valueBoolean = true
* insert SaidCode(asked-how, $asked-how, aided)

Instance: example-sister
InstanceOf: RelatedPerson
Usage: #example
Title: "The person's sister"
Description: "Speaks for the person at times; her word is not the person's own."
* patient.reference = "Patient/example-person"
* relationship.text = "Sister"
* name.text = "Sam Example"

Instance: example-form-feedback-proxy
InstanceOf: QuestionnaireResponse
Usage: #example
Title: "Feedback form: somebody else's word"
Description: "Answered by the person's sister: the source is she, and it is kept apart from the person's own word."
* insert FilledForm(person-feedback, example-goal-travel, example-person)
* insert FilledBy(RelatedPerson/example-sister, 2026-04-14T18:30:00Z)
* insert SaidBy(RelatedPerson/example-sister)
* insert SaidText(in-own-words, [[We talk about the bus all the time. I think it is time.]])
* insert SaidCode(confidence-self, $confidence, full)
* insert SaidCode(asked-how, $asked-how, unaided)

Instance: example-form-audit
InstanceOf: QuestionnaireResponse
Usage: #example
Title: "Audit form: part of the level is borne out"
Description: "The working paper of an audit that upholds part of the claimed level, and what follows from it."
* insert FilledForm(audit, example-goal-travel, example-person)
* insert FilledBy(PractitionerRole/example-auditor, 2026-04-20T14:00:00Z)
* insert FilledSection(independence)
* insert AnsweredYes(not-recorder)
* insert AnsweredYes(not-reviewer)
* insert AnsweredYes(not-claimant)
* insert FilledSection(sample)
* insert AnsweredCode(claimed-level, $level, achieved)
* insert AnsweredDay(period-from, 2026-03-20)
* insert AnsweredDay(period-to, 2026-04-19)
* insert AnsweredCount(records-held, 13)
* insert AnsweredCount(records-read, 13)
* insert AnsweredText(sample-drawn, [[All of them]])
* insert FilledSection(baseline)
* insert AnsweredYes(baseline-there)
* insert AnsweredDay(baseline-date, 2026-01-15)
* insert AnsweredYes(baseline-on-time)
* insert AnsweredYes(baseline-complete)
* insert AnsweredYes(baseline-before)
* insert FilledSection(records)
* insert AnsweredCount(records-complete, 12)
* insert AnsweredCount(records-on-time, 11)
* insert AnsweredYes(records-facts)
* insert AnsweredYes(records-same-stages)
* insert AnsweredCode(source-records, $source-stance, mixed)
* insert FilledSection(observations)
* insert AnsweredCount(observations-count, 1)
* insert AnsweredCode(source-observation, $source-stance, contradicts)
* insert FilledSection(feedback)
* insert AnsweredYes(feedback-own)
* insert AnsweredCode(source-feedback, $source-stance, mixed)
* insert FilledSection(status)
* insert AnsweredYes(reviews-on-time)
* insert AnsweredYes(changes-evidenced)
* insert AnsweredNo(claim-realistic)
* insert AnsweredYes(claim-person-centred)
* insert AnsweredNo(claim-defensible)
* insert FilledSection(opinion)
* insert AnsweredCode(audit-opinion, $audit-opinion, partly-justified)
* insert AnsweredText(reasons, [[Near-complete is borne out by the records of April. Alone is not: the one observed journey needed a prompt at the big road.]])
* insert FilledSection(follow-up)
* insert AnsweredCode(action, $task, restage)
* item[=].item[=].answer[+].valueCoding = $task#spot-observation
* insert AnsweredDay(action-by, 2026-04-22)
* insert Answered(escalated-at)
* item[=].item[=].answer.valueDateTime = "2026-04-20T14:30:00Z"

Instance: example-audit-opinion-partly
InstanceOf: Observation
Usage: #example
Title: "Audit opinion: partly justified"
Description: "The opinion that the filled-in audit form is the paper behind: this is what counts."
* meta.profile = "https://attest.example/fhir/StructureDefinition/attest-audit-opinion"
* extension.url = $pertains-to-goal
* extension.valueReference.reference = "Goal/example-goal-travel"
* status = #final
* category = $evidence-source#audit
* code = $observation#audit-opinion
* subject.reference = "Patient/example-person"
* focus.reference = "Goal/example-goal-travel"
* effectiveDateTime = "2026-04-20"
* issued = "2026-04-20T14:05:00Z"
* performer.reference = "PractitionerRole/example-auditor"
* valueCodeableConcept = $audit-opinion#partly-justified
* derivedFrom.reference = "QuestionnaireResponse/example-form-audit"
