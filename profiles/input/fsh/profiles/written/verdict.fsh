// The verdict: what the evidence supports for one goal, beside what the record claims.

RuleSet: Component(name, code, card, short, definition)
* component contains {name} {card} MS
* component[{name}] ^short = "{short}"
* component[{name}] ^definition = "{definition}"
* component[{name}].code = $observation#{code}
* component[{name}].value[x] 1..1

RuleSet: Coded(name, values)
* component[{name}].value[x] only CodeableConcept
* component[{name}].value[x] from {values} (required)

RuleSet: Grade(name, code, definition)
* insert Component({name}, grade-{code}, 1..1, [[Grade of {code}, 0 to 3]], [[{definition}]])
* component[{name}].value[x] only integer

Profile: AttestVerdict
Parent: Observation
Id: attest-verdict
Title: "Verdict"
Description: "What the evidence supports for one goal, beside what the record claims. Verdicts are only ever added: the one with the highest number in its identifier is in force. Preliminary while computed; final once a Registered Manager has confirmed it. Show the validated level and the claimed one side by side, then how they compare and how strong the evidence is, then the findings and needs in their own words (`component.value.text`). Count only final ones in figures that leave the service."
* obeys attest-verdict-programme and attest-verdict-standing and attest-verdict-claim and attest-verdict-no-claim and attest-verdict-grades
* insert Says(meta.tag, [[computed or confirmed: never evidence]], [[The tag 'computed' until a Registered Manager has confirmed the verdict, then 'confirmed'. Attest never reads what carries either of them as evidence.]])
* extension contains $pertains-to-goal named pertainsToGoal 1..1 MS
* insert Says(extension[pertainsToGoal], [[The goal]], [[The goal that the verdict is about, whichever version of it is current.]])
* insert Remark(extension, [[Beside the goal, the extension workflow-adheresTo names the programme with its version. Verdicts under two versions of one programme are not to be compared without saying so.]])
* insert Ours(verdict, [[tenant.goal.n, where n counts the verdicts of the goal from 1]])
* basedOn 0..1 MS
* basedOn only Reference(CarePlan)
* insert Says(basedOn, [[The attainment plan]], [[The plan that ties the goal to its programme.]])
* status MS
* insert Says(status, [[preliminary | final | entered-in-error]], [[Preliminary: computed by Attest. Final: a Registered Manager decided on the same level. Entered in error: a person set it aside, and Attest leaves it so.]])
* category 1..* MS
* category ^slicing.discriminator[0].type = #pattern
* category ^slicing.discriminator[0].path = "$this"
* category ^slicing.rules = #open
* category contains survey 1..1
* category[survey] = $observation-category#survey
* insert Says(category, [[survey]], [[HL7 has no category for an opinion on a goal; 'survey' is the one for findings that come from questions and assessment.]])
* code = $observation#attainment
* code MS
* insert Says(code, [[What the evidence supports]], [[The code by which verdicts are told from all other Observations.]])
* subject 1..1 MS
* subject only Reference(Patient)
* insert Says(subject, [[The person]], [[Whose goal it is.]])
* focus 1..1 MS
* focus only Reference(Goal)
* insert Says(focus, [[The goal, in the version that was judged]], [[The goal as it stood when its claim was compared with the evidence: the version, where the host shows one.]])
* effective[x] 1..1 MS
* effective[x] only dateTime or Period
* insert Says(effective[x], [[The days that the verdict speaks of]], [[From the first day of the run of records that the level rests on to the day of the look; that day alone where there is no run.]])
* issued 1..1 MS
* insert Says(issued, [[When it was worked out]], [[Everything that was known by this instant was taken into account, and nothing later.]])
* performer 0..1 MS
* performer only Reference(Organization)
* insert Says(performer, [[The provider]], [[The organisation that answers for the support. R4 does not allow a Device here: the software is in 'device'.]])
* value[x] 1..1 MS
* value[x] only CodeableConcept
* insert Says(value[x], [[The validated level]], [[The highest level that the evidence supports. Show the text: it is the word that staff of this service use for it.]])
* valueCodeableConcept.coding ^slicing.discriminator[0].type = #value
* valueCodeableConcept.coding ^slicing.discriminator[0].path = "system"
* valueCodeableConcept.coding ^slicing.rules = #open
* valueCodeableConcept.coding contains level 1..1 and achievement 1..1
* insert Says(valueCodeableConcept.coding[level], [[Attest's own level]], [[The level to compare and count by.]])
* valueCodeableConcept.coding[level].system 1..1
* valueCodeableConcept.coding[level].system = $level
* valueCodeableConcept.coding[level].code 1..1
* valueCodeableConcept.coding[level] from LevelValues (required)
* insert Says(valueCodeableConcept.coding[achievement], [[The same in HL7's words]], [[For readers that know only HL7's goal-achievement codes. 'achieved' and 'sustaining' follow from the level; below those HL7 has words only for how a goal is moving, and the trajectory alone chooses them: 'improving', 'worsening' for regressing, 'no-change' for stalled. 'in-progress' says none of these: the goal is steady or inconsistent, or there is too little to say.]])
* valueCodeableConcept.coding[achievement].system 1..1
* valueCodeableConcept.coding[achievement].system = $goal-achievement
* valueCodeableConcept.coding[achievement].code 1..1
* valueCodeableConcept.coding[achievement] from $goal-achievement-values (required)
* valueCodeableConcept.text 1..1
* note 1..* MS
* insert Says(note, [[The verdict in three sentences]], [[What the evidence supports, what the record claims, and how strong the evidence is.]])
* device MS
* insert Says(device, [[Attest]], [[The software that worked it out. Absent only where the host refused to hold the Device.]])
* derivedFrom MS
* derivedFrom only Reference(Observation or QuestionnaireResponse or DocumentReference)
* insert Says(derivedFrom, [[The records it rests on]], [[The current run of evidence, newest first, a hundred at most. Link them: a reader should be able to check the verdict against the records themselves.]])
* component ^slicing.discriminator[0].type = #pattern
* component ^slicing.discriminator[0].path = "code"
* component ^slicing.rules = #open
* insert Component(claimedLevel, claimed-level, 0..1, [[The claimed level]], [[What the record claimed. Absent where its status claims no level: HL7's 'improving' and 'in-progress' do not.]])
* insert Coded(claimedLevel, LevelValues)
* insert Component(claimedCode, claimed-code, 0..1, [[The host's own status]], [[The code of a status that claims no level, as the host has it.]])
* component[claimedCode].value[x] only string
* insert Component(validatedStage, validated-stage, 0..1, [[The highest stage that is held]], [[A stage of the programme, by its id in the PlanDefinition, whose URL is the coding's system. Absent while no stage is held.]])
* component[validatedStage].value[x] only CodeableConcept
* insert Component(baselineStage, baseline-stage, 0..1, [[The highest stage that the baseline meets]], [[Where the person began: a stage of the programme, as in validated-stage, by the rule for one session; or the level 'baseline' where the baseline meets no stage. Absent where no baseline is on record, or it holds too little to tell. What comes above it was gained since.]])
* component[baselineStage].value[x] only CodeableConcept
* insert Component(verdict, verdict, 1..1, [[How claim and evidence compare]], [['Overstated' means that evidence speaks against the claim. 'Unverifiable' means only that evidence is missing, and is no reproach: show the two differently.]])
* insert Coded(verdict, VerdictValues)
* insert Component(evidenceStrength, evidence-strength, 1..1, [[How strong the evidence is]], [[That of its weakest part: of the seven grades.]])
* insert Coded(evidenceStrength, StrengthValues)
* insert Component(trajectory, trajectory, 1..1, [[Which way the goal is moving]], [['Not assessable' where there are too few usable records to say.]])
* insert Coded(trajectory, TrajectoryValues)
* insert Component(sourceRecords, source-records, 1..1, [[What the daily records say]], [[The stance of the first of the four sources. 'Absent' is no answer, neither a good nor a bad one.]])
* insert Coded(sourceRecords, SourceStanceValues)
* insert Component(sourceObservation, source-observation, 1..1, [[What observers say]], [[The stance of spot observations by somebody other than the usual recorder.]])
* insert Coded(sourceObservation, SourceStanceValues)
* insert Component(sourceFeedback, source-feedback, 1..1, [[What the person says]], [[The stance of the person's own feedback.]])
* insert Coded(sourceFeedback, SourceStanceValues)
* insert Component(sourceAudit, source-audit, 1..1, [[What the audit says]], [[The stance of the latest independent audit.]])
* insert Coded(sourceAudit, SourceStanceValues)
* insert Grade(gradeConsistency, consistency, [[How far the points have come towards the next mark.]])
* insert Grade(gradeVolume, volume, [[How many sound records there are.]])
* insert Grade(gradeSpan, span, [[Over how many days and weeks.]])
* insert Grade(gradeIndependence, independence, [[How many people recorded, observed and were heard.]])
* insert Grade(gradeCompleteness, completeness, [[How many records hold all that the programme asks for.]])
* insert Grade(gradeContemporaneity, contemporaneity, [[How many records were written on time, in their own words.]])
* insert Grade(gradeRecency, recency, [[How old the last sound record is.]])
* insert Component(finding, finding, 0..*, [[Something that the records show]], [[One component for each finding; its text says why. Only findings that need attention also raise a Flag.]])
* insert Coded(finding, FindingValues)
* insert Component(need, need, 0..*, [[What the next stage lacks]], [[One component for each need; its text says how much is there and how much is asked.]])
* insert Coded(need, NeedValues)

// The extension is of HL7's extensions pack, which is no part of R4: no slice can name it here.
Invariant: attest-verdict-programme
Description: "The programme whose rules gave the verdict is named, with its version."
Severity: #error
Expression: "extension('http://hl7.org/fhir/StructureDefinition/workflow-adheresTo').value.where($this.contains('|')).exists()"

Invariant: attest-verdict-standing
Description: "A final verdict carries the tag 'confirmed', a preliminary one the tag 'computed'."
Severity: #error
Expression: "(status = 'final' implies meta.tag.where(system = 'https://attest.example/fhir/CodeSystem/tag' and code = 'confirmed').exists()) and (status = 'preliminary' implies meta.tag.where(system = 'https://attest.example/fhir/CodeSystem/tag' and code = 'computed').exists())"

Invariant: attest-verdict-claim
Description: "A record claims a level, or has a status that claims none: never both."
Severity: #error
Expression: "component.where(code.coding.where(system = 'https://attest.example/fhir/CodeSystem/observation' and code = 'claimed-level').exists()).empty() or component.where(code.coding.where(system = 'https://attest.example/fhir/CodeSystem/observation' and code = 'claimed-code').exists()).empty()"

Invariant: attest-verdict-no-claim
Description: "The verdict is 'no-claim' where there is no claimed level, and only there."
Severity: #error
Expression: "component.where(code.coding.where(system = 'https://attest.example/fhir/CodeSystem/observation' and code = 'claimed-level').exists()).empty() = component.where(code.coding.where(system = 'https://attest.example/fhir/CodeSystem/observation' and code = 'verdict').exists()).value.coding.where(code = 'no-claim').exists()"

Invariant: attest-verdict-grades
Description: "Grades run from 0 to 3."
Severity: #error
Expression: "component.where(code.coding.where(system = 'https://attest.example/fhir/CodeSystem/observation' and code.startsWith('grade-')).exists()).value.ofType(integer).all($this >= 0 and $this <= 3)"
