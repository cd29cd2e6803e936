// What Attest writes into the record that it is a guest of.
//
// A rule stands here only where whoever shows or queries these resources may rely on it. What a host
// may refuse to keep (the Device, and with it every author), and what people make their own (who a
// task is for, its status and notes) stays open. `S` marks what Attest fills whenever it can.

RuleSet: Says(path, short, definition)
* {path} ^short = "{short}"
* {path} ^definition = "{definition}"

RuleSet: Remark(path, comment)
* {path} ^comment = "{comment}"

// One identifier of ours, by which the resource is found again.
RuleSet: Ours(kind, value)
* identifier 1..1 MS
* identifier ^short = "What Attest finds it by"
* identifier ^definition = "{value}. Attest finds its own resources by this, never by their id: keep it as it is."
* identifier.system 1..1
* identifier.system = "https://attest.example/fhir/id/{kind}"
* identifier.value 1..1
