// The closed lists that a programme is written with: what its numbers, parts, events and outcomes are called.

CodeSystem: RuleParameterCodes
Id: rule-parameter
Title: "Rule parameter"
Description: "The numbers that the rules of a programme use. A programme gives every one of them, save stop-below. Shares, likenesses and chances lie between 0 and 1."
* insert Codes(rule-parameter)
* #criterion-share "Share of the criterion" "How often a stage must be met for its points to rise in the long run: a miss costs c/(1-c) points."
* #late-after-hours "Late after" "Hours after a session from which its record counts as late."
* #recency-days "Recent" "Days for which the last record counts as recent."
* #recency-loss-factor "Lapsed after" "How many times recency-days may pass without a record before a stage lapses."
* #stalled-days "Stalled: days" "Days that a stage must have been held before the goal can count as stalled."
* #stalled-sessions "Stalled: sessions" "Usable sessions since then below which the goal does not count as stalled."
* #stalled-rise "Stalled: rise" "Rise of the mean level, from the recent-sessions before the last ones to the last ones, up to which the goal still counts as stalled."
* #regressed-days "Regressed" "Days for which a lost stage counts as regression."
* #usable-least "Usable sessions" "Usable sessions below which no trajectory is given."
* #sustained-days "Sustained: days" "Days that the top stage must have been held to be sustained."
* #sustained-units "Sustained: days with records" "Days with complete records that it takes since the top stage was held."
* #sustained-share "Sustained: share" "Share of those records that must have met the top stage."
* #sustained-observations "Sustained: observations" "Observations that it takes since the top stage was held."
* #sustained-observation-share "Sustained: share of observations" "Share of those observations that must have met the top stage."
* #consistency-strong "Strong consistency" "How many times the mark the points, uncapped, must be for consistency to be strong."
* #volume-strong "Strong volume" "How many times the records needed must be there for volume to be strong."
* #span-strong "Strong span" "How many times the days needed the records must span for span to be strong."
* #weeks-strong "Strong weeks" "How many weeks more than needed it takes for span to be strong."
* #observation-days "Observation counts" "Days for which an observation counts."
* #observation-request-days "Observation asked for" "Days that pass at the least before a missing observation is asked for again."
* #observation-share "Share of observations" "Share of the observations that count which must have met the stage."
* #observations-strong "Strong observation" "How many observations more than needed it takes for independence to be strong."
* #pair-days "Disagreement counts" "Days for which it weighs that an observer did not see met what was recorded as met."
* #pair-made-good "One disagreement made good" "Observations in a row that met the stage which make one such disagreement good."
* #pairs-made-good "Several disagreements made good" "Observations in a row that met the stage which make several such disagreements good."
* #feedback-days "Feedback counts" "Days for which the person's rating counts."
* #feedback-moderate "Moderate feedback" "Mean of the person's ratings, 0 to 4, from which feedback is moderate."
* #feedback-strong "Strong feedback" "Mean of the person's ratings, 0 to 4, from which feedback is strong."
* #completeness-weak "Weak completeness" "Share of complete records from which completeness is weak, and not insufficient."
* #completeness-moderate "Moderate completeness" "Share of complete records from which completeness is moderate."
* #completeness-strong "Strong completeness" "Share of complete records from which completeness is strong."
* #contemporaneity-weak "Weak contemporaneity" "Share of records neither late nor repeated from which contemporaneity is weak, and not insufficient."
* #contemporaneity-moderate "Moderate contemporaneity" "Share of records neither late nor repeated from which contemporaneity is moderate."
* #contemporaneity-strong "Strong contemporaneity" "Share of records neither late nor repeated from which contemporaneity is strong."
* #claim-grace-days "Claim: grace" "Days that a claim may stay without evidence before it counts as unsupported."
* #claim-records "Claim: records" "Latest records at the most that a claim is tested on."
* #claim-records-least "Claim: least records" "Records below which they do not test a claim."
* #claim-records-before-days "Claim: records before it" "Days before the claim from which records test it."
* #claim-records-odds "Claim: odds of records" "Chance, at the criterion, of records met so seldom up to which they speak against the claim."
* #claim-observations "Claim: observations" "Latest observations at the most that a claim is tested on."
* #claim-observations-least "Claim: least observations" "Observations below which they do not test a claim."
* #claim-observations-before-days "Claim: observations before it" "Days before the claim from which observations test it."
* #claim-observations-odds "Claim: odds of observations" "Chance, at the criterion, of observations met so seldom up to which they speak against the claim."
* #claim-pairs "Claim: disagreements" "Sessions recorded as met that their observer did not see met, from which number on the claim is overstated."
* #inconsistent-records "Inconsistent: records" "Latest records that inconsistency is looked for in."
* #inconsistent-least "Inconsistent: least records" "Records below which nothing is said of inconsistency."
* #inconsistent-low "Inconsistent: lowest share" "Share of records that met the next stage from which they may be inconsistent."
* #inconsistent-high "Inconsistent: highest share" "Share of records that met the next stage below which they may be inconsistent."
* #inconsistent-switches "Inconsistent: changes" "Changes between met and not met from which such records are inconsistent."
* #inconsistent-block "Inconsistent: block" "Records in a block, where blocks are compared."
* #inconsistent-spread "Inconsistent: spread" "Difference between the best and the worst block from which records are inconsistent."
* #inconsistent-below-best "Inconsistent: below the best" "Difference to the best block above which the last one must then lie."
* #audit-observations "Audit settled" "Observations that met the stage which settle an audit that did not uphold the level."
* #note-window "Notes compared" "Earlier notes that a note is compared with."
* #note-shortest "Shortest note" "Words below which a note counts as repeated only where the text is equal, and is not compared with another person's."
* #note-near-duplicate "Note nearly repeated" "Likeness from which a note is nearly an earlier one on the same goal."
* #note-copy "Note repeated" "Likeness from which a note is an earlier one on the same goal."
* #note-copied-likeness "Note like another's" "Likeness from which a note is much like one in another person's record."
* #note-copied-days "Note like another's: days" "Days between the two sessions up to which such a likeness is looked for."
* #recent-sessions "Recent sessions" "Latest sessions that the warning signs look at."
* #confidence-range "Variable confidence" "Steps between the lowest and the highest confidence from which it is variable."
* #brief-share "Brief attendance" "Share of the session below which a stay is brief."
* #weak-feedback-days "Feedback missing" "Days without an answer from the person after which feedback is weak."
* #safety-event-days "Safety event shown" "Days for which a serious safety event stays a finding."
* #support-reduction-stage "Support may be reduced" "Rank of the stage that must be held before support is reduced."
* #leniency-odds "Ratings to compare" "Chance below which the ratings of some records are worth comparing with the others'."
* #stop-below "Safety event" "Share of safety checks below which a session is a serious safety event. A programme without it has no such event from its checks."

ValueSet: RuleParameterValues
Id: rule-parameter
Title: "Rule parameter"
Description: "The numbers that the rules of a programme use."
* insert IssuedTerms
* include codes from system RuleParameterCodes

CodeSystem: MeasureRoleCodes
Id: measure-role
Title: "Measure role"
Description: "The parts that recorded components play in the rules. A part that no component plays switches off the rules that need it."
* insert Codes(measure-role)
* #feedback "Feedback" "What the person says of it: the rating that counts as the person's own word."
* #safety "Safety" "The share of safety checks that were made: below stop-below it is a serious safety event, and praise is compared with it."
* #confidence "Confidence" "How sure, or how hesitant, the person was: tells variable confidence, and praise is compared with it."
* #confidence-dip "Dip in confidence" "A moment at which confidence fell, in words: praise is compared with it."
* #prompt "Prompting" "How much help was given: tells prompts that are not becoming fewer, and praise is compared with it."
* #prompt-count "Number of prompts" "How often help was given: compared with the baseline, and with praise."
* #steps "Steps alone" "The share of the steps that the person did alone: praise is compared with it."
* #reassurance "Reassurance" "How often the person was reassured: tells reassurance that is not becoming less."
* #attendance "Attendance" "Whether the person came: where it is false, the person took no part. The findings on engagement look only at sessions where it is true."
* #duration "Time engaged" "How long the person took part: tells brief attendance."
* #session-duration "Length of the session" "How long there was to take part in: a stay is brief when it is a small share of this."
* #enjoyment "Enjoyment seen" "How much enjoyment was seen: tells enjoyment that is only assumed."
* #enjoyment-basis "What showed enjoyment" "What was seen or heard that showed enjoyment, in words: with it, enjoyment is not assumed."
* #enjoyment-stated "Enjoyment stated" "How much enjoyment the person spoke of: with it, enjoyment is not assumed."
* #initiation "Who began" "Whose idea it was to take part. No rule of this version needs it; a programme may name it all the same."

ValueSet: MeasureRoleValues
Id: measure-role
Title: "Measure role"
Description: "The parts that recorded components play in the rules."
* insert IssuedTerms
* include codes from system MeasureRoleCodes

CodeSystem: ProgrammeEventCodes
Id: programme-event
Title: "Programme event"
Description: "Events that duties of a programme follow. Attest itself raises doubtful-claim and unstable-progress; the others happen outside the evidence, and it hands them on as they stand."
* insert Codes(programme-event)
* #goal-agreed "Goal agreed" "The goal was agreed with the person: its start."
* #session-ended "Session ended" "A session of support came to its end."
* #visit-ended "Visit ended" "A visit at the person's home came to its end."
* #shift-ended "Shift ended" "The shift in which something was attempted came to its end, before handover closes."
* #review-decided "Review decided" "A Registered Manager decided on the level of the goal."
* #practice-concern "Concern about practice" "Whoever reads the records finds that support or recording needs strengthening, or that notes may overstate."
* #unstable-progress "Unstable progress" "Attempts go well and badly by turns, or a stage was lost: raised by the findings inconsistent-attempts and regressing."
* #doubtful-claim "Claim in doubt" "The evidence speaks against the claimed level or does not bear it out: raised by the findings overstatement, claim-not-yet-evidenced and claim-unsupported."
* #attendance-without-engagement "Attendance without engagement" "Attendance rises while engagement stays weak."
* #audit-not-upheld "Audit does not uphold" "An audit found the claimed level inflated or without support."

ValueSet: ProgrammeEventValues
Id: programme-event
Title: "Programme event"
Description: "Events that duties of a programme follow."
* insert IssuedTerms
* include codes from system ProgrammeEventCodes

CodeSystem: DutyOutcomeCodes
Id: duty-outcome
Title: "Outcome of a duty"
Description: "What those who read the records found, in the words that the programmes' reviews ask for. It is their view, and never evidence of how far the person has come."
* insert Codes(duty-outcome)
* #moving "Moving" "The person is moving through the stages."
* #not-moving "Not moving" "The person is not moving through the stages."
* #improvement "Improvement" "The records show the person doing better."
* #hesitation "Hesitation" "The records show the person hesitating."
* #variability "Variability" "The records differ from one attempt to the next."
* #partial "Partial" "There is progress, and part of the goal is reached."
* #inconsistent "Inconsistent" "There is progress at some attempts and not at others."
* #sustained "Sustained" "What was reached has lasted."

ValueSet: DutyOutcomeValues
Id: duty-outcome
Title: "Outcome of a duty"
Description: "What those who read the records found."
* insert IssuedTerms
* include codes from system DutyOutcomeCodes
