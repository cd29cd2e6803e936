// What every terminology resource says of itself.
RuleSet: IssuedTerms
* ^version = "1.0.0"
* ^date = "2026-11-01"
* ^publisher = "Attest"
* ^experimental = false

// All codes of a CodeSystem `id` are in the ValueSet `id`.
RuleSet: Codes(id)
* insert IssuedTerms
* ^caseSensitive = true
* ^content = #complete
* ^valueSet = "https://attest.example/fhir/ValueSet/{id}"

// An ordered scale: each concept carries its rank.
RuleSet: Scale(id)
* insert Codes({id})
* ^property[+].code = #rank
* ^property[=].uri = "https://attest.example/fhir/concept-properties#rank"
* ^property[=].type = #integer
* ^property[=].description = "Place on the scale, lowest first. A code without one has no place on the scale and is never compared."

RuleSet: Rank(code, rank)
* #{code} ^property[0].code = #rank
* #{code} ^property[0].valueInteger = {rank}

// The words under which the person is offered this answer to this question about themselves.
RuleSet: Offered(question, code, words)
* #{code} ^designation.language = #en-GB
* #{code} ^designation.use = $observation#{question}
* #{code} ^designation.value = "{words}"
