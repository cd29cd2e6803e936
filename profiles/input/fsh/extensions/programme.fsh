// What makes a PlanDefinition a programme: the rules' numbers, and the parts that measures play.

RuleSet: Part(name, card, type, short)
* extension contains {name} {card}
* extension[{name}].value[x] 1..1
* extension[{name}].value[x] only {type}
* extension[{name}] ^short = "{short}"

Extension: RuleParameters
Id: rule-parameters
Title: "Rule parameter"
Description: "One number that the rules use, who set it, and when."
Context: PlanDefinition
* insert Part(name, 1..1, code, [[Name of the number]])
* insert Part(value, 1..1, decimal, [[The number; days, hours, counts or shares as its name says]])
* insert Part(setBy, 1..1, string, [[Who set it]])
* insert Part(setOn, 1..1, date, [[When it was set]])
* extension[name].valueCode from RuleParameterValues (required)

Extension: MeasureRole
Id: measure-role
Title: "Measure role"
Description: "The recorded component that plays a part in a rule. A part that is absent switches its rule off."
Context: PlanDefinition
* insert Part(role, 1..1, code, [[The part]])
* insert Part(measure, 1..1, code, [[The component that plays it]])
* extension[role].valueCode from MeasureRoleValues (required)

Extension: ImprovementMeasure
Id: improvement-measure
Title: "Improvement measure"
Description: "One of the programme's own measures of improvement since the baseline."
Context: PlanDefinition
* obeys attest-improvement-code
* insert Part(measure, 1..1, code, [[The component, or the name of a share of sessions]])
* insert Part(title, 1..1, string, [[Its title in plain words]])
* insert Part(statistic, 1..1, code, [[median | range | share-equal | share-next-stage | share-complete]])
* insert Part(code, 0..1, code, [[The code that share-equal counts]])
* insert Part(better, 1..1, code, [[lower | higher]])
* insert Part(window, 1..1, Quantity, [[How many recent days or sessions are compared with the baseline]])
* extension[statistic].value[x] obeys attest-statistic
* extension[better].value[x] obeys attest-better

Extension: ProgrammeWords
Id: programme-words
Title: "Programme words"
Description: "The words that this service uses for what no stage has a word for."
Context: PlanDefinition
* insert Part(baseline, 1..1, string, [[While no stage is held]])
* insert Part(sustained, 1..1, string, [[When the top stage is sustained]])
* insert Part(auditUpheld, 1..1, string, [[When an audit upholds the claimed level]])
* insert Part(auditNotUpheld, 1..1, string, [[When an audit does not]])

Extension: ProxyFeedback
Id: proxy-feedback
Title: "Proxy feedback"
Description: "Why the word of a relative or advocate may stand for the person's own in this programme. Absent, it may not."
Context: PlanDefinition
* value[x] 1..1
* value[x] only string

Extension: Stage
Id: stage
Title: "Stage"
Description: "The place of a stage on the ladder and what validates it."
Context: PlanDefinition.goal
* obeys attest-stage-marks and attest-stage-counts
* insert Part(rank, 1..1, integer, [[1 for the lowest stage; no gaps]])
* insert Part(level, 1..1, code, [[The level that it stands for]])
* insert Part(pass, 1..1, integer, [[Points at which it passes]])
* insert Part(cap, 1..1, integer, [[Points never rise above this]])
* insert Part(lostAt, 1..1, integer, [[Once held, it is lost at this many points or fewer]])
* insert Part(minSpan, 1..1, Duration, [[Days that the evidence must span]])
* insert Part(minWeeks, 1..1, integer, [[Distinct weeks with a record]])
* insert Part(workers, 1..1, integer, [[Distinct workers with a record]])
* insert Part(observations, 1..1, integer, [[Spot observations that met it]])
* insert Part(feedback, 1..1, integer, [[Times that the person was heard]])
* extension[level].valueCode from LevelValues (required)

Extension: DisplayWord
Id: display-word
Title: "Display word"
Description: "The word that staff of this service use for the stage."
Context: PlanDefinition.goal
* value[x] 1..1
* value[x] only string

Extension: Criterion
Id: criterion
Title: "Criterion"
Description: "How a recorded component is compared with the detail of this target."
Context: PlanDefinition.goal.target
* insert Part(comparator, 1..1, code, [[at-most | at-least | equals | is-true]])
* insert Part(anyOf, 0..1, string, [[Criteria of one stage with the same group are alternatives: one suffices]])
* insert Part(requires, 0..1, code, [[Another component that must be recorded too]])
* insert Part(neededWhen, 0..1, code, [[otherwise-met: asked for only where the record otherwise meets the stage]])
* extension[comparator].value[x] obeys attest-comparator
* extension[neededWhen].value[x] obeys attest-needed-when

Extension: WorkingDays
Id: working-days
Title: "Working days"
Description: "The days of this duration are working days in England and Wales."
Context: Duration
* value[x] 1..1
* value[x] only boolean

Extension: AttainmentProgramme
Id: attainment-programme
Title: "Attainment programme"
Description: "The programme that the goal is pursued under, where the host prefers to say so on the goal itself."
Context: Goal
* value[x] 1..1
* value[x] only canonical
