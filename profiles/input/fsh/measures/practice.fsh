// How goals are recorded, reviewed and heard about: M5 to M8.

Instance: m5-baseline-on-time
InstanceOf: Measure
Usage: #definition
Title: "M5 Baseline on time"
Description: "For how many goals is the baseline on record in time?"
* insert MeasureLogic(m5-baseline-on-time, BaselineOnTime, [[M5 Baseline on time]], [[For how many goals is the baseline on record in time?]])
* insert MeasureBetter(increase, process)
* insert MeasureWords([[Without a baseline, no progress can be shown.]], [[It must never be read as how good baselines are: it looks at the day, not at what is in them. A baseline that is not due yet is not late.]])
* insert MeasureProportion(M5 Numerator, [[The latest verdict, confirmed or not, finds the baseline neither missing nor late.]])
* insert MeasureStrata

Instance: m6-reviews-on-time
InstanceOf: Measure
Usage: #definition
Title: "M6 Reviews on time"
Description: "For how many goals was no manager's review overdue?"
* insert MeasureLogic(m6-reviews-on-time, ReviewsOnTime, [[M6 Reviews on time]], [[For how many goals was no manager's review overdue?]])
* insert MeasureBetter(increase, process)
* insert MeasureWords([[A level that nobody reviews is nobody's responsibility.]], [[It must never be published of a service that keeps its reviews elsewhere: only duty-records and review decisions in the record are seen, and goals without any have a stratum of their own. It must never be used to judge one manager.]])
* insert MeasureProportion(M6 Numerator, [[On no day of the period on which the goal was open was the Registered Manager's review overdue: each month in independent travel, each fortnight in personal care, every four weeks in engagement.]])
* insert MeasureStrata
* insert MeasureStratifier(reviews-on-record, Reviews On Record, [[Whether the record holds any review of the goal: some or none.]])

Instance: m7-four-sources
InstanceOf: Measure
Usage: #definition
Title: "M7 Four sources"
Description: "For how many goals have daily records, an observer, the person and an audit all spoken?"
* insert MeasureLogic(m7-four-sources, FourSources, [[M7 Four sources]], [[For how many goals have daily records, an observer, the person and an audit all spoken?]])
* insert MeasureBetter(increase, process)
* insert MeasureWords([[One source can mislead; four that can be compared rarely do.]], [[It must never be read as agreement: a source that contradicts the level has spoken too. One that comes from those whose claim it should test has not. It must never be published without the stratum feedback: a person who declines to answer is not asked until they do.]])
* insert MeasureProportion(M7 Numerator, [[In the verdict that stands, each source supports, contradicts or is mixed; none is absent or not independent.]])
* insert MeasureStrata
* insert MeasureStratifier(feedback, Feedback, [[Whether the person was heard, by the latest verdict; else declined in the period, proxy-only or not-asked, as far as the record shows.]])

Instance: m8-own-feedback
InstanceOf: Measure
Usage: #definition
Title: "M8 The person's own word"
Description: "For how many goals was the person heard?"
* insert MeasureLogic(m8-own-feedback, OwnFeedback, [[M8 The person's own word]], [[For how many goals was the person heard?]])
* insert MeasureBetter(increase, process)
* insert MeasureWords([[The goal is the person's, and so is the first word on whether it is met.]], [[It must never be read as satisfaction: somebody who says 'not yet' was heard. A proxy's word does not count. It must never be published without the stratum feedback, nor be used to press a person who declines to answer: to decline is no failing, of theirs or of the service's.]])
* insert MeasureProportion(M8 Numerator, [[In the verdict that stands, the person's own feedback supports, contradicts or is mixed.]])
* insert MeasureStrata
* insert MeasureStratifier(feedback, Feedback, [[Whether the person was heard, by the latest verdict; else declined in the period, proxy-only or not-asked, as far as the record shows.]])
