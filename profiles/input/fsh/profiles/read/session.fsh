Profile: AttestSession
Parent: AttestMeasures
Id: attest-session
Title: "Session"
Description: "One attempt, visit or activity, as staff recorded it straight afterwards. A contract for those who send sessions: what breaks it costs the record something, which the rule says, and Attest reads the rest. Which components are needed depends on the goal's programme, and is no rule of this profile."
* obeys attest-session-source and attest-written and attest-enjoyment-basis
* code = $observation#session
* insert Explain(code, [[session, and your own code beside it]], [[Says that this is a session.]], [[A code of yours alone is understood beside the category daily-record, or where a ConceptMap makes it equal or equivalent to ours; otherwise the record is named as not understood.]])
* category ^slicing.discriminator[0].type = #pattern
* category ^slicing.discriminator[0].path = "$this"
* category ^slicing.rules = #open
* category contains dailyRecord 0..* MS
* category[dailyRecord] = $evidence-source#daily-record
* insert Explain(category[dailyRecord], [[daily-record: staff's own record]], [[Says that those who supported the person recorded it.]], [[Where it is absent and no other source is named, it is taken for a daily record all the same.]])
* insert Explain(focus, [[Better left empty]], [[A session is about the person. What ties it to the goal is the extension.]], [[A goal in focus is understood. Generic viewers may then take the record to be about something else than the person.]])
* insert Explain(encounter, [[The visit or shift that it was part of]], [[The Encounter in which it happened.]], [[A spot observation is compared with the session of the same encounter. Without one, times that overlap are asked.]])
* insert Explain(derivedFrom, [[The note that it was made from]], [[The document, or form, that this record was taken out of.]], [[A daily note that is a document is read only where a session is made from it, and then counts once.]])

Profile: AttestSpotObservation
Parent: AttestSession
Id: attest-spot-observation
Title: "Spot observation"
Description: "A session as somebody else saw it: not the worker who recorded it, and not whoever claims the level. That it was somebody else cannot be told from one record; Attest tells it by comparing the performers, and an observer who observes their own session is not counted as independent. Otherwise as a session."
* category[dailyRecord] 0..0
* category contains spotObservation 1..* MS
* category[spotObservation] = $evidence-source#spot-observation
* insert Explain(category[spotObservation], [[spot-observation: seen by somebody else]], [[Says that an observer recorded it.]], [[Without it the record is taken for one more daily record, and no stage above the first is validated without an observation. With daily-record beside it, too.]])
* insert Explain(performer, [[The observer]], [[Who watched, the observer first.]], [[Must be another person than the session's worker. Send the practitioner behind each role: two roles of one person are no second witness.]])
