// What people record, and on which scales.

CodeSystem: ObservationCodes
Id: observation
Title: "Observation"
Description: "What an observation is, and the components that it holds."
* insert Codes
* #baseline "Baseline" "Where the person stood when the goal was agreed."
* #session "Session" "One attempt, visit or activity."
* #attainment "Attainment" "What the evidence supports: the verdict."
* #review-decision "Review decision" "The level that a manager decided on."
* #audit-opinion "Audit opinion" "Whether an audit upholds the claimed level."
* #person-rating "Person's rating" "How the person rates it."
* #duty-record "Duty record" "A duty that was done, and its outcome."
* #prompt-level "Prompt level" "The most help that was needed."
* #prompt-count "Prompts" "How many prompts were needed."
* #reassurance-count "Reassurances" "How often the person needed reassuring."
* #confidence-observed "Confidence seen" "How confident the person looked to the recorder."
* #confidence-self "Confidence, own word" "How confident the person says they are."
* #safety-checks "Safety checks" "Safety checks done, of those required."
* #steps-independent "Steps done alone" "Steps done without help, of those in the routine."
* #safety-event "Serious safety event" "Something happened that put somebody at serious risk."
* #route "Route" "The route attempted."
* #hesitation "Hesitation" "How much the person hesitated."
* #confidence-dip "Confidence dip" "Where confidence dipped."
* #settled-after "Settled afterwards" "How settled the person was afterwards."
* #attended "Attended" "Whether the person came."
* #engagement-duration "Time engaged" "Minutes of taking part."
* #session-duration "Length of session" "Minutes that the session lasted."
* #initiated-by "Started by" "Whose idea it was."
* #enjoyment-observed "Enjoyment seen" "How much enjoyment the recorder saw."
* #enjoyment-stated "Enjoyment, own word" "How much the person says they enjoyed it."
* #enjoyment-basis "Basis of enjoyment" "What was seen or said; empty means that it was assumed."
* #planned "Planned" "It was the agreed route or routine."
* #task-done "Task done" "A task that was done."
* #hesitation-point "Hesitation point" "Where the person hesitates."
* #agreed-stages "Agreed stages" "The stages agreed with the person, at the baseline."
* #barrier "Barrier" "Something that stands in the way."
* #social-confidence "Social confidence" "How confident the person is among others."
* #mood-response "Mood" "How the activity left the person."
* #route-knowledge "Route knowledge" "How well the person knows the route."
* #safety-prompts "Safety prompts" "Safety prompts needed, at the baseline."
* #attendance-per-week "Attendance a week" "Times a week, at the baseline."
* #duty "Duty" "Which duty was done."
* #outcome "Outcome" "What came of the duty."
* #claimed-level "Claimed level" "What the record claims."
* #validated-stage "Validated stage" "The highest stage that the evidence supports."
* #verdict "Verdict" "How claim and evidence compare."
* #evidence-strength "Evidence strength" "How strong the evidence is."
* #trajectory "Trajectory" "Which way the goal is moving."
* #source-records "Daily records" "What the daily records say."
* #source-observation "Spot observations" "What observers say."
* #source-feedback "Person's feedback" "What the person says."
* #source-audit "Audit" "What the audit says."
* #finding "Finding" "Something that the records show."
* #need "Need" "What the next stage lacks."
* #claimed-code "Claimed code" "The host's own code for the goal's status, where it claims no level."
* #grade-consistency "Grade of consistency" "0 to 3: how far the points have come."
* #grade-volume "Grade of volume" "0 to 3: how many sound records there are."
* #grade-span "Grade of span" "0 to 3: over how long, and in how many weeks."
* #grade-independence "Grade of independence" "0 to 3: how many people recorded, observed and were heard."
* #grade-completeness "Grade of completeness" "0 to 3: how many records are complete."
* #grade-contemporaneity "Grade of contemporaneity" "0 to 3: how many records were written on time in their own words."
* #grade-recency "Grade of recency" "0 to 3: how old the last sound record is."

CodeSystem: PromptLevelCodes
Id: prompt-level
Title: "Prompt level"
Description: "The most help that was needed, least first."
* insert Scale
* ^property[+].code = #attempt
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

CodeSystem: ConfidenceCodes
Id: confidence
Title: "Confidence"
Description: "How confident the person is."
* insert Scale
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

CodeSystem: HesitationCodes
Id: hesitation
Title: "Hesitation"
Description: "How much the person hesitated."
* insert Scale
* #none "None" "No pause."
* #slight "Slight" "A short pause, overcome alone."
* #marked "Marked" "Long or repeated pauses."
* #stopped "Stopped" "Could not go on."
* insert Rank(none, 0)
* insert Rank(slight, 1)
* insert Rank(marked, 2)
* insert Rank(stopped, 3)

CodeSystem: SettledCodes
Id: settled
Title: "Settled"
Description: "How settled the person was afterwards."
* insert Scale
* #distressed "Distressed" "Upset, and stayed so."
* #unsettled "Unsettled" "Restless or worried."
* #mostly-settled "Mostly settled" "Calm, save for moments."
* #settled "Settled" "Calm."
* insert Rank(distressed, 0)
* insert Rank(unsettled, 1)
* insert Rank(mostly-settled, 2)
* insert Rank(settled, 3)

CodeSystem: EnjoymentCodes
Id: enjoyment
Title: "Enjoyment"
Description: "How much the person enjoyed it."
* insert Scale
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

CodeSystem: InitiatedByCodes
Id: initiated-by
Title: "Started by"
Description: "Whose idea it was. No order."
* insert Codes
* #person "The person" "The person asked, chose or began."
* #staff "Staff" "Staff invited or began."
* #peer "A peer" "Somebody else who lives here or takes part invited."
* #family "Family" "Family or a friend invited."

CodeSystem: AuditOpinionCodes
Id: audit-opinion
Title: "Audit opinion"
Description: "Whether an audit upholds the claimed level."
* insert Codes
* #justified "Justified" "The evidence bears the claimed level out."
* #partly-justified "Partly justified" "The evidence bears part of it out."
* #not-justified "Not justified" "The evidence does not bear it out."
