// How the forms are spelled: sections, the questions in them, and the help beneath a question.

RuleSet: FormHead(id)
* url = "https://attest.example/fhir/Questionnaire/{id}"
* language = #en-GB
* version = "1.0.0"
* status = #active
* experimental = false
* date = "2026-11-01"
* publisher = "Attest"
* subjectType = #Patient

RuleSet: FormVenue(setting)
* useContext[+].code = $usage-context-type#venue
* useContext[=].valueCodeableConcept = $setting#{setting}

RuleSet: FormAnyVenue
* insert FormVenue(supported-living)
* insert FormVenue(home-care)
* insert FormVenue(residential)

RuleSet: FormSection(linkId, text)
* item[+].linkId = "{linkId}"
* item[=].type = #group
* item[=].text = "{text}"

RuleSet: FormWords(linkId, text)
* item[=].item[+].linkId = "{linkId}"
* item[=].item[=].type = #display
* item[=].item[=].text = "{text}"

RuleSet: FormQuestion(linkId, type, text)
* item[=].item[+].linkId = "{linkId}"
* item[=].item[=].type = #{type}
* item[=].item[=].text = "{text}"

RuleSet: FormRequired
* item[=].item[=].required = true

RuleSet: FormRepeats
* item[=].item[=].repeats = true

// The answer is the value of this component, or Observation.
RuleSet: FormCode(code)
* item[=].item[=].code = $observation#{code}

RuleSet: FormComponent(code, slice)
* insert FormCode({code})
* item[=].item[=].definition = "https://attest.example/fhir/StructureDefinition/attest-baseline#Observation.component:{slice}"

RuleSet: FormScale(valueSet)
* item[=].item[=].answerValueSet = "https://attest.example/fhir/ValueSet/{valueSet}"
* item[=].item[=].extension[+].url = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
* item[=].item[=].extension[=].valueCodeableConcept = $item-control#radio-button

RuleSet: FormManyOf(valueSet)
* item[=].item[=].answerValueSet = "https://attest.example/fhir/ValueSet/{valueSet}"
* item[=].item[=].repeats = true
* item[=].item[=].extension[+].url = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
* item[=].item[=].extension[=].valueCodeableConcept = $item-control#check-box

RuleSet: FormOption(text)
* item[=].item[=].answerOption[+].valueString = "{text}"

RuleSet: FormBetween(least, most)
* item[=].item[=].extension[+].url = "http://hl7.org/fhir/StructureDefinition/minValue"
* item[=].item[=].extension[=].valueInteger = {least}
* item[=].item[=].extension[+].url = "http://hl7.org/fhir/StructureDefinition/maxValue"
* item[=].item[=].extension[=].valueInteger = {most}

RuleSet: FormUnit(code, display)
* item[=].item[=].extension[+].url = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption"
* item[=].item[=].extension[=].valueCoding = $ucum#{code} "{display}"

RuleSet: FormOnlyIf(linkId)
* item[=].item[=].enableWhen[+].question = "{linkId}"
* item[=].item[=].enableWhen[=].operator = #=
* item[=].item[=].enableWhen[=].answerBoolean = true

RuleSet: FormUnlessCode(linkId, scale, code)
* item[=].item[=].enableWhen[+].question = "{linkId}"
* item[=].item[=].enableWhen[=].operator = #!=
* item[=].item[=].enableWhen[=].answerCoding = {scale}#{code}

// With more than one condition.
RuleSet: FormOnlyIfAll
* item[=].item[=].enableBehavior = #all

RuleSet: FormHelp(linkId, text)
* item[=].item[=].item.linkId = "{linkId}.help"
* item[=].item[=].item.type = #display
* item[=].item[=].item.text = "{text}"
* item[=].item[=].item.extension.url = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
* item[=].item[=].item.extension.valueCodeableConcept = $item-control#help
