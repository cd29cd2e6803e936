// Is the claimed level borne out? Filled in by somebody who had no part in recording, reviewing or claiming it.

RuleSet: AuditYesNo(linkId, text)
* insert FormQuestion({linkId}, boolean, [[{text}]])
* insert FormRequired

RuleSet: AuditCount(linkId, text)
* insert FormQuestion({linkId}, integer, [[{text}]])
* insert FormRequired
* insert FormBetween(0, 999)

RuleSet: AuditSource(linkId, text)
* insert FormQuestion({linkId}, choice, [[{text}]])
* insert FormCode({linkId})
* insert FormScale(source-stance)
* insert FormRequired

Instance: audit
InstanceOf: Questionnaire
Usage: #definition
Title: "Audit of a goal's level"
Description: "Whether the level that is claimed for a goal is borne out by its baseline, its records, what others saw and what the person says. The quality lead fills it in each month."
* insert FormHead(audit)
* name = "Audit"
* purpose = "The working paper behind an audit opinion. The opinion itself is recorded as an Observation of code audit-opinion that is derived from this form: that is what counts, and the form by itself does not."
* insert FormAnyVenue

* insert FormSection(independence, [[Who audits]])
* insert FormWords(independence.why, [[An audit protects the person and the service alike. It only does so if the auditor had no part in what is audited. Where an answer here is no, somebody else should audit this goal.]])
* insert AuditYesNo(not-recorder, [[I recorded none of this goal's baseline, sessions and observations.]])
* insert AuditYesNo(not-reviewer, [[I made none of the reviews of this goal.]])
* insert AuditYesNo(not-claimant, [[I had no part in setting the goal's status.]])

* insert FormSection(sample, [[What was looked at]])
* insert FormQuestion(claimed-level, choice, [[Which level does the record claim?]])
* insert FormCode(claimed-level)
* insert FormScale(level)
* insert FormHelp(claimed-level, [[Leave it empty where the record claims none.]])
* insert FormQuestion(period-from, date, [[From which day were records looked at?]])
* insert FormRequired
* insert FormQuestion(period-to, date, [[Up to which day?]])
* insert FormRequired
* insert AuditCount(records-held, [[How many daily records does the goal have in that time?]])
* insert AuditCount(records-read, [[How many of them were read?]])
* insert FormQuestion(sample-drawn, choice, [[How were they chosen?]])
* insert FormRequired
* insert FormOption([[All of them]])
* insert FormOption([[At random]])
* insert FormOption([[Every so many]])
* insert FormOption([[For a reason, given below]])
* insert FormHelp(sample-drawn, [[Do not let those who wrote the records choose them.]])

* insert FormSection(baseline, [[The baseline]])
* insert AuditYesNo(baseline-there, [[Is there a baseline?]])
* insert FormQuestion(baseline-date, date, [[On which day was it recorded?]])
* insert FormOnlyIf(baseline-there)
* insert FormRequired
* insert AuditYesNo(baseline-on-time, [[Was it recorded in time?]])
* insert FormOnlyIf(baseline-there)
* insert FormHelp(baseline-on-time, [[Counted from the day on which the goal was agreed, unless the service counts from another: travel 5 working days, personal care 3 working days, engagement 2 weeks.]])
* insert AuditYesNo(baseline-complete, [[Does it hold all that the programme asks for?]])
* insert FormOnlyIf(baseline-there)
* insert AuditYesNo(baseline-before, [[Was it recorded before the progress that is claimed from it, and left as it was?]])
* insert FormOnlyIf(baseline-there)

* insert FormSection(records, [[The daily records]])
* insert AuditCount(records-complete, [[Of those read, how many are complete?]])
* insert AuditCount(records-on-time, [[Of those read, how many were written in time?]])
* insert FormHelp(records-on-time, [[Travel: within 60 minutes and in the same shift. Personal care: before leaving the property. Engagement: before handover closes.]])
* insert AuditYesNo(records-facts, [[Do the words fit the facts beside them, and are they about this session only?]])
* insert AuditYesNo(records-same-stages, [[Did everybody use the programme's own stages and measures?]])
* insert AuditSource(source-records, [[What do the daily records say of the claimed level?]])

* insert FormSection(observations, [[What others saw]])
* insert AuditCount(observations-count, [[How many sessions were seen by somebody who did not record them?]])
* insert AuditSource(source-observation, [[What do these observations say of the claimed level?]])

* insert FormSection(feedback, [[What the person says]])
* insert AuditYesNo(feedback-own, [[Is there recent feedback in the person's own words?]])
* insert FormHelp(feedback-own, [[Person's, welfare or resident feedback. Somebody else's word for the person is not their own. A person may decline; that is not a bad answer.]])
* insert AuditSource(source-feedback, [[What does the person's feedback say of the claimed level?]])

* insert FormSection(status, [[The staged record and its status]])
* insert AuditYesNo(reviews-on-time, [[Were the reviews of records, and the manager's reviews, made when they were due?]])
* insert FormHelp(reviews-on-time, [[Travel: records twice a week, manager each month. Personal care: every 72 hours, and every fortnight. Engagement: every week, and every four weeks. Limits in hours run through nights and weekends.]])
* insert AuditYesNo(changes-evidenced, [[Can each change of stage be traced: who, when, and on what evidence?]])
* insert AuditYesNo(claim-realistic, [[Is the claimed level realistic?]])
* insert AuditYesNo(claim-person-centred, [[Is it about what the person wants?]])
* insert AuditYesNo(claim-defensible, [[Could it be defended to somebody who has only the record?]])

* insert FormSection(opinion, [[Opinion]])
* insert FormQuestion(audit-opinion, choice, [[Is the claimed level justified?]])
* insert FormCode(audit-opinion)
* item[=].item[=].definition = "https://attest.example/fhir/StructureDefinition/attest-audit-opinion#Observation.value[x]"
* insert FormScale(audit-opinion)
* insert FormRequired
* insert FormHelp(audit-opinion, [[The same question in other words: is it validated (travel), supported (personal care), justified (engagement)?]])
* insert FormQuestion(reasons, text, [[Why? Name the records on which this rests.]])
* insert FormRequired

* insert FormSection(follow-up, [[What follows]])
* insert FormQuestion(action, choice, [[What is to be done?]])
* insert FormManyOf(task)
* insert FormHelp(action, [[A level that is not justified always leads to work. It cannot be put right by changing the note or the status.]])
* insert FormQuestion(action-by, date, [[By when?]])
* insert FormQuestion(escalated-at, dateTime, [[When was senior management told?]])
* insert FormUnlessCode(audit-opinion, $audit-opinion, justified)
* insert FormHelp(escalated-at, [[Travel and engagement: on the same day. Personal care: within one working day. Leave it empty until it has been done.]])
