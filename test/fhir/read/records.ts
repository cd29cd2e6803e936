import { loadDefinitions } from '../../../src/definitions.ts';
import { conceptMapsOf } from '../../../src/fhir/conceptMaps.ts';
import { CORE_EXTENSION, QUESTIONNAIRE_FEEDBACK, SYSTEM } from '../../../src/fhir/names.ts';
import {
  createIntake,
  type CaseFileReading,
  type GoalCase,
  type ReadingContext,
} from '../../../src/fhir/read/intake.ts';

/** Resources as a host would send them, the smallest that are read in full. */

export type Json = Record<string, unknown>;

const definitions = loadDefinitions();

export const context = (overrides: Partial<ReadingContext> & { maps?: readonly Json[] } = {}) => {
  const { maps = [], ...rest } = overrides;
  return {
    programmes: definitions.programmes,
    terminology: definitions.terminology,
    conceptMaps: conceptMapsOf([...definitions.conceptMaps, ...maps]),
    defaultProgramme: null,
    serviceNotes: false,
    ...rest,
  };
};

export function read(
  resources: readonly unknown[],
  overrides: Parameters<typeof context>[0] = {},
): CaseFileReading {
  const intake = createIntake(context(overrides));
  resources.forEach((resource, index) => {
    intake.add(resource, `test.ndjson:${index + 1}`);
  });
  return intake.finish();
}

/** The one case that is read. */
export function readOne(
  resources: readonly unknown[],
  overrides: Parameters<typeof context>[0] = {},
): GoalCase {
  const { cases } = read(resources, overrides);
  if (cases.length !== 1) throw new Error(`expected one case, read ${cases.length}`);
  return cases[0] as GoalCase;
}

export const coding = (system: string, code: string): Json => ({ coding: [{ system, code }] });
export const ref = (reference: string): Json => ({ reference });
export const pertains = (reference: string): Json => ({
  url: CORE_EXTENSION.pertainsToGoal,
  valueReference: { reference },
});

export const goal = (id = 'g1', overrides: Json = {}): Json => ({
  resourceType: 'Goal',
  id,
  meta: { versionId: '1', lastUpdated: '2026-01-12T09:00:00Z' },
  lifecycleStatus: 'active',
  category: [coding(SYSTEM.goalDomain, 'community-travel')],
  description: { text: 'Travel alone to the library' },
  subject: ref('Patient/p1'),
  startDate: '2026-01-12',
  ...overrides,
});

export const component = (measure: string, value: Json): Json => ({
  code: coding(SYSTEM.observation, measure),
  ...value,
});

export const prompt = (code: string): Json =>
  component('prompt-level', { valueCodeableConcept: coding(SYSTEM.promptLevel, code) });

/** A session that says only which goal it pertains to when `overrides` leaves that in place. */
export const session = (id = 's1', overrides: Json = {}): Json => ({
  resourceType: 'Observation',
  id,
  meta: { versionId: '1', lastUpdated: '2026-03-30T11:05:30Z' },
  extension: [pertains('Goal/g1')],
  status: 'final',
  category: [coding(SYSTEM.evidenceSource, 'daily-record')],
  code: coding(SYSTEM.observation, 'session'),
  subject: ref('Patient/p1'),
  effectivePeriod: { start: '2026-03-30T10:00:00Z', end: '2026-03-30T10:50:00Z' },
  issued: '2026-03-30T11:05:00Z',
  performer: [ref('Practitioner/w1')],
  component: [prompt('verbal'), component('prompt-count', { valueInteger: 2 })],
  ...overrides,
});

export const spot = (id = 'o1', overrides: Json = {}): Json =>
  session(id, { category: [coding(SYSTEM.evidenceSource, 'spot-observation')], ...overrides });

export const baseline = (id = 'b1', overrides: Json = {}): Json =>
  session(id, {
    category: [coding(SYSTEM.observationCategory, 'survey')],
    code: coding(SYSTEM.observation, 'baseline'),
    effectivePeriod: undefined,
    effectiveDateTime: '2026-01-15',
    issued: '2026-01-15T16:00:00Z',
    component: [prompt('physical')],
    ...overrides,
  });

export const audit = (id = 'a1', overrides: Json = {}): Json => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [coding(SYSTEM.evidenceSource, 'audit')],
  code: coding(SYSTEM.observation, 'audit-opinion'),
  subject: ref('Patient/p1'),
  focus: [ref('Goal/g1/_history/7')],
  effectiveDateTime: '2026-03-31',
  issued: '2026-03-31T15:00:00Z',
  performer: [ref('Practitioner/quality')],
  valueCodeableConcept: coding(SYSTEM.auditOpinion, 'not-justified'),
  ...overrides,
});

export const answer = (linkId: string, value: Json): Json => ({ linkId, answer: [value] });

export const feedback = (id = 'f1', overrides: Json = {}): Json => ({
  resourceType: 'QuestionnaireResponse',
  id,
  extension: [pertains('Goal/g1')],
  questionnaire: `${QUESTIONNAIRE_FEEDBACK}|1.0.0`,
  status: 'completed',
  subject: ref('Patient/p1'),
  authored: '2026-03-29T15:00:00Z',
  source: ref('Patient/p1'),
  item: [answer('confidence-self', { valueCoding: { system: SYSTEM.confidence, code: 'low' } })],
  ...overrides,
});

export const conceptMap = (
  source: string,
  target: string,
  elements: Readonly<Record<string, readonly [code: string, equivalence: string]>>,
): Json => ({
  resourceType: 'ConceptMap',
  status: 'active',
  group: [
    {
      source,
      target,
      element: Object.entries(elements).map(([code, [to, equivalence]]) => ({
        code,
        target: [{ code: to, equivalence }],
      })),
    },
  ],
});

export const at = (text: string): number => Date.parse(text);
/** Whole days since 1970 of a calendar date. */
export const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
