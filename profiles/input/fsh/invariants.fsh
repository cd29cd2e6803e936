Invariant: attest-stage-marks
Description: "A stage passes at or below its cap, and is lost below its pass mark."
Severity: #error
Expression: "extension('pass').value <= extension('cap').value and extension('lostAt').value < extension('pass').value"

Invariant: attest-criterion-detail
Description: "A criterion compares with a value, unless its comparator is 'is-true'."
Severity: #error
Expression: "extension('https://attest.example/fhir/StructureDefinition/criterion').extension('comparator').value = 'is-true' xor detail.exists()"

Invariant: attest-programme-ranks
Description: "The ranks of the stages are 1, 2, 3 and so on: each once."
Severity: #error
Expression: "goal.extension.where(url = 'https://attest.example/fhir/StructureDefinition/stage').extension.where(url = 'rank').value.isDistinct() and goal.extension.where(url = 'https://attest.example/fhir/StructureDefinition/stage').extension.where(url = 'rank').value.all($this >= 1 and $this <= %resource.goal.count())"

Invariant: attest-programme-parameters
Description: "Each rule parameter is set once."
Severity: #error
Expression: "extension.where(url = 'https://attest.example/fhir/StructureDefinition/rule-parameters').extension.where(url = 'name').value.isDistinct()"
