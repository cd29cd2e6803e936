// How the three programmes are spelled: each rule set is one line of their text.

RuleSet: Programme(id, setting, domain)
* url = "https://attest.example/fhir/PlanDefinition/{id}"
* version = "1.0.0"
* status = #active
* experimental = false
* date = "2026-11-01"
* publisher = "Attest"
* type = $plan-definition-type#workflow-definition
* useContext[venue].code = $usage-context-type#venue
* useContext[venue].valueCodeableConcept = $setting#{setting}
* topic = $goal-domain#{domain}

RuleSet: Words(baseline, sustained, upheld, notUpheld)
* extension[words].extension[baseline].valueString = "{baseline}"
* extension[words].extension[sustained].valueString = "{sustained}"
* extension[words].extension[auditUpheld].valueString = "{upheld}"
* extension[words].extension[auditNotUpheld].valueString = "{notUpheld}"

RuleSet: Stage(rank, level, title, word)
* goal[+].id = "stage-{rank}"
* goal[=].description.text = "{title}"
* goal[=].extension[stage].extension[rank].valueInteger = {rank}
* goal[=].extension[stage].extension[level].valueCode = #{level}
* goal[=].extension[displayWord].valueString = "{word}"

RuleSet: Points(pass, cap, lostAt)
* goal[=].extension[stage].extension[pass].valueInteger = {pass}
* goal[=].extension[stage].extension[cap].valueInteger = {cap}
* goal[=].extension[stage].extension[lostAt].valueInteger = {lostAt}

RuleSet: Gates(spanDays, weeks, workers, observations, feedback)
* goal[=].extension[stage].extension[minSpan].valueDuration = {spanDays} 'd' "days"
* goal[=].extension[stage].extension[minWeeks].valueInteger = {weeks}
* goal[=].extension[stage].extension[workers].valueInteger = {workers}
* goal[=].extension[stage].extension[observations].valueInteger = {observations}
* goal[=].extension[stage].extension[feedback].valueInteger = {feedback}

RuleSet: Compare(measure, comparator)
* goal[=].target[+].measure = $observation#{measure}
* goal[=].target[=].extension[criterion].extension[comparator].valueCode = #{comparator}

RuleSet: Code(measure, comparator, scale, code)
* insert Compare({measure}, {comparator})
* goal[=].target[=].detailCodeableConcept = {scale}#{code}

RuleSet: Number(measure, comparator, value, unit)
* insert Compare({measure}, {comparator})
* goal[=].target[=].detailQuantity = {value} '{unit}'

RuleSet: IsTrue(measure)
* insert Compare({measure}, is-true)

RuleSet: Requires(measure)
* goal[=].target[=].extension[criterion].extension[requires].valueCode = #{measure}

RuleSet: AnyOf(group)
* goal[=].target[=].extension[criterion].extension[anyOf].valueString = "{group}"

RuleSet: NeededWhenOtherwiseMet
* goal[=].target[=].extension[criterion].extension[neededWhen].valueCode = #otherwise-met

RuleSet: Parameter(name, value)
* extension[ruleParameter][+].extension[name].valueCode = #{name}
* extension[ruleParameter][=].extension[value].valueDecimal = {value}
* extension[ruleParameter][=].extension[setBy].valueString = "Attest rules 1.0.0"
* extension[ruleParameter][=].extension[setOn].valueDate = "2026-11-01"

RuleSet: Role(role, measure)
* extension[measureRole][+].extension[role].valueCode = #{role}
* extension[measureRole][=].extension[measure].valueCode = #{measure}

RuleSet: Improvement(measure, title, statistic, better)
* extension[improvementMeasure][+].extension[measure].valueCode = #{measure}
* extension[improvementMeasure][=].extension[title].valueString = "{title}"
* extension[improvementMeasure][=].extension[statistic].valueCode = #{statistic}
* extension[improvementMeasure][=].extension[better].valueCode = #{better}

RuleSet: Window(value, unit, word)
* extension[improvementMeasure][=].extension[window].valueQuantity = {value} '{unit}' "{word}"

RuleSet: Counting(code)
* extension[improvementMeasure][=].extension[code].valueCode = #{code}

RuleSet: Duty(task, title, role)
* action[+].id = "{task}"
* action[=].title = "{title}"
* action[=].definitionCanonical = "https://attest.example/fhir/ActivityDefinition/{task}|1.0.0"
* insert By({role})

RuleSet: By(role)
* action[=].participant[+].type = #practitioner
* action[=].participant[=].role = $role#{role}

RuleSet: After(event)
* action[=].trigger[+].type = #named-event
* action[=].trigger[=].name = "{event}"

RuleSet: Within(value, unit)
* action[=].timingDuration = {value} '{unit}'

RuleSet: InWorkingDays
* action[=].timingDuration.extension.url = "https://attest.example/fhir/StructureDefinition/working-days"
* action[=].timingDuration.extension.valueBoolean = true

RuleSet: Every(frequency, period, unit)
* action[=].timingTiming.repeat.frequency = {frequency}
* action[=].timingTiming.repeat.period = {period}
* action[=].timingTiming.repeat.periodUnit = #{unit}
