import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type { SearchParameter } from 'fhir/r4.js';
import { BASE, CORE_EXTENSION, EXTENSION, SYSTEM } from '../../src/fhir/names.ts';
import { definitions, vendored } from '../support/builtPackage.ts';

const parameters = definitions.filter(
  ({ resourceType }) => resourceType === 'SearchParameter',
) as readonly unknown[] as readonly SearchParameter[];
function parameter(id: string): SearchParameter {
  const found = parameters.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no search parameter ${id}`);
  return found;
}

const select = (id: string, resource: object): unknown =>
  fhirpath.evaluate(resource, parameter(id).expression ?? '', {}, r4, { async: false });

const goal = { reference: 'Goal/g1' };
const verdict = { reference: 'Observation/v1' };
const patient = { reference: 'Patient/p1' };
const pertaining = {
  extension: [
    { url: 'https://host.example/other', valueReference: patient },
    { url: CORE_EXTENSION.pertainsToGoal, valueReference: goal },
  ],
};
const coded = (system: string, code: string) => ({ coding: [{ system, code }] });

const session = { resourceType: 'Observation', status: 'final', subject: patient, ...pertaining };
const flag = {
  resourceType: 'Flag',
  status: 'active',
  subject: patient,
  code: coded(SYSTEM.finding, 'stalled'),
  category: [coded(SYSTEM.flagCategory, 'goal-attainment')],
  extension: [
    { url: CORE_EXTENSION.flagDetail, valueReference: goal },
    { url: CORE_EXTENSION.flagDetail, valueReference: verdict },
    { url: CORE_EXTENSION.flagPriority, valueCodeableConcept: coded(SYSTEM.severity, 'high') },
  ],
};
const task = {
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  executionPeriod: { start: '2026-04-01' },
  restriction: { period: { end: '2026-04-07T17:00:00Z' } },
};
const programme = `${BASE}/PlanDefinition/independent-travel|1.0.0`;
const aGoal = {
  resourceType: 'Goal',
  lifecycleStatus: 'active',
  subject: patient,
  outcomeReference: [verdict],
  extension: [
    { url: EXTENSION.attainmentProgramme, valueCanonical: programme },
    { url: 'https://host.example/other', valueCanonical: 'https://host.example/plan' },
  ],
};

/** What each finds, in one resource that has it and much else. */
const FOUND: readonly (readonly [id: string, resource: object, found: readonly unknown[]])[] = [
  ['pertains-to-goal', session, [goal]],
  ['pertains-to-goal', { ...session, resourceType: 'QuestionnaireResponse' }, [goal]],
  ['pertains-to-goal', { ...session, resourceType: 'Procedure' }, [goal]],
  ['pertains-to-goal', { ...session, resourceType: 'DocumentReference' }, [goal]],
  ['goal-outcome-reference', aGoal, [verdict]],
  ['goal-programme', aGoal, [programme]],
  ['flag-status', flag, ['active']],
  ['flag-code', flag, [coded(SYSTEM.finding, 'stalled')]],
  ['flag-category', flag, [coded(SYSTEM.flagCategory, 'goal-attainment')]],
  ['flag-detail', flag, [goal, verdict]],
  ['task-due', task, [{ end: '2026-04-07T17:00:00Z' }]],
];

it.each(FOUND)('%s selects what it says', (id, resource, found) => {
  expect(select(id, resource)).toEqual(found);
  const { resourceType } = resource as { readonly resourceType: string };
  expect(parameter(id).base).toContain(resourceType);
});

it.each(parameters.map(({ id = '' }) => id))('%s is proved, for each of its types', (id) => {
  const proved = FOUND.filter(([name]) => name === id).map(
    ([, resource]) => (resource as { readonly resourceType: string }).resourceType,
  );
  expect(proved).toEqual(parameter(id).base);
});

it.each(parameters.map(({ id = '', base }) => [id, base] as const))(
  '%s selects nothing where there is nothing, nor in another type',
  (id, base) => {
    for (const resourceType of base) expect(select(id, { resourceType })).toEqual([]);
    for (const [, resource] of FOUND) {
      const { resourceType } = resource as { readonly resourceType: string };
      if (!base.some((type) => type === resourceType)) expect(select(id, resource)).toEqual([]);
    }
  },
);

it.each(parameters.map((each) => [each.id, each] as const))(
  '%s stands alone, may be left out, and says so',
  (_, { derivedFrom, description, expression = '', base, target, type }) => {
    expect(derivedFrom).toBeUndefined();
    expect(description.endsWith(' Attest works without it.')).toBe(true);
    // Hosts split the expression at each `|` to find the part of a type.
    const heads = expression.split(' | ').map((part) => part.split('.')[0]);
    expect(heads).toEqual(base);
    expect(target === undefined).toBe(type !== 'reference');
  },
);

it('none is what R4 has already', () => {
  const codes = parameters.flatMap(({ base, code }) => base.map((type) => `${type}.${code}`));
  expect(new Set(codes).size).toBe(codes.length);
  // FHIR R4, "Search Parameters Registry": all that these types have, beside those of every resource.
  const known: Readonly<Record<string, readonly string[]>> = {
    Flag: ['author', 'date', 'encounter', 'identifier', 'patient', 'subject'],
    Goal: [
      ...['achievement-status', 'category', 'identifier', 'lifecycle-status', 'patient'],
      ...['start-date', 'subject', 'target-date'],
    ],
    Task: [
      ...['authored-on', 'based-on', 'business-status', 'code', 'encounter', 'focus'],
      ...['group-identifier', 'identifier', 'intent', 'modified', 'owner', 'part-of', 'patient'],
      ...['performer', 'period', 'priority', 'requester', 'status', 'subject'],
    ],
  };
  for (const { base, code } of parameters)
    for (const type of base) expect(known[type] ?? []).not.toContain(code);
});

it('every type that is searched is one of R4', () => {
  const types = new Set(vendored.map(({ url = '' }) => url.split('/').at(-1)));
  for (const { base, target = [] } of parameters)
    for (const type of [...base, ...target]) expect(types).toContain(type);
});
