// What every record that Attest reads has in common, and the measures that a record may hold.

RuleSet: Explain(path, short, definition, comment)
* {path} ^short = "{short}"
* {path} ^definition = "{definition}"
* {path} ^comment = "{comment}"

// A modifier changes what the rest means: what carries one that is not known must not be used (FHIR R4, extensibility).
RuleSet: NoModifier
* implicitRules 0..0
* modifierExtension 0..0
* modifierExtension ^short = "None: what carries a modifier is left out"

RuleSet: PertainsToGoal
* extension contains $pertains-to-goal named pertainsToGoal 0..1 MS
* insert Explain(extension[pertainsToGoal], [[The goal that it is evidence for]], [[Names the one goal that this is evidence for.]], [[The surest of the ways to tie evidence to a goal. With two goals it would count for neither. A host that keeps no extensions may use basedOn, Goal.outcomeReference or CarePlan.activity.outcomeReference instead.]])

Profile: AttestRecord
Parent: Observation
Id: attest-record
Title: "Record"
Description: "What the records that Attest reads have in common. Not for use by itself: a record claims one of the profiles made from it. This is a contract for those who send records; Attest itself reads tolerantly, takes what it can, and treats what breaks the contract as a warning that says what it costs."
* ^abstract = true
* insert NoModifier
* obeys attest-whole-day and attest-recorded-after and attest-final and attest-tied
* insert PertainsToGoal
* identifier MS
* insert Explain(identifier, [[Your own number for this record]], [[The business identifier that the record has, wherever else it is sent.]], [[Two records of one goal that share an identifier count once. Without one, the same record sent twice is told by its worker and exact time.]])
* basedOn MS
* insert Explain(basedOn, [[The plan or order that it was done under]], [[The CarePlan, or the ServiceRequest, that asked for it.]], [[Ties the record to its goal where that plan or order has one goal only.]])
* status MS
* insert Explain(status, [[final, amended or corrected: it counts]], [[How far the record has come.]], [[Drafts do not count. What is amended or corrected counts as known from the day of the change. What is cancelled or entered in error is forgotten, and with it what rested on it.]])
* category MS
* code MS
* subject 1..1 MS
* subject only Reference(Patient)
* insert Explain(subject, [[The person]], [[Whom the record is about.]], [[Records are fetched by person: without it the record is never found. Where it names another person than the goal does, the record counts for nobody.]])
* focus MS
* encounter MS
* effective[x] 1..1 MS
* effective[x] only dateTime or Period or instant
* insert Explain(effective[x], [[When it happened]], [[The time of what is told: best a period with start and end and a time zone.]], [[Without a full date the record is left out. With a date alone, nobody can tell whether it was written in time, or which session an observer saw.]])
* issued MS
* insert Explain(issued, [[When it was written]], [[The moment at which the record was made, as it was first saved.]], [[From this and the end of the event it is told whether the record was written straight away, and the grade for that rests on it. Without it: the record's Provenance, else the host's last edit.]])
* performer 1..* MS
* insert Explain(performer, [[Who recorded it]], [[Those who saw it and wrote it down, the recorder first. A PractitionerRole is best sent with its practitioner, so that two roles of one person are not taken for two people.]], [[Stages ask for records by more than one person, and for observers who are somebody else: a record by nobody counts for neither.]])
* dataAbsentReason MS
* insert Explain(dataAbsentReason, [[Why there is no value: asked-declined]], [[asked-declined says that the person refused.]], [[A refusal is a complete record of an attempt that met no stage. Leaving the record out instead would make the rest look better than it was.]])
* note MS
* insert Explain(note, [[The recorder's own words]], [[What happened, in free words, without the headings of a form.]], [[Words never raise a level. They are compared with the facts beside them and with other notes, so that copied, empty or over-positive notes show.]])
* derivedFrom MS

RuleSet: MeasureSlice(name, code, card, type, short, definition, comment)
* component contains {name} {card} MS
* component[{name}].code = $observation#{code}
* component[{name}].value[x] only {type}
* insert Explain(component[{name}], [[{short}]], [[{definition}]], [[{comment}]])

RuleSet: OnScale(name, values)
* component[{name}].valueCodeableConcept from {values} (required)

Profile: AttestMeasures
Parent: AttestRecord
Id: attest-measures
Title: "Record with measures"
Description: "The measures that a session or a baseline may hold, each with the one type of value that counts. Which of them a record must hold depends on the goal's programme and is said there, not here: a record that lacks one that its programme asks for is incomplete, which is never a success. Not for use by itself."
* ^abstract = true
* obeys attest-says
* performer only Reference(Practitioner or PractitionerRole or Organization)
* component MS
* component ^slicing.discriminator[0].type = #pattern
* component ^slicing.discriminator[0].path = "code"
* component ^slicing.rules = #open
* insert Explain(component, [[One for each thing that was recorded]], [[What was recorded, one component a measure.]], [[A coding of yours may stand beside ours. A component of your own that no ConceptMap maps is named as not understood, and the rest is read. What is not known is left out, or has a dataAbsentReason; a default value would be a false record. A measure given twice with different values counts as not recorded.]])
* component.modifierExtension 0..0

// The help that was needed
* insert MeasureSlice(promptLevel, prompt-level, 0..1, CodeableConcept, [[The most help that was needed]], [[The strongest kind of prompt in the whole session, not the most usual one.]], [[Every programme needs it. refused says that the person declined: nothing else need then be recorded. not-attempted says that it was not tried: no evidence either way.]])
* insert OnScale(promptLevel, PromptLevelValues)
* insert MeasureSlice(promptCount, prompt-count, 0..1, integer, [[How many prompts]], [[All prompts of any kind, counted. None is 0.]], [[Needed from stage 2 of independent travel. A box left empty is not 0.]])
* component[promptCount] obeys attest-count
* insert MeasureSlice(reassuranceCount, reassurance-count, 0..1, integer, [[How often the person needed reassuring]], [[Times that the person was reassured. None is 0.]], [[Needed from stage 2 of personal care.]])
* component[reassuranceCount] obeys attest-count
* insert MeasureSlice(safetyPrompts, safety-prompts, 0..1, integer, [[Safety prompts needed]], [[At the baseline: prompts that safety called for.]], [[With it, safer judgement can be shown against the start.]])
* component[safetyPrompts] obeys attest-count

// What the person did
* insert MeasureSlice(safetyChecks, safety-checks, 0..1, Ratio, [[Safety checks done, of those required]], [[numerator: checks that the person made; denominator: checks that the route or task asks for.]], [[Every stage of independent travel needs it. Say the number required each time: a share of an unknown whole cannot be read.]])
* component[safetyChecks] obeys attest-share
* insert MeasureSlice(stepsIndependent, steps-independent, 0..1, Ratio, [[Steps done alone, of those in the routine]], [[numerator: steps without any help; denominator: steps of the agreed routine.]], [[Every stage of personal care needs it.]])
* component[stepsIndependent] obeys attest-share
* insert MeasureSlice(safetyEvent, safety-event, 0..1, boolean, [[Something put somebody at serious risk]], [[true where a serious safety event happened.]], [[true is believed whatever else is recorded, even on an attempt that was broken off: all scores begin again. Leave it out, or false, where nothing happened.]])
* insert MeasureSlice(planned, planned, 0..1, boolean, [[It was the agreed route or routine]], [[false for a route or routine that was not the agreed one.]], [[Asked for only where the record otherwise meets the top stage of independent travel.]])
* insert MeasureSlice(route, route, 0..1, CodeableConcept or string, [[The route attempted]], [[Your own code, or words.]], [[Not compared; shown with the session.]])
* insert MeasureSlice(routeKnowledge, route-knowledge, 0..1, CodeableConcept or string, [[How well the person knows the route]], [[A code of the confidence scale, else words.]], [[Asked for at the baseline of travel.]])
* component[routeKnowledge].value[x] from ConfidenceValues (preferred)
* insert MeasureSlice(taskDone, task-done, 0..*, CodeableConcept or string, [[A task that was done; at a baseline, one done without help]], [[One component for each task. A visit names those that the person did. A baseline names only those that the person did without help.]], [[Not compared; shown with the visit.]])
* insert MeasureSlice(agreedStages, agreed-stages, 0..*, CodeableConcept or string, [[A stage agreed with the person]], [[At the baseline: the stages, in the words that were agreed.]], [[Shows that the ladder was agreed before anything was claimed on it.]])
* insert MeasureSlice(barrier, barrier, 0..*, CodeableConcept or string, [[Something that stands in the way]], [[One component for each.]], [[Not compared; shown at reviews.]])

// How it was for the person
* insert MeasureSlice(confidenceObserved, confidence-observed, 0..1, CodeableConcept, [[How confident the person looked]], [[What the recorder saw.]], [[Needed from stage 2 of independent travel. What the person says of it belongs to confidence-self.]])
* insert OnScale(confidenceObserved, ConfidenceValues)
* insert MeasureSlice(confidenceSelf, confidence-self, 0..1, CodeableConcept, [[How confident the person says they are]], [[The person's own answer, told at the session.]], [[Here it is what staff wrote down. The person's voice counts as such in a person-feedback form or a person-rating.]])
* insert OnScale(confidenceSelf, ConfidenceValues)
* insert MeasureSlice(confidenceDip, confidence-dip, 0..1, CodeableConcept or string, [[Where confidence dipped]], [[The point of the routine or route, in your code or in words.]], [[Leave it out where it did not dip.]])
* insert MeasureSlice(socialConfidence, social-confidence, 0..1, CodeableConcept or string, [[How confident the person is among others]], [[A code of the confidence scale, else words.]], [[Not compared with a stage; shown beside the baseline.]])
* component[socialConfidence].value[x] from ConfidenceValues (preferred)
* insert MeasureSlice(hesitation, hesitation, 0..1, CodeableConcept, [[How much the person hesitated]], [[The longest hesitation of the session.]], [[Needed from stage 3 of personal care.]])
* insert OnScale(hesitation, HesitationValues)
* insert MeasureSlice(hesitationPoint, hesitation-point, 0..*, CodeableConcept or string, [[Where the person hesitates]], [[One component for each point, in your code or in words.]], [[Asked for at the baseline of personal care.]])
* insert MeasureSlice(settledAfter, settled-after, 0..1, CodeableConcept, [[How settled the person was afterwards]], [[How the person was when the worker left.]], [[Needed at the top stage of personal care.]])
* insert OnScale(settledAfter, SettledValues)
* insert MeasureSlice(moodResponse, mood-response, 0..1, CodeableConcept or string, [[How the activity left the person]], [[A code of the settled scale, else words.]], [[Asked for at the baseline of engagement.]])
* component[moodResponse].value[x] from SettledValues (preferred)

// Taking part
* insert MeasureSlice(attended, attended, 0..1, boolean, [[Whether the person came]], [[false where the person did not come: nothing else need then be recorded.]], [[Every stage of engagement needs it. Coming alone meets no stage above the first.]])
* insert MeasureSlice(engagementDuration, engagement-duration, 0..1, Quantity, [[Time of taking part]], [[Minutes of taking part, not of being in the room.]], [[Needed from stage 2 of engagement.]])
* component[engagementDuration] obeys attest-duration
* insert MeasureSlice(sessionDuration, session-duration, 0..1, Quantity, [[How long the session lasted]], [[Minutes from its start to its end.]], [[Not compared; sets the time of taking part in proportion.]])
* component[sessionDuration] obeys attest-duration
* insert MeasureSlice(attendancePerWeek, attendance-per-week, 0..1, Quantity, [[Times a week]], [[At the baseline: how often the person comes.]], [[Asked for at the baseline of engagement.]])
* component[attendancePerWeek] obeys attest-frequency
* insert MeasureSlice(initiatedBy, initiated-by, 0..1, CodeableConcept, [[Whose idea it was]], [[Who asked, chose or began.]], [[The top stage of engagement is met only where it was the person.]])
* insert OnScale(initiatedBy, InitiatedByValues)
* insert MeasureSlice(enjoymentObserved, enjoyment-observed, 0..1, CodeableConcept, [[How much enjoyment was seen]], [[What the recorder saw, never what they suppose.]], [[Needed from stage 3 of engagement, together with its basis.]])
* insert OnScale(enjoymentObserved, EnjoymentValues)
* insert MeasureSlice(enjoymentStated, enjoyment-stated, 0..1, CodeableConcept, [[How much the person says they enjoyed it]], [[The person's own answer, told at the session.]], [[May stand for enjoyment-observed at the top stage of engagement.]])
* insert OnScale(enjoymentStated, EnjoymentValues)
* insert MeasureSlice(enjoymentBasis, enjoyment-basis, 0..1, string, [[What was seen or said]], [[The smile, the word, the act that shows the enjoyment.]], [[Without it enjoyment counts as assumed, and the stage is not met.]])
