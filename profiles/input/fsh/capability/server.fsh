RuleSet: Answers(name, definition, why)
* rest.resource[=].operation[+].name = "{name}"
* rest.resource[=].operation[=].definition = "{definition}"
* rest.resource[=].operation[=].documentation = "{why}"

Instance: attest-server
InstanceOf: CapabilityStatement
Usage: #definition
* insert Requirements(attest-server, AttestServer, [[What a deployment of Attest serves]])
* insert NotYetServed
* description = "What vendors, managers and commissioners will ask of a deployment, at [base]/fhir/{tenant}. Not served yet, with two exceptions: the CapabilityStatement itself at [base]/fhir/{tenant}/metadata, and the operation $evaluate-attainment on Goal. The rest is published early so that it can be built against and objected to; what a deployment does serve is in its own statement."
* rest.documentation = "Each tenant has a base of its own. Errors are OperationOutcomes. Nothing here is the record: the host is, and what is served is drawn from it."
* rest.security.description = "The metadata are open. All else needs a signed token for each call: a JWT of ES384 or RS384 with kid and typ JWT, iss as registered, aud the address called or the tenant's base, exp at most five minutes after iat, and a jti that is used once. For trials a fixed bearer token can be configured instead."
* insert Resource(Goal, [[Operations on a goal of the host, by the id that it has there.]])
* insert Answers(evaluate-attainment, https://attest.example/fhir/OperationDefinition/goal-evaluate-attainment, [[Decide one goal now, on what the host holds or on evidence handed in.]])
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
