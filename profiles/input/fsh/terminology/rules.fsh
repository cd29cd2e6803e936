RuleSet: Codes
* ^caseSensitive = true
* ^experimental = false

// An ordered scale: each concept carries its rank.
RuleSet: Scale
* insert Codes
* ^property[+].code = #rank
* ^property[=].type = #integer
* ^property[=].description = "Place on the scale, lowest first."

RuleSet: Rank(code, rank)
* #{code} ^property[0].code = #rank
* #{code} ^property[0].valueInteger = {rank}
