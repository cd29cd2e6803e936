import fc from 'fast-check';
import type { Assessment } from '../../../src/domain/assessment.ts';
import { loadDefinitions } from '../../../src/definitions.ts';
import { DAY, HOUR } from '../../../src/domain/time.ts';
import { readDevice, readWritten } from '../../../src/fhir/read/written.ts';
import { planWithdrawal } from '../../../src/fhir/write/planWithdrawal.ts';
import { planWrites } from '../../../src/fhir/write/planWrites.ts';
import type { PlanInput } from '../../../src/fhir/write/planInput.ts';
import type { Chunk, Resource } from '../../../src/fhir/write/chunks.ts';
import {
  AS_OF,
  aProgramme,
  anAssessment,
  dayBefore,
  withFindings,
} from '../../support/assessments.ts';
import { expectConformant } from '../../support/conformance.ts';
import { createMemoryRecord } from '../../support/memoryRecord.ts';
import type { MemoryRecord } from '../../support/memoryRecord.ts';

const MANY = [
  'overstatement',
  'stalled',
  'inconsistent-attempts',
  'safety-event',
  'source-conflict',
  'attendance-without-engagement',
  'no-independent-observation',
  'weak-feedback',
  'missing-baseline',
  'premature-support-reduction',
  'late-record',
  'goal-not-measurable',
];

const plan = (
  record: MemoryRecord,
  assessment: Assessment,
  changed: Partial<PlanInput> = {},
): readonly Chunk[] =>
  planWrites({
    tenant: 't1',
    mode: 'A',
    goalCase: {
      caseFile: { goal: { start: 20_465, open: true } },
      programme: aProgramme(),
      goalVersion: '7',
      hostPlan: 'CarePlan/host-plan1',
      provider: 'Organization/provider1',
    },
    assessment,
    dayBefore: dayBefore(assessment),
    written: readWritten(record.all(), 't1').get('Goal/g1') ?? null,
    device: readDevice(record.all(), 't1'),
    calendar: { isHoliday: () => false },
    ...changed,
  });

const run = (
  record: MemoryRecord,
  assessment: Assessment,
  changed: Partial<PlanInput> = {},
): readonly Chunk[] => {
  const chunks = plan(record, assessment, changed);
  for (const chunk of chunks) record.apply(chunk);
  return chunks;
};

const typesOf = (chunks: readonly Chunk[]): readonly string[] =>
  chunks.map((chunk) => chunk.map((write) => write.resource.resourceType).join(' '));

const later = (assessment: Assessment, by: number): Assessment => ({
  ...assessment,
  asOf: assessment.asOf + by,
});

const bare = (resource: Resource): Record<string, unknown> =>
  Object.fromEntries(Object.entries(resource).filter(([name]) => name !== 'meta'));

describe('the order and size of chunks', () => {
  it('goes from Device and CarePlan to the verdict, the flags and the tasks', () => {
    const chunks = run(createMemoryRecord(), withFindings(['overstatement', 'stalled']));
    expect(typesOf(chunks)).toEqual([
      'Device CarePlan',
      'Observation Provenance',
      'Flag Flag',
      'Task Task Task Task Provenance',
    ]);
  });

  it('never puts more than eight entries together', () => {
    const chunks = run(createMemoryRecord(), withFindings(MANY), { mode: 'C' });
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBe(8);
    const tasks = chunks.filter((chunk) => chunk[0]?.resource.resourceType === 'Task');
    expect(tasks.length).toBeGreaterThan(1);
    for (const chunk of tasks) expect(chunk.at(-1)?.resource.resourceType).toBe('Provenance');
  });

  it('gives the same bytes for the same input, and only urn:uuid for what is not there yet', () => {
    const once = JSON.stringify(plan(createMemoryRecord(), withFindings(MANY)));
    expect(JSON.stringify(plan(createMemoryRecord(), withFindings(MANY)))).toBe(once);
    const urls = plan(createMemoryRecord(), withFindings(MANY)).flat();
    expect(new Set(urls.map((write) => write.fullUrl)).size).toBe(urls.length);
    const uuid = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    for (const write of urls) expect(write.fullUrl).toMatch(uuid);
  });
});

describe('a record that says it all', () => {
  it.each(['A', 'C'] as const)('gives nothing to write (mode %s)', (mode) => {
    const record = createMemoryRecord();
    const assessment = withFindings(MANY);
    expect(run(record, assessment, { mode })).not.toEqual([]);
    expect(plan(record, assessment, { mode })).toEqual([]);
    expect(plan(record, later(assessment, HOUR), { mode })).toEqual([]);
  });

  it('is left as it is where its tasks do not say what they are an instance of', () => {
    const record = createMemoryRecord();
    const assessment = withFindings(MANY);
    run(record, assessment);
    const tasks = record.ofType('Task');
    expect(tasks.length).toBeGreaterThan(0);
    for (const { id = '' } of tasks)
      record.edit(`Task/${id}`, (task) => ({ ...task, instantiatesCanonical: undefined }));
    expect(record.ofType('Task').map((task) => task['instantiatesCanonical'])).toEqual(
      tasks.map(() => undefined),
    );
    expect(plan(record, assessment)).toEqual([]);
  });

  it('holds for whatever was found, and for a claim of no level', () => {
    const codes = fc.subarray([...MANY, 'near-criterion', 'understatement', 'unmapped-code']);
    const claims = fc.constantFrom<Assessment['claimed']>(
      { level: 'achieved', code: 'achieved', day: 1, reference: null },
      { level: null, code: 'improving', day: 1, reference: null },
      { level: null, code: null, day: null, reference: null },
    );
    const stages = fc.constantFrom('stage-1', null);
    const runs = fc.tuple(codes, codes, claims, stages);
    fc.assert(
      fc.property(fc.array(runs, { minLength: 1, maxLength: 4 }), (story) => {
        const record = createMemoryRecord();
        story.forEach(([now, before, claimed, stage], day) => {
          const validated = { ...anAssessment().validated, stage };
          const at = AS_OF + day * DAY;
          const assessment = withFindings(now, { asOf: at, claimed, validated });
          const earlier = withFindings(before, { asOf: at - DAY, claimed, validated });
          run(record, assessment, { dayBefore: earlier, mode: 'C' });
          expect(plan(record, assessment, { dayBefore: earlier, mode: 'C' })).toEqual([]);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('an interrupted run', () => {
  const first = withFindings(MANY);
  const whole = createMemoryRecord();
  const chunks = run(whole, first);

  it.each(chunks.map((_, index) => index))(
    'comes to the same end after chunk %i',
    (killedAfter) => {
      const record = createMemoryRecord();
      for (const chunk of plan(record, first).slice(0, killedAfter)) record.apply(chunk);
      run(record, first);
      expect(record.all()).toEqual(whole.all());
      expect(plan(record, first)).toEqual([]);
    },
  );

  it('completes single writes, each with its Provenance', () => {
    const writes = chunks.flat();
    for (let killedAfter = 1; killedAfter < writes.length; killedAfter += 1) {
      const record = createMemoryRecord();
      for (const write of writes.slice(0, killedAfter)) record.apply([write]);
      run(record, first);
      expect(plan(record, first)).toEqual([]);
      const words = (list: readonly Resource[]) =>
        list.map((each) => JSON.stringify(each['identifier'])).sort();
      for (const type of ['Device', 'CarePlan', 'Observation', 'Flag', 'Task'])
        expect(words(record.ofType(type))).toEqual(words(whole.ofType(type)));
      const targets = record.ofType('Provenance').flatMap((each) => each['target'] as unknown[]);
      expect(targets.length).toBe(1 + whole.ofType('Task').length);
    }
  });

  it('does not write Provenance again where it cannot be read back', () => {
    const record = createMemoryRecord();
    for (const write of chunks.flat())
      if (write.resource.resourceType !== 'Provenance') record.apply([write]);
    expect(plan(record, first, { provenanceReadable: false })).toEqual([]);
    expect(typesOf(plan(record, first))).toEqual(['Provenance', 'Provenance']);
  });
});

describe('people’s edits', () => {
  it('keeps what a person wrote on a flag when the flag is closed', () => {
    const record = createMemoryRecord();
    const assessment = withFindings(['stalled']);
    run(record, assessment);
    const [flag] = record.ofType('Flag') as [Resource];
    const reference = `Flag/${flag.id ?? ''}`;
    const mine = { url: 'https://host.example/seen-by', valueString: 'manager' };
    record.edit(reference, (resource) => ({
      ...resource,
      code: { text: 'In other words' },
      extension: [...(resource['extension'] as unknown[]), mine],
    }));
    expect(plan(record, assessment)).toEqual([]);
    run(record, later(anAssessment(), 2 * DAY));
    const [closed] = record.ofType('Flag') as [Resource];
    expect(closed).toMatchObject({
      status: 'inactive',
      code: { text: 'In other words' },
      period: { start: '2026-03-31T18:00:00.000Z', end: '2026-04-02T18:00:00.000Z' },
    });
    expect(closed['extension']).toContainEqual(mine);
  });

  it('asks for the version it read, so that a later edit is never lost', () => {
    const record = createMemoryRecord();
    run(record, withFindings(['stalled']));
    const [flag] = record.ofType('Flag') as [Resource];
    record.edit(`Flag/${flag.id ?? ''}`, (resource) => resource);
    const chunks = plan(record, later(anAssessment(), 2 * DAY));
    const update = chunks.flat().find((write) => write.resource.resourceType === 'Flag');
    expect(update).toMatchObject({ kind: 'update', version: '2' });
  });

  it('leaves a task that somebody took, and withdraws one that nobody did', () => {
    const record = createMemoryRecord();
    run(record, withFindings(['stalled', 'safety-event', 'weak-feedback']));
    const [taken, ...untouched] = record.ofType('Task') as [Resource, ...Resource[]];
    const owner = { reference: 'Practitioner/jo' };
    record.edit(`Task/${taken.id ?? ''}`, (task) => ({ ...task, owner, status: 'in-progress' }));
    run(record, later(anAssessment(), DAY));
    const after = record.ofType('Task');
    expect(after[0]).toMatchObject({ owner, status: 'in-progress' });
    expect(after.slice(1).map((task) => task['status'])).toEqual(untouched.map(() => 'cancelled'));
    expect(after[1]).toMatchObject({
      statusReason: { text: 'What this was opened for no longer holds.' },
    });
    expect(plan(record, later(anAssessment(), DAY))).toEqual([]);
  });

  it('moves a proposal to the new level and keeps its owner and notes', () => {
    const record = createMemoryRecord();
    run(record, withFindings(['overstatement']), { mode: 'C' });
    const proposal = record
      .ofType('Task')
      .find((task) => JSON.stringify(task['code']).includes('confirm-status-change')) as Resource;
    const person = { owner: { reference: 'Practitioner/rm' }, note: [{ text: 'Asked the team.' }] };
    record.edit(`Task/${proposal.id ?? ''}`, (task) => ({ ...task, ...person }));
    const validated = { ...anAssessment().validated, level: 'baseline', stage: null } as const;
    run(record, withFindings(['overstatement'], { validated }), { mode: 'C' });
    const after = record.ofType('Task').filter((task) => task.id === proposal.id);
    expect(after).toMatchObject([
      { ...person, input: [{ valueCodeableConcept: { coding: [{ code: 'baseline' }] } }] },
    ]);
  });
});

describe('confirmation by a Registered Manager', () => {
  const role = {
    resourceType: 'PractitionerRole',
    id: 'rm',
    practitioner: { reference: 'Practitioner/pat' },
    code: [
      {
        coding: [
          { system: 'https://attest.example/fhir/CodeSystem/role', code: 'registered-manager' },
        ],
      },
    ],
  };
  const decision = (performer: string): Resource => ({
    resourceType: 'Observation',
    id: 'rd1',
    status: 'final',
    code: {
      coding: [
        { system: 'https://attest.example/fhir/CodeSystem/observation', code: 'review-decision' },
      ],
    },
    subject: { reference: 'Patient/p1' },
    focus: [{ reference: 'https://host.example/fhir/Goal/g1/_history/7' }],
    issued: '2026-04-01T09:00:00+01:00',
    performer: [{ reference: performer }],
    valueCodeableConcept: {
      coding: [{ system: 'https://attest.example/fhir/CodeSystem/level', code: 'partial' }],
    },
  });

  it('makes the verdict final, once, and names the manager beside it', () => {
    const record = createMemoryRecord();
    run(record, anAssessment());
    record.add(role);
    record.add(decision('https://host.example/fhir/PractitionerRole/rm'));
    const chunks = run(record, later(anAssessment(), DAY));
    expect(typesOf(chunks)).toEqual(['Observation Provenance']);
    const verdict = record
      .ofType('Observation')
      .find((each) => each['status'] === 'final' && each.id !== 'rd1') as Resource;
    expect(verdict['meta']).toMatchObject({ tag: [{ code: 'confirmed' }] });
    expect(record.ofType('Provenance').at(-1)).toMatchObject({
      target: [{ reference: `Observation/${verdict.id ?? ''}` }],
      activity: { coding: [{ code: 'UPDATE' }] },
      agent: [
        { type: { coding: [{ code: 'assembler' }] } },
        { type: { coding: [{ code: 'verifier' }] }, who: { reference: 'PractitionerRole/rm' } },
      ],
    });
    expect(plan(record, later(anAssessment(), DAY))).toEqual([]);
    for (const resource of record.ofType('Provenance')) expectConformant(resource);
  });

  const decidedBy = (performer: string, ...roles: readonly Resource[]): readonly string[] => {
    const record = createMemoryRecord();
    run(record, anAssessment());
    for (const each of roles) record.add(each);
    record.add(decision(performer));
    return typesOf(plan(record, later(anAssessment(), DAY)));
  };

  it('takes no decision of anybody else for it', () => {
    expect(decidedBy('Practitioner/support-worker', role)).toEqual([]);
    expect(decidedBy('Practitioner/pat', role)).toEqual(['Observation Provenance']);
  });

  it('takes none of a manager who is one no longer, or is one of another service', () => {
    const here = { reference: 'https://host.example/fhir/Organization/provider1' };
    const elsewhere = { reference: 'Organization/other' };
    const other = { ...role, id: 'rm2', organization: elsewhere };
    expect(decidedBy('Practitioner/pat', { ...role, active: false })).toEqual([]);
    expect(decidedBy('Practitioner/pat', other)).toEqual([]);
    const both = [other, { ...role, organization: here }];
    expect(decidedBy('Practitioner/pat', ...both)).toEqual(['Observation Provenance']);
  });

  it('leaves a verdict that a person marked as wrong', () => {
    const record = createMemoryRecord();
    run(record, anAssessment());
    record.add(role);
    record.add(decision('Practitioner/pat'));
    const [verdict] = record.ofType('Observation') as [Resource];
    const mark = (resource: Resource) => ({ ...resource, status: 'entered-in-error' });
    record.edit(`Observation/${verdict.id ?? ''}`, mark);
    expect(plan(record, later(anAssessment(), DAY))).toEqual([]);
  });
});

describe('a goal that is assessed no longer', () => {
  const withdrawn = (record: MemoryRecord): readonly Chunk[] => {
    const written = readWritten(record.all(), 't1').get('Goal/g1');
    return written === undefined ? [] : planWithdrawal(written, { asOf: AS_OF + DAY });
  };
  const statusesOf = (record: MemoryRecord, type: string): readonly unknown[] =>
    record.ofType(type).map((each) => each['status']);

  it('has its flags closed and its tasks cancelled, once, and nothing else touched', () => {
    const record = createMemoryRecord();
    run(record, withFindings(MANY), { mode: 'C' });
    const others = () =>
      JSON.stringify(
        ['Observation', 'CarePlan', 'Device', 'Provenance'].map((type) => record.ofType(type)),
      );
    const before = others();
    const chunks = withdrawn(record);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(8);
    for (const chunk of chunks) record.apply(chunk);
    expect(new Set(statusesOf(record, 'Flag'))).toEqual(new Set(['inactive']));
    expect(new Set(statusesOf(record, 'Task'))).toEqual(new Set(['cancelled']));
    expect(record.ofType('Flag')[0]).toMatchObject({ period: { end: '2026-04-01T18:00:00.000Z' } });
    expect(record.ofType('Task')[0]).toMatchObject({
      statusReason: { text: 'The goal that this was opened for is no longer assessed.' },
    });
    expect(others()).toBe(before);
    expect(withdrawn(record)).toEqual([]);
    for (const resource of record.all()) expectConformant(resource);
  });

  it('keeps the task that a person took and the flag that a person set active again', () => {
    const record = createMemoryRecord();
    run(record, withFindings(['overstatement', 'stalled']));
    const [task] = record.ofType('Task') as [Resource];
    const [flag] = record.ofType('Flag') as [Resource];
    record.edit(`Task/${task.id ?? ''}`, (each) => ({ ...each, status: 'accepted' }));
    const period = { start: '2026-03-01T10:00:00Z', end: '2026-03-30T10:00:00Z' };
    record.edit(`Flag/${flag.id ?? ''}`, (each) => ({ ...each, period }));
    for (const chunk of withdrawn(record)) record.apply(chunk);
    expect(statusesOf(record, 'Task')).toEqual(['accepted', 'cancelled', 'cancelled', 'cancelled']);
    expect(statusesOf(record, 'Flag')).toEqual(['active', 'inactive']);
  });
});

describe('a change of the way in which the goal is written', () => {
  it('gives nothing to write where mode C has said it all', () => {
    const record = createMemoryRecord();
    const assessment = withFindings(MANY);
    run(record, assessment, { mode: 'C' });
    expect(plan(record, assessment, { mode: 'A' })).toEqual([]);
  });
});

describe('what a stage lacks', () => {
  it('is asked for in the words of the need, by codes of ours', () => {
    const record = createMemoryRecord();
    const next = [{ code: 'sustained-observations', need: 'Two observations since then.' }];
    run(record, anAssessment({ next }));
    expect(record.ofType('Task')).toMatchObject([
      {
        code: { coding: [{ code: 'probe' }] },
        priority: 'routine',
        groupIdentifier: { value: 't1.g1.sustained-observations.1' },
        reasonCode: {
          coding: [
            {
              system: 'https://attest.example/fhir/CodeSystem/need',
              code: 'sustained-observations',
            },
          ],
          text: 'Two observations since then.',
        },
      },
    ]);
    for (const resource of record.all()) expectConformant(resource);
    expect(plan(record, anAssessment({ next }))).toEqual([]);
  });
});

describe('what is written', () => {
  it('is valid R4 and keeps to its profile', () => {
    const record = createMemoryRecord();
    run(record, withFindings(MANY), { mode: 'C' });
    run(record, later(anAssessment(), 2 * DAY), { mode: 'C' });
    const types = new Set(record.all().map((resource) => resource.resourceType));
    expect([...types].sort()).toEqual([
      'CarePlan',
      'Device',
      'Flag',
      'Observation',
      'Provenance',
      'Task',
    ]);
    for (const resource of record.all()) expectConformant(resource);
  });

  it('uses only codes that its own code systems have', () => {
    const record = createMemoryRecord();
    const claimed = { level: null, code: 'improving', day: 1, reference: null };
    run(record, withFindings(MANY, { claimed }), { mode: 'C' });
    run(record, later(anAssessment(), DAY), { mode: 'C' });
    const { codeSystems } = loadDefinitions();
    const known = new Set(
      (codeSystems as { url: string; concept: { code: string }[] }[]).flatMap(({ url, concept }) =>
        concept.map(({ code }) => `${url}|${code}`),
      ),
    );
    const used = new Set<string>();
    JSON.stringify(record.all(), (_name, value: { system?: string; code?: string } | null) => {
      const isOurs = value?.system?.startsWith('https://attest.example/fhir/CodeSystem/');
      if (isOurs && value?.code) used.add(`${value.system ?? ''}|${value.code}`);
      return value;
    });
    expect(used.size).toBeGreaterThan(40);
    expect([...used].filter((code) => !known.has(code))).toEqual([]);
  });

  it('ties a flag and a task to the case they belong to', () => {
    const record = createMemoryRecord();
    run(record, withFindings(['overstatement']));
    const [plan1] = record.ofType('CarePlan') as [Resource];
    const [verdict] = record.ofType('Observation') as [Resource];
    const [flag] = record.ofType('Flag') as [Resource];
    const [task] = record.ofType('Task') as [Resource];
    expect(bare(plan1)).toEqual({
      resourceType: 'CarePlan',
      id: plan1.id,
      identifier: [{ system: 'https://attest.example/fhir/id/plan', value: 't1.g1' }],
      instantiatesCanonical: [anAssessment().programme],
      partOf: [{ reference: 'CarePlan/host-plan1' }],
      status: 'active',
      intent: 'plan',
      category: [
        {
          coding: [
            {
              system: 'https://attest.example/fhir/CodeSystem/plan-category',
              code: 'attainment-plan',
            },
          ],
        },
      ],
      subject: { reference: 'Patient/p1' },
      period: { start: '2026-01-12' },
      author: { reference: `Device/${record.ofType('Device')[0]?.id ?? ''}` },
      goal: [{ reference: 'Goal/g1' }],
    });
    expect(flag).toMatchObject({
      identifier: [
        { system: 'https://attest.example/fhir/id/flag', value: 't1.g1.overstatement.1' },
      ],
      status: 'active',
      subject: { reference: 'Patient/p1' },
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/flag-detail',
          valueReference: { reference: 'Goal/g1' },
        },
        {
          url: 'http://hl7.org/fhir/StructureDefinition/flag-detail',
          valueReference: { reference: `Observation/${verdict.id ?? ''}` },
        },
        {
          url: 'http://hl7.org/fhir/StructureDefinition/flag-priority',
          valueCodeableConcept: { coding: [{ code: 'high' }] },
        },
      ],
    });
    expect(task).toMatchObject({
      identifier: [
        { system: 'https://attest.example/fhir/id/task', value: 't1.g1.manager-review.1' },
      ],
      groupIdentifier: {
        system: 'https://attest.example/fhir/id/case',
        value: 't1.g1.overstatement.1',
      },
      basedOn: [{ reference: `CarePlan/${plan1.id ?? ''}` }],
      status: 'requested',
      intent: 'order',
      priority: 'urgent',
      focus: { reference: 'Goal/g1' },
      for: { reference: 'Patient/p1' },
      owner: { reference: 'Organization/provider1' },
      reasonReference: { reference: `Flag/${flag.id ?? ''}` },
      restriction: { period: { end: '2026-04-07T18:00:00.000Z' } },
    });
  });
});
