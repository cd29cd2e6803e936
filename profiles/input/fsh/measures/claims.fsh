// How what is claimed compares with what is shown: M3, M4 and M10.

Instance: m3-claims-supported
InstanceOf: Measure
Usage: #definition
Title: "M3 Claims supported"
Description: "How many goals claim just the level that the evidence supports?"
* insert MeasureLogic(m3-claims-supported, ClaimsSupported, [[M3 Claims supported]], [[How many goals claim just the level that the evidence supports?]])
* insert MeasureBetter(increase, process)
* insert MeasureWords([[A commissioner who sees claims agree with evidence can rely on those that were not looked at.]], [[It must never be used to judge a worker. A goal that claims no level cannot agree and counts as not met: read it by claim, where those goals have a stratum of their own.]])
* insert MeasureProportion(M3 Numerator, [[The verdict that stands finds the claim supported; an understated claim does not agree.]])
* insert MeasureStrata
* insert MeasureStratifier(claim, Claim, [[The level that is claimed, or no-claim.]])

Instance: m4-overstatement
InstanceOf: Measure
Usage: #definition
Title: "M4 Overstatement"
Description: "How many goals claim more than the evidence bears out?"
* insert MeasureLogic(m4-overstatement, Overstatement, [[M4 Overstatement]], [[How many goals claim more than the evidence bears out?]])
* insert MeasureBetter(decrease, process)
* insert MeasureWords([[An overstated goal misleads the person, the next worker and whoever pays.]], [[It must never be used to discipline or name a worker, nor as a target: a service reaches none by claiming nothing. Read it by claim. A claim that nothing speaks for or against yet is not overstated.]])
* insert MeasureProportion(M4 Numerator, [[The latest verdict, confirmed or not, finds the claim overstated.]])
* insert MeasureStrata
* insert MeasureStratifier(claim, Claim, [[The level that is claimed, or no-claim.]])

Instance: m10-evidence-behind-achievement
InstanceOf: Measure
Usage: #definition
Title: "M10 Evidence behind achievement"
Description: "Of the goals that count as achieved, how many have moderate or strong evidence still?"
* insert MeasureLogic(m10-evidence-behind-achievement, EvidenceBehindAchievement, [[M10 Evidence behind achievement]], [[Of the goals that count as achieved, how many have moderate or strong evidence still?]])
* insert MeasureBetter(increase, process)
* insert MeasureWords([[A level once held is not lost by weaker evidence alone; this shows how much of M1 rests on evidence that has since grown thin.]], [[It must never be read as a share of all goals: its denominator is the numerator of M1.]])
* insert MeasureProportionAmong(M10, [[The goals that M1 counts as achieved.]], [[The strength of the evidence, in the verdict that stands, is moderate or strong.]])
* insert MeasureStrata
