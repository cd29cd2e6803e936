// What every baseline asks, so that all of them ask it in the same words (C25).

RuleSet: BaselineOwnWords(text)
* insert FormSection(own-words, [[In the person's own words]])
* insert FormQuestion(in-own-words, text, [[{text}]])
* insert FormHelp(in-own-words, [[Write down what the person says. Do not put it into other words. Leave it empty if they would rather not say.]])

RuleSet: BaselineConfidenceSelf
* insert FormQuestion(confidence-self, choice, [[How confident does the person say they are?]])
* insert FormComponent(confidence-self, confidenceSelf)
* insert FormScale(confidence)
* insert FormHelp(confidence-self, [[Ask the person. Leave it empty if they would rather not say; nobody answers for them.]])

RuleSet: BaselineConfidenceObserved(text)
* insert FormQuestion(confidence-observed, choice, [[{text}]])
* insert FormComponent(confidence-observed, confidenceObserved)
* insert FormScale(confidence)
* insert FormRequired
* insert FormHelp(confidence-observed, [[What you saw. It may differ from what the person says; both are kept.]])

RuleSet: BaselinePromptLevel
* insert FormQuestion(prompt-level, choice, [[What was the most help that was needed?]])
* insert FormComponent(prompt-level, promptLevel)
* insert FormScale(prompt-level)
* insert FormRequired
* insert FormHelp(prompt-level, [[The most help at any moment, not the usual amount. If it was not tried, there is no baseline yet: try on another day.]])

RuleSet: BaselineAgreedStages
* insert FormSection(stages, [[The stages that were agreed]])
* insert FormQuestion(agreed-stages, text, [[Which stages were agreed with the person?]])
* insert FormComponent(agreed-stages, agreedStages)
* insert FormRequired
* insert FormRepeats
* insert FormHelp(agreed-stages, [[One answer for each stage, the first stage first. They are the stages of the programme, in words that the person knows.]])
* insert FormQuestion(person-took-part, boolean, [[Did the person take part in setting this baseline?]])
* insert FormRequired
* insert FormQuestion(person-agreed, boolean, [[Does the person agree to the goal and its stages?]])
* insert FormRequired

// No answer is a ratio in R4: done and required are asked as two counts.
RuleSet: BaselineShare(measure, slice, done, required)
* insert FormQuestion({measure}.required, integer, [[{required}]])
* insert FormComponent({measure}, {slice})
* insert FormRequired
* insert FormBetween(1, 99)
* insert FormQuestion({measure}.done, integer, [[{done}]])
* insert FormComponent({measure}, {slice})
* insert FormRequired
* insert FormBetween(0, 99)
