// Where the person stands before any progress is claimed. Every baseline is taken on one attempt that was seen.

Instance: baseline-independent-travel
InstanceOf: Questionnaire
Usage: #definition
Title: "Baseline: independent travel"
Description: "Where the person stands on the agreed route before practice begins. The key worker fills it in within five working days of the goal being agreed."
* insert FormHead(baseline-independent-travel)
* name = "BaselineIndependentTravel"
* purpose = "All later progress is compared with this. It asks for the measures that the programme's stages and improvement measures use, so that nothing has to be remembered afterwards."
* insert FormVenue(supported-living)
* insert BaselineOwnWords([[What does the person want to be able to do, and how do they feel about it now?]])
* insert BaselineConfidenceSelf

* insert FormSection(the-route, [[The route]])
* insert FormQuestion(route, string, [[Which route was tried?]])
* insert FormComponent(route, route)
* insert FormRequired
* insert FormHelp(route, [[From where to where, and by what means.]])
* insert FormQuestion(planned, boolean, [[Is it the route that was agreed for practice?]])
* insert FormComponent(planned, planned)
* insert FormRequired
* insert FormQuestion(route-knowledge, choice, [[How well does the person know the route?]])
* insert FormComponent(route-knowledge, routeKnowledge)
* insert FormScale(confidence)
* insert FormRequired
* insert FormHelp(route-knowledge, [[None: cannot say where it goes. Some: knows parts of it. Full: can describe all of it.]])

* insert FormSection(help-needed, [[Help and safety]])
* insert BaselinePromptLevel
* insert FormQuestion(prompt-count, integer, [[How many prompts were needed in all?]])
* insert FormComponent(prompt-count, promptCount)
* insert FormRequired
* insert FormBetween(0, 99)
* insert FormHelp(prompt-count, [[Count every one, large or small. 0 only if there was none.]])
* insert FormQuestion(safety-prompts, integer, [[How many of these prompts were about safety?]])
* insert FormComponent(safety-prompts, safetyPrompts)
* insert FormRequired
* insert FormBetween(0, 99)
* insert BaselineShare(safety-checks, safetyChecks, [[How many of them did the person make?]], [[How many safety checks does the route call for?]])
* insert FormHelp(safety-checks.done, [[Checks that the person made alone or when prompted. Never more than the route calls for.]])

* insert FormSection(confidence, [[Confidence]])
* insert BaselineConfidenceObserved([[How confident did the person look on the way?]])
* insert BaselineAgreedStages

Instance: baseline-personal-care-confidence
InstanceOf: Questionnaire
Usage: #definition
Title: "Baseline: personal-care confidence"
Description: "Where the person stands with the agreed routine before support changes. The field supervisor fills it in within three working days of the goal being agreed."
* insert FormHead(baseline-personal-care-confidence)
* name = "BaselinePersonalCareConfidence"
* purpose = "All later progress is compared with this. It asks for the measures that the programme's stages and improvement measures use, so that one good visit is not taken for the start."
* insert FormVenue(home-care)
* insert BaselineOwnWords([[What does the person want to do for themselves again, and how do they feel about it now?]])
* insert BaselineConfidenceSelf

* insert FormSection(the-routine, [[The routine]])
* insert BaselineShare(steps-independent, stepsIndependent, [[How many of them did the person do without help?]], [[How many steps does the agreed routine have?]])
* insert FormHelp(steps-independent.done, [[Without help means no hand, no reminder and no hint. Never more than the routine has.]])
* insert FormQuestion(task-done, string, [[Which tasks did the person complete without help?]])
* insert FormComponent(task-done, taskDone)
* insert FormRepeats
* insert FormHelp(task-done, [[One answer for each task. Leave it empty if there was none.]])

* insert FormSection(help-needed, [[Help and reassurance]])
* insert BaselinePromptLevel
* insert FormQuestion(reassurance-count, integer, [[How often did the person need reassuring?]])
* insert FormComponent(reassurance-count, reassuranceCount)
* insert FormRequired
* insert FormBetween(0, 99)

* insert FormSection(confidence, [[Confidence]])
* insert BaselineConfidenceObserved([[How confident did the person look with personal care?]])
* insert FormQuestion(hesitation, choice, [[How much did the person hesitate?]])
* insert FormComponent(hesitation, hesitation)
* insert FormScale(hesitation)
* insert FormRequired
* insert FormQuestion(hesitation-point, string, [[Where did the person hesitate?]])
* insert FormComponent(hesitation-point, hesitationPoint)
* insert FormUnlessCode(hesitation, $hesitation, none)
* insert FormRequired
* insert FormRepeats
* insert FormHelp(hesitation-point, [[One answer for each place in the routine.]])
* insert FormQuestion(settled-after, choice, [[How settled was the person afterwards?]])
* insert FormComponent(settled-after, settledAfter)
* insert FormScale(settled)
* insert FormRequired
* insert BaselineAgreedStages

Instance: baseline-meaningful-engagement
InstanceOf: Questionnaire
Usage: #definition
Title: "Baseline: meaningful engagement"
Description: "How the resident takes part in activities before support changes. The activities co-ordinator fills it in within two weeks of the goal being agreed."
* insert FormHead(baseline-meaningful-engagement)
* name = "BaselineMeaningfulEngagement"
* purpose = "All later progress is compared with this. It keeps coming apart from taking part, and what the resident says apart from what staff saw, so that neither stands in for the other."
* insert FormVenue(residential)
* insert BaselineOwnWords([[What does the resident like to do, and what would they like to do more of?]])
* insert FormQuestion(enjoyment-stated, choice, [[How much does the resident say they enjoyed the activity?]])
* insert FormComponent(enjoyment-stated, enjoymentStated)
* insert FormScale(enjoyment)
* insert FormHelp(enjoyment-stated, [[Ask the resident. Leave it empty if they would rather not say; nobody answers for them.]])

* insert FormSection(attendance, [[Coming to activities]])
* insert FormQuestion(attendance-per-week, quantity, [[How many times a week does the resident come to activities now?]])
* insert FormComponent(attendance-per-week, attendancePerWeek)
* insert FormUnit(/wk, times a week)
* insert FormRequired
* insert FormHelp(attendance-per-week, [[Count the last two weeks and halve it. 0 if they did not come.]])
* insert FormQuestion(attended, boolean, [[Did the resident come to the activity at which this baseline was taken?]])
* insert FormComponent(attended, attended)
* insert FormRequired

* insert FormSection(taking-part, [[Taking part]])
* insert FormQuestion(engagement-duration, quantity, [[For how many minutes did the resident take part?]])
* insert FormComponent(engagement-duration, engagementDuration)
* insert FormUnit(min, minutes)
* insert FormRequired
* insert FormHelp(engagement-duration, [[Taking part, not sitting by. 0 if they did not come.]])
* insert BaselinePromptLevel
* insert FormOnlyIf(attended)
* insert FormQuestion(initiated-by, choice, [[Whose idea was it that the resident should come?]])
* insert FormComponent(initiated-by, initiatedBy)
* insert FormScale(initiated-by)
* insert FormOnlyIf(attended)
* insert FormRequired
* insert FormQuestion(enjoyment-observed, choice, [[How much enjoyment did you see?]])
* insert FormComponent(enjoyment-observed, enjoymentObserved)
* insert FormScale(enjoyment)
* insert FormOnlyIf(attended)
* insert FormRequired
* insert FormQuestion(enjoyment-basis, text, [[What did you see or hear that tells you so?]])
* insert FormComponent(enjoyment-basis, enjoymentBasis)
* insert FormOnlyIf(attended)
* insert FormUnlessCode(enjoyment-observed, $enjoyment, none)
* insert FormOnlyIfAll
* insert FormHelp(enjoyment-basis, [[What the resident did or said. Leave it empty if you saw and heard nothing.]])
* insert FormQuestion(mood-response, choice, [[How did the activity leave the resident?]])
* insert FormComponent(mood-response, moodResponse)
* insert FormScale(settled)
* insert FormOnlyIf(attended)
* insert FormRequired
* insert FormQuestion(social-confidence, choice, [[How confident was the resident among others?]])
* insert FormComponent(social-confidence, socialConfidence)
* insert FormScale(confidence)
* insert FormOnlyIf(attended)
* insert FormRequired
* insert BaselineAgreedStages
