// How the measures are spelled: each rule set is a part that several of them have.

RuleSet: MeasureLogic(id, name, title, question)
* url = "https://attest.example/fhir/Measure/{id}"
* version = "1.0.0"
* name = "{name}"
* title = "{title}"
* status = #active
* experimental = false
* date = "2026-11-01"
* publisher = "Attest"
* subjectCodeableConcept = http://hl7.org/fhir/resource-types#Patient
* description = "{question}"
* insert CountsGoals
// Without a version: engines look a Library up by the canonical exactly as it stands here.
* library = "https://attest.example/fhir/Library/AttestMeasures"

// The extension comes from HL7's guide for quality measures in the United States: in FHIR R4 no other guide
// defines a population basis. It is no dependency of this package, so that it stands here by its address
// alone and is checked by nothing.
RuleSet: CountsGoals
* extension[0].url = "http://hl7.org/fhir/us/cqfmeasures/StructureDefinition/cqfm-populationBasis"
* extension[0].valueCode = #Goal

RuleSet: MeasurePopulation(code, expression, words)
* group.population[+].code = http://terminology.hl7.org/CodeSystem/measure-population#{code}
* group.population[=].description = "{words}"
* group.population[=].criteria.language = #text/cql
* group.population[=].criteria.expression = "{expression}"

RuleSet: MeasureAllGoals
* insert MeasurePopulation(initial-population, Initial Population, [[Goals on a programme that were open on any day of the period.]])

RuleSet: MeasureProportion(numerator, met)
* scoring = http://terminology.hl7.org/CodeSystem/measure-scoring#proportion
* insert MeasureAllGoals
* insert MeasurePopulation(denominator, Denominator, [[All of them: what is missing is not met, and leaves nobody out.]])
* insert MeasurePopulation(denominator-exclusion, Denominator Exclusion, [[The person died; or withdrew from the goal; or moved, the goal being open with no verdict in the period; or the goal was on hold throughout.]])
* insert MeasurePopulation(numerator, {numerator}, [[{met}]])

RuleSet: MeasureProportionAmong(measure, among, met)
* scoring = http://terminology.hl7.org/CodeSystem/measure-scoring#proportion
* insert MeasureAllGoals
* insert MeasurePopulation(denominator, {measure} Denominator, [[{among}]])
* insert MeasurePopulation(denominator-exclusion, {measure} Denominator Exclusion, [[Those of them that every rate leaves out: the person died, moved or withdrew, or the goal was on hold throughout.]])
* insert MeasurePopulation(numerator, {measure} Numerator, [[{met}]])

RuleSet: MeasureCohort
* scoring = http://terminology.hl7.org/CodeSystem/measure-scoring#cohort
* insert MeasureAllGoals

RuleSet: MeasureBetter(direction, type)
* improvementNotation = http://terminology.hl7.org/CodeSystem/measure-improvement-notation#{direction}
* type = http://terminology.hl7.org/CodeSystem/measure-type#{type}

RuleSet: MeasureWords(rationale, guidance)
* rationale = "{rationale}"
* guidance = "{guidance}"

RuleSet: MeasureStratifier(id, expression, words)
* group.stratifier[+].id = "{id}"
* group.stratifier[=].code.text = "{id}"
* group.stratifier[=].description = "{words}"
* group.stratifier[=].criteria.language = #text/cql
* group.stratifier[=].criteria.expression = "{expression}"

// Each expression is a function of a goal, and gives the stratum, or strata, that the goal is in.
RuleSet: MeasureStrata
* insert MeasureStratifier(exclusion, Exclusion, [[Why proportions leave the goal out: died, moved, withdrawn, on-hold; or none.]])
* insert MeasureStratifier(standing, Standing, [[Why a goal may count as not met: no-verdict, no-baseline, unconfirmed, stalled; else confirmed.]])
* insert MeasureStratifier(setting, Setting, [[Supported living, home care or residential care; of the programmes that ship.]])
* insert MeasureStratifier(programme, Programme, [[The programme with its version. Versions are not added up.]])
* insert MeasureStratifier(goal-domain, Goal Domain, [[What the goal is about.]])
* insert MeasureStratifier(care-act-outcome, Care Act Outcome, [[The outcome of the Eligibility Criteria Regulations 2015 under the Care Act, where the goal names one.]])
* insert MeasureStratifier(site, Site, [[The organisation that has charge of the person's record.]])
* insert MeasureStratifier(age-band, Age Band, [[Age on the last day of the period.]])
* insert MeasureStratifier(ethnicity, Ethnicity, [[The ethnic category of UK Core.]])
* insert MeasureStratifier(primary-support-reason, Primary Support Reason, [[From the place that the tenant's adapter names; population logic alone always gives not-recorded.]])

RuleSet: NeverAlone(id, display)
* relatedArtifact[+].type = #depends-on
* relatedArtifact[=].display = "{display}"
* relatedArtifact[=].resource = "https://attest.example/fhir/Measure/{id}"
