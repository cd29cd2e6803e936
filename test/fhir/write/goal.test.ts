import fc from 'fast-check';
import type { Assessment } from '../../../src/domain/assessment.ts';
import { DAY, HOUR } from '../../../src/domain/time.ts';
import { readDevice, readWritten } from '../../../src/fhir/read/written.ts';
import { newestGoals } from '../../../src/fhir/read/written/goalFace.ts';
import { chunksSchema, resolveReferences } from '../../../src/fhir/write/chunks.ts';
import type { Chunk, Resource, Write } from '../../../src/fhir/write/chunks.ts';
import type { PlanInput } from '../../../src/fhir/write/planInput.ts';
import { planWrites } from '../../../src/fhir/write/planWrites.ts';
import { AS_OF, aProgramme, anAssessment, dayBefore } from '../../support/assessments.ts';
import { expectConformant } from '../../support/conformance.ts';
import { createMemoryRecord } from '../../support/memoryRecord.ts';
import type { MemoryRecord } from '../../support/memoryRecord.ts';

const SHOWN = 'https://attest.example/fhir/StructureDefinition/validated-attainment';
const CONFIRMED = 'https://attest.example/fhir/CodeSystem/confirmed-level';
const HL7 = 'http://terminology.hl7.org/CodeSystem/goal-achievement';

/** A goal with all that a host may keep in it, and that nobody here knows. */
const STRANGE: Resource = {
  resourceType: 'Goal',
  id: 'g1',
  meta: { security: [{ system: 'https://host.example/s', code: 'VIP' }] },
  contained: [{ resourceType: 'Organization', id: 'o1', name: 'A day centre' }],
  extension: [
    { url: 'https://host.example/weight', valueDecimal: 1.25 },
    { url: 'https://host.example/source', valueReference: { reference: 'urn:uuid:of-the-host' } },
  ],
  identifier: [{ system: 'https://host.example/goal', value: '4411' }],
  lifecycleStatus: 'active',
  achievementStatus: {
    coding: [
      { system: HL7, code: 'achieved' },
      { system: 'https://host.example/status', code: 'FULL', userSelected: true },
    ],
  },
  description: { text: 'Travel alone to the library' },
  subject: { reference: 'Patient/p1' },
  startDate: '2026-01-12',
  target: [{ detailQuantity: { value: 0.1, unit: 'mile' } }],
  statusDate: '2026-03-28',
  _statusDate: { extension: [{ url: 'https://host.example/by-hand', valueBoolean: true }] },
  addresses: [{ reference: '#o1' }],
  outcomeReference: [{ reference: 'Observation/s31', display: 'The walk of Monday' }],
  hostsOwn: { kept: [null, { deep: true }] },
};

const withGoal = (): MemoryRecord => {
  const record = createMemoryRecord();
  record.add(STRANGE);
  return record;
};

const CLAIMED_AT = AS_OF - 3 * DAY;

const plan = (
  record: MemoryRecord,
  assessment: Assessment,
  changed: Partial<PlanInput> = {},
): readonly Chunk[] =>
  planWrites({
    tenant: 't1',
    mode: 'B',
    goalCase: {
      caseFile: { goal: { start: 20_465, open: true }, claims: [{ knownAt: CLAIMED_AT }] },
      programme: aProgramme(),
      goalVersion: '1',
      hostPlan: null,
      provider: 'Organization/provider1',
    },
    assessment,
    dayBefore: dayBefore(assessment),
    written: readWritten(record.all(), 't1').get('Goal/g1') ?? null,
    device: readDevice(record.all(), 't1'),
    calendar: { isHoliday: () => false },
    goal: newestGoals(record.all()).get('Goal/g1') ?? null,
    historyReadable: true,
    ...changed,
  });

function run(record: MemoryRecord, assessment: Assessment, changed: Partial<PlanInput> = {}) {
  const chunks = plan(record, assessment, changed);
  for (const chunk of chunks) record.apply(chunk.filter(({ barred }) => barred === undefined));
  return chunks;
}

const goalIn = (record: MemoryRecord): Resource => record.ofType('Goal')[0] as Resource;
const goalWriteIn = (chunks: readonly Chunk[]): Write | undefined =>
  chunks.flat().find(({ resource }) => resource.resourceType === 'Goal');
const without = (resource: Resource, ...names: readonly string[]) =>
  Object.fromEntries(Object.entries(resource).filter(([name]) => !names.includes(name)));
const verdictsIn = (record: MemoryRecord): readonly string[] =>
  record
    .ofType('Observation')
    .flatMap(({ id = '', identifier }) => (identifier === undefined ? [] : [`Observation/${id}`]));
const later = (assessment: Assessment, by: number): Assessment => ({
  ...assessment,
  asOf: assessment.asOf + by,
});

const MANAGER: Resource = {
  resourceType: 'PractitionerRole',
  id: 'pat',
  practitioner: { reference: 'Practitioner/pat' },
  organization: { reference: 'Organization/provider1' },
  code: [
    {
      coding: [
        { system: 'https://attest.example/fhir/CodeSystem/role', code: 'registered-manager' },
      ],
    },
  ],
};

const decided = (level: string, at: number, id = 'decision'): Resource => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: {
    coding: [
      { system: 'https://attest.example/fhir/CodeSystem/observation', code: 'review-decision' },
    ],
  },
  subject: { reference: 'Patient/p1' },
  focus: [{ reference: 'Goal/g1' }],
  performer: [{ reference: 'PractitionerRole/pat' }],
  issued: new Date(at).toISOString(),
  valueCodeableConcept: {
    coding: [{ system: 'https://attest.example/fhir/CodeSystem/level', code: level }],
  },
});

describe('mode B', () => {
  it('has the goal name the verdict, after the verdict and before flags and tasks', () => {
    const record = withGoal();
    const chunks = run(record, anAssessment());
    expect(
      chunks.map((chunk) => chunk.map(({ resource }) => resource.resourceType).join(' ')),
    ).toEqual(['Device CarePlan', 'Observation Provenance', 'Goal Provenance']);
    const [verdict = ''] = verdictsIn(record);
    expect(goalWriteIn(chunks)).toMatchObject({ kind: 'update', version: '1', guarded: true });
    expect(without(goalIn(record), 'meta')).toEqual({
      ...without(STRANGE, 'meta'),
      extension: [
        ...(STRANGE['extension'] as unknown[]),
        {
          url: SHOWN,
          extension: [
            { url: 'level', valueCode: 'partial' },
            { url: 'verdict', valueCode: 'overstated' },
            { url: 'strength', valueCode: 'moderate' },
            { url: 'asOf', valueInstant: '2026-03-31T18:00:00.000Z' },
            { url: 'observation', valueReference: { reference: verdict } },
          ],
        },
      ],
      outcomeReference: [
        { reference: 'Observation/s31', display: 'The walk of Monday' },
        { reference: verdict },
      ],
    });
  });

  it('says whose edit it was, and from which verdict', () => {
    const record = withGoal();
    run(record, anAssessment());
    const [verdict = ''] = verdictsIn(record);
    const traced = record
      .ofType('Provenance')
      .filter(({ target }) => JSON.stringify(target) === '[{"reference":"Goal/g1"}]');
    expect(traced).toMatchObject([{ entity: [{ what: { reference: verdict } }] }]);
    expect(JSON.stringify(traced)).not.toContain('verifier');
    for (const each of record.all()) if (each.resourceType !== 'Goal') expectConformant(each);
  });

  it('writes nothing twice, and names the next verdict in place of the last', () => {
    const record = withGoal();
    run(record, anAssessment());
    expect(plan(record, later(anAssessment(), HOUR))).toEqual([]);
    run(record, later(anAssessment({ strength: 'weak' }), DAY));
    const [, second] = verdictsIn(record);
    expect(goalIn(record)['outcomeReference']).toEqual([
      { reference: 'Observation/s31', display: 'The walk of Monday' },
      { reference: second },
    ]);
    expect(JSON.stringify(goalIn(record)['extension'])).toContain('"valueCode":"weak"');
    expect((goalIn(record)['extension'] as unknown[]).length).toBe(3);
  });

  it('leaves out what people took out of their goal, until there is another verdict', () => {
    const record = withGoal();
    run(record, anAssessment());
    record.edit('Goal/g1', () => STRANGE);
    expect(plan(record, later(anAssessment(), HOUR))).toEqual([]);
    run(record, later(anAssessment({ strength: 'weak' }), DAY));
    expect(JSON.stringify(goalIn(record))).toContain(verdictsIn(record)[1]);
  });

  it('asks nothing again of a host that keeps no extensions', () => {
    const record = withGoal();
    run(record, anAssessment());
    record.edit('Goal/g1', (goal) => ({ ...goal, extension: STRANGE['extension'] }));
    expect(plan(record, later(anAssessment(), HOUR), { provenanceReadable: false })).toEqual([]);
  });

  it('names a verdict no longer that somebody has marked as wrong', () => {
    const record = withGoal();
    run(record, anAssessment());
    const [verdict = ''] = verdictsIn(record);
    record.edit(verdict, (each) => ({ ...each, status: 'entered-in-error' }));
    run(record, later(anAssessment(), HOUR));
    expect(without(goalIn(record), 'meta')).toEqual(without(STRANGE, 'meta'));
    expect(plan(record, later(anAssessment(), 2 * HOUR))).toEqual([]);
  });

  it('is completed wherever it was broken off', () => {
    const whole = withGoal();
    const writes = run(whole, anAssessment()).flat();
    for (let killedAfter = 1; killedAfter < writes.length; killedAfter += 1) {
      const record = withGoal();
      for (const write of writes.slice(0, killedAfter)) record.apply([write]);
      run(record, anAssessment());
      expect(plan(record, anAssessment())).toEqual([]);
      expect(record.ofType('Provenance').length).toBe(whole.ofType('Provenance').length);
      expect(JSON.stringify(goalIn(record))).toContain(verdictsIn(record)[0]);
    }
  });

  it('leaves a goal alone whose claim is dated by its last change only', () => {
    const record = createMemoryRecord();
    record.add(without(STRANGE, 'statusDate') as Resource);
    const chunks = plan(record, anAssessment(), { historyReadable: false });
    expect(goalWriteIn(chunks)?.barred).toMatch(/would move the day of the claim/);
    expect(goalWriteIn(plan(record, anAssessment()))?.barred).toBeUndefined();
    expect(
      goalWriteIn(plan(withGoal(), anAssessment(), { historyReadable: false }))?.barred,
    ).toBeUndefined();
  });

  it('falls away with the verdict that it would name, and its Provenance with it', () => {
    const chunk = plan(withGoal(), anAssessment()).find((each) =>
      each.some(({ resource }) => resource.resourceType === 'Goal'),
    ) as Chunk;
    expect(resolveReferences(chunk, new Map())).toEqual([]);
    const [goal, provenance] = chunk as [Write, Write];
    const known = new Map([[goal.after ?? '', 'Observation/9']]);
    expect(resolveReferences([provenance], known)).toEqual([]);
    expect(JSON.stringify(resolveReferences([goal], known))).toContain('urn:uuid:of-the-host');
  });

  it('is kept with all its conditions between deciding and writing', () => {
    const chunks = plan(withGoal(), anAssessment());
    expect(goalWriteIn(chunks)).toMatchObject({ guarded: true });
    expect(goalWriteIn(chunks)?.after).toMatch(/^urn:uuid:/);
    expect(chunksSchema.parse(JSON.parse(JSON.stringify(chunks)))).toEqual(chunks);
    const barred = [[{ ...(goalWriteIn(chunks) as Write), barred: 'it may not be' }]];
    expect(chunksSchema.parse(barred)).toEqual(barred);
  });

  it('changes nothing else in whatever goal', () => {
    const element = fc.string({ minLength: 1, maxLength: 12 });
    const extras = fc.dictionary(element, fc.jsonValue());
    const names = fc.array(fc.record({ reference: fc.string(), display: fc.string() }));
    fc.assert(
      fc.property(extras, names, (more, outcomeReference) => {
        const record = createMemoryRecord();
        const kept = without({ ...STRANGE, ...more }, 'outcomeReference', 'meta');
        const goal = { ...kept, ...without(STRANGE, 'outcomeReference'), outcomeReference };
        record.add(goal as unknown as Resource);
        const before = goalIn(record);
        run(record, anAssessment());
        const ours = ['extension', 'outcomeReference', 'meta'] as const;
        expect(without(goalIn(record), ...ours)).toEqual(without(before, ...ours));
        expect((goalIn(record)['outcomeReference'] as unknown[]).slice(0, -1)).toEqual(
          outcomeReference,
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('mode D', () => {
  const D = { mode: 'D' } as const;
  const LATER = later(anAssessment(), DAY);

  const confirmed = (level = 'partial', at = AS_OF + HOUR): MemoryRecord => {
    const record = withGoal();
    run(record, anAssessment(), D);
    record.add(MANAGER);
    record.add(decided(level, at));
    return record;
  };
  const statusIn = (record: MemoryRecord) => {
    const { achievementStatus, statusDate } = goalIn(record);
    return { achievementStatus, statusDate };
  };
  const STAFFS = {
    achievementStatus: STRANGE['achievementStatus'],
    statusDate: '2026-03-28',
  };

  it('leaves the claim alone, whatever the evidence says', () => {
    const record = withGoal();
    run(record, anAssessment(), D);
    expect(statusIn(record)).toEqual(STAFFS);
    run(record, LATER, D);
    expect(statusIn(record)).toEqual(STAFFS);
  });

  it('sets the status as the manager decided, and says who that was', () => {
    const record = confirmed();
    run(record, LATER, D);
    const [verdict = ''] = verdictsIn(record);
    expect(without(goalIn(record), 'meta', 'extension', 'outcomeReference')).toEqual({
      ...without(STRANGE, 'meta', 'extension', 'outcomeReference', '_statusDate'),
      achievementStatus: {
        coding: [
          { system: HL7, code: 'improving' },
          { system: CONFIRMED, code: 'partial' },
        ],
        text: 'partial, as the registered manager decided',
      },
      statusDate: '2026-03-31',
    });
    const traced = record.ofType('Provenance').at(-1);
    expect(traced).toMatchObject({
      target: [{ reference: 'Goal/g1' }],
      agent: [{}, { who: { reference: 'PractitionerRole/pat' } }],
      entity: [{ what: { reference: verdict } }],
    });
    expectConformant(traced as Resource);
    expect(plan(record, later(LATER, HOUR), D)).toEqual([]);
  });

  it.each<[string, Resource]>([
    ['another level', decided('near-complete', AS_OF + HOUR)],
    ['before the verdict', decided('partial', AS_OF - HOUR)],
    ['not settled', { ...decided('partial', AS_OF + HOUR), status: 'preliminary' }],
    [
      'by somebody else',
      { ...decided('partial', AS_OF + HOUR), performer: [{ reference: 'PractitionerRole/sw7' }] },
    ],
  ])('does not follow a decision on %s', (_, decision) => {
    const record = withGoal();
    run(record, anAssessment(), D);
    record.add(MANAGER);
    record.add(decision);
    run(record, LATER, D);
    expect(statusIn(record)).toEqual(STAFFS);
  });

  it('waits for the manager again where staff have claimed something since', () => {
    const record = confirmed();
    const caseFile = {
      goal: { start: 20_465, open: true },
      claims: [{ knownAt: AS_OF + 2 * HOUR }],
    };
    const changed = {
      ...D,
      goalCase: {
        caseFile,
        programme: aProgramme(),
        goalVersion: '2',
        hostPlan: null,
        provider: 'Organization/provider1',
      },
    };
    run(record, LATER, changed);
    expect(statusIn(record)).toEqual(STAFFS);
    record.add(decided('partial', AS_OF + 3 * HOUR, 'decision2'));
    run(record, later(LATER, HOUR), changed);
    expect(statusIn(record).statusDate).toBe('2026-03-31');
  });

  it('does not put back what people changed after it was set', () => {
    const record = confirmed();
    run(record, LATER, D);
    record.edit('Goal/g1', (goal) => ({ ...goal, ...STAFFS }));
    expect(plan(record, later(LATER, HOUR), D)).toEqual([]);
  });

  it('sets nothing where staff claim just that', () => {
    const record = withGoal();
    const agreed = anAssessment({
      claimed: { level: 'partial', code: 'HALF', day: 20_542, reference: null },
      verdict: 'supported',
    });
    run(record, agreed, D);
    record.add(MANAGER);
    record.add(decided('partial', AS_OF + HOUR));
    run(record, later(agreed, DAY), D);
    expect(statusIn(record)).toEqual(STAFFS);
  });

  it.each<[string, Partial<PlanInput>, (record: MemoryRecord) => void, RegExp]>([
    [
      'earlier versions are not shown',
      { historyReadable: false },
      () => undefined,
      /the status that staff gave would be lost/,
    ],
    [
      'what was put beside the claim was not kept',
      {},
      (record) => {
        record.edit('Goal/g1', (goal) => ({ ...goal, extension: STRANGE['extension'] }));
      },
      /would pass for a claim/,
    ],
  ])('sets nothing, and says why, where %s', (_, changed, before, because) => {
    const record = confirmed();
    before(record);
    const chunks = run(record, LATER, { ...D, ...changed });
    expect(goalWriteIn(chunks)?.barred).toMatch(because);
    expect(statusIn(record)).toEqual(STAFFS);
  });

  it('withdraws the proposal that the status answers, once the status is there', () => {
    const overstated = anAssessment({
      findings: [{ code: 'overstatement', severity: 'high', because: 'Not borne out.', cites: [] }],
    });
    const record = withGoal();
    run(record, overstated, D);
    const proposals = () =>
      record.ofType('Task').filter((task) => JSON.stringify(task['code']).includes('confirm-'));
    expect(proposals()).toMatchObject([{ status: 'requested' }]);
    record.add(MANAGER);
    record.add(decided('partial', AS_OF + HOUR));
    const chunks = run(record, later(overstated, DAY), D);
    const cancelling = chunks.flat().find(({ resource }) => resource.resourceType === 'Task');
    expect(cancelling?.after).toBe(goalWriteIn(chunks)?.fullUrl);
    expect(proposals()).toMatchObject([
      {
        status: 'cancelled',
        statusReason: { text: 'The status has been set as the registered manager decided.' },
      },
    ]);
    expect(plan(record, later(overstated, DAY + HOUR), D)).toEqual([]);
  });

  it('is completed wherever it was broken off', () => {
    const writes = plan(confirmed(), LATER, D).flat();
    for (let killedAfter = 1; killedAfter < writes.length; killedAfter += 1) {
      const record = confirmed();
      for (const write of writes.slice(0, killedAfter)) record.apply([write]);
      run(record, LATER, D);
      expect(plan(record, LATER, D)).toEqual([]);
      expect(statusIn(record).statusDate).toBe('2026-03-31');
    }
  });
});

describe('modes A and C', () => {
  it.each(['A', 'C'] as const)('never touch the goal (%s)', (mode) => {
    const record = withGoal();
    run(record, anAssessment(), { mode });
    record.add(MANAGER);
    record.add(decided('partial', AS_OF + HOUR));
    run(record, later(anAssessment(), DAY), { mode });
    expect(goalIn(record)).toEqual({
      ...STRANGE,
      meta: { ...(STRANGE['meta'] as object), versionId: '1' },
    });
  });
});
