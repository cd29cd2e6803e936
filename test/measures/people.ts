import type { Resource } from './logic.ts';

const CODES = 'https://attest.example/fhir/CodeSystem';
const TRAVEL = 'https://attest.example/fhir/PlanDefinition/independent-travel|1.0.0';

const concept = (system: string, code: string) => ({
  coding: [{ system: `${CODES}/${system}`, code }],
});

interface Coding {
  readonly system: string;
  readonly code: string;
}

/** A stage of a programme. */
export const stage = (code: string): Coding => ({ system: TRAVEL.split('|')[0] ?? '', code });

/** What a verdict says where a case does not say otherwise: nothing in it keeps a goal from counting. */
const SOUND = {
  status: 'final',
  issued: '2026-03-20T12:00:00Z',
  level: 'achieved',
  verdict: 'supported',
  strength: 'moderate',
  trajectory: 'steady',
  records: 'supports',
  observation: 'supports',
  feedback: 'supports',
  audit: 'supports',
  stage: 'stage-4',
  /** Of this kind is the level `baseline`; null where the verdict does not tell. */
  baselineStage: { system: `${CODES}/level`, code: 'baseline' } as Coding | null,
  findings: [] as readonly string[],
  /** When a manager decided on the same level; null where nobody did. Of a final verdict only. */
  decided: '2026-03-21T12:00:00Z' as string | null,
};
type Said = Partial<typeof SOUND> & { readonly number?: number; readonly decidedOn?: string };

function verdict(goal: string, said: Said, number: number): Resource {
  const says = { ...SOUND, ...said };
  const component = (code: string, system: string, value: string) => ({
    code: concept('observation', code),
    valueCodeableConcept: concept(system, value),
  });
  const stated = (code: string, coding: Coding) => ({
    code: concept('observation', code),
    valueCodeableConcept: { coding: [coding] },
  });
  return {
    resourceType: 'Observation',
    id: `${goal}-v${String(number)}`,
    identifier: [
      { system: 'https://host.example/id', value: '7' },
      { system: 'https://attest.example/fhir/id/verdict', value: `t.1.${goal}.${String(number)}` },
    ],
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal',
        valueReference: { reference: `Goal/${goal}` },
      },
    ],
    status: says.status,
    code: concept('observation', 'attainment'),
    subject: { reference: `Patient/${goal}` },
    focus: [{ reference: `https://host.example/fhir/Goal/${goal}/_history/3` }],
    issued: says.issued,
    valueCodeableConcept: {
      coding: [
        ...concept('level', says.level).coding,
        { system: 'http://terminology.hl7.org/CodeSystem/goal-achievement', code: 'achieved' },
      ],
    },
    component: [
      component('claimed-level', 'level', 'achieved'),
      stated('validated-stage', stage(says.stage)),
      ...(says.baselineStage === null ? [] : [stated('baseline-stage', says.baselineStage)]),
      component('verdict', 'verdict', says.verdict),
      component('evidence-strength', 'strength', says.strength),
      component('trajectory', 'trajectory', says.trajectory),
      ...(['records', 'observation', 'feedback', 'audit'] as const).map((source) =>
        component(`source-${source}`, 'source-stance', says[source]),
      ),
      ...says.findings.map((code) => component('finding', 'finding', code)),
    ],
  };
}

/** The decision that made a verdict final. */
function decisions(goal: string, said: Said, number: number): readonly Resource[] {
  const { status, decided, level } = { ...SOUND, ...said };
  if (status !== 'final' || decided === null) return [];
  return [
    {
      resourceType: 'Observation',
      id: `${goal}-d${String(number)}`,
      status: 'final',
      code: concept('observation', 'review-decision'),
      subject: { reference: `Patient/${goal}` },
      focus: [{ reference: `Goal/${goal}` }],
      effectiveDateTime: decided,
      issued: decided,
      valueCodeableConcept: concept('level', said.decidedOn ?? level),
    },
  ];
}

/** A person's rating that says no more than that the person was asked and declined. */
export const decline = (goal: string, day: string, performer = `Patient/${goal}`): Resource => ({
  resourceType: 'Observation',
  id: `${goal}-decline`,
  status: 'final',
  code: concept('observation', 'person-rating'),
  subject: { reference: `Patient/${goal}` },
  focus: [{ reference: `Goal/${goal}` }],
  performer: [{ reference: performer }],
  effectiveDateTime: day,
  issued: `${day}T15:00:00Z`,
  dataAbsentReason: {
    coding: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
        code: 'asked-declined',
      },
    ],
  },
});

/** The form in which the person would rather not say. */
export const declinedForm = (goal: string, day: string, declined = true): Resource => ({
  resourceType: 'QuestionnaireResponse',
  id: `${goal}-form`,
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal',
      valueReference: { reference: `Goal/${goal}` },
    },
  ],
  questionnaire: 'https://attest.example/fhir/Questionnaire/person-feedback-easy-read|1.0.0',
  status: 'completed',
  subject: { reference: `Patient/${goal}` },
  authored: day,
  source: { reference: `Patient/${goal}` },
  item: [{ linkId: 'start', item: [{ linkId: 'declined', answer: [{ valueBoolean: declined }] }] }],
});

/** A manager's review that was recorded as done on a day. */
const review = (goal: string, day: string): Resource => ({
  resourceType: 'Observation',
  id: `${goal}-review-${day}`,
  status: 'final',
  code: concept('observation', 'duty-record'),
  subject: { reference: `Patient/${goal}` },
  focus: [{ reference: `Goal/${goal}` }],
  effectiveDateTime: day,
  issued: `${day}T15:00:00Z`,
  component: [
    {
      code: concept('observation', 'duty'),
      valueCodeableConcept: concept('task', 'manager-review'),
    },
  ],
});

export interface Case {
  readonly patient?: object;
  readonly goal?: object;
  readonly plan?: object;
  readonly verdicts?: readonly Said[];
  readonly reviews?: readonly string[];
  readonly more?: readonly Resource[];
  /** Changes each verdict as it leaves Attest's hands. */
  readonly kept?: (verdict: Resource) => Resource;
}

/** One person with one goal, both of the same id; a case says only what is unusual. */
export function personWith(id: string, said: Case): readonly Resource[] {
  const { patient, goal, plan, reviews = [] } = said;
  const verdicts: readonly Said[] = said.verdicts ?? [{}];
  const kept = said.kept ?? ((one: Resource) => one);
  return [
    { resourceType: 'Patient', id, birthDate: '1980-05-05', ...patient },
    {
      resourceType: 'Goal',
      id,
      lifecycleStatus: 'active',
      description: { text: 'Go to the library alone' },
      subject: { reference: `Patient/${id}` },
      startDate: '2025-10-01',
      ...goal,
    },
    {
      resourceType: 'CarePlan',
      id: `${id}-plan`,
      instantiatesCanonical: [TRAVEL],
      status: 'active',
      intent: 'plan',
      category: [concept('plan-category', 'attainment-plan')],
      subject: { reference: `Patient/${id}` },
      period: { start: '2025-10-01' },
      goal: [{ reference: `Goal/${id}` }],
      ...plan,
    },
    ...verdicts.map((each, at) => kept(verdict(id, each, each.number ?? at + 1))),
    ...verdicts.flatMap((each, at) => decisions(id, each, each.number ?? at + 1)),
    ...(said.more ?? []),
    ...reviews.map((day) => review(id, day)),
  ];
}

/** That a person, or somebody else, said of a goal. */
export const acceptance = (by: string, status: string) => ({
  url: 'http://hl7.org/fhir/StructureDefinition/goal-acceptance',
  extension: [
    { url: 'individual', valueReference: { reference: by } },
    { url: 'status', valueCode: status },
  ],
});

export const domain = (code: string) => concept('goal-domain', code);
