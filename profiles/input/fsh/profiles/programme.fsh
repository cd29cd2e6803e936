Profile: AttestProgramme
Parent: PlanDefinition
Id: attest-programme
Title: "Programme of staged goal attainment"
Description: "A ladder of stages for one kind of service: what each stage means, what validates it, and who does what by when."
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
* useContext 1..1
* useContext.code = $usage-context-type#venue
* useContext.value[x] only CodeableConcept
* topic 1..1
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
* action.timing[x] only Duration or Timing
