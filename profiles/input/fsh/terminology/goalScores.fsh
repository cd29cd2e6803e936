// Codes of others that Attest understands: HL7's goal achievement, and goal attainment scaling in LOINC.

ValueSet: GoalAchievementClaims
Id: goal-achievement-claims
Title: "Goal achievement codes that claim a level"
Description: "The codes of HL7's goal achievement that claim a level: achieved, and sustaining (sustained). Attest reads the others too; they claim no level, so that nothing is there to be borne out or overstated."
* insert IssuedTerms
* $goal-achievement#achieved
* $goal-achievement#sustaining

// The notice is in the words that the licence of LOINC prescribes.
RuleSet: FromLoinc
* insert IssuedTerms
* ^copyright = "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc."

ValueSet: GasScoreCodes
Id: gas-score-codes
Title: "Goal attainment scores"
Description: "What a score of goal attainment scaling is about. The baseline: 112296-9, and 107332-9, which stands for it in earlier guides. Later scores: 107333-7 by a practitioner, 107334-5 by the person, 107331-1 by somebody who cares for the person."
* insert FromLoinc
* $loinc#112296-9
* $loinc#107332-9
* $loinc#107333-7
* $loinc#107334-5
* $loinc#107331-1

ValueSet: GasAnswers
Id: gas-answers
Title: "Goal attainment answers"
Description: "The five answers of goal attainment scaling, from -2 to +2. What each one means is agreed for each goal by itself; 0 is the outcome that was expected."
* insert FromLoinc
* $loinc#LA34484-8 "Much less than expected"
* $loinc#LA34483-0 "Less than expected"
* $loinc#LA34481-4 "Expected outcome"
* $loinc#LA34480-6 "Better than expected"
* $loinc#LA34479-8 "Much better than expected"
