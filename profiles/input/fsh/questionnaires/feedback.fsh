// What the person says. The easy-read form asks the same questions with the same answers, in shorter words.
// The answers are codes of the scales that staff record on, under the words that the scale has for the person.
// No sections: a form so short is easier without.

RuleSet: FeedbackWords(linkId, text)
* item[+].linkId = "{linkId}"
* item[=].type = #display
* item[=].text = "{text}"

RuleSet: FeedbackQuestion(linkId, type, text, help)
* item[+].linkId = "{linkId}"
* item[=].type = #{type}
* item[=].text = "{text}"
* item[=].item.linkId = "{linkId}.help"
* item[=].item.type = #display
* item[=].item.text = "{help}"
* item[=].item.extension.url = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
* item[=].item.extension.valueCodeableConcept = $item-control#help

RuleSet: FeedbackControl(control)
* item[=].extension.url = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
* item[=].extension.valueCodeableConcept = $item-control#{control}

RuleSet: FeedbackOption(system, code, words)
* item[=].answerOption[+].valueCoding = {system}#{code} "{words}"

RuleSet: FeedbackUnlessDeclined
* item[=].enableWhen.question = "declined"
* item[=].enableWhen.operator = #!=
* item[=].enableWhen.answerBoolean = true

RuleSet: FeedbackDeclined(text, help)
* insert FeedbackQuestion(declined, boolean, [[{text}]], [[{help}]])

RuleSet: FeedbackOwnWords(text, help)
* insert FeedbackQuestion(in-own-words, text, [[{text}]], [[{help}]])
* insert FeedbackUnlessDeclined

RuleSet: FeedbackConfidence(text, help)
* insert FeedbackQuestion(confidence-self, choice, [[{text}]], [[{help}]])
* insert FeedbackOption($confidence, none, [[Not sure at all]])
* insert FeedbackOption($confidence, low, [[A little sure]])
* insert FeedbackOption($confidence, some, [[Sure of some of it]])
* insert FeedbackOption($confidence, good, [[Sure of nearly all of it]])
* insert FeedbackOption($confidence, full, [[Sure of all of it]])
* insert FeedbackControl(radio-button)
* insert FeedbackUnlessDeclined
* item[=].code = $observation#confidence-self

RuleSet: FeedbackEnjoyment(text, help)
* insert FeedbackQuestion(enjoyment-stated, choice, [[{text}]], [[{help}]])
* insert FeedbackOption($enjoyment, none, [[Not at all]])
* insert FeedbackOption($enjoyment, little, [[A little]])
* insert FeedbackOption($enjoyment, some, [[In parts]])
* insert FeedbackOption($enjoyment, clear, [[A lot]])
* insert FeedbackOption($enjoyment, delighted, [[Very much]])
* insert FeedbackControl(radio-button)
* insert FeedbackUnlessDeclined
* item[=].code = $observation#enjoyment-stated

RuleSet: FeedbackAskedHow(text, help)
* insert FeedbackQuestion(asked-how, choice, [[{text}]], [[{help}]])
* item[=].answerValueSet = "https://attest.example/fhir/ValueSet/asked-how"
* insert FeedbackControl(check-box)
* item[=].repeats = true

Instance: person-feedback
InstanceOf: Questionnaire
Usage: #definition
Title: "What the person says"
Description: "What the person says of their own goal. No question has to be answered, and to decline is never a bad answer; but a stage that asks for the person's view is not confirmed without it."
* insert FormHead(person-feedback)
* name = "PersonFeedback"
* purpose = "The person's own word is one of the four sources that a level rests on. The source of the filled-in form says whose word it is: the person's, or that of somebody who speaks for them. The author is whoever wrote it down."
* insert FormAnyVenue
* insert FeedbackWords(about, [[This form asks about your goal. You may leave any question empty, and stop at any time.]])
* insert FeedbackDeclined([[I would rather not say.]], [[Tick this and leave the rest. You may always say no, and it is never a bad answer. Until we know your view we cannot confirm that your goal is fully reached, so we may ask again.]])
* insert FeedbackOwnWords([[How is it going with your goal, in your own words?]], [[Write down what the person says. Do not put it into other words.]])
* insert FeedbackConfidence([[How sure of it do you feel now?]], [[How you feel, not what others think.]])
* insert FeedbackEnjoyment([[How much do you enjoy it?]], [[What you like about it belongs in your own words.]])
* insert FeedbackAskedHow([[How was the person asked?]], [[Tick all that apply. Whoever helped fills this in, also where the person would rather not say.]])

Instance: person-feedback-easy-read
InstanceOf: Questionnaire
Usage: #definition
Title: "What you say (easy read)"
Description: "The same questions and answers as person-feedback, in short and easy words, with one thought at a time."
* insert FormHead(person-feedback-easy-read)
* name = "PersonFeedbackEasyRead"
* derivedFrom = "https://attest.example/fhir/Questionnaire/person-feedback|1.0.0"
* purpose = "For people who like short and easy words. It is read just as the longer form is."
* insert FormAnyVenue
* insert FeedbackWords(about, [[This is about your goal.]])
* insert FeedbackWords(choose, [[You choose what to say.]])
* insert FeedbackWords(stop, [[You can stop at any time.]])
* insert FeedbackDeclined([[I do not want to say.]], [[You can say no. That is fine. But we need your view to say that you have reached your goal. So we may ask again.]])
* insert FeedbackOwnWords([[How is it going?]], [[Say it or sign it. Somebody can write it down for you.]])
* insert FeedbackConfidence([[How sure do you feel?]], [[Pick one.]])
* insert FeedbackEnjoyment([[How much do you like it?]], [[Pick one.]])
* insert FeedbackAskedHow([[How did we ask you?]], [[Your helper can tick this. You can tick more than one.]])
