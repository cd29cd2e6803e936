Profile: AttestProgramme
Parent: PlanDefinition
Id: attest-programme
Title: "Programme of staged goal attainment"
Description: "A ladder of stages for one kind of service: what each stage means, what validates it, and who does what by when. All of a programme is here and nothing of it in code: a service adds its own by writing one. Once goals are pursued under a version, that version does not change; a change is a new version. `attest programme check` tests what no profile can say, and names each fault with its place."
* obeys attest-programme-ranks and attest-programme-parameters
* extension contains
    RuleParameters named ruleParameter 1..* and
    MeasureRole named measureRole 0..* and
    ImprovementMeasure named improvementMeasure 0..* and
    ProgrammeWords named words 1..1 and
    ProxyFeedback named proxyFeedback 0..1
* url 1..1
* version 1..1
* title 1..1
* type 1..1
* type = $plan-definition-type#workflow-definition
* useContext ^slicing.discriminator[0].type = #pattern
* useContext ^slicing.discriminator[0].path = "code"
* useContext ^slicing.rules = #open
* useContext contains venue 1..1
* useContext[venue].code = $usage-context-type#venue
* useContext[venue].value[x] only CodeableConcept
* topic 1..*
* goal 1..*
* goal.id 1..1
* goal.extension contains
    Stage named stage 1..1 and
    DisplayWord named displayWord 1..1
* goal.description.text 1..1
* goal.target 1..*
* goal.target obeys attest-criterion-detail
* goal.target.extension contains Criterion named criterion 1..1
* goal.target.measure 1..1
* goal.target.detail[x] only CodeableConcept or Quantity
* action.id 1..1
* action.title 1..1
* action.participant 1..*
* action.participant.role 1..1
* action.trigger.name from ProgrammeEventValues (extensible)
* action.timing[x] only Duration or Timing
* insert Says(extension[ruleParameter], [[The numbers of the rules]], [[One for each number that a decision uses, with who set it and when. A programme that lacks one is refused.]])
* insert Says(extension[measureRole], [[Which component plays which part]], [[A rule whose part nobody plays is switched off.]])
* insert Says(extension[improvementMeasure], [[What improvement means here]], [[The programme's own measures, compared with the baseline.]])
* insert Says(extension[words], [[The service's own words]], [[Shown to staff in place of the codes of levels.]])
* insert Says(extension[proxyFeedback], [[Why a proxy may be heard for the person]], [[Absent, only the person's own word counts as feedback.]])
* insert Says(url, [[The programme's name, for good]], [[Absolute and without a version. CarePlans name it, and verdicts.]])
* insert Says(version, [[Which text of it]], [[Named with the url wherever the programme is referred to.]])
* insert Says(useContext, [[Whom and where it is for]], [[One of them is the setting. Others are for people to read.]])
* insert Says(useContext[venue], [[The setting]], [[The kind of service that it is for, as HL7's context 'venue'.]])
* insert Says(topic, [[The goal domain, first]], [[By the first, a goal of that category finds its programme. Others are for people to read.]])
* insert Says(goal, [[One stage]], [[Stages rise by their rank. A session meets a stage when it meets that stage's criteria and those of every stage below.]])
* insert Says(goal.id, [[The stage's own code]], [[Verdicts name the stage by it.]])
* insert Says(goal.description.text, [[What the stage is, in words]], [[A title, as staff would say it.]])
* insert Says(goal.target, [[One criterion of one session]], [[A recorded component, and what it is compared with. All criteria of a stage must be met, save for alternatives of one group.]])
* insert Says(goal.target.measure, [[The component]], [[The component.code under which it is recorded.]])
* insert Says(goal.target.detail[x], [[What it is compared with]], [[A code of an ordered scale, or a number with the UCUM unit 1 or min. None where the comparator is 'is-true'.]])
* insert Says(action, [[One duty]], [[Who does what, by when or how often, or after which event.]])
* insert Says(action.id, [[The kind of duty]], [[A code of the CodeSystem task.]])
* insert Says(action.participant, [[Who owes it]], [[The role; any one of several may do it.]])
* insert Says(action.trigger, [[The event that it follows]], [[By the code of the CodeSystem programme-event, or by a name of the service's own where no code fits. Attest itself raises doubtful-claim and unstable-progress; the others it hands on as they stand.]])
* insert Says(action.timing[x], [[By when, or how often]], [[A Duration from the event that starts it, counted in working days where the extension working-days says so; or a Timing with frequency and period.]])
