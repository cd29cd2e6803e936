// What every published definition says of itself.

RuleSet: Published(type, id)
* id = "{id}"
* url = "https://attest.example/fhir/{type}/{id}"
* version = "1.0.0"
* date = "2026-11-01"
* publisher = "Attest"

// In force.
RuleSet: InForce
* status = #active
* experimental = false

// Described so that it can be discussed and built against; nothing serves it yet.
RuleSet: NotYetServed
* status = #draft
* experimental = true
