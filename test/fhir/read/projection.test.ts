import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { shinglesOf } from '../../../src/domain/narrative/likeness.ts';
import { QUESTIONNAIRE_FEEDBACK, SYSTEM } from '../../../src/fhir/names.ts';
import {
  createIntake,
  type CaseFileReading,
  type ReadingContext,
} from '../../../src/fhir/read/intake.ts';
import {
  createProjector,
  entrySchema,
  readEntries,
  type Entry,
} from '../../../src/fhir/read/projection.ts';
import { synthesise } from '../../../src/sandbox/people/synthesise.ts';
import { prepareReading } from '../../../src/tenant/prepareReading.ts';
import { caseFolders, caseName, readCase } from '../../cases/goldenCase.ts';
import {
  audit,
  baseline,
  coding,
  component,
  context,
  feedback,
  goal,
  pertains,
  ref,
  session,
  spot,
  type Json,
} from './records.ts';

type Placed = readonly [resource: unknown, where: string];

const placed = (resources: readonly unknown[]): readonly Placed[] =>
  resources.map((resource, at) => [resource, `resource ${at}`]);

/** As rows of a store hold them: each resource by itself, in JSON and back. */
function rowsOf(resources: readonly Placed[], reading: ReadingContext): readonly Entry[] {
  const project = createProjector(reading);
  return resources.flatMap(([resource, where]) => {
    const row: unknown = JSON.parse(JSON.stringify(project(resource, where)));
    return (row as readonly unknown[]).map((entry) => entrySchema.parse(entry));
  });
}

function intakeOf(resources: readonly Placed[], reading: ReadingContext): CaseFileReading {
  const intake = createIntake(reading);
  for (const [resource, where] of resources) intake.add(resource, where);
  return intake.finish();
}

function expectSame(resources: readonly Placed[], reading: ReadingContext): CaseFileReading {
  const expected = intakeOf(resources, reading);
  const putBack = readEntries(shuffled(rowsOf(resources, reading)), reading);
  expect(putBack).toStrictEqual(expected);
  return expected;
}

/** The same on every run, and no order that a host would send. */
const shuffled = <T>(list: readonly T[]): readonly T[] =>
  list
    .map((item, index) => ({ item, place: (index * 7919) % 10_007 }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

/** `Patient/id` of those a resource is about; everybody's, where it is about nobody. */
function isOf(resource: Json, patient: string): boolean {
  const named = [resource['subject'], resource['patient'], resource['for']].flatMap(
    (one) => (one as { reference?: string } | undefined)?.reference ?? [],
  );
  return named.length === 0 || named.includes(patient);
}

describe('entries that were stored and put back give the reading of the resources themselves', () => {
  const { resources } = synthesise({ seed: 1, anchor: '2026-10-25' });
  const maps = resources.filter(({ resourceType }) => resourceType === 'ConceptMap');
  const reading = context({ maps: maps as unknown as readonly Json[], serviceNotes: true });

  it('of three whole services, other people’s notes included', () => {
    const { cases, counts } = expectSame(placed(resources), reading);
    expect(cases).toHaveLength(47);
    expect(counts.evidence).toBeGreaterThan(3_000);
    expect(cases.some(({ caseFile }) => (caseFile.serviceNotes ?? []).length > 0)).toBe(true);
  });

  it('of each person by themselves', () => {
    const people = resources.filter(({ resourceType }) => resourceType === 'Patient');
    const alone = { ...reading, serviceNotes: false };
    for (const { id = '' } of people) {
      const own = resources.filter((each) => isOf(each as unknown as Json, `Patient/${id}`));
      expect(expectSame(placed(own), alone).cases.length).toBeGreaterThan(0);
    }
    expect(people.length).toBeGreaterThan(30);
  });

  it.each(caseFolders().map((folder) => [caseName(folder), folder]))(
    'of the golden case %s',
    (_name, folder) => {
      const { entries, conceptMaps } = readCase(folder);
      const bundle = { resourceType: 'Bundle', type: 'collection', entry: entries };
      const local = context({ maps: conceptMaps as readonly Json[], serviceNotes: true });
      expect(expectSame([[bundle, 'resources.json']], local).cases.length).toBeGreaterThan(0);
    },
  );

  it('of a record in a shape of its own, read through adapters and maps', async () => {
    const folder = fileURLToPath(new URL('../../../docs/examples/cooking/', import.meta.url));
    const at = (path: string): string => join(folder, path);
    const contextWith = await prepareReading({
      programmes: [at('programmes/cooking.json')],
      conceptMaps: [at('maps/codes.json')],
      adapters: [at('maps/scales.json')],
      defaultProgramme: true,
      serviceNotes: true,
    });
    const record = readFileSync(at('acme.ndjson'), 'utf8').trimEnd().split('\n');
    const { cases } = expectSame(
      placed(record.map((line): unknown => JSON.parse(line))),
      contextWith([]),
    );
    expect(cases.flatMap(({ caseFile }) => caseFile.sessions).length).toBeGreaterThan(10);
  });
});

const uuid = 'urn:uuid:6f1a9d0e-0000-4000-8000-000000000001';
const claimed = { achievementStatus: coding(SYSTEM.goalAchievement, 'achieved') };

/** One of everything that could be lost on the way. */
const ODD: readonly unknown[] = [
  goal('g1', { meta: { versionId: '1', lastUpdated: '2026-01-12T09:00:00Z' } }),
  goal('g1', { meta: { versionId: '2', lastUpdated: '2026-03-31T09:00:00Z' }, ...claimed }),
  // No version, no time, a start that is only a month, and a local status.
  goal('g2', {
    meta: undefined,
    startDate: '2026-01',
    achievementStatus: coding('https://house.example/s', 'X1'),
  }),
  goal('g3', { category: undefined }),
  goal('g5', { subject: { identifier: { system: 'https://nhs.example', value: '1' } } }),
  baseline(),
  audit(),
  feedback(),
  feedback('f2', { questionnaire: `${QUESTIONNAIRE_FEEDBACK}|9`, authored: '2026-03' }),
  spot('o1', { issued: undefined }),
  session('s1', {
    performer: [ref('#w')],
    contained: [
      { resourceType: 'PractitionerRole', id: 'w', practitioner: ref('Practitioner/w7') },
    ],
  }),
  session('s2', {
    component: [
      component('settled-after', { valueString: 'calm' }),
      component('prompt-count', { valueInteger: -0 }),
      component('steps-independent', {
        valueRatio: { numerator: { value: -0 }, denominator: { value: 5 } },
      }),
      component('engagement-duration', {
        valueQuantity: { value: 1e308, system: SYSTEM.ucum, code: 'h' },
      }),
      { code: 'no code' },
    ],
    note: [{ text: 'Asked “which stop?” – \u0000\ud800 in words that no database likes' }],
  }),
  session('s3', { status: 'entered-in-error' }),
  session('s3', { meta: { versionId: '0' } }),
  session('s4', { code: 7 }),
  session('s5', { effectivePeriod: { start: '2026' } }),
  session('s6', { modifierExtension: [{ url: 'https://house.example/not' }] }),
  session('s7', { extension: [pertains(uuid)] }),
  session('s8', { id: undefined }),
  {
    resourceType: 'ServiceRequest',
    id: 'r1',
    status: 'active',
    subject: ref('Patient/p1'),
    authoredOn: '2026-01-12',
    extension: [pertains('Goal/g1')],
    occurrenceTiming: { repeat: { frequency: 1e308, period: 1e-10, periodUnit: 's' } },
  },
  { resourceType: 'DocumentReference', id: 'd1', extension: [pertains('Goal/g1')] },
  {
    resourceType: 'Provenance',
    id: 'v1',
    target: [ref('Goal/g1/_history/2')],
    agent: [{ who: ref('PractitionerRole/r1') }],
  },
  { resourceType: 'PractitionerRole', id: 'r1', practitioner: ref('Practitioner/w1') },
  { resourceType: 'Flag', id: 'f1', subject: ref('Patient/p1') },
  { resourceType: 'Bundle', entry: 'none' },
  'no resource at all',
  {
    resourceType: 'Bundle',
    type: 'history',
    entry: [
      { fullUrl: uuid, resource: goal('g4', { subject: ref('Patient/p2') }) },
      { resource: { resourceType: 'Bundle', entry: [{ resource: spot('o2') }] } },
      { resource: session('s9') },
      { request: { method: 'DELETE', url: 'Observation/s9' }, response: { etag: 'W/"2"' } },
      { request: { method: 'DELETE', url: 'Goal/g6' } },
      { resource: goal('g6') },
    ],
  },
];

describe('what is odd', () => {
  const reading = context({ serviceNotes: true });
  const expected = intakeOf(placed(ODD), reading);
  const rows = rowsOf(placed(ODD), reading);

  it('is put back as it was, in any order', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...rows], { minLength: rows.length, maxLength: rows.length }),
        (order) => {
          expect(readEntries(order, reading)).toStrictEqual(expected);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is there at all', () => {
    const kinds = new Set(expected.problems.map(({ kind }) => kind));
    expect(kinds).toContain('unreadable');
    expect(expected.unassigned.map((one) => one.goal)).toEqual(['Goal/g3']);
    expect(expected.cases.map(({ caseFile }) => caseFile.goal.reference)).toEqual([
      'Goal/g1',
      'Goal/g2',
      'Goal/g4',
    ]);
    // 26 by themselves, a Bundle that is none, and 4 of the last one's.
    expect(expected.counts.resources).toBe(ODD.length - 1 + 4);
  });

  it('leaves no number that JSON cannot hold', () => {
    const values = JSON.stringify(rows.filter(({ to }) => to === 'observations'));
    expect(values).not.toContain('"value":null');
    expect(values).toContain('"measure":"engagement-duration","kind":"unusable"');
    expect(rows.find(({ to }) => to === 'requests')?.record).toMatchObject({ timesPerWeek: null });
  });
});

describe('other people’s notes', () => {
  const NOTE = 'Waited at the kerb unprompted and asked twice which stop to use';
  const noted = session('s1', { note: [{ text: NOTE }] });
  const copy = session('s2', {
    subject: ref('Patient/p2'),
    extension: undefined,
    note: [{ text: NOTE }],
  });

  it('are compared when their entries are put back beside the person’s own', () => {
    const reading = context({ serviceNotes: true });
    const own = rowsOf(placed([goal(), noted]), reading);
    const others = rowsOf(placed([copy]), reading);
    const [found] = readEntries([...own, ...others], reading).cases;
    const [note, ...more] = found?.caseFile.serviceNotes ?? [];
    expect(more).toEqual([]);
    expect(note).toMatchObject({ reference: 'Observation/s2' });
    expect(note?.shingles).toEqual(shinglesOf(NOTE));
  });
});

describe('what comes back', () => {
  const reading = context();
  const [entry] = rowsOf(placed([session()]), reading) as [Entry];
  const of = (changes: object): unknown => ({ ...entry, ...changes });

  it('is held once where it is equal', () => {
    const byAnother = session('s2', { performer: [ref('Practitioner/w2')] });
    const rows = rowsOf(placed([goal(), session('s1'), byAnother]), reading);
    const sessions = readEntries(rows, reading).cases[0]?.caseFile.sessions ?? [];
    expect(sessions).toHaveLength(2);
    expect(sessions[0]?.values).toBe(sessions[1]?.values);
  });

  it.each([
    ['another place', of({ to: 'things' })],
    ['no reference', of({ reference: undefined })],
    ['a version of another shape', of({ version: '1' })],
    ['a record of another kind', of({ to: 'goals' })],
    ['a record that lacks something', of({ record: { reference: 'Observation/s1' } })],
    ['a resource instead of its record', of({ record: session() })],
    [
      'a list where a word should be',
      of({ record: { ...(entry.record as object), note: ['Asked.'] } }),
    ],
    ['no problem among problems', of({ to: 'problems', record: null })],
    ['a word', 'entry'],
  ])('is refused with %s', (_what, row) => {
    expect(entrySchema.safeParse(entry).success).toBe(true);
    expect(entrySchema.safeParse(row).success).toBe(false);
  });
});
