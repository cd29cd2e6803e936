// Maps to start from. None is applied by Attest: each is to be copied, completed and given to a tenant.

RuleSet: SampleMap(id)
* insert PublishedMap({id})
* status = #draft
* experimental = true

RuleSet: MapFrom(code, display)
* group[=].element[+].code = #{code}
* group[=].element[=].display = "{display}"

RuleSet: MapTo(code, equivalence)
* group[=].element[=].target.code = #{code}
* group[=].element[=].target.equivalence = #{equivalence}

RuleSet: MapComment(comment)
* group[=].element[=].target.comment = "{comment}"

RuleSet: MapToNothing(comment)
* group[=].element[=].target.equivalence = #unmatched
* insert MapComment([[{comment}]])

Instance: gas-to-level
InstanceOf: ConceptMap
Usage: #definition
Title: "Goal attainment score to level (template)"
Description: "A template, never applied as it stands. In goal attainment scaling the meaning of -2 to +2 is written for each goal by itself, so that no map can hold for all goals. Copy it for the goals whose five descriptions have been laid beside the stages of the programme, and set to equivalent only those scores whose description and stage say the same. Every line is inexact until then, and an inexact line is never full evidence."
* insert SampleMap(gas-to-level)
* name = "GasToLevel"
* sourceCanonical = "https://attest.example/fhir/ValueSet/gas-answers"
* targetCanonical = "https://attest.example/fhir/ValueSet/level"
* group[+].source = $loinc
* group[=].target = $level
* insert MapFrom(LA34484-8, [[Much less than expected]])
* insert MapTo(baseline, inexact)
* insert MapComment([[-2 is often where the person started. Where it describes a loss since then, no level fits.]])
* insert MapFrom(LA34483-0, [[Less than expected]])
* insert MapTo(partial, inexact)
* insert MapComment([[-1 is some way towards the goal. It may be partial or near-complete.]])
* insert MapFrom(LA34481-4, [[Expected outcome]])
* insert MapTo(achieved, inexact)
* insert MapComment([[0 is the outcome that was expected. It is the top stage only where both describe the same thing.]])
* insert MapFrom(LA34480-6, [[Better than expected]])
* insert MapTo(achieved, inexact)
* insert MapComment([[+1 is more than the goal asked for. That is not the same as sustained, which is about time.]])
* insert MapFrom(LA34479-8, [[Much better than expected]])
* insert MapTo(achieved, inexact)
* insert MapComment([[+2 is far more than the goal asked for. That is not the same as sustained, which is about time.]])

Instance: sample-vendor
InstanceOf: ConceptMap
Usage: #definition
Title: "A vendor's own codes (sample)"
Description: "A sample, never applied: how a record with a goal status and a prompt scale of its own would be mapped. Only equal and equivalent count in full; wider, narrower and inexact say that something is lost, and make the value unusable; a code that is left out is unmapped. In each case Attest says so, and does not guess. A comment says what to settle with the provider."
* insert SampleMap(sample-vendor)
* name = "SampleVendor"
* group[+].source = "https://host.example/goal-status"
* group[=].target = $level
* insert MapFrom(NEW, [[Goal agreed]])
* insert MapTo(baseline, equivalent)
* insert MapFrom(PART, [[Partly met]])
* insert MapTo(partial, equivalent)
* insert MapFrom(DEV, [[Developing]])
* insert MapTo(near-complete, inexact)
* insert MapComment([[Confirm with the provider: some teams use it for any progress at all.]])
* insert MapFrom(FULL, [[Fully met]])
* insert MapTo(achieved, equivalent)
* insert MapFrom(MAINT, [[Met and kept up]])
* insert MapTo(sustained, inexact)
* insert MapComment([[Confirm with the provider for how long it must have been kept up.]])
* insert MapFrom(HOLD, [[On hold]])
* insert MapToNothing([[Says that work has paused, and nothing of the level.]])
* group[+].source = "https://host.example/prompt-scale"
* group[=].target = $prompt-level
* insert MapFrom(I, [[Independent]])
* insert MapTo(independent, equivalent)
* insert MapFrom(G, [[Gesture]])
* insert MapTo(gestural, equivalent)
* insert MapFrom(VI, [[Verbal, indirect]])
* insert MapTo(indirect-verbal, equivalent)
* insert MapFrom(VD, [[Verbal, direct]])
* insert MapTo(verbal, equivalent)
* insert MapFrom(M, [[Shown how]])
* insert MapTo(modelling, equivalent)
* insert MapFrom(HAND, [[Hands-on help]])
* insert MapTo(partial-physical, narrower)
* insert MapComment([[Covers full physical help too. Ask for two codes, or for a note of which it was.]])
* insert MapFrom(R, [[Refused]])
* insert MapTo(refused, equivalent)
* insert MapFrom(NA, [[Not applicable]])
* insert MapToNothing([[May mean not tried or not needed, which are opposites. Ask for two codes.]])

Instance: prompt-level-to-snomed
InstanceOf: ConceptMap
Usage: #definition
Title: "Prompt level to SNOMED CT (draft)"
Description: "Empty on purpose. No SNOMED CT concept has been confirmed for any level of prompting, and a concept that merely looks right would be read as if it were. A UK terminologist is to fill it from the UK edition; until then the local codes stand alone."
* insert SampleMap(prompt-level-to-snomed)
* name = "PromptLevelToSnomed"
* sourceCanonical = "https://attest.example/fhir/ValueSet/prompt-level"
* targetUri = "http://snomed.info/sct?fhir_vs"
