// Counts of all goals, without a score: C1, C2 and C3.

Instance: c1-goals-by-level
InstanceOf: Measure
Usage: #definition
Title: "C1 Goals by level"
Description: "How far has each goal come, on confirmed evidence?"
* insert MeasureLogic(c1-goals-by-level, GoalsByLevel, [[C1 Goals by level]], [[How far has each goal come, on confirmed evidence?]])
* type = http://terminology.hl7.org/CodeSystem/measure-type#outcome
* insert MeasureWords([[All goals, and where they stand: the whole that a rate is a part of.]], [[It must never be turned into a mean level: the levels are an order, not amounts.]])
* insert MeasureCohort
* insert MeasureStratifier(level, Level, [[The level of the verdict that stands, or unconfirmed.]])
* insert MeasureStrata

Instance: c2-goals-by-strength
InstanceOf: Measure
Usage: #definition
Title: "C2 Goals by strength of evidence"
Description: "How strong is the evidence for each goal?"
* insert MeasureLogic(c2-goals-by-strength, GoalsByStrength, [[C2 Goals by strength of evidence]], [[How strong is the evidence for each goal?]])
* type = http://terminology.hl7.org/CodeSystem/measure-type#process
* insert MeasureWords([[The strength of evidence is that of its weakest part, so that this shows where recording should improve.]], [[It must never be read as how well people do: strong evidence may show that a goal is far off.]])
* insert MeasureCohort
* insert MeasureStratifier(strength, Strength, [[The strength in the verdict that stands, or unconfirmed.]])
* insert MeasureStrata

Instance: c3-goals-by-finding
InstanceOf: Measure
Usage: #definition
Title: "C3 Goals by open finding"
Description: "What do the records of each goal still show that needs attention?"
* insert MeasureLogic(c3-goals-by-finding, GoalsByFinding, [[C3 Goals by open finding]], [[What do the records of each goal still show that needs attention?]])
* type = http://terminology.hl7.org/CodeSystem/measure-type#process
* insert MeasureWords([[Findings are what a service can act on.]], [[Its strata must never be added up: a goal is in one for each of its findings. It must never be used to count faults of workers, nor to hold a service that finds much to be worse than one that does not look.]])
* insert MeasureCohort
* insert MeasureStratifier(finding, Open Findings, [[Each finding of the latest verdict, confirmed or not; none where there is none.]])
* insert MeasureStrata
