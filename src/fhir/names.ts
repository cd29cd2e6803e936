/** Every canonical URL, system and fixed code that Attest reads or writes, each once. */

/** Canonical base of our definitions; set in profiles/sushi-config.yaml. */
export const BASE = 'https://attest.example/fhir';

const codeSystem = (id: string): string => `${BASE}/CodeSystem/${id}`;
const extension = (id: string): string => `${BASE}/StructureDefinition/${id}`;
const identifierSystem = (id: string): string => `${BASE}/id/${id}`;
const terminology = (id: string): string => `http://terminology.hl7.org/CodeSystem/${id}`;
const core = (id: string): string => `http://hl7.org/fhir/StructureDefinition/${id}`;

export const SYSTEM = {
  auditOpinion: codeSystem('audit-opinion'),
  confidence: codeSystem('confidence'),
  enjoyment: codeSystem('enjoyment'),
  evidenceSource: codeSystem('evidence-source'),
  finding: codeSystem('finding'),
  flagCategory: codeSystem('flag-category'),
  goalDomain: codeSystem('goal-domain'),
  hesitation: codeSystem('hesitation'),
  initiatedBy: codeSystem('initiated-by'),
  level: codeSystem('level'),
  need: codeSystem('need'),
  observation: codeSystem('observation'),
  planCategory: codeSystem('plan-category'),
  promptLevel: codeSystem('prompt-level'),
  role: codeSystem('role'),
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
  provenance: identifierSystem('provenance'),
  report: identifierSystem('report'),
  task: identifierSystem('task'),
  verdict: identifierSystem('verdict'),
} as const;

/** Our own extensions: on PlanDefinition, save `attainment-programme` (Goal). */
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

/** Our profiles, claimed in `meta.profile` by what we write. */
export const PROFILE = {
  attainmentPlan: extension('attest-attainment-plan'),
  flag: extension('attest-flag'),
  task: extension('attest-task'),
  verdict: extension('attest-verdict'),
  programme: extension('attest-programme'),
} as const;

/** Baseline scores of the Person-Centered Outcomes guide: as published, and as in its source. */
export const LOINC_GAS_BASELINE = ['112296-9', '107332-9'] as const;

export const QUESTIONNAIRE_FEEDBACK = `${BASE}/Questionnaire/person-feedback`;

/** The form that holds a baseline; a service's own is named on from it: `baseline-travel`. */
export const QUESTIONNAIRE_BASELINE = `${BASE}/Questionnaire/baseline`;

/** Put on our own Device for a moment, to see whether a host keeps extensions; never left there. */
export const PROBE_EXTENSION = extension('probe');
