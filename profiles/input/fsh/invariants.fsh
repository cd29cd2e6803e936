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

Invariant: attest-stage-counts
Description: "Marks, weeks, workers, observations and times heard are not below zero."
Severity: #error
Expression: "extension.value.ofType(integer).all($this >= 0)"

Invariant: attest-comparator
Description: "A comparator is at-most, at-least, equals or is-true."
Severity: #error
Expression: "$this in ('at-most' | 'at-least' | 'equals' | 'is-true')"

Invariant: attest-needed-when
Description: "A component is needed always, or only where the record otherwise meets the stage: otherwise-met."
Severity: #error
Expression: "$this = 'otherwise-met'"

Invariant: attest-statistic
Description: "A statistic is median, range, share-equal, share-next-stage or share-complete."
Severity: #error
Expression: "$this in ('median' | 'range' | 'share-equal' | 'share-next-stage' | 'share-complete')"

Invariant: attest-better
Description: "What is better is lower or higher."
Severity: #error
Expression: "$this in ('lower' | 'higher')"

Invariant: attest-improvement-code
Description: "The code that is counted belongs to share-equal, and only to that."
Severity: #error
Expression: "(extension('statistic').value = 'share-equal') = extension('code').exists()"
