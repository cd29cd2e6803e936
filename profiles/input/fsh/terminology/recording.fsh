// What people record, and on which scales.

CodeSystem: ObservationCodes
Id: observation
Title: "Observation"
Description: "What an observation is, and the components that it holds."
* insert Codes(observation)
* #baseline "Baseline" "Where the person stood when the goal was agreed."
* #session "Session" "One attempt, visit or activity, as one worker recorded it."
* #attainment "Attainment" "What the evidence supports for the goal. Attest writes it; it is never evidence."
* #review-decision "Review decision" "The level that a manager decided on, after weighing the evidence."
* #audit-opinion "Audit opinion" "Whether an audit upholds the claimed level."
* #person-rating "Person's rating" "A score that the person gave, such as a goal attainment score."
* #duty-record "Duty record" "That a duty was done, by whom and when, and what came of it."
* #prompt-level "Prompt level" "The most help that was needed at any moment."
* #prompt-count "Prompts" "How many prompts were needed, as a whole number."
* #reassurance-count "Reassurances" "How often the person needed reassuring, as a whole number."
* #confidence-observed "Confidence seen" "How confident the person looked to the recorder."
* #confidence-self "Confidence, own word" "How confident the person says they are."
* #safety-checks "Safety checks" "How many of the safety checks were made, of those that the route calls for."
* #steps-independent "Steps done alone" "How many steps were done without help, of those in the routine."
* #safety-event "Serious safety event" "Something happened that put somebody at serious risk."
* #route "Route" "The way that was tried, by name or in words."
* #hesitation "Hesitation" "How much the person held back or paused."
* #confidence-dip "Confidence dip" "The place or moment at which the person became less sure."
* #settled-after "Settled afterwards" "How calm the person was when it was over."
* #attended "Attended" "Whether the person came at all."
* #engagement-duration "Time engaged" "For how many minutes the person took part."
* #session-duration "Length of session" "How many minutes the session lasted, whoever took part."
* #initiated-by "Started by" "Whose idea it was that the person should take part."
* #enjoyment-observed "Enjoyment seen" "How much enjoyment the recorder saw."
* #enjoyment-stated "Enjoyment, own word" "How much the person says they enjoyed it."
* #enjoyment-basis "Basis of enjoyment" "What was seen or said; empty means that it was assumed."
* #planned "Planned" "Whether it was the agreed route or routine."
* #task-done "Task done" "One task of the routine that the person did, and at a baseline did without help; given once for each."
* #hesitation-point "Hesitation point" "One place in the routine where the person hesitates; given once for each."
* #agreed-stages "Agreed stages" "The stages that were agreed with the person when the baseline was taken."
* #barrier "Barrier" "Something that stands between the person and the goal; given once for each."
* #social-confidence "Social confidence" "How confident the person is among others."
* #mood-response "Mood" "How calm or upset the activity left the person."
* #route-knowledge "Route knowledge" "How well the person knows the route."
* #safety-prompts "Safety prompts" "How many reminders about safety one journey needed when the baseline was taken."
* #attendance-per-week "Attendance a week" "How many times a week the person came when the baseline was taken."
* #duty "Duty" "Which of the duties in the programme was done."
* #outcome "Outcome" "What the duty led to: a code of the CodeSystem duty-outcome."
* #claimed-level "Claimed level" "How far the record says that the goal has come."
* #validated-stage "Validated stage" "The highest stage that the evidence supports."
* #baseline-stage "Stage at the baseline" "The highest stage that the baseline meets by itself."
* #verdict "Verdict" "How the claimed and the validated level compare."
* #evidence-strength "Evidence strength" "How much weight the evidence bears: that of its weakest part."
* #trajectory "Trajectory" "Which way the goal is moving, up or down or neither."
* #source-records "Daily records" "Whether what staff recorded bears the level out."
* #source-observation "Spot observations" "Whether what others saw bears the level out."
* #source-feedback "Person's feedback" "Whether what the person says bears the level out."
* #source-audit "Audit" "Whether the audit bears the level out."
* #finding "Finding" "One thing that the records show; given once for each."
* #need "Need" "One thing that the next stage still lacks; given once for each."
* #claimed-code "Claimed code" "The host's own code for the goal's status, where it claims no level."
* #grade-consistency "Grade of consistency" "0 to 3: how far the points have come."
* #grade-volume "Grade of volume" "0 to 3: how many sound records there are."
* #grade-span "Grade of span" "0 to 3: over how long, and in how many weeks."
* #grade-independence "Grade of independence" "0 to 3: how many people recorded, observed and were heard."
* #grade-completeness "Grade of completeness" "0 to 3: how many records are complete."
* #grade-contemporaneity "Grade of contemporaneity" "0 to 3: how many records were written on time in their own words."
* #grade-recency "Grade of recency" "0 to 3: how old the last sound record is."

ValueSet: ObservationValues
Id: observation
Title: "Observation"
Description: "What an observation is, and the components that it holds."
* insert IssuedTerms
* include codes from system ObservationCodes

CodeSystem: PromptLevelCodes
Id: prompt-level
Title: "Prompt level"
Description: "The most help that was needed, least first."
* insert Scale(prompt-level)
* ^property[+].code = #attempt
* ^property[=].uri = "https://attest.example/fhir/concept-properties#attempt"
* ^property[=].type = #code
* ^property[=].description = "For codes that are no amount of help: declined, or none (no attempt at all)."
* #independent "Independent" "No prompt of any kind."
* #gestural "Gestural prompt" "A look, a nod or a pointing hand."
* #indirect-verbal "Indirect verbal prompt" "A hint or question, such as 'what comes next?'."
* #verbal "Verbal prompt" "A plain instruction."
* #modelling "Modelling" "Somebody showed how it is done."
* #partial-physical "Partial physical help" "A hand that guided or steadied."
* #physical "Physical help" "It was done with or for the person."
* #refused "Refused" "It was offered and the person declined."
* #not-attempted "Not attempted" "It was not tried, so nothing can be said."
* insert Rank(independent, 0)
* insert Rank(gestural, 1)
* insert Rank(indirect-verbal, 2)
* insert Rank(verbal, 3)
* insert Rank(modelling, 4)
* insert Rank(partial-physical, 5)
* insert Rank(physical, 6)
* #refused ^property[0].code = #attempt
* #refused ^property[0].valueCode = #declined
* #not-attempted ^property[0].code = #attempt
* #not-attempted ^property[0].valueCode = #none

ValueSet: PromptLevelValues
Id: prompt-level
Title: "Prompt level"
Description: "The most help that was needed, least first."
* insert IssuedTerms
* include codes from system PromptLevelCodes

CodeSystem: ConfidenceCodes
Id: confidence
Title: "Confidence"
Description: "How confident the person is."
* insert Scale(confidence)
* #none "None" "No confidence at all."
* #low "Low" "Unsure most of the time."
* #some "Some" "Sure of parts of it."
* #good "Good" "Sure of nearly all of it."
* #full "Full" "Sure of all of it."
* insert Rank(none, 0)
* insert Rank(low, 1)
* insert Rank(some, 2)
* insert Rank(good, 3)
* insert Rank(full, 4)
* insert Offered(confidence-self, none, [[Not sure at all]])
* insert Offered(confidence-self, low, [[A little sure]])
* insert Offered(confidence-self, some, [[Sure of some of it]])
* insert Offered(confidence-self, good, [[Sure of nearly all of it]])
* insert Offered(confidence-self, full, [[Sure of all of it]])

ValueSet: ConfidenceValues
Id: confidence
Title: "Confidence"
Description: "How confident the person is."
* insert IssuedTerms
* include codes from system ConfidenceCodes

CodeSystem: HesitationCodes
Id: hesitation
Title: "Hesitation"
Description: "How much the person hesitated."
* insert Scale(hesitation)
* #none "None" "No pause."
* #slight "Slight" "A short pause, overcome alone."
* #marked "Marked" "Long or repeated pauses."
* #stopped "Stopped" "Could not go on."
* insert Rank(none, 0)
* insert Rank(slight, 1)
* insert Rank(marked, 2)
* insert Rank(stopped, 3)

ValueSet: HesitationValues
Id: hesitation
Title: "Hesitation"
Description: "How much the person hesitated."
* insert IssuedTerms
* include codes from system HesitationCodes

CodeSystem: SettledCodes
Id: settled
Title: "Settled"
Description: "How settled the person was afterwards."
* insert Scale(settled)
* #distressed "Distressed" "Upset, and stayed so."
* #unsettled "Unsettled" "Restless or worried."
* #mostly-settled "Mostly settled" "Calm, save for moments."
* #settled "Settled" "Calm."
* insert Rank(distressed, 0)
* insert Rank(unsettled, 1)
* insert Rank(mostly-settled, 2)
* insert Rank(settled, 3)

ValueSet: SettledValues
Id: settled
Title: "Settled"
Description: "How settled the person was afterwards."
* insert IssuedTerms
* include codes from system SettledCodes

CodeSystem: EnjoymentCodes
Id: enjoyment
Title: "Enjoyment"
Description: "How much the person enjoyed it."
* insert Scale(enjoyment)
* #none "None" "No sign of enjoyment."
* #little "Little" "A passing sign."
* #some "Some" "Enjoyed parts of it."
* #clear "Clear" "Plainly enjoyed it."
* #delighted "Delighted" "Delighted in it."
* insert Rank(none, 0)
* insert Rank(little, 1)
* insert Rank(some, 2)
* insert Rank(clear, 3)
* insert Rank(delighted, 4)
* insert Offered(enjoyment-stated, none, [[Not at all]])
* insert Offered(enjoyment-stated, little, [[A little]])
* insert Offered(enjoyment-stated, some, [[In parts]])
* insert Offered(enjoyment-stated, clear, [[A lot]])
* insert Offered(enjoyment-stated, delighted, [[Very much]])

ValueSet: EnjoymentValues
Id: enjoyment
Title: "Enjoyment"
Description: "How much the person enjoyed it."
* insert IssuedTerms
* include codes from system EnjoymentCodes

CodeSystem: InitiatedByCodes
Id: initiated-by
Title: "Started by"
Description: "Whose idea it was. No order."
* insert Codes(initiated-by)
* #person "The person" "The person asked, chose or began."
* #staff "Staff" "Staff invited or began."
* #peer "A peer" "Somebody else who lives here or takes part invited."
* #family "Family" "Family or a friend invited."

ValueSet: InitiatedByValues
Id: initiated-by
Title: "Started by"
Description: "Whose idea it was. No order."
* insert IssuedTerms
* include codes from system InitiatedByCodes

CodeSystem: AuditOpinionCodes
Id: audit-opinion
Title: "Audit opinion"
Description: "Whether an audit upholds the claimed level."
* insert Codes(audit-opinion)
* #justified "Justified" "The evidence bears the claimed level out."
* #partly-justified "Partly justified" "The evidence bears part of it out."
* #not-justified "Not justified" "The evidence does not bear it out."

ValueSet: AuditOpinionValues
Id: audit-opinion
Title: "Audit opinion"
Description: "Whether an audit upholds the claimed level."
* insert IssuedTerms
* include codes from system AuditOpinionCodes

CodeSystem: AskedHowCodes
Id: asked-how
Title: "Asked how"
Description: "How the person was asked for feedback. No order: no way of asking counts for more than another."
* insert Codes(asked-how)
* #unaided "Without help" "The person read and answered alone."
* #aided "With help" "Somebody read the questions out, explained them or wrote the answers down."
* #easy-read "In easy words" "The easy-read form was used."
* #interpreter "Through an interpreter" "Somebody put questions and answers into the person's language, signing included."

ValueSet: AskedHowValues
Id: asked-how
Title: "Asked how"
Description: "How the person was asked for feedback."
* insert IssuedTerms
* include codes from system AskedHowCodes
