RuleSet: Answers(name, definition, why)
* rest.resource[=].operation[+].name = "{name}"
* rest.resource[=].operation[=].definition = "{definition}"
* rest.resource[=].operation[=].documentation = "{why}"

Instance: attest-server
InstanceOf: CapabilityStatement
Usage: #definition
* insert Requirements(attest-server, AttestServer, [[What a deployment of Attest serves]])
* insert NotYetServed
* description = "What vendors, managers and commissioners will ask of a deployment, at [base]/fhir/{tenant}. None of it is served in this version: attest sync, attest assess and attest programme check do their work on the command line. It is published early so that it can be built against and objected to."
* rest.documentation = "Each tenant has a base of its own. Errors are OperationOutcomes. Nothing here is the record: the host is, and what is served is drawn from it."
* rest.security.service = http://terminology.hl7.org/CodeSystem/restful-security-service#SMART-on-FHIR
* rest.security.description = "SMART Backend Services: private_key_jwt, tokens of at most five minutes, scopes of system/Type.rs. Not served yet."
* insert Resource(Goal, [[Operations on a goal of the host, by the id that it has there. Not served yet.]])
* insert Answers(evaluate-attainment, https://attest.example/fhir/OperationDefinition/goal-evaluate-attainment, [[Decide one goal now. Not served yet: attest sync --goal.]])
* insert Answers(evidence-pack, https://attest.example/fhir/OperationDefinition/goal-evidence-pack, [[All that justifies where one goal stands. Not served yet.]])
* insert Resource(PlanDefinition, [[Programmes. Not served yet.]])
* insert Answers(check-programme, https://attest.example/fhir/OperationDefinition/programme-check, [[Whether a programme can be used. Not served yet: attest programme check.]])
* insert Resource(Measure, [[The measures of attainment. Not served yet.]])
* insert Does(read, SHALL, [[Not served yet.]])
* insert Does(search-type, SHOULD, [[Not served yet.]])
* insert FoundBy(url, uri, SHOULD, [[By canonical. Not served yet.]])
* insert Answers(evaluate-measure, http://hl7.org/fhir/OperationDefinition/Measure-evaluate-measure, [[As R4 defines it: periodStart, periodEnd, reportType subject, subject-list or population. Small numbers are made safe before they leave. Not served yet.]])
* insert Resource(MeasureReport, [[Released reports, with small numbers masked. Not served yet.]])
* insert Does(read, SHALL, [[Not served yet.]])
* insert Does(search-type, SHOULD, [[Not served yet.]])
* insert FoundBy(measure, reference, SHOULD, [[By measure. Not served yet.]])
* insert FoundBy(period, date, SHOULD, [[By period. Not served yet.]])
* insert Resource(Group, [[The people whose care one commissioner pays for, or one provider gives. Not served yet.]])
* insert Answers(export, http://hl7.org/fhir/uv/bulkdata/OperationDefinition/group-export, [[Bulk Data export of the group, by the canonical of HL7's guide, which is no dependency of this package. Not served yet.]])
* rest.operation[+].name = "export"
* rest.operation[=].definition = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export"
* rest.operation[=].documentation = "Bulk Data export, by the canonical of HL7's guide, which is no dependency of this package; for commissioners Measure and MeasureReport alone. Not served yet."
