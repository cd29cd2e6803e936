// What needs attention.

Profile: AttestFlag
Parent: Flag
Id: attest-flag
Title: "Flag on the evidence for a goal"
Description: "A finding that needs attention, worded about the evidence, never about the person or a worker. Show active ones beside the goal, highest priority first, in the words of `code.text`, and not on the banner of the whole record unless the priority is high. Attest closes a flag when the finding no longer holds and opens a new one when it comes back; it deletes none. A flag that a person sets active again stays so."
* obeys attest-flag-goal and attest-flag-end
* extension contains
    $flag-detail named detail 1..* MS and
    $flag-priority named priority 1..1 MS
* insert Says(extension[detail], [[The goal, and the verdict that says more]], [[The goal that the flag is about, and the verdict in which the finding stands with its reasons.]])
* insert Says(extension[priority], [[How much it matters]], [['high' needs attention now, 'warning' needs attention, 'info' is worth knowing.]])
* extension[priority].value[x] from SeverityValues (required)
* insert Ours(flag, [[tenant.goal.finding.n, where n counts the times that the finding was raised on the goal]])
* status MS
* insert Says(status, [[active | inactive | entered-in-error]], [[Active while the finding holds; inactive once it does not; entered in error only by people.]])
* category 1..* MS
* category ^slicing.discriminator[0].type = #pattern
* category ^slicing.discriminator[0].path = "$this"
* category ^slicing.rules = #open
* category contains attainment 1..1
* category[attainment] = $attest-flag-category#goal-attainment
* insert Says(category[attainment], [[About the evidence for a goal]], [[Told apart by this from clinical and safety flags. HL7's 'admin' stands beside it, for hosts that show flags by HL7's categories.]])
* code MS
* code from FindingValues (required)
* insert Says(code, [[The finding]], [[Which finding it is, and one sentence for the screen.]])
* code.text 1..1
* subject MS
* subject only Reference(Patient)
* insert Says(subject, [[The person]], [[Whose goal it is. The flag says nothing about the person.]])
* period 1..1 MS
* period.start 1..1
* insert Says(period, [[From when to when the finding held]], [[The start is when it was raised; the end when it was closed.]])
* author MS
* insert Says(author, [[Attest]], [[The Device that stands for Attest. Absent only where the host refused to hold it.]])

Invariant: attest-flag-goal
Description: "A flag says which goal it is about."
Severity: #error
Expression: "extension('http://hl7.org/fhir/StructureDefinition/flag-detail').value.ofType(Reference).reference.where(matches('(^|/)Goal/')).exists()"

Invariant: attest-flag-end
Description: "A flag that is inactive says since when."
Severity: #warning
Expression: "status = 'inactive' implies period.end.exists()"
