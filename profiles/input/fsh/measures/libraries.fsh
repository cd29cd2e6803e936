// What the logic is; the build puts the logic itself in, as CQL and as ELM.

RuleSet: LogicLibrary(name, version, title, description)
* url = "https://attest.example/fhir/Library/{name}"
* version = "{version}"
* name = "{name}"
* title = "{title}"
* status = #active
* experimental = false
* date = "2026-11-01"
* publisher = "Attest"
* description = "{description}"
* type = http://terminology.hl7.org/CodeSystem/library-type#logic-library

Instance: library-attest-measures
InstanceOf: Library
Usage: #definition
Title: "Attest measures"
Description: "Who is counted in the measures M1 to M10 and the cohorts C1 to C3. The measures say that they count goals by cqfm-populationBasis, an extension of HL7's guide for quality measures in the United States: R4 has none of its own. That guide is no dependency of this package."
* id = "AttestMeasures"
* insert LogicLibrary(AttestMeasures, 1.0.0, [[Attest measures]], [[Who is counted in the measures M1 to M10 and the cohorts C1 to C3. The measures say that they count goals by cqfm-populationBasis, an extension of HL7's guide for quality measures in the United States: R4 has none of its own. That guide is no dependency of this package.]])
* subjectCodeableConcept = http://hl7.org/fhir/resource-types#Patient
* relatedArtifact[+].type = #depends-on
* relatedArtifact[=].display = "Conversions between FHIR and CQL types"
* relatedArtifact[=].resource = "https://attest.example/fhir/Library/FHIRHelpers|4.0.1"
* dataRequirement[+].type = #Patient
* dataRequirement[+].type = #Goal
* dataRequirement[+].type = #CarePlan
* dataRequirement[=].codeFilter.path = "category"
* dataRequirement[=].codeFilter.code = $plan-category#attainment-plan
* dataRequirement[+].type = #Observation
* dataRequirement[=].codeFilter.path = "code"
* dataRequirement[=].codeFilter.code[+] = $observation#attainment
* dataRequirement[=].codeFilter.code[+] = $observation#review-decision
* dataRequirement[=].codeFilter.code[+] = $observation#duty-record
* dataRequirement[=].codeFilter.code[+] = $observation#person-rating
* dataRequirement[+].type = #QuestionnaireResponse

Instance: FHIRHelpers
InstanceOf: Library
Usage: #definition
Title: "FHIR helpers"
Description: "Conversions between FHIR and CQL types."
* insert LogicLibrary(FHIRHelpers, 4.0.1, [[FHIR helpers]], [[Conversions between FHIR and CQL types: HL7's FHIRHelpers 4.0.0, as the FHIR R4 specification publishes it under CC0, without the conversions of types that FHIR 4.0.1 does not have.]])
