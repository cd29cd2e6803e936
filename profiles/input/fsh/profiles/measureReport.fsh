// What commissioners are given: counts, with small ones made safe.

Profile: AttestMeasureReport
Parent: MeasureReport
Id: attest-measure-report
Title: "Measure report"
Description: "One measure over one period. A summary is for release: it says which rule made its small numbers safe, shows a masked count as `_count` with data-absent-reason 'masked', and names nobody. An individual report is about one person and stays within the service. Show a masked cell as '*', never as 0 or a blank; never subtract cells to find one. Always show M1 beside M3, M7 and M10: a rate of attainment says little without the share of claims that the evidence bears out and the strength of that evidence."
* obeys attest-report-type and attest-report-suppressed and attest-report-nobody and attest-report-person and attest-report-version and attest-report-small and attest-report-rounding
* extension contains Suppression named suppression 0..1 MS
* insert Says(extension[suppression], [[How small numbers were made safe]], [[On every summary. The exact numbers stay with the provider; this report was made from them and cannot be turned back.]])
* identifier 1..1 MS
* insert Says(identifier, [[Measure, provider, period and stratification]], [[measure|version.organisation.period.stratification: one report for each, replaced when it is worked out again.]])
* identifier.system 1..1
* identifier.system = "https://attest.example/fhir/id/report"
* identifier.value 1..1
* status MS
* type MS
* insert Says(type, [[summary | individual]], [[A summary is for release; an individual report is not.]])
* measure MS
* insert Says(measure, [[The measure, with its version]], [[Reports of two versions of one measure are not to be compared without saying so.]])
* subject MS
* insert Says(subject, [[The person, on an individual report]], [[Absent on a summary.]])
* date 1..1 MS
* reporter 1..1 MS
* reporter only Reference(Organization)
* insert Says(reporter, [[The provider]], [[The organisation whose goals were counted. R4 does not allow a Device here.]])
* period MS
* period.start 1..1
* period.end 1..1
* group 1..* MS
* group obeys attest-report-score
* group.population 1..* MS
* group.population obeys attest-report-cell
* group.population.code 1..1 MS
* group.population.count 1..1 MS
* insert Says(group.population.count, [[A number, or masked]], [[Goals, not people: one person can have several. A count is masked where it is too small, and also where fewer people than minCount are behind it, however many their goals. Masked counts have no value, and the extension data-absent-reason.]])
* group.population.count.extension contains $data-absent-reason named absent 0..1
* group.population.count.extension[absent].valueCode = #masked
* group.measureScore MS
* group.measureScore.extension contains $data-absent-reason named absent 0..1
* group.measureScore.extension[absent].valueCode = #masked
* group.stratifier.code 1..1 MS
* group.stratifier.stratum obeys attest-report-score
* group.stratifier.stratum.value 1..1 MS
* insert Says(group.stratifier.stratum.value, [[The stratum]], [[People of whom the record does not say are in a stratum of their own, 'not recorded'; none is left out.]])
* group.stratifier.stratum.population obeys attest-report-cell
* group.stratifier.stratum.population.code 1..1 MS
* group.stratifier.stratum.population.count 1..1 MS
* group.stratifier.stratum.population.count.extension contains $data-absent-reason named absent 0..1
* group.stratifier.stratum.population.count.extension[absent].valueCode = #masked
* group.stratifier.stratum.measureScore.extension contains $data-absent-reason named absent 0..1
* group.stratifier.stratum.measureScore.extension[absent].valueCode = #masked

Invariant: attest-report-type
Description: "A report is a summary or about one person."
Severity: #error
Expression: "type = 'summary' or type = 'individual'"

Invariant: attest-report-suppressed
Description: "A summary says how its small numbers were made safe."
Severity: #error
Expression: "type = 'summary' implies extension('https://attest.example/fhir/StructureDefinition/suppression').exists()"

Invariant: attest-report-nobody
Description: "A summary names nobody: no subject, no lists of subjects, no resources that it rests on."
Severity: #error
Expression: "type = 'summary' implies (subject.empty() and evaluatedResource.empty() and group.population.subjectResults.empty() and group.stratifier.stratum.population.subjectResults.empty())"

Invariant: attest-report-person
Description: "An individual report says whom it is about."
Severity: #error
Expression: "type = 'individual' implies subject.exists()"

Invariant: attest-report-version
Description: "The measure is named with its version."
Severity: #error
Expression: "measure.contains('|')"

Invariant: attest-report-small
Description: "No count between 0 and the smallest that may be shown is shown."
Severity: #error
Expression: "extension('https://attest.example/fhir/StructureDefinition/suppression').exists() implies (group.population | group.stratifier.stratum.population).where(count.hasValue() and count > 0 and count < %resource.extension('https://attest.example/fhir/StructureDefinition/suppression').extension('minCount').value).empty()"

Invariant: attest-report-rounding
Description: "Every count that is shown is rounded as the report says."
Severity: #error
Expression: "extension('https://attest.example/fhir/StructureDefinition/suppression').exists() implies (group.population | group.stratifier.stratum.population).where(count.hasValue() and count mod %resource.extension('https://attest.example/fhir/StructureDefinition/suppression').extension('rounding').value != 0).empty()"

Invariant: attest-report-cell
Description: "A count is a number or is masked, never both."
Severity: #error
Expression: "count.hasValue() xor count.extension('http://hl7.org/fhir/StructureDefinition/data-absent-reason').exists()"

Invariant: attest-report-score
Description: "A score is shown only where none of its counts is masked."
Severity: #error
Expression: "population.count.extension('http://hl7.org/fhir/StructureDefinition/data-absent-reason').exists() implies measureScore.value.empty()"
