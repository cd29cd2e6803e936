// A quarter's report for release, and one person's.

RuleSet: ReportOf(measure, type)
* identifier.system = "https://attest.example/fhir/id/report"
* status = #complete
* type = #{type}
* measure = "https://attest.example/fhir/Measure/{measure}|1.0.0"
* date = "2026-04-10"
* reporter = Reference(Organization/example-provider)
* period.start = "2026-01-01"
* period.end = "2026-03-31"

RuleSet: Shown(group, code, count)
* {group}.population[+].code = http://terminology.hl7.org/CodeSystem/measure-population#{code}
* {group}.population[=].count = {count}

RuleSet: Masked(group, code)
* {group}.population[+].code = http://terminology.hl7.org/CodeSystem/measure-population#{code}
* {group}.population[=].count.extension.url = $data-absent-reason
* {group}.population[=].count.extension.valueCode = #masked

Instance: example-report-summary
InstanceOf: AttestMeasureReport
Usage: #example
Title: "Measure report for release"
Description: "Validated attainment by setting. In residential care fewer than eight goals were attained: that number is masked, and with it a second one, so that it cannot be worked out from the total."
* extension[suppression].extension[minCount].valueInteger = 8
* extension[suppression].extension[rounding].valueInteger = 5
* extension[suppression].extension[secondary].valueBoolean = true
* insert ReportOf(m1-validated-attainment, summary)
* identifier.value = "m1-validated-attainment|1.0.0.example-provider.2026Q1.setting"
* insert Shown(group, initial-population, 85)
* insert Shown(group, denominator, 80)
* insert Shown(group, numerator, 35)
* group.measureScore = 43.75 '%' "%"
* group.stratifier.code.text = "setting"
* group.stratifier.stratum[0].value = $setting#supported-living
* insert Shown(group.stratifier.stratum[0], denominator, 45)
* insert Shown(group.stratifier.stratum[0], numerator, 20)
* group.stratifier.stratum[0].measureScore = 44.4 '%' "%"
* group.stratifier.stratum[1].value = $setting#home-care
* insert Shown(group.stratifier.stratum[1], denominator, 20)
* insert Masked(group.stratifier.stratum[1], numerator)
* group.stratifier.stratum[1].measureScore.extension.url = $data-absent-reason
* group.stratifier.stratum[1].measureScore.extension.valueCode = #masked
* group.stratifier.stratum[2].value = $setting#residential
* insert Shown(group.stratifier.stratum[2], denominator, 15)
* insert Masked(group.stratifier.stratum[2], numerator)
* group.stratifier.stratum[2].measureScore.extension.url = $data-absent-reason
* group.stratifier.stratum[2].measureScore.extension.valueCode = #masked

Instance: example-report-masked
InstanceOf: AttestMeasureReport
Usage: #example
Title: "Measure report of a small service"
Description: "A home of six people with ten goals: the goals alone would be enough to show, the people behind them are too few, so that every count is masked, and so is the score."
* extension[suppression].extension[minCount].valueInteger = 8
* extension[suppression].extension[rounding].valueInteger = 5
* extension[suppression].extension[secondary].valueBoolean = false
* insert ReportOf(m1-validated-attainment, summary)
* identifier.value = "m1-validated-attainment|1.0.0.example-small-home.2026Q1"
* insert Masked(group, denominator)
* insert Masked(group, numerator)
* group.measureScore.extension.url = $data-absent-reason
* group.measureScore.extension.valueCode = #masked

Instance: example-report-individual
InstanceOf: AttestMeasureReport
Usage: #example
Title: "Measure report of one person"
Description: "For the service itself: which of a person's goals counted, and as what. Never for release."
* insert ReportOf(m1-validated-attainment, individual)
* identifier.value = "m1-validated-attainment|1.0.0.example-provider.2026Q1.example-person"
* subject = Reference(Patient/example-person)
* insert Shown(group, denominator, 1)
* insert Shown(group, numerator, 0)
* group.measureScore = 0 '%' "%"
* evaluatedResource = Reference(Observation/example-verdict-confirmed)
