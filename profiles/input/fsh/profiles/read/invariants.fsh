// What the readers need and no cardinality can say. An error keeps a record, or the value, from counting;
// a warning costs something less, which its words name.

Invariant: attest-whole-day
Description: "When it happened is given to the day at least: a month or a year alone cannot be placed, and the record is left out."
Severity: #error
Expression: "effective.ofType(dateTime).all(toString().length() >= 10) and effective.ofType(Period).all(start.exists() and start.toString().length() >= 10 and (end.empty() or end.toString().length() >= 10))"

Invariant: attest-recorded-after
Description: "It was recorded when it had begun, not before: what is written in advance is no record of what happened."
Severity: #error
Expression: "where(issued < effective.ofType(dateTime)).empty() and where(issued < effective.ofType(instant)).empty() and where(issued < effective.ofType(Period).start).empty()"

Invariant: attest-final
Description: "A draft does not count until its status is final, amended or corrected."
Severity: #warning
Expression: "(status in ('registered' | 'preliminary' | 'unknown')).not()"

Invariant: attest-tied
Description: "It names its goal: without that the goal has to be told from the person and the date, which never makes strong evidence, and is not done at all for a baseline or an audit."
Severity: #warning
Expression: "extension.where(url = 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal').exists() or focus.exists() or basedOn.exists()"

Invariant: attest-written
Description: "It says when it was written (issued). Otherwise the host's last edit stands for that time, and an old record that is edited looks late."
Severity: #warning
Expression: "issued.exists()"

Invariant: attest-says
Description: "It holds a value, or says why there is none: words alone meet no stage and fail none."
Severity: #error
Expression: "component.value.exists() or component.dataAbsentReason.exists() or dataAbsentReason.exists()"

Invariant: attest-session-source
Description: "The category of a session is daily-record or spot-observation; with person-feedback or audit it would be taken for those."
Severity: #error
Expression: "category.coding.where(system = 'https://attest.example/fhir/CodeSystem/evidence-source').all(code in ('daily-record' | 'spot-observation'))"

Invariant: attest-enjoyment-basis
Description: "Some enjoyment or more comes with what was seen or said: without a basis it counts as assumed, and no stage that asks for enjoyment is met."
Severity: #warning
Expression: "component.where(code.coding.where(system = 'https://attest.example/fhir/CodeSystem/observation' and code = 'enjoyment-observed').exists()).value.coding.where(system = 'https://attest.example/fhir/CodeSystem/enjoyment' and code in ('some' | 'clear' | 'delighted')).empty() or component.where(code.coding.where(system = 'https://attest.example/fhir/CodeSystem/observation' and code = 'enjoyment-basis').exists()).value.exists()"

Invariant: attest-count
Description: "A count is none or more."
Severity: #error
Expression: "value.ofType(integer).all($this >= 0)"

Invariant: attest-share
Description: "A share is so many done of so many required: some were required, and no more were done than that. Both are exact numbers."
Severity: #error
Expression: "value.ofType(Ratio).all(numerator.value >= 0 and denominator.value > 0 and numerator.value <= denominator.value and numerator.comparator.empty() and denominator.comparator.empty())"

Invariant: attest-duration
Description: "A length of time is an exact number of minutes, hours or seconds, with the UCUM code min, h or s."
Severity: #error
Expression: "value.ofType(Quantity).all(value >= 0 and comparator.empty() and system = 'http://unitsofmeasure.org' and code in ('min' | 'h' | 's'))"

Invariant: attest-frequency
Description: "How often is an exact number a week or a day, with the UCUM code /wk, 1/wk, /d or 1/d."
Severity: #error
Expression: "value.ofType(Quantity).all(value >= 0 and comparator.empty() and system = 'http://unitsofmeasure.org' and code in ('/wk' | '1/wk' | '/d' | '1/d'))"

Invariant: attest-rating-says
Description: "A rating holds a value, or the person's words, or says that the person declined."
Severity: #error
Expression: "value.exists() or component.value.exists() or note.exists() or dataAbsentReason.exists()"

Invariant: attest-goal-person-led
Description: "It shows that the person set the goal (expressedBy is a Patient) or agreed to it (goal-acceptance by a Patient, with the status agree). Otherwise that is listed as a finding on the goal."
Severity: #warning
Expression: "expressedBy.combine(extension.where(url = 'http://hl7.org/fhir/StructureDefinition/goal-acceptance').where(extension.where(url = 'status').value.ofType(code) = 'agree').extension.where(url = 'individual').value.ofType(Reference)).where(reference.matches('^(.*/)?Patient[/?].+$') or reference.startsWith('urn:') or (reference.empty() and identifier.value.exists() and (type.empty() or type = 'Patient'))).exists()"

Invariant: attest-goal-measurable
Description: "It has a target that can be measured. Otherwise that is listed as a finding on the goal."
Severity: #warning
Expression: "target.where(measure.exists() or detail.exists()).exists()"

Invariant: attest-feedback-form
Description: "It answers our form person-feedback, or a variant that is named on from it, such as person-feedback-easy-read: other forms are not read as what the person says."
Severity: #error
Expression: "questionnaire.all(matches('^https://attest[.]example/fhir/Questionnaire/person-feedback(-[A-Za-z0-9.-]+)?([|].+)?$'))"

Invariant: attest-feedback-day
Description: "When the person was asked is given to the day at least."
Severity: #error
Expression: "authored.all(toString().length() >= 10)"

Invariant: attest-feedback-complete
Description: "A form that is still being filled in does not count until its status is completed or amended."
Severity: #warning
Expression: "status != 'in-progress'"

Invariant: attest-feedback-voice
Description: "It says who gave the answers (source). Otherwise they are taken to be those of the author, and a form that staff wrote down is not the person's own word."
Severity: #warning
Expression: "source.exists()"

Invariant: attest-feedback-modifier
Description: "No question or answer carries a modifier, which may turn its meaning round: what carries one is not read."
Severity: #error
Expression: "item.combine(item.repeat(item | answer.item)).where(modifierExtension.exists() or answer.modifierExtension.exists()).empty()"

Invariant: attest-feedback-confidence
Description: "confidence-self has one answer, a code of the confidence scale: another is not counted."
Severity: #error
Expression: "item.combine(item.repeat(item | answer.item)).where(linkId = 'confidence-self').answer.count() <= 1 and item.combine(item.repeat(item | answer.item)).where(linkId = 'confidence-self').answer.all(value.ofType(Coding).where(system = 'https://attest.example/fhir/CodeSystem/confidence' and code in ('none' | 'low' | 'some' | 'good' | 'full')).exists())"

Invariant: attest-feedback-enjoyment
Description: "enjoyment-stated has one answer, a code of the enjoyment scale: another is not counted."
Severity: #error
Expression: "item.combine(item.repeat(item | answer.item)).where(linkId = 'enjoyment-stated').answer.count() <= 1 and item.combine(item.repeat(item | answer.item)).where(linkId = 'enjoyment-stated').answer.all(value.ofType(Coding).where(system = 'https://attest.example/fhir/CodeSystem/enjoyment' and code in ('none' | 'little' | 'some' | 'clear' | 'delighted')).exists())"

Invariant: attest-feedback-words
Description: "in-own-words has one answer, in words: another is not shown."
Severity: #error
Expression: "item.combine(item.repeat(item | answer.item)).where(linkId = 'in-own-words').answer.count() <= 1 and item.combine(item.repeat(item | answer.item)).where(linkId = 'in-own-words').answer.all(value.ofType(string).exists())"

Invariant: attest-feedback-declined
Description: "declined has one answer, true or false: another is not understood, and a person who declined may seem to have answered."
Severity: #error
Expression: "item.combine(item.repeat(item | answer.item)).where(linkId = 'declined').answer.count() <= 1 and item.combine(item.repeat(item | answer.item)).where(linkId = 'declined').answer.all(value.ofType(boolean).exists())"

// Not a narrowed type: what the base binds for a start in words would be left behind without its type.
Invariant: attest-goal-start
Description: "The goal begins on a day. A start in words gives the baseline's deadline no day to run from."
Severity: #error
Expression: "start.ofType(CodeableConcept).empty()"
