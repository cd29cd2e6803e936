Extension: ValidatedAttainment
Id: validated-attainment
Title: "Validated attainment"
Description: "What the evidence bears out for a goal, shown on the goal beside what staff claim. Written only where the host asks for annotated goals (modes B and D) and keeps extensions; a host that drops it loses nothing but the view, as the verdict stands by itself. To show it: the level first, then the verdict and how strong the evidence is."
Context: Goal
* insert Part(level, 1..1, code, [[The level that the evidence supports]])
* insert Part(verdict, 1..1, code, [[How that compares with the claim]])
* insert Part(strength, 1..1, code, [[How strong the evidence is]])
* insert Part(asOf, 1..1, instant, [[The moment for which this was decided]])
* insert Part(observation, 1..1, Reference(Observation\), [[The verdict in full]])
* extension[level].valueCode from LevelValues (required)
* extension[verdict].valueCode from VerdictValues (required)
* extension[strength].valueCode from StrengthValues (required)
