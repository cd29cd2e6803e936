// Small profiles, each a trap for a checker. Compiled into the folder above with
// `sushi build --snapshot` and the vendored R4 definitions as its package cache.

Profile: Pressure
Parent: Observation
Id: test-pressure
Description: "Two discriminators that lead through one coding, as FHIR's own blood pressure profile has."
* component ^slicing.discriminator[0].type = #value
* component ^slicing.discriminator[0].path = "code.coding.code"
* component ^slicing.discriminator[1].type = #value
* component ^slicing.discriminator[1].path = "code.coding.system"
* component ^slicing.rules = #open
* component contains systolic 1..1 and diastolic 1..1
* component[systolic].code.coding ^slicing.discriminator[0].type = #value
* component[systolic].code.coding ^slicing.discriminator[0].path = "code"
* component[systolic].code.coding ^slicing.discriminator[1].type = #value
* component[systolic].code.coding ^slicing.discriminator[1].path = "system"
* component[systolic].code.coding ^slicing.rules = #open
* component[systolic].code.coding contains loinc 1..1
* component[systolic].code.coding[loinc].system 1..1
* component[systolic].code.coding[loinc].system = "http://loinc.org" (exactly)
* component[systolic].code.coding[loinc].code 1..1
* component[systolic].code.coding[loinc].code = #8480-6 (exactly)
* component[systolic].value[x] only Quantity
* component[diastolic].code.coding ^slicing.discriminator[0].type = #value
* component[diastolic].code.coding ^slicing.discriminator[0].path = "code"
* component[diastolic].code.coding ^slicing.discriminator[1].type = #value
* component[diastolic].code.coding ^slicing.discriminator[1].path = "system"
* component[diastolic].code.coding ^slicing.rules = #open
* component[diastolic].code.coding contains loinc 1..1
* component[diastolic].code.coding[loinc].system 1..1
* component[diastolic].code.coding[loinc].system = "http://loinc.org" (exactly)
* component[diastolic].code.coding[loinc].code 1..1
* component[diastolic].code.coding[loinc].code = #8462-4 (exactly)
* component obeys test-value-or-reason

Invariant: test-value-or-reason
Description: "A component without a value says why."
Severity: #error
Expression: "value.exists() or dataAbsentReason.exists()"

CodeSystem: Colours
Id: test-colours
* ^caseSensitive = true
* ^hierarchyMeaning = #is-a
* #red "Red"
  * #crimson "Crimson"
  * #scarlet "Scarlet"
* #blue "Blue"
  * #navy "Navy"

ValueSet: Reds
Id: test-reds
* include codes from system Colours where concept is-a #red
* exclude Colours#scarlet

ValueSet: RedsAndNavy
Id: test-reds-and-navy
* include codes from valueset Reds
* include Colours#navy

Profile: Coloured
Parent: Observation
Id: test-coloured
Description: "A closed slicing by $this, required bindings to filtered and nested value sets, pinned values."
* category ^slicing.discriminator.type = #pattern
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #closed
* category contains survey 1..1 and social 0..1
* category[survey] = http://terminology.hl7.org/CodeSystem/observation-category#survey
* category[social] = http://terminology.hl7.org/CodeSystem/observation-category#social-history
* code = Colours#red
* value[x] only CodeableConcept
* value[x] from Reds (required)
* interpretation from RedsAndNavy (extensible)
* status = #final (exactly)
* subject only Reference(Patient)
* subject 1..1

Profile: Mixed
Parent: Observation
Id: test-mixed
Description: "Slices told apart by the type of a value, by whether an element is there, and by what a reference leads to."
* component ^slicing.discriminator.type = #type
* component ^slicing.discriminator.path = "value"
* component ^slicing.rules = #closed
* component contains counted 1..1 and worded 0..1
* component[counted].value[x] only integer
* component[counted].value[x] 1..1
* component[worded].value[x] only string
* component[worded].value[x] 1..1
* note ^slicing.discriminator.type = #exists
* note ^slicing.discriminator.path = "time"
* note ^slicing.rules = #open
* note contains timed 0..1 and untimed 0..1
* note[timed].time 1..1
* note[untimed].time 0..0
* hasMember ^slicing.discriminator.type = #profile
* hasMember ^slicing.discriminator.path = "resolve()"
* hasMember ^slicing.rules = #open
* hasMember contains coloured 1..1
* hasMember[coloured] only Reference(Coloured)

Profile: Packet
Parent: Bundle
Id: test-packet
Description: "Entries told apart by the type of their resource."
* type = #collection (exactly)
* entry ^slicing.discriminator.type = #type
* entry ^slicing.discriminator.path = "resource"
* entry ^slicing.rules = #open
* entry contains person 1..1 and goals 0..2
* entry[person].resource 1..1
* entry[person].resource only Patient
* entry[goals].resource 1..1
* entry[goals].resource only Goal

Extension: Shade
Id: test-shade
Context: Observation.value[x], Patient.birthDate
Description: "A part with a required binding, one pinned, one repeated."
* extension contains colour 1..1 and strength 0..1 and word 0..2
* extension[colour].value[x] only code
* extension[colour].value[x] from Reds (required)
* extension[strength].value[x] only integer
* extension[word].value[x] only string

Extension: OnlyActive
Id: test-only-active
* ^context.type = #fhirpath
* ^context.expression = "Goal.where(lifecycleStatus = 'active').target"
* value[x] only boolean
