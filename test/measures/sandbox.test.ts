import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AssessmentLine } from '../../src/domain/assessmentLine.ts';
import { SYSTEM } from '../../src/fhir/names.ts';
import { attest, jsonLines, serve, type Serving } from '../cli/commandLine.ts';
import { allOf } from '../journeys/everythingIn.ts';
import { measure, type Measured, type Resource } from './logic.ts';

/** The first quarter, in London's time at either end. */
const QUARTER = { start: '2026-01-01T00:00:00.000+00:00', end: '2026-03-31T23:59:59.999+01:00' };
const AS_OF = '2026-03-31T20:00:00Z';
const REVIEWED = '2026-03-31T20:30:00Z';
const CONFIRMED = '2026-03-31T21:00:00Z';
const UNCONFIRMED = { 'Count Unconfirmed': true };

let host: Serving;
let lines: readonly AssessmentLine[];
let computed: readonly Resource[];
let confirmed: readonly Resource[];

const sync = async (asOf: string): Promise<readonly AssessmentLine[]> => {
  const ran = await attest(['sync', '--host', host.url, '--as-of', asOf]);
  const found = jsonLines(ran.stdout);
  expect([ran.code, found.at(-1)?.['failed']]).toEqual([0, []]);
  return found.slice(0, -1) as unknown as AssessmentLine[];
};

const held = async (): Promise<readonly Resource[]> => {
  const types = ['Patient', 'Goal', 'CarePlan', 'Observation', 'QuestionnaireResponse'];
  return (await Promise.all(types.map((type) => allOf(host.url, type)))).flat();
};

/** A third of the goals, whatever was found on them. */
const chosen = (): readonly AssessmentLine[] => lines.filter((_, at) => at % 3 === 0);

beforeAll(async () => {
  host = await serve(['sandbox', '--anchor', '2026-03-30', '--seed', '7']);
  lines = await sync(AS_OF);
  computed = await held();
  for (const line of chosen()) await review(line);
  await sync(CONFIRMED);
  confirmed = await held();
}, 240_000);
afterAll(() => host.stop());

/** The Registered Manager of the person's service decides on the level that was found. */
async function review({ goal, patient, validated }: AssessmentLine): Promise<void> {
  const person = computed.find(({ id }) => `Patient/${id}` === patient);
  const site = (person?.['managingOrganization'] as Reference).reference;
  const roles = await allOf(host.url, 'PractitionerRole');
  const manager = roles.find(
    (role) =>
      (role['organization'] as Reference).reference === site &&
      JSON.stringify(role['code']).includes('registered-manager'),
  );
  const decision = {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: SYSTEM.observation, code: 'review-decision' }] },
    subject: { reference: patient },
    focus: [{ reference: goal }],
    effectiveDateTime: REVIEWED,
    issued: REVIEWED,
    performer: [{ reference: `PractitionerRole/${manager?.id ?? ''}` }],
    valueCodeableConcept: { coding: [{ system: SYSTEM.level, code: validated.level }] },
  };
  const { status } = await fetch(`${host.url}/Observation`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(decision),
  });
  expect(status).toBe(201);
}

interface Reference {
  readonly reference: string;
}
interface Concept {
  readonly coding: readonly { readonly system: string; readonly code: string }[];
}
interface Verdict extends Resource {
  readonly status: string;
  readonly code: Concept;
  readonly focus: readonly Reference[];
  readonly valueCodeableConcept: Concept;
  readonly component: readonly {
    readonly code: Concept;
    readonly valueCodeableConcept?: Concept;
  }[];
}

/** Read straight from the resources, with nothing of Attest's own reading. */
const verdictsIn = (resources: readonly Resource[]): readonly Verdict[] =>
  resources.filter(
    (each) =>
      each.resourceType === 'Observation' &&
      (each as Verdict).code.coding.some(({ code }) => code === 'attainment'),
  ) as unknown as readonly Verdict[];

const goalIn = ({ focus }: Verdict): string => focus[0]?.reference.split('/')[1] ?? '';

const component = (verdict: Verdict, name: string): string | undefined =>
  verdict.component.find(({ code }) => code.coding[0]?.code === name)?.valueCodeableConcept
    ?.coding[0]?.code;

const findings = (verdict: Verdict): readonly (string | undefined)[] =>
  verdict.component
    .filter(({ code }) => code.coding[0]?.code === 'finding')
    .map((each) => each.valueCodeableConcept?.coding[0]?.code);

const goalsOf = (
  resources: readonly Resource[],
  meets: (verdict: Verdict) => boolean,
): readonly string[] => verdictsIn(resources).filter(meets).map(goalIn).sort();

const idOf = (line: AssessmentLine): string => line.goal.replace('Goal/', '');

/** Goal to one thing about it, in order of goals. */
const table = (rows: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));

describe('the measures over a record that was synced', () => {
  let all: Measured;
  beforeAll(async () => {
    all = await measure(computed, QUARTER, UNCONFIRMED);
  });

  it('start from the goals that have an attainment plan', () => {
    const plans = computed.filter((each) =>
      JSON.stringify(each['category'] ?? '').includes('attainment-plan'),
    );
    const planned = plans.map(({ goal }) =>
      (goal as readonly Reference[])[0]?.reference.replace('Goal/', ''),
    );
    expect(all.goals('Initial Population')).toEqual(planned.sort());
    expect(all.goals('Initial Population')).toEqual(lines.map(idOf).sort());
  });

  it('have the level, strength, claim and findings that were decided (C1, C2, C3)', () => {
    const found = (pick: (line: AssessmentLine) => unknown) =>
      table(lines.map((line) => [idOf(line), pick(line)]));
    const counted = (stratum: string) => table(all.counted.map((row) => [row.goal, row[stratum]]));
    expect(counted('level')).toEqual(found(({ validated }) => validated.level));
    expect(counted('strength')).toEqual(found(({ strength }) => strength));
    expect(counted('claim')).toEqual(found(({ claimed }) => claimed.level ?? 'no-claim'));
    const codes = (line: AssessmentLine) => [...new Set(line.findings.map(({ code }) => code))];
    expect(table(all.counted.map((row) => [row.goal, [...row.findings].sort()]))).toEqual(
      found((line) => (line.findings.length === 0 ? ['none'] : codes(line).sort())),
    );
  });

  it('count claims, sources and baselines as a plain count of the same resources does', () => {
    const expected = {
      'M3 Numerator': goalsOf(computed, (one) => component(one, 'verdict') === 'supported'),
      'M4 Numerator': goalsOf(computed, (one) => component(one, 'verdict') === 'overstated'),
      'M5 Numerator': goalsOf(
        computed,
        (one) =>
          !['missing-baseline', 'late-baseline'].some((code) => findings(one).includes(code)),
      ),
      'M7 Numerator': goalsOf(computed, (one) =>
        ['records', 'observation', 'feedback', 'audit'].every(
          (source) =>
            !['absent', 'not-independent'].includes(component(one, `source-${source}`) ?? 'absent'),
        ),
      ),
    };
    for (const [definition, goals] of Object.entries(expected)) {
      expect([definition, all.goals(definition)]).toEqual([definition, goals]);
      expect(goals.length).toBeGreaterThan(0);
      expect(goals.length).toBeLessThan(lines.length);
    }
  });

  it('know where each goal is pursued, and say what the record does not hold', () => {
    const settings = new Set(all.counted.map(({ setting }) => setting));
    expect([...settings].sort()).toEqual(['home-care', 'residential', 'supported-living']);
    for (const row of all.counted) {
      const line = lines.find((each) => idOf(each) === row.goal);
      expect(row['programme']).toBe(line?.programme);
      expect(row['site']).toMatch(/^Organization\//);
      expect([row['ethnicity'], row['primarySupportReason']]).toEqual([
        'not-recorded',
        'not-recorded',
      ]);
    }
  });

  it('count no good answer that no manager has confirmed', async () => {
    const { goals, counted } = await measure(computed, QUARTER);
    expect(counted.map(({ level }) => level)).toEqual(counted.map(() => 'unconfirmed'));
    const empty = ['M1', 'M2', 'M3', 'M7', 'M8', 'M9', 'M10'];
    expect(empty.flatMap((each) => goals(`${each} Numerator`))).toEqual([]);
    expect(goals('M4 Numerator')).toEqual(all.goals('M4 Numerator'));
    expect(goals('Denominator')).toEqual(all.goals('Denominator'));
  });
});

describe('the measures over a record where a manager has confirmed a third of the verdicts', () => {
  let final: Measured;
  beforeAll(async () => {
    final = await measure(confirmed, QUARTER);
  });
  const standing = (meets: (verdict: Verdict) => boolean): readonly string[] =>
    goalsOf(confirmed, (verdict) => verdict.status === 'final' && meets(verdict));
  const level = ({ valueCodeableConcept: { coding } }: Verdict): string | undefined =>
    coding.find(({ system }) => system === SYSTEM.level)?.code;
  /** No goal gains on a start that is not told. */
  const rank = (code: string | undefined): number =>
    code === undefined
      ? NaN
      : ['baseline', 'stage-1', 'stage-2', 'stage-3', 'stage-4'].indexOf(code);
  const holds = (one: Verdict): boolean =>
    component(one, 'trajectory') !== 'stalled' && !findings(one).includes('missing-baseline');

  it('find those and no others confirmed', () => {
    const rows = final.counted.filter((row) => row['level'] !== 'unconfirmed');
    expect(rows.map(({ goal }) => goal).sort()).toEqual(chosen().map(idOf).sort());
  });

  it('count them as a plain count of the final verdicts does', () => {
    const top = ['achieved', 'sustained'];
    const achieved = standing((one) => top.includes(level(one) ?? '') && holds(one));
    const gained = standing(
      (one) =>
        level(one) !== 'baseline' &&
        holds(one) &&
        rank(component(one, 'validated-stage')) > rank(component(one, 'baseline-stage')),
    );
    expect(final.goals('M1 Numerator')).toEqual(achieved);
    expect(achieved.length).toBeGreaterThan(0);
    expect(final.goals('M10 Denominator')).toEqual(achieved);
    expect(final.goals('M2 Numerator')).toEqual(gained);
    expect(gained.length).toBeGreaterThan(achieved.length);
    expect(final.goals('M3 Numerator')).toEqual(
      standing((one) => component(one, 'verdict') === 'supported'),
    );
  });
});
