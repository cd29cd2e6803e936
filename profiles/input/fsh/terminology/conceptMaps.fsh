// Maps in use are active. Templates and samples are drafts and experimental: Attest does not apply them.

RuleSet: PublishedMap(id)
* url = "https://attest.example/fhir/ConceptMap/{id}"
* version = "1.0.0"
* date = "2026-11-01"
* publisher = "Attest"

RuleSet: MapInUse(id)
* insert PublishedMap({id})
* status = #active
* experimental = false

Instance: goal-domain-to-programme
InstanceOf: ConceptMap
Usage: #definition
Title: "Goal domain to programme"
Description: "Which shipped programme a goal of a domain is pursued under, where nothing nearer says so."
* insert MapInUse(goal-domain-to-programme)
* name = "GoalDomainToProgramme"
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
* insert MapInUse(goal-achievement-to-level)
* name = "GoalAchievementToLevel"
* group.source = $goal-achievement
* group.target = $level
* group.element[+].code = #achieved
* group.element[=].target.code = #achieved
* group.element[=].target.equivalence = #equivalent
* group.element[+].code = #sustaining
* group.element[=].target.code = #sustained
* group.element[=].target.equivalence = #equivalent
* group.element[=].target.comment = "Both say of a goal that was met that it is still met. It is taken in full as a claim of sustained, so that the claim is tested: read as less, it would go unquestioned."
* insert Unmatched(in-progress)
* insert Unmatched(improving)
* insert Unmatched(worsening)
* insert Unmatched(no-change)
* insert Unmatched(not-achieved)
* insert Unmatched(no-progress)
* insert Unmatched(not-attainable)

// Below achieved, HL7 has words only for how a goal is moving, and a level says nothing of that.
RuleSet: StillOpen(level, comment)
* group.element[+].code = #{level}
* group.element[=].target.code = #in-progress
* group.element[=].target.equivalence = #wider
* group.element[=].target.comment = "{comment}"

Instance: level-to-goal-achievement
InstanceOf: ConceptMap
Usage: #definition
Title: "Level to goal achievement"
Description: "What a validated level says in HL7's goal achievement, by itself. Levels below achieved are 'in-progress': HL7's narrower codes improving, worsening and no-change say how a goal is moving, which no level shows. A verdict takes one of those only where its trajectory says so: improving for improving, worsening for regressing, no-change for stalled. Missing evidence is therefore never sent as 'no-change'."
* insert MapInUse(level-to-goal-achievement)
* name = "LevelToGoalAchievement"
* group.source = $level
* group.target = $goal-achievement
* insert StillOpen(baseline, [[No stage is held yet, perhaps only for want of records. That is not 'no-change', by which HL7 means that the trend is flat.]])
* insert StillOpen(partial, [[An early stage is held. Whether it is 'improving' the trajectory says, not the level.]])
* insert StillOpen(near-complete, [[HL7 has no code for nearly achieved.]])
* group.element[+].code = #achieved
* group.element[=].target.code = #achieved
* group.element[=].target.equivalence = #equivalent
* group.element[+].code = #sustained
* group.element[=].target.code = #sustaining
* group.element[=].target.equivalence = #equivalent
* group.element[=].target.comment = "Both say of a goal that was met that it is still met. HL7 adds that continued effort keeps it so, of which a level says nothing."
