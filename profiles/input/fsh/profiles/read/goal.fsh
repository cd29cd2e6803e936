Profile: AttestGoal
Parent: Goal
Id: attest-goal
Title: "Goal"
Description: "One goal of one person, with what staff say of it: the claim that the evidence is compared with. A contract for those who send goals; Attest itself reads tolerantly, and by default writes nothing into a goal. Most rules of base FHIR are enough; what follows is what each element is for."
* insert NoModifier
* obeys attest-goal-start and attest-goal-person-led and attest-goal-measurable
* extension contains
    $goal-acceptance named acceptance 0..* MS and
    AttainmentProgramme named programme 0..1 MS and
    ValidatedAttainment named validated 0..1
* insert Explain(extension[acceptance], [[Who agreed to the goal]], [[That the person agreed to the goal, where somebody else set it.]], [[With status agree by the person, the goal counts as person-led.]])
* insert Explain(extension[programme], [[The programme that it is pursued under]], [[The canonical of the programme, where you prefer to say so on the goal.]], [[One of several ways: a CarePlan that instantiates the programme goes before it, the category comes after it. Two programmes are none, and the goal is listed and not assessed.]])
* insert Explain(extension[validated], [[What the evidence bears out]], [[Written by Attest, and only where you have asked for annotated goals. It is never read.]], [[The claim stays in achievementStatus, beside it.]])
* identifier MS
* insert Explain(identifier, [[Your own number for this goal]], [[The business identifier that the goal has, wherever else it is sent.]], [[Evidence may name its goal by it.]])
* lifecycleStatus MS
* insert Explain(lifecycleStatus, [[Whether the goal is still pursued]], [[As FHIR has it.]], [[completed without an achievement status claims that the goal was achieved. entered-in-error takes the goal out.]])
* achievementStatus MS
* insert Explain(achievementStatus, [[The claim: how far staff say it has come]], [[HL7's goal-achievement, your own status, or both.]], [[Your own status counts first, through a ConceptMap to our levels. Of HL7's codes only achieved and sustaining claim a level; improving claims none. Without any, the goal is assessed and nothing is compared.]])
* category MS
* insert Explain(category, [[What the goal is about]], [[A code of goal-domain, or your own with a ConceptMap to a programme.]], [[Names the programme where nothing nearer does. The words of the goal are never asked.]])
* description MS
* insert Explain(description, [[The goal, in the person's words]], [[What is to be reached.]], [[Notes that never mention what the goal is about are told from its nouns.]])
* subject MS
* subject only Reference(Patient)
* insert Explain(subject, [[The person]], [[Whose goal it is.]], [[A goal of a group or an organisation is not assessed.]])
* start[x] MS
* insert Explain(start[x], [[The day the goal was agreed]], [[The day from which the baseline's deadline runs.]], [[Without it the goal begins with the first that is known of it, and nobody can tell whether the baseline came in time.]])
* target MS
* insert Explain(target, [[How reaching it is told]], [[A measure and the value wanted, or a date.]], [[Stages do not belong here: in R4 all targets of a goal must be met for it to be met. The ladder is the programme's.]])
* statusDate MS
* insert Explain(statusDate, [[When the status was set]], [[The day of the achievement status.]], [[The claim dates from it. R4 leaves open which of the two statuses it dates: it is believed where it moved together with the achievement status.]])
* expressedBy MS
* insert Explain(expressedBy, [[Who set the goal]], [[Best the person, as a reference to the Patient.]], [[Where it is the person, the goal counts as person-led.]])
* addresses MS
* insert Explain(addresses, [[The baseline]], [[The Observation of where the person stood at the start.]], [[Another way to name the baseline, also one with a code of your own.]])
* outcomeReference MS
* insert Explain(outcomeReference, [[Evidence for it]], [[Observations that show how far it has come.]], [[Ties a record to its goal where the record itself names none.]])
