import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadCalendar } from '../../src/calendar.ts';
import { assess } from '../../src/domain/assess.ts';
import { londonDay } from '../../src/domain/time.ts';
import { readAdapter } from '../../src/fhir/read/adapter/readAdapter.ts';
import { createIntake, type GoalCase, type ReadingContext } from '../../src/fhir/read/intake.ts';
import { measuresOf } from '../../src/fhir/read/measures.ts';
import type { Resource } from '../../src/host/resource.ts';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import {
  heldOfPerson,
  resourcesOf,
  saveResources,
  type StoredResource,
} from '../../src/store/resources.ts';
import { heldGoal } from '../../src/watch/heldPerson.ts';
import { storing } from '../../src/watch/storing.ts';
import {
  answer,
  context,
  goal,
  pertains,
  ref,
  session,
  spot,
  type Json,
} from '../fhir/read/records.ts';
import { KINDS, openStore } from '../support/stores.ts';

const service = synthesise({ seed: 1, anchor: '2026-03-31' });
const asOf = Date.parse(service.asOf);
const calendar = loadCalendar();
const sandbox = service.resources as unknown as readonly Resource[];

/** Whom a resource is about; null where it is about nobody, and is read with everybody. */
function patientOf(resource: Resource): string | null {
  if (resource.resourceType === 'Patient') return `Patient/${resource.id ?? ''}`;
  const named = [resource['subject'], resource['patient'], resource['for']].find(Boolean);
  return (named as { reference: string } | undefined)?.reference ?? null;
}

/** All that a case says; other people's notes by what they are compared by. */
const written = (goalCase: GoalCase | undefined | null): string =>
  JSON.stringify(goalCase, (_key, value: unknown) =>
    value instanceof Set ? [...value].sort() : value,
  );

const notesIn = (goalCase: GoalCase | undefined | null) =>
  (goalCase?.caseFile.serviceNotes ?? []).map(({ reference, day, knownAt }) => {
    return { reference, day, knownAt };
  });

const findingsOf = ({ caseFile, programme }: GoalCase) =>
  assess(caseFile, programme, asOf, calendar);

describe.each(KINDS)('what %s holds of a person', (kind) => {
  let store: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    store = await openStore(kind);
  });
  afterAll(() => store.close());

  /** Everybody, as their readings leave them. */
  async function keep(
    tenant: string,
    resources: readonly Resource[],
    reading: ReadingContext,
  ): Promise<ReadonlyMap<string, GoalCase>> {
    const row = storing(reading);
    const people = new Set(resources.flatMap((each) => patientOf(each) ?? []));
    for (const patient of people) {
      const own = resources.filter((each) => [patient, null].includes(patientOf(each)));
      await saveResources(store.database, tenant, patient, own.map(row));
    }
    const intake = createIntake(reading);
    for (const [at, resource] of resources.entries()) intake.add(resource, `resource ${at}`);
    const { cases } = intake.finish();
    return new Map(cases.map((one) => [one.caseFile.goal.reference, one]));
  }

  it('makes each goal of three services what all their resources make it, copied notes included', async () => {
    const reading = context({
      maps: sandbox.filter(({ resourceType }) => resourceType === 'ConceptMap'),
      serviceNotes: true,
    });
    const expected = await keep('sandbox', sandbox, reading);
    expect(expected.size).toBeGreaterThan(40);
    const copied: string[] = [];
    for (const [reference, whole] of expected) {
      const { patient } = whole.caseFile.goal;
      const of = { tenant: 'sandbox', patient, goal: reference, asOf };
      const { goalCase } = await heldGoal(store.database, reading, of);
      if (goalCase === null) throw new Error(`${reference} has no case.`);
      // Older notes are compared with nobody's.
      const since = londonDay(asOf) - 1 - whole.programme.parameters['regressed-days'];
      const compared = notesIn(whole).filter(({ day }) => day >= since);
      expect(notesIn(goalCase).filter(({ day }) => day >= since)).toEqual(compared);
      const alone = (one: GoalCase) => ({
        ...one,
        caseFile: { ...one.caseFile, serviceNotes: [] },
      });
      expect(written(alone(goalCase))).toBe(written(alone(whole)));
      const assessment = findingsOf(whole);
      expect(findingsOf(goalCase)).toEqual(assessment);
      if (assessment.findings.some(({ code }) => code === 'copied-note')) copied.push(reference);
    }
    expect(copied.length).toBeGreaterThan(0);
  });

  it('knows another person’s note by its words, be it in a form that an adapter reads', async () => {
    const reading = { ...context({ serviceNotes: true }), adapters: [visitForms()] };
    const copy = 'She waited at the kerb unprompted and asked the driver twice which stop to use.';
    const note = { note: [{ text: copy }] };
    const of = (patient: string, id: string): Json =>
      visit(
        id,
        { extension: [pertains(`Goal/${patient}`)], subject: ref(`Patient/${patient}`) },
        copy,
      );
    const people = ['p1', 'p2', 'p3', 'p4'];
    const resources = [
      ...people.map((id) => ({ resourceType: 'Patient', id })),
      ...people.map((id) => goal(id, { subject: ref(`Patient/${id}`) })),
      session('s1', { ...note, extension: [pertains('Goal/p1')] }),
      of('p2', 'q2'),
      spot('s3', { ...note, extension: [pertains('Goal/p3')], subject: ref('Patient/p3') }),
      { ...of('p4', 'q4'), status: 'entered-in-error' },
    ] as unknown as readonly Resource[];
    const expected = await keep('forms', resources, reading);
    const found: Record<string, readonly string[]> = {};
    for (const id of people) {
      const given = { tenant: 'forms', patient: `Patient/${id}`, goal: `Goal/${id}`, asOf };
      const { goalCase } = await heldGoal(store.database, reading, given);
      expect(written(goalCase)).toBe(written(expected.get(`Goal/${id}`)));
      found[id] = notesIn(goalCase).map(({ reference }) => reference);
    }
    // In the order in which they were known.
    expect(found).toEqual({
      p1: ['QuestionnaireResponse/q2', 'Observation/s3'],
      p2: ['Observation/s1', 'Observation/s3'],
      p3: ['QuestionnaireResponse/q2', 'Observation/s1'],
      p4: [],
    });
  });

  it('comes back as it went in: ten thousand records, with all that people paste into a note', async () => {
    const [orla] = sandbox.flatMap((each) => patientOf(each) ?? []);
    const patient = orla ?? '';
    const own = sandbox.filter((each) => patientOf(each) === patient);
    const sessions = own.filter(({ resourceType }) => resourceType === 'Observation');
    const texts = [
      '\u0000',
      'half a pair \ud800',
      '\udc00 the other',
      '\u2028 \\u0000 "\\',
      '😀שלום',
    ];
    const noteOf = (n: number) =>
      n === 0 ? 'x'.repeat(1_000_000) : `${texts[n % texts.length] ?? ''} on visit ${n}`;
    const many = Array.from({ length: 10_000 }, (_, n) => {
      const like = sessions[n % sessions.length] as Resource;
      return { ...like, id: `many-${n}`, note: [{ text: noteOf(n) }] };
    });
    const rows = [...own, ...many].map(storing(context()));
    await saveResources(store.database, 'many', patient, rows);
    const byKey = (all: readonly StoredResource[]) =>
      new Map(all.map((row) => [`${row.reference} ${row.version}`, JSON.stringify(row)]));
    const held = byKey(await resourcesOf(store.database, 'many', patient));
    expect(held.size).toBe(rows.length);
    expect([...byKey(rows)].filter(([key, row]) => held.get(key) !== row)).toEqual([]);
    expect(await heldOfPerson(store.database, 'many', patient)).toHaveLength(rows.length);
  });
});

const HOUSE_VISIT = 'https://house.example/visit';

const visit = (id: string, overrides: Json, text: string): Json => ({
  resourceType: 'QuestionnaireResponse',
  id,
  meta: { versionId: '1' },
  questionnaire: HOUSE_VISIT,
  status: 'completed',
  authored: '2026-03-29T15:00:00Z',
  author: ref('Practitioner/w1'),
  item: [answer('help', { valueInteger: 2 }), answer('note', { valueString: text })],
  ...overrides,
});

/** The house's visits, each in a form, are sessions. */
function visitForms() {
  const { programmes, terminology } = context();
  const rule = {
    name: 'visit',
    resource: 'QuestionnaireResponse',
    when: `questionnaire = '${HOUSE_VISIT}'`,
    gives: 'session',
    elements: { note: "item.where(linkId = 'note').answer.value" },
    components: [
      {
        component: 'prompt-level',
        value: "item.where(linkId = 'help').answer.value",
        bands: [{ from: 0, to: 10, code: 'gestural' }],
      },
    ],
  };
  const mapping = {
    adapter: 'house',
    version: '1.0.0',
    rules: [rule],
    fixtures: [{ shows: 'nothing', resource: { resourceType: 'Patient', id: 'x' }, gives: null }],
  };
  const read = readAdapter(mapping, { measures: measuresOf(programmes), terminology });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.adapter;
}
