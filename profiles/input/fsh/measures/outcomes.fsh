// What became of the goals: M1, M2 and M9.

Instance: m1-validated-attainment
InstanceOf: Measure
Usage: #definition
Title: "M1 Validated attainment"
Description: "How many goals were achieved, on evidence that a manager has confirmed?"
* insert MeasureLogic(m1-validated-attainment, ValidatedAttainment, [[M1 Validated attainment]], [[How many goals were achieved, on evidence that a manager has confirmed?]])
* insert MeasureBetter(increase, outcome)
* insert MeasureWords([[An achieved goal is what a programme is for. Counted by staff's word alone it rewards optimism; counted by confirmed verdicts it can be defended.]], [[Publish it beside M3, M7 and M10, and never without them. It must never be used to compare services whose people differ, to rank services, or to pay for results: a service can raise it by choosing easier goals.]])
* insert NeverAlone(m3-claims-supported, [[Published beside it: M3 Claims supported]])
* insert NeverAlone(m7-four-sources, [[Published beside it: M7 Four sources]])
* insert NeverAlone(m10-evidence-behind-achievement, [[Published beside it: M10 Evidence behind achievement]])
* insert MeasureProportion(M1 Numerator, [[The verdict that stands says achieved or sustained, a baseline is not missing, and the goal is not stalled.]])
* insert MeasureStrata

Instance: m2-stage-gained
InstanceOf: Measure
Usage: #definition
Title: "M2 A stage gained"
Description: "How many goals have come at least one stage from where they began?"
* insert MeasureLogic(m2-stage-gained, StageGained, [[M2 A stage gained]], [[How many goals have come at least one stage from where they began?]])
* insert MeasureBetter(increase, outcome)
* insert MeasureWords([[Partial progress is worth having, and disappears where only achieved goals are counted.]], [[It must never be read as goals achieved, and never be added to M1: most goals that M1 counts are counted here too. A baseline that holds too little to tell where the person began is not met: read it by baseline-stage, where those goals have a stratum of their own.]])
* insert MeasureProportion(M2 Numerator, [[The verdict that stands holds a stage above the one that the baseline met, and the goal is not stalled.]])
* insert MeasureStrata
* insert MeasureStratifier(baseline-stage, Baseline Stage, [[The stage that the baseline met, by the verdict that stands; none, or not-told.]])

Instance: m9-sustained-at-follow-up
InstanceOf: Measure
Usage: #definition
Title: "M9 Sustained at follow-up"
Description: "Of the goals achieved long enough ago, how many have lasted?"
* insert MeasureLogic(m9-sustained-at-follow-up, SustainedAtFollowUp, [[M9 Sustained at follow-up]], [[Of the goals achieved long enough ago, how many have lasted?]])
* insert MeasureBetter(increase, outcome)
* insert MeasureWords([[A level that lapses when the practice ends was no lasting gain.]], [[It must never be given without its denominator, which is small: few goals are old enough. It must never stand for M1.]])
* insert MeasureProportionAmong(M9, [[Goals found achieved, and confirmed, at least as long before the end of the period as their programme asks for sustained: 56 days in independent travel, 42 in personal care, 28 in engagement.]], [[The verdict that stands says sustained.]])
* insert MeasureStrata
