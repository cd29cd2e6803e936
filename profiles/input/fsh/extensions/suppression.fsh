// How the counts of a report were made safe to release.

Extension: Suppression
Id: suppression
Title: "Suppression"
Description: "The rule by which small numbers of a report were masked and the others rounded. The smallest count holds for people as for goals: a count of enough goals that are those of too few people is masked too. What is masked cannot be worked out from what is shown."
Context: MeasureReport
* obeys attest-suppression-numbers
* insert Part(minCount, 1..1, integer, [[The smallest count that is shown, of goals and of the people whose goals they are: what lies between 0 and it is masked]])
* insert Part(rounding, 1..1, integer, [[Shown counts are multiples of this]])
* insert Part(secondary, 1..1, boolean, [[Whether further cells were masked so that none can be worked out from totals]])

Invariant: attest-suppression-numbers
Description: "The smallest count and the step of rounding are at least 1."
Severity: #error
Expression: "extension.value.ofType(integer).all($this >= 1)"
