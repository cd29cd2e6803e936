Instance: goal-domain-to-programme
InstanceOf: ConceptMap
Usage: #definition
Title: "Goal domain to programme"
Description: "Which shipped programme a goal of a domain is pursued under, where nothing nearer says so."
* url = "https://attest.example/fhir/ConceptMap/goal-domain-to-programme"
* name = "GoalDomainToProgramme"
* status = #active
* experimental = false
* group.source = $goal-domain
* group.target = "https://attest.example/fhir/PlanDefinition"
* group.element[+].code = #community-travel
* group.element[=].target.code = #independent-travel
* group.element[=].target.equivalence = #equivalent
* group.element[+].code = #personal-care
* group.element[=].target.code = #personal-care-confidence
* group.element[=].target.equivalence = #equivalent
* group.element[+].code = #engagement
* group.element[=].target.code = #meaningful-engagement
* group.element[=].target.equivalence = #equivalent

RuleSet: Unmatched(code)
* group.element[+].code = #{code}
* group.element[=].target.equivalence = #unmatched

Instance: goal-achievement-to-level
InstanceOf: ConceptMap
Usage: #definition
Title: "Goal achievement to level"
Description: "What HL7's goal achievement claims. Only 'achieved' and 'sustaining' claim a level."
* url = "https://attest.example/fhir/ConceptMap/goal-achievement-to-level"
* name = "GoalAchievementToLevel"
* status = #active
* experimental = false
* group.source = $goal-achievement
* group.target = $level
* group.element[+].code = #achieved
* group.element[=].target.code = #achieved
* group.element[=].target.equivalence = #equivalent
* group.element[+].code = #sustaining
* group.element[=].target.code = #sustained
* group.element[=].target.equivalence = #equivalent
* insert Unmatched(in-progress)
* insert Unmatched(improving)
* insert Unmatched(worsening)
* insert Unmatched(no-change)
* insert Unmatched(not-achieved)
* insert Unmatched(no-progress)
* insert Unmatched(not-attainable)

Instance: level-to-goal-achievement
InstanceOf: ConceptMap
Usage: #definition
Title: "Level to goal achievement"
Description: "The nearest of HL7's goal achievement codes to a validated level."
* url = "https://attest.example/fhir/ConceptMap/level-to-goal-achievement"
* name = "LevelToGoalAchievement"
* status = #active
* experimental = false
* group.source = $level
* group.target = $goal-achievement
* group.element[+].code = #baseline
* group.element[=].target.code = #no-change
* group.element[=].target.equivalence = #equivalent
* group.element[+].code = #partial
* group.element[=].target.code = #improving
* group.element[=].target.equivalence = #equivalent
* group.element[+].code = #near-complete
* group.element[=].target.code = #improving
* group.element[=].target.equivalence = #inexact
* group.element[=].target.comment = "HL7 has no code for nearly achieved."
* group.element[+].code = #achieved
* group.element[=].target.code = #achieved
* group.element[=].target.equivalence = #equivalent
* group.element[+].code = #sustained
* group.element[=].target.code = #sustaining
* group.element[=].target.equivalence = #inexact
* group.element[=].target.comment = "HL7 means that continued effort keeps it up; here it means that it lasted."
