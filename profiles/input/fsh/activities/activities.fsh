// One definition for each kind of task: what is to be done, what record answers it, who does it.
// A role or a time stands here only where all shipped programmes agree on it; the others are in the
// programme's own action, which wins over what stands here.

RuleSet: Activity(task, name, title)
* insert Published(ActivityDefinition, {task})
* insert InForce
* name = "{name}"
* title = "{title}"
* kind = #Task
* profile = "https://attest.example/fhir/StructureDefinition/attest-task"
* intent = #order
* code = $task#{task}

// The first sentence of a task that a finding opens is the one that the task carries.
RuleSet: Asks(what, answer, who)
* description = "{what} Answered by {answer}. {who}"

RuleSet: ByRole(role)
* participant[+].type = #practitioner
* participant[=].role = $role#{role}

RuleSet: DueIn(value, unit)
* timingDuration = {value} '{unit}'

RuleSet: AnsweredOn(questionnaire)
* relatedArtifact[+].type = #depends-on
* relatedArtifact[=].resource = "https://attest.example/fhir/Questionnaire/{questionnaire}"

Instance: activity-record-baseline
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(record-baseline, RecordBaseline, [[Record the baseline]])
* insert Asks([[Record where the person stands now on the programme’s measures.]], [[a completed baseline form of the programme, or an Observation of code baseline whose focus is the goal]], [[Whoever sets the goal up with the person; the programme says who, and by when.]])
* insert AnsweredOn(baseline-independent-travel)
* insert AnsweredOn(baseline-personal-care-confidence)
* insert AnsweredOn(baseline-meaningful-engagement)

Instance: activity-record-session
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(record-session, RecordSession, [[Record the session]])
* insert Asks([[Write down what happened, straight away: the programme’s measures, and in words what was seen, said and done.]], [[an Observation of code session and category daily-record, tied to the goal]], [[The worker who was there.]])

Instance: activity-frontline-review
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(frontline-review, FrontlineReview, [[Review the records]])
* insert Asks([[Read the latest entries together and record whether the person is moving through the stages.]], [[an Observation of code duty-record whose focus is the goal, with the outcome]], [[Whoever leads the team; the programme says who, and how often.]])

Instance: activity-update-briefing
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(update-briefing, UpdateBriefing, [[Update the briefing]])
* insert Asks([[Tell the team what to do the same way, or what to record better, before the next handover.]], [[the briefing itself, and an Observation of code duty-record whose focus is the goal]], [[Whoever leads the team, on the same day.]])

Instance: activity-alert-manager
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(alert-manager, AlertManager, [[Tell the manager]])
* insert Asks([[Tell the Registered Manager of notes that suggest overstated or unstable progress.]], [[an Observation of code duty-record whose focus is the goal]], [[Whoever reads the notes, on the same day.]])

Instance: activity-manager-review
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(manager-review, ManagerReview, [[Manager's review]])
* insert Asks([[Compare the claimed level with the evidence and record your decision on the level.]], [[an Observation of code review-decision whose focus is the goal, with the level decided on]], [[The Registered Manager; the programme says how often.]])
* insert ByRole(registered-manager)

Instance: activity-confirm-status-change
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(confirm-status-change, ConfirmStatusChange, [[Confirm a change of status]])
* insert Asks([[Decide whether the goal’s status should say the level that the evidence supports.]], [[the Goal with its new status, or the Task rejected with a reason; Attest itself never changes the Goal]], [[The Registered Manager, within a week.]])
* insert ByRole(registered-manager)
* insert DueIn(7, d)

Instance: activity-restage
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(restage, Restage, [[Revise the stage]])
* insert Asks([[Review the stage being worked on and set the one that the evidence supports.]], [[an Observation of code review-decision whose focus is the goal, and the Goal with the status that follows]], [[The Registered Manager, within 48 hours.]])
* insert ByRole(registered-manager)
* insert DueIn(48, h)

Instance: activity-change-support-frequency
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(change-support-frequency, ChangeSupportFrequency, [[Change how often support is given]])
* insert Asks([[Decide whether the evidence makes a change of support safe, and record it; where it was reduced too early, restore it.]], [[a new version of the ServiceRequest that says how often support is given, or an Observation of code duty-record that says why it stays]], [[The Registered Manager, within 24 hours.]])
* insert ByRole(registered-manager)
* insert DueIn(24, h)

Instance: activity-update-activity-plan
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(update-activity-plan, UpdateActivityPlan, [[Update the activity plan]])
* insert Asks([[Update the activity plan so that it aims at engagement and not only at attendance.]], [[the changed plan in the record, and an Observation of code duty-record whose focus is the goal]], [[The Registered Manager, within 48 hours.]])
* insert ByRole(registered-manager)
* insert DueIn(48, h)

Instance: activity-audit
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(audit, Audit, [[Audit]])
* insert Asks([[Check the claimed level against the baseline, the records, the observations and the person’s own view, and say whether it is justified.]], [[a completed audit form, and an Observation of code audit-opinion whose focus is the goal]], [[The quality lead, each month; nobody who recorded, reviewed or set the status.]])
* insert ByRole(quality-lead)
* timingTiming.repeat.frequency = 1
* timingTiming.repeat.period = 1
* timingTiming.repeat.periodUnit = #mo
* insert AnsweredOn(audit)

Instance: activity-spot-observation
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(spot-observation, SpotObservation, [[Observe a session]])
* insert Asks([[Have somebody other than the usual recorder watch one attempt and record what is seen.]], [[an Observation of code session and category spot-observation, tied to the goal and performed by the observer]], [[Anybody but the worker who records and the one who claims; the programme says who arranges it. Within a week.]])
* insert DueIn(7, d)

Instance: activity-get-feedback
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(get-feedback, GetFeedback, [[Ask the person]])
* insert Asks([[Ask the person, in the way that suits them, how this is going, and record their own words.]], [[a completed feedback form with the person as its source; one that says that the person would rather not answer is an answer too]], [[Whoever knows the person well, or an advocate, within a week.]])
* insert DueIn(7, d)
* insert AnsweredOn(person-feedback)
* insert AnsweredOn(person-feedback-easy-read)

Instance: activity-coaching
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(coaching, Coaching, [[Coach the team]])
* insert Asks([[Go through the programme’s recording prompts with the team: what was seen, said and done.]], [[an Observation of code duty-record whose focus is the goal; what shows that it helped is the next records]], [[Whoever leads the team.]])

Instance: activity-closer-review
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(closer-review, CloserReview, [[Review more closely]])
* insert Asks([[Look at recent entries more often, and record what changes from one attempt to the next.]], [[an Observation of code duty-record whose focus is the goal, with the outcome]], [[Whoever leads the team, within three days.]])
* insert DueIn(3, d)

Instance: activity-escalate-senior-management
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(escalate-senior-management, EscalateSeniorManagement, [[Tell senior management]])
* insert Asks([[Look at the claim and the evidence beside it, and record what is to be done.]], [[an Observation of code duty-record whose focus is the goal]], [[Senior management decides; after an audit it is the quality lead who tells them. The programme says how soon.]])
* insert ByRole(senior-management)

Instance: activity-data-fix
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(data-fix, DataFix, [[Correct the data]])
* insert Asks([[Complete or correct the listed records; leave blank what nobody can now know.]], [[the records themselves, amended]], [[Whoever leads the team, within a week; for codes that nobody has mapped, whoever runs the record.]])
* insert DueIn(7, d)

Instance: activity-goal-rewrite
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(goal-rewrite, GoalRewrite, [[Rewrite the goal]])
* insert Asks([[Go over the goal with the person: what they want, and how all will know it is reached.]], [[the Goal: its description, its target and by whom it was expressed]], [[Whoever set the goal up with the person, within two weeks.]])
* insert DueIn(14, d)

Instance: activity-probe
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(probe, Probe, [[Check that it lasts]])
* insert Asks([[Observe one attempt to see whether the level still holds.]], [[an Observation of code session and category spot-observation, tied to the goal and performed by the observer]], [[Anybody but the worker who records and the one who claims, within two weeks.]])
* insert DueIn(14, d)
