/** Every canonical URL, system and fixed code that Attest reads or writes, each once. */

/** Canonical base of our definitions; set in profiles/sushi-config.yaml. */
export const BASE = 'https://attest.example/fhir';

const codeSystem = (id: string): string => `${BASE}/CodeSystem/${id}`;
const extension = (id: string): string => `${BASE}/StructureDefinition/${id}`;
const identifierSystem = (id: string): string => `${BASE}/id/${id}`;
const terminology = (id: string): string => `http://terminology.hl7.org/CodeSystem/${id}`;
const core = (id: string): string => `http://hl7.org/fhir/StructureDefinition/${id}`;

export const SYSTEM = {
  askedHow: codeSystem('asked-how'),
  auditOpinion: codeSystem('audit-opinion'),
  confidence: codeSystem('confidence'),
  /** Only ever written by us into a Goal's status: by it our own word is known from staff's. */
  confirmedLevel: codeSystem('confirmed-level'),
  dutyOutcome: codeSystem('duty-outcome'),
  enjoyment: codeSystem('enjoyment'),
  evidenceSource: codeSystem('evidence-source'),
  finding: codeSystem('finding'),
  flagCategory: codeSystem('flag-category'),
  goalDomain: codeSystem('goal-domain'),
  hesitation: codeSystem('hesitation'),
  initiatedBy: codeSystem('initiated-by'),
  level: codeSystem('level'),
  measureRole: codeSystem('measure-role'),
  need: codeSystem('need'),
  observation: codeSystem('observation'),
  planCategory: codeSystem('plan-category'),
  programmeEvent: codeSystem('programme-event'),
  promptLevel: codeSystem('prompt-level'),
  role: codeSystem('role'),
  ruleParameter: codeSystem('rule-parameter'),
  setting: codeSystem('setting'),
  settled: codeSystem('settled'),
  severity: codeSystem('severity'),
  sourceStance: codeSystem('source-stance'),
  strength: codeSystem('strength'),
  tag: codeSystem('tag'),
  task: codeSystem('task'),
  trajectory: codeSystem('trajectory'),
  verdict: codeSystem('verdict'),

  dataAbsentReason: terminology('data-absent-reason'),
  dataOperation: terminology('v3-DataOperation'),
  flagCategoryHl7: terminology('flag-category'),
  goalAchievement: terminology('goal-achievement'),
  observationCategory: terminology('observation-category'),
  planDefinitionType: terminology('plan-definition-type'),
  provenanceParticipant: terminology('provenance-participant-type'),
  usageContext: terminology('usage-context-type'),

  loinc: 'http://loinc.org',
  ucum: 'http://unitsofmeasure.org',
} as const;

export const IDENTIFIER = {
  briefing: identifierSystem('briefing'),
  case: identifierSystem('case'),
  device: identifierSystem('device'),
  flag: identifierSystem('flag'),
  plan: identifierSystem('plan'),
  report: identifierSystem('report'),
  task: identifierSystem('task'),
  verdict: identifierSystem('verdict'),
} as const;

/** Our own extensions: on PlanDefinition, save `suppression` (MeasureReport) and the two on Goal. */
export const EXTENSION = {
  attainmentProgramme: extension('attainment-programme'),
  criterion: extension('criterion'),
  displayWord: extension('display-word'),
  improvementMeasure: extension('improvement-measure'),
  measureRole: extension('measure-role'),
  programmeWords: extension('programme-words'),
  proxyFeedback: extension('proxy-feedback'),
  ruleParameters: extension('rule-parameters'),
  stage: extension('stage'),
  suppression: extension('suppression'),
  validatedAttainment: extension('validated-attainment'),
  workingDays: extension('working-days'),
} as const;

/** Extensions of FHIR itself. */
export const CORE_EXTENSION = {
  flagDetail: core('flag-detail'),
  flagPriority: core('flag-priority'),
  goalAcceptance: core('goal-acceptance'),
  pertainsToGoal: core('resource-pertainsToGoal'),
  /** The STU3 name of the same thing, still met in hosts. */
  pertainsToGoalStu3: core('goal-pertainsToGoal'),
  adheresTo: core('workflow-adheresTo'),
} as const;

/** Our profiles: claimed in `meta.profile` by what we write, and offered to those who send what we read. */
export const PROFILE = {
  attainmentPlan: extension('attest-attainment-plan'),
  device: extension('attest-device'),
  flag: extension('attest-flag'),
  measureReport: extension('attest-measure-report'),
  provenance: extension('attest-provenance'),
  task: extension('attest-task'),
  verdict: extension('attest-verdict'),
  programme: extension('attest-programme'),

  auditOpinion: extension('attest-audit-opinion'),
  baseline: extension('attest-baseline'),
  dutyRecord: extension('attest-duty-record'),
  goal: extension('attest-goal'),
  measures: extension('attest-measures'),
  personFeedback: extension('attest-person-feedback'),
  personRating: extension('attest-person-rating'),
  record: extension('attest-record'),
  reviewDecision: extension('attest-review-decision'),
  session: extension('attest-session'),
  spotObservation: extension('attest-spot-observation'),
} as const;

/** Baseline scores of the Person-Centered Outcomes guide: as published, and as in its source. */
export const LOINC_GAS_BASELINE = ['112296-9', '107332-9'] as const;

/** What the person says; a variant of it is named on from it: `person-feedback-easy-read`. */
export const QUESTIONNAIRE_FEEDBACK = `${BASE}/Questionnaire/person-feedback`;

/** The form that holds a baseline; a service's own is named on from it: `baseline-travel`. */
export const QUESTIONNAIRE_BASELINE = `${BASE}/Questionnaire/baseline`;

/** The ActivityDefinition of a kind of task (CodeSystem `task`), in the version that ships. */
export const activityDefinition = (task: string): string =>
  `${BASE}/ActivityDefinition/${task}|1.0.0`;

/** Put on our own Device for a moment, to see whether a host keeps extensions; never left there. */
export const PROBE_EXTENSION = extension('probe');
