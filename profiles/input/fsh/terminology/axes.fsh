// The axes of a verdict, and what it rests on.

CodeSystem: LevelCodes
Id: level
Title: "Level"
Description: "How far a goal has come."
* insert Scale(level)
* #baseline "Baseline" "No stage is held yet."
* #partial "Partial" "An early stage is held: real progress, with support."
* #near-complete "Near-complete" "The last stage before the goal is held."
* #achieved "Achieved" "The goal itself is held."
* #sustained "Sustained" "The goal was held, and stayed held, over the programme's own span."
* insert Rank(baseline, 0)
* insert Rank(partial, 1)
* insert Rank(near-complete, 2)
* insert Rank(achieved, 3)
* insert Rank(sustained, 4)

ValueSet: LevelValues
Id: level
Title: "Level"
Description: "How far a goal has come."
* insert IssuedTerms
* include codes from system LevelCodes

CodeSystem: ConfirmedLevelCodes
Id: confirmed-level
Title: "Confirmed level"
Description: "The level to which a goal's status was set because the registered manager decided so. Attest alone writes these codes, into the status of a goal: by them its own word is known from what staff claim."
* insert Codes(confirmed-level)
* #baseline "Confirmed: baseline" "The registered manager decided that no stage is held yet."
* #partial "Confirmed: partial" "The registered manager decided that an early stage is held."
* #near-complete "Confirmed: near-complete" "The registered manager decided that the last stage before the goal is held."
* #achieved "Confirmed: achieved" "The registered manager decided that the goal itself is held."
* #sustained "Confirmed: sustained" "The registered manager decided that the goal stayed held."

ValueSet: ConfirmedLevelValues
Id: confirmed-level
Title: "Confirmed level"
Description: "The level to which a goal's status was set because the registered manager decided so."
* insert IssuedTerms
* include codes from system ConfirmedLevelCodes

CodeSystem: TrajectoryCodes
Id: trajectory
Title: "Trajectory"
Description: "Which way a goal is moving."
* insert Codes(trajectory)
* #improving "Improving" "A stage was gained of late, or the next one is well on its way."
* #steady "Steady" "The stage is held and nothing points up or down."
* #inconsistent "Inconsistent" "Attempts go well and badly by turns."
* #stalled "Stalled" "Enough attempts over enough time, and no movement."
* #regressing "Regressing" "A stage was lost of late."
* #not-assessable "Not assessable" "Too few usable records to say."

ValueSet: TrajectoryValues
Id: trajectory
Title: "Trajectory"
Description: "Which way a goal is moving."
* insert IssuedTerms
* include codes from system TrajectoryCodes

CodeSystem: StrengthCodes
Id: strength
Title: "Evidence strength"
Description: "How strong the evidence is: that of its weakest part."
* insert Scale(strength)
* #insufficient "Insufficient" "Not enough evidence to say anything."
* #weak "Weak" "Some evidence, not enough to validate a stage."
* #moderate "Moderate" "Enough to validate a stage."
* #strong "Strong" "More than enough in every part."
* insert Rank(insufficient, 0)
* insert Rank(weak, 1)
* insert Rank(moderate, 2)
* insert Rank(strong, 3)

ValueSet: StrengthValues
Id: strength
Title: "Evidence strength"
Description: "How strong the evidence is."
* insert IssuedTerms
* include codes from system StrengthCodes

CodeSystem: VerdictCodes
Id: verdict
Title: "Verdict"
Description: "How the claimed level compares with the validated one."
* insert Codes(verdict)
* #supported "Supported" "The evidence validates the claimed level."
* #overstated "Overstated" "The evidence speaks against the claimed level."
* #understated "Understated" "The evidence validates more than is claimed."
* #unverifiable "Not yet evidenced" "The evidence neither validates the claimed level nor speaks against it."
* #no-claim "No claim" "The record claims no level."

ValueSet: VerdictValues
Id: verdict
Title: "Verdict"
Description: "How the claimed level compares with the validated one."
* insert IssuedTerms
* include codes from system VerdictCodes

CodeSystem: SourceStanceCodes
Id: source-stance
Title: "Stance of a source"
Description: "What one of the four sources says of the claimed or validated level."
* insert Codes(source-stance)
* #supports "Supports" "This source bears the level out."
* #mixed "Mixed" "This source speaks both for and against the level."
* #contradicts "Contradicts" "This source speaks against the level."
* #absent "Absent" "There is nothing from this source."
* #not-independent "Not independent" "What there is comes from those whose claim it should test."

ValueSet: SourceStanceValues
Id: source-stance
Title: "Stance of a source"
Description: "What one of the four sources says."
* insert IssuedTerms
* include codes from system SourceStanceCodes

CodeSystem: EvidenceSourceCodes
Id: evidence-source
Title: "Evidence source"
Description: "Which of the four sources a piece of evidence comes from."
* insert Codes(evidence-source)
* #daily-record "Daily record" "What staff recorded of a session, visit or activity."
* #spot-observation "Spot observation" "What somebody else saw of a session."
* #person-feedback "Person's feedback" "What the person says."
* #audit "Audit" "What an independent audit found."

ValueSet: EvidenceSourceValues
Id: evidence-source
Title: "Evidence source"
Description: "Which of the four sources a piece of evidence comes from."
* insert IssuedTerms
* include codes from system EvidenceSourceCodes

CodeSystem: SeverityCodes
Id: severity
Title: "Severity"
Description: "How much a finding matters."
* insert Codes(severity)
* #info "Information" "Worth knowing; needs nothing by itself."
* #warning "Warning" "Needs attention."
* #high "High" "Needs attention now."

ValueSet: SeverityValues
Id: severity
Title: "Severity"
Description: "How much a finding matters."
* insert IssuedTerms
* include codes from system SeverityCodes

CodeSystem: TagCodes
Id: tag
Title: "Tag"
Description: "Where a resource comes from."
* insert Codes(tag)
* #computed "Computed" "Worked out by Attest; never evidence."
* #confirmed "Confirmed" "Worked out by Attest and confirmed by a person; never evidence."
* #sandbox "Sandbox" "Invented for trials: no real person."

ValueSet: TagValues
Id: tag
Title: "Tag"
Description: "Where a resource comes from."
* insert IssuedTerms
* include codes from system TagCodes

CodeSystem: NeedCodes
Id: need
Title: "Need"
Description: "What the next stage still lacks."
* insert Codes(need)
* #consistency "Consistency" "More attempts that meet the stage, with fewer misses between them."
* #volume "More records" "More complete records, written on time."
* #span "Longer span" "Records over more days."
* #weeks "More weeks" "Records in more weeks."
* #workers "More workers" "Records by more workers."
* #single-witness "Another witness" "Enough support without the records of any one worker."
* #observations "Observation" "A session seen by somebody else."
* #discordant-pair "Agreement" "Observations that settle an earlier disagreement between record and observer."
* #feedback "Person's feedback" "What the person says."
* #completeness "Complete records" "Fewer records with parts left out."
* #contemporaneity "Prompt records" "Fewer records written late or copied."
* #recency "Recent records" "A record of late."
* #sustained-days "Time held" "More days at the top stage."
* #sustained-units "Records since held" "More days with a record since the top stage was held."
* #sustained-observations "Observations since held" "Sessions seen by somebody else since the top stage was held."
* #audit-hold "Audit settled" "Observations that settle an audit that did not uphold the level."

ValueSet: NeedValues
Id: need
Title: "Need"
Description: "What the next stage still lacks."
* insert IssuedTerms
* include codes from system NeedCodes

CodeSystem: PlanCategoryCodes
Id: plan-category
Title: "Plan category"
Description: "Kinds of plan that Attest keeps."
* insert Codes(plan-category)
* #attainment-plan "Attainment plan" "Ties one goal to the programme it is pursued under."

ValueSet: PlanCategoryValues
Id: plan-category
Title: "Plan category"
Description: "Kinds of plan that Attest keeps."
* insert IssuedTerms
* include codes from system PlanCategoryCodes

CodeSystem: FlagCategoryCodes
Id: flag-category
Title: "Flag category"
Description: "Kinds of flag that Attest raises."
* insert Codes(flag-category)
* #goal-attainment "Goal attainment" "About the evidence for a goal, never about the person or a worker."

ValueSet: FlagCategoryValues
Id: flag-category
Title: "Flag category"
Description: "Kinds of flag that Attest raises."
* insert IssuedTerms
* include codes from system FlagCategoryCodes
