// The service: settings, goals, roles and duties.

CodeSystem: SettingCodes
Id: setting
Title: "Setting"
Description: "Kinds of adult social care service."
* insert Codes(setting)
* #supported-living "Supported living" "People live in homes of their own with support."
* #home-care "Home care" "Care workers visit people at home."
* #residential "Residential care" "People live in a care home."

ValueSet: SettingValues
Id: setting
Title: "Setting"
Description: "Kinds of adult social care service."
* insert IssuedTerms
* include codes from system SettingCodes

CodeSystem: GoalDomainCodes
Id: goal-domain
Title: "Goal domain"
Description: "What a goal is about: the domains of the shipped programmes, and the ten outcomes of the Care and Support (Eligibility Criteria) Regulations 2015."
* insert Codes(goal-domain)
* #community-travel "Travel in the community" "Getting about outside the home."
* #personal-care "Personal care" "Washing, dressing and the like."
* #engagement "Meaningful engagement" "Taking part in activities that mean something to the person."
* #nutrition "Nutrition" "Managing and maintaining nutrition."
* #personal-hygiene "Personal hygiene" "Maintaining personal hygiene."
* #toilet-needs "Toilet needs" "Managing toilet needs."
* #clothing "Clothing" "Being appropriately clothed."
* #safe-use-of-home "Safe use of the home" "Being able to make use of the home safely."
* #habitable-home "Habitable home" "Maintaining a habitable home environment."
* #relationships "Relationships" "Developing and maintaining family or other personal relationships."
* #work-and-learning "Work and learning" "Accessing and engaging in work, training, education or volunteering."
* #community-facilities "Community facilities" "Making use of facilities or services in the local community."
* #caring-for-a-child "Caring for a child" "Carrying out any caring responsibilities for a child."

ValueSet: GoalDomainValues
Id: goal-domain
Title: "Goal domain"
Description: "What a goal is about: the domains of the shipped programmes, and the ten outcomes of the Care and Support (Eligibility Criteria) Regulations 2015."
* insert IssuedTerms
* include codes from system GoalDomainCodes

CodeSystem: RoleCodes
Id: role
Title: "Role"
Description: "Who owes a duty."
* insert Codes(role)
* #key-worker "Key worker" "Knows the person best and sets the goal up with them."
* #support-worker "Support worker" "Supports the person day by day in supported living."
* #team-leader "Team leader" "Leads the support workers."
* #registered-manager "Registered Manager" "Answers for the service to the regulator."
* #quality-lead "Quality lead" "Audits, independently of those who record and decide."
* #senior-management "Senior management" "Answers for the provider."
* #field-supervisor "Field supervisor" "Supervises care workers at people's homes."
* #care-worker "Care worker" "Visits people at home."
* #care-coordinator "Care co-ordinator" "Plans the visits and reads the notes."
* #activities-coordinator "Activities co-ordinator" "Plans the activities of a home."
* #care-staff "Care staff" "Cares for people in a home."
* #activity-staff "Activity staff" "Runs the activities of a home."
* #deputy-manager "Deputy manager" "Stands in for the Registered Manager and reviews the records."
* #person "The person" "Whose goal it is."
* #representative "Representative" "Speaks for the person."

ValueSet: RoleValues
Id: role
Title: "Role"
Description: "Who owes a duty."
* insert IssuedTerms
* include codes from system RoleCodes

CodeSystem: TaskCodes
Id: task
Title: "Task"
Description: "Duties of a programme and follow-up work."
* insert Codes(task)
* #record-baseline "Record the baseline" "Write down where the person stands, before any progress is claimed."
* #record-session "Record the session" "Write down what happened, straight away."
* #frontline-review "Review the records" "Read the latest records and say whether the goal is moving."
* #update-briefing "Update the briefing" "Tell the team what to do the same way, at the next handover."
* #alert-manager "Tell the manager" "Tell the Registered Manager of notes that suggest overstated or unstable progress."
* #manager-review "Manager's review" "Decide the level, on the evidence."
* #confirm-status-change "Confirm a change of status" "Accept or decline a proposed change of the goal's status."
* #restage "Revise the stage" "Set the stage to what the evidence supports."
* #change-support-frequency "Change how often support is given" "Change the support, where repeated evidence makes that safe."
* #update-activity-plan "Update the activity plan" "Change how the person is supported to take part."
* #audit "Audit" "Check the claimed level against all four sources."
* #spot-observation "Observe a session" "See a session that somebody else records."
* #get-feedback "Ask the person" "Find out what the person says."
* #coaching "Coach the team" "Help staff to record and support in the same way."
* #closer-review "Review more closely" "Read the records more often for a while."
* #escalate-senior-management "Tell senior management" "Pass it to senior management."
* #data-fix "Correct the data" "Complete or correct records or mappings."
* #goal-rewrite "Rewrite the goal" "Make the goal the person's own, and one that can be measured."
* #probe "Check that it lasts" "Observe a session to see whether the goal is still held."

ValueSet: TaskValues
Id: task
Title: "Task"
Description: "Duties of a programme and follow-up work."
* insert IssuedTerms
* include codes from system TaskCodes
