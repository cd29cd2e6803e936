// How a capability statement is spelled: each rule set is one line of its text.

Alias: $expectation = http://hl7.org/fhir/StructureDefinition/capabilitystatement-expectation

RuleSet: Requirements(id, name, title)
* insert Published(CapabilityStatement, {id})
* name = "{name}"
* title = "{title}"
* kind = #requirements
* fhirVersion = #4.0.1
* format[+] = #json
* rest.mode = #server

RuleSet: BuildsOn(id)
* imports[+] = "https://attest.example/fhir/CapabilityStatement/{id}|1.0.0"

RuleSet: Resource(type, why)
* rest.resource[+].type = #{type}
* rest.resource[=].documentation = "{why}"

RuleSet: Does(interaction, expectation, why)
* rest.resource[=].interaction[+].code = #{interaction}
* rest.resource[=].interaction[=].documentation = "{why}"
* rest.resource[=].interaction[=].extension.url = $expectation
* rest.resource[=].interaction[=].extension.valueCode = #{expectation}

RuleSet: FoundBy(name, type, expectation, why)
* rest.resource[=].searchParam[+].name = "{name}"
* rest.resource[=].searchParam[=].type = #{type}
* rest.resource[=].searchParam[=].documentation = "{why}"
* rest.resource[=].searchParam[=].extension.url = $expectation
* rest.resource[=].searchParam[=].extension.valueCode = #{expectation}

// All that is known of one type about one person: one search, page by page.
RuleSet: ByPerson(expectation)
* insert Does(search-type, {expectation}, [[Every page is followed by its next link, within the host's own address.]])
* insert FoundBy(patient, reference, {expectation}, [[One person, as Patient/id. Where it is not offered, subject is asked instead.]])

RuleSet: ByIdentifier(expectation)
* insert FoundBy(identifier, token, {expectation}, [[One identifier of ours, as system|value. Without it: What was written is found again through the person alone.]])

RuleSet: Whole(interaction, expectation, why)
* rest.interaction[+].code = #{interaction}
* rest.interaction[=].documentation = "{why}"
* rest.interaction[=].extension.url = $expectation
* rest.interaction[=].extension.valueCode = #{expectation}
