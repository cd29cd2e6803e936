// The invented people, their service and Attest itself, to whom the other examples refer.

RuleSet: ExamplePractitioner(given)
* name.family = "Example"
* name.given = "{given}"
* active = true

RuleSet: ExampleRole(practitioner, role)
* active = true
* practitioner = Reference(Practitioner/{practitioner})
* organization = Reference(Organization/example-provider)
* code = $role#{role}

Instance: example-provider
InstanceOf: Organization
Usage: #example
Title: "A provider"
Description: "An invented provider of supported living, home care and residential care."
* active = true
* identifier.system = "https://host.example/id/organisation"
* identifier.value = "example-1"
* name = "Example Care"

Instance: example-attest
InstanceOf: Device
Usage: #example
Title: "Attest"
Description: "Attest itself, as the author of what it writes into one record."
* meta.tag = $tag#computed
* identifier.system = "https://attest.example/fhir/id/device"
* identifier.value = "default"
* status = #active
* deviceName.name = "Attest"
* deviceName.type = #user-friendly-name
* type.text = "Software that tests claimed goal attainment against the evidence"

Instance: example-person
InstanceOf: Patient
Usage: #example
Title: "A person in supported living"
Description: "Jo, who wants to travel to the library alone, and to wash and dress without reassurance again after an illness."
* active = true
* identifier.system = "https://host.example/id/person"
* identifier.value = "p-1"
* name.family = "Example"
* name.given = "Jo"
* birthDate = "1991-05-14"
* managingOrganization = Reference(Organization/example-provider)

Instance: example-resident
InstanceOf: Patient
Usage: #example
Title: "A resident"
Description: "Ada, who lives in a care home and has begun to garden again."
* active = true
* identifier.system = "https://host.example/id/person"
* identifier.value = "p-2"
* name.family = "Example"
* name.given = "Ada"
* birthDate = "1938-11-02"
* managingOrganization = Reference(Organization/example-provider)

Instance: example-practitioner-rowan
InstanceOf: Practitioner
Usage: #example
Title: "Rowan"
Description: "Works as key worker."
* insert ExamplePractitioner(Rowan)

Instance: example-practitioner-casey
InstanceOf: Practitioner
Usage: #example
Title: "Casey"
Description: "Works as support worker."
* insert ExamplePractitioner(Casey)

Instance: example-practitioner-ellis
InstanceOf: Practitioner
Usage: #example
Title: "Ellis"
Description: "Leads the team and observes sessions."
* insert ExamplePractitioner(Ellis)

Instance: example-practitioner-morgan
InstanceOf: Practitioner
Usage: #example
Title: "Morgan"
Description: "Registered Manager."
* insert ExamplePractitioner(Morgan)

Instance: example-practitioner-quinn
InstanceOf: Practitioner
Usage: #example
Title: "Quinn"
Description: "Quality lead, who audits."
* insert ExamplePractitioner(Quinn)

Instance: example-practitioner-robin
InstanceOf: Practitioner
Usage: #example
Title: "Robin"
Description: "Works on activities in the care home."
* insert ExamplePractitioner(Robin)

Instance: example-key-worker
InstanceOf: PractitionerRole
Usage: #example
Title: "The key worker"
Description: "Rowan, in the role of key worker."
* insert ExampleRole(example-practitioner-rowan, key-worker)

Instance: example-support-worker
InstanceOf: PractitionerRole
Usage: #example
Title: "A support worker"
Description: "Casey, in the role of support worker."
* insert ExampleRole(example-practitioner-casey, support-worker)

Instance: example-observer
InstanceOf: PractitionerRole
Usage: #example
Title: "The observer"
Description: "Ellis, in the role of team leader."
* insert ExampleRole(example-practitioner-ellis, team-leader)

Instance: example-manager
InstanceOf: PractitionerRole
Usage: #example
Title: "The Registered Manager"
Description: "Morgan, in the role of Registered Manager."
* insert ExampleRole(example-practitioner-morgan, registered-manager)

Instance: example-auditor
InstanceOf: PractitionerRole
Usage: #example
Title: "The auditor"
Description: "Quinn, in the role of quality lead."
* insert ExampleRole(example-practitioner-quinn, quality-lead)

Instance: example-activity-worker
InstanceOf: PractitionerRole
Usage: #example
Title: "An activity worker"
Description: "Robin, in the role of activity staff."
* insert ExampleRole(example-practitioner-robin, activity-staff)

Instance: example-journey
InstanceOf: Encounter
Usage: #example
Title: "A journey to the library"
Description: "The shift in which one travel session was held and observed."
* status = #finished
* class = http://terminology.hl7.org/CodeSystem/v3-ActCode#HH
* subject = Reference(Patient/example-person)
* period.start = "2026-03-17T10:00:00Z"
* period.end = "2026-03-17T10:50:00Z"
* serviceProvider = Reference(Organization/example-provider)
