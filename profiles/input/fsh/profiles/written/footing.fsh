// What verdicts, flags and tasks stand on: the plan, who made them, and the Device that stands for Attest.

Profile: AttestAttainmentPlan
Parent: CarePlan
Id: attest-attainment-plan
Title: "Attainment plan"
Description: "Ties one goal to the programme that it is pursued under, so that nothing has to be written on the host's Goal. It holds no activities: what is to be done stands in Tasks. There is no need to show it; where care plans are listed, it may be left out by its category."
* obeys attest-plan-version
* insert Ours(plan, [[tenant.goal]])
* instantiatesCanonical 1..1 MS
* instantiatesCanonical only Canonical(PlanDefinition)
* insert Says(instantiatesCanonical, [[The programme, with its version]], [[A goal stays on the version that it began with until somebody moves it.]])
* partOf 0..1 MS
* insert Says(partOf, [[The host's own plan]], [[The care plan of the record that the goal belongs to, where there is one.]])
* status MS
* intent = #plan
* intent MS
* category 1..* MS
* category ^slicing.discriminator[0].type = #pattern
* category ^slicing.discriminator[0].path = "$this"
* category ^slicing.rules = #open
* category contains attainment 1..1
* category[attainment] = $plan-category#attainment-plan
* insert Says(category[attainment], [[An attainment plan]], [[Told apart by this from the care plans that people write.]])
* subject MS
* subject only Reference(Patient)
* period 1..1 MS
* period.start 1..1
* insert Says(period, [[From the start of the goal]], [[The goal's own start.]])
* author MS
* insert Says(author, [[Attest]], [[The Device that stands for Attest. Absent only where the host refused to hold it.]])
* goal 1..1 MS
* insert Says(goal, [[The one goal]], [[A plan of Attest is about one goal, always.]])
* activity 0..0

Profile: AttestProvenance
Parent: Provenance
Id: attest-provenance
Title: "Who worked it out, and who confirmed it"
Description: "Stands beside every verdict and every task: which programme and version gave it, from what, and which Registered Manager confirmed it. For the record's history; it need not be shown on a screen of its own."
* obeys attest-provenance-confirmation
* target MS
* target only Reference(Observation or Task or Goal)
* insert Says(target, [[The verdict, the tasks, or the goal]], [[Whatever version of them is current: R4 hosts do not give a version before the transaction has ended.]])
* policy 1..1 MS
* insert Says(policy, [[The programme, with its version]], [[The rules that were applied.]])
* activity 1..1 MS
* insert Says(activity, [[CREATE | UPDATE]], [[CREATE where Attest wrote something new; UPDATE where a manager's decision made a verdict final, or where the goal was made to show the verdict.]])
* agent ^slicing.discriminator[0].type = #pattern
* agent ^slicing.discriminator[0].path = "type"
* agent ^slicing.rules = #open
* agent contains assembler 1..1 MS and verifier 0..1 MS
* insert Says(agent[assembler], [[Attest]], [[The software that put it together, and the provider that it works for.]])
* agent[assembler].type = $provenance-participant-type#assembler
* agent[assembler].who only Reference(Device)
* agent[assembler].onBehalfOf only Reference(Organization)
* insert Says(agent[verifier], [[The manager who confirmed it]], [[The Registered Manager whose decision on the level agreed with the verdict.]])
* agent[verifier].type = $provenance-participant-type#verifier
* agent[verifier].who only Reference(Practitioner or PractitionerRole)
* entity 0..1 MS
* entity.role = #source
* insert Says(entity, [[What it was made from]], [[For a verdict the goal, in the version that was judged; for tasks and for a goal the verdict.]])

Profile: AttestDevice
Parent: Device
Id: attest-device
Title: "Attest, as author"
Description: "What stands for Attest in the record, as author of all that it writes: one for each tenant, created once."
* insert Ours(device, [[The tenant]])
* status 1..1 MS
* deviceName 1..* MS
* type 1..1 MS
* type.text 1..1

Invariant: attest-plan-version
Description: "The programme is named with its version."
Severity: #error
Expression: "instantiatesCanonical.all($this.contains('|'))"

Invariant: attest-provenance-confirmation
Description: "Whoever confirmed something is named, and an update is what somebody confirmed, or an edit of a goal."
Severity: #error
Expression: "activity.coding.where(system = 'http://terminology.hl7.org/CodeSystem/v3-DataOperation' and code = 'UPDATE').exists() = (agent.where(type.coding.where(system = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type' and code = 'verifier').exists()).exists() or target.reference.where(matches('^(.*/)?Goal/')).exists())"
