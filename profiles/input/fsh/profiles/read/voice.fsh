// What the person says, in a form or as a rating.

RuleSet: RatedIn(name, system, values)
* valueCodeableConcept.coding contains {name} 0..1 MS
* valueCodeableConcept.coding[{name}].system = {system}
* valueCodeableConcept.coding[{name}] from {values} (required)

Profile: AttestPersonRating
Parent: AttestRecord
Id: attest-person-rating
Title: "Person's rating"
Description: "How the person rates how it goes, as one code. It counts as the person's own word only where the person is the performer. A contract for those who send ratings; Attest itself reads tolerantly. A score of goal attainment scaling (LOINC 107334-5 by the person, 107333-7 by a practitioner, 107331-1 by a carer) is sent with our code beside LOINC's."
* obeys attest-rating-says
* code = $observation#person-rating
* insert Explain(code, [[person-rating, and LOINC's or your own beside it]], [[Says that this is a rating.]], [[LOINC's code alone is understood beside the category person-feedback, or where a ConceptMap maps it to ours.]])
* performer only Reference(Patient or RelatedPerson or Practitioner or PractitionerRole)
* insert Explain(performer, [[Who gave the rating, first]], [[The person; or the relative or advocate who spoke for them.]], [[The first performer decides whose word it is. A relative, or a role of representative, counts as a proxy, which some programmes do not take in place of the person; staff do not count as the person's voice at all.]])
* value[x] MS
* value[x] only CodeableConcept
* insert Explain(value[x], [[The rating]], [[A code of the confidence or of the enjoyment scale, whichever the programme asks the person for; a score of goal attainment scaling may stand beside it.]], [[What each score of goal attainment scaling means is set for each goal by itself, so that it counts only beside one of our codes, or through a ConceptMap of yours. Ratings in components, confidence-self or enjoyment-stated, are understood too.]])
* valueCodeableConcept.coding ^slicing.discriminator[0].type = #value
* valueCodeableConcept.coding ^slicing.discriminator[0].path = "system"
* valueCodeableConcept.coding ^slicing.rules = #open
* insert RatedIn(confidence, $confidence, ConfidenceValues)
* insert RatedIn(enjoyment, $enjoyment, EnjoymentValues)
* insert RatedIn(goalAttainmentScore, "http://loinc.org", GasAnswers)
* insert Explain(dataAbsentReason, [[asked-declined: the person did not want to say]], [[Says that the person was asked and declined.]], [[To decline is not to answer badly: it is kept apart, and the person may be asked again.]])
* insert Explain(note, [[The person's own words]], [[What the person said, as they said it.]], [[Shown to those who decide, never scored.]])

Profile: AttestPersonFeedback
Parent: QuestionnaireResponse
Id: attest-person-feedback
Title: "Person's feedback"
Description: "What the person says about one goal, on the form person-feedback or a variant of it such as the easy-read one. No top stage of the shipped programmes is validated without the person having been heard. A contract for those who send the form; Attest itself reads tolerantly."
* insert NoModifier
* obeys attest-feedback-form and attest-feedback-day and attest-feedback-complete and attest-feedback-voice
* obeys attest-feedback-modifier and attest-feedback-confidence and attest-feedback-enjoyment and attest-feedback-words and attest-feedback-declined
* insert PertainsToGoal
* identifier MS
* basedOn MS
* questionnaire 1..1 MS
* insert Explain(questionnaire, [[Our person-feedback form]], [[https://attest.example/fhir/Questionnaire/person-feedback, with or without a version; or person-feedback- and the name of a variant, such as easy-read.]], [[Answers to another form are not read. Send them as a person-rating instead.]])
* status MS
* insert Explain(status, [[completed or amended: it counts]], [[How far the form has come.]], [[A form in progress does not count yet; one that was stopped or entered in error is forgotten.]])
* subject 1..1 MS
* subject only Reference(Patient)
* insert Explain(subject, [[The person]], [[Whose goal it is.]], [[Forms are fetched by person: without it the form is never found.]])
* authored 1..1 MS
* insert Explain(authored, [[When the answers were given]], [[The time of the answers, to the day at least.]], [[Without it the form is left out: what the person said long ago does not stand for what they say now.]])
* author MS
* insert Explain(author, [[Who wrote the answers down]], [[The one who filled the form in.]], [[Decides whose word it is only where source is absent.]])
* source MS
* insert Explain(source, [[Who gave the answers]], [[The person, or whoever spoke for them.]], [[Only the person is the person. A RelatedPerson, or a role of representative, is a proxy, and staff are not feedback.]])
* item 1..* MS
* insert Explain(item, [[The answers, by linkId]], [[confidence-self and enjoyment-stated, a code of the scale; in-own-words, as the person said it; declined, true where the person did not want to answer; asked-how, how the person was asked. They are found at any depth, in whatever sections your form has.]], [[One answer to the question that the programme asks is enough. To decline is not to answer badly: no score is taken from the form. Words are shown to those who decide and never scored.]])
