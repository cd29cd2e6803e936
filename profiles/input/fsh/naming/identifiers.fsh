// The identifiers that Attest puts on what it writes, and how each value is composed.
//
// In every value, `tenant` is the id of the tenant in the deployment's own file, and `goal` the logical
// id of the Goal in the host. Nothing about a person is in them. Provenance is not among them: R4 gives it
// no identifier, and ours is found by its target and by our Device as its agent.

RuleSet: Identifiers(id, name, of)
* id = "{id}-identifier"
* name = "{name}"
* date = "2026-11-01"
* publisher = "Attest"
* kind = #identifier
* description = "{of}"
* uniqueId.type = #uri
* uniqueId.value = "https://attest.example/fhir/id/{id}"
* uniqueId.preferred = true

RuleSet: Composed(how)
* usage = "{how} Compare the value as a whole: its parts are not for others to read."

Instance: device-identifier
InstanceOf: NamingSystem
Usage: #definition
* insert Identifiers(device, AttestDeviceIdentifier, [[Attest itself in a record: one Device for each tenant.]])
* insert Composed([[The value is tenant.]])
* status = #active

Instance: plan-identifier
InstanceOf: NamingSystem
Usage: #definition
* insert Identifiers(plan, AttestPlanIdentifier, [[Attainment plans: the one CarePlan that ties a goal to its programme.]])
* insert Composed([[The value is tenant.goal.]])
* status = #active

Instance: verdict-identifier
InstanceOf: NamingSystem
Usage: #definition
* insert Identifiers(verdict, AttestVerdictIdentifier, [[Verdicts: what the evidence supported for one goal, each time that it changed.]])
* insert Composed([[The value is tenant.goal.n, where n is 1 for the goal's first verdict and one more for each that follows.]])
* status = #active

Instance: flag-identifier
InstanceOf: NamingSystem
Usage: #definition
* insert Identifiers(flag, AttestFlagIdentifier, [[Flags: one finding about one goal, from when it is raised until it is closed.]])
* insert Composed([[The value is tenant.goal.finding.episode: finding is a code of CodeSystem finding, and episode is 1 for the first time that it is raised and one more each time that it comes back.]])
* status = #active

Instance: task-identifier
InstanceOf: NamingSystem
Usage: #definition
* insert Identifiers(task, AttestTaskIdentifier, [[Tasks: something that a role is asked to do about a goal.]])
* insert Composed([[The value is tenant.goal.kind.n: kind is a code of CodeSystem task, and n is 1 for the first task of that kind on the goal and one more for each that follows.]])
* status = #active

Instance: case-identifier
InstanceOf: NamingSystem
Usage: #definition
* insert Identifiers(case, AttestCaseIdentifier, [[Cases, in Task.groupIdentifier: all tasks that one episode of a finding, or one need of the next stage, has opened.]])
* insert Composed([[The value is tenant.goal.code.episode: code is of CodeSystem finding or need; for a finding it is the value of its Flag's own identifier.]])
* status = #active

Instance: report-identifier
InstanceOf: NamingSystem
Usage: #definition
* insert Identifiers(report, AttestReportIdentifier, [[Measure reports for commissioners. Reserved: nothing carries it yet.]])
* insert Composed([[The value will be measure|version.organisation.period.stratifier.]])
* status = #draft

Instance: briefing-identifier
InstanceOf: NamingSystem
Usage: #definition
* insert Identifiers(briefing, AttestBriefingIdentifier, [[Briefings for the next handover. Reserved: nothing carries it yet.]])
* insert Composed([[The value will be tenant.goal.n.]])
* status = #draft

Instance: cqc-location-identifier
InstanceOf: NamingSystem
Usage: #definition
* insert Identifiers(cqc-location, CqcLocationIdentifier, [[The location ID that the Care Quality Commission gives to each registered place, as in 1-123456789.]])
* usage = "This is a local name, chosen because no official system URI for CQC location IDs could be verified. It is not issued or approved by the Care Quality Commission. Use the official URI once there is one, and map this one to it."
* responsible = "Care Quality Commission issues the IDs; Attest alone chose this URI."
* status = #active
