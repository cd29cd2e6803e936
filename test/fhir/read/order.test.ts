import fc from 'fast-check';
import { SYSTEM } from '../../../src/fhir/names.ts';
import {
  audit,
  baseline,
  coding,
  conceptMap,
  feedback,
  goal,
  pertains,
  read,
  ref,
  session,
  spot,
  type Json,
} from './records.ts';

const visit = { identifier: [{ system: 'https://host.example/visit', value: '77' }] };
const achieved = { achievementStatus: coding(SYSTEM.goalAchievement, 'achieved') };
const uuid = 'urn:uuid:6f1a9d0e-0000-4000-8000-000000000001';
const note = { note: [{ text: 'Waited at the kerb unprompted and asked twice which stop' }] };

/** One of everything whose place in the queue could matter. */
const RESOURCES: readonly Json[] = [
  goal('g1', { meta: { versionId: '1', lastUpdated: '2026-01-12T09:00:00Z' } }),
  goal('g1', { meta: { versionId: '2', lastUpdated: '2026-03-31T09:00:00Z' }, ...achieved }),
  goal('g1', {
    meta: { versionId: '2', lastUpdated: '2026-03-31T09:00:00Z' },
    ...achieved,
    startDate: '2026-01-13',
  }),
  goal('g2', { outcomeReference: [ref('Observation/s3')], category: undefined }),
  goal('g3', { category: undefined }),
  {
    resourceType: 'CarePlan',
    id: 'c1',
    status: 'active',
    goal: [ref('Goal/g2')],
    instantiatesCanonical: ['https://attest.example/fhir/PlanDefinition/independent-travel'],
  },
  {
    resourceType: 'Provenance',
    id: 'v1',
    target: [ref('Goal/g1/_history/2')],
    recorded: '2026-03-31T09:00:01Z',
    agent: [{ who: ref('PractitionerRole/r1') }],
  },
  {
    resourceType: 'Provenance',
    id: 'v2',
    target: [ref('Goal/g1/_history/2')],
    recorded: '2026-03-31T09:00:01Z',
    agent: [{ who: ref('Practitioner/w9') }],
  },
  { resourceType: 'PractitionerRole', id: 'r1', practitioner: ref('Practitioner/w1') },
  { resourceType: 'Patient', id: 'p1', managingOrganization: ref('Organization/house') },
  session('s1', { performer: [ref('PractitionerRole/r1')], ...note }),
  session('s1-again', { performer: [ref('Practitioner/w1')] }),
  session('s2', { meta: { versionId: '3' }, status: 'entered-in-error' }),
  session('s2', { meta: { versionId: '2' } }),
  session('s3', {
    extension: undefined,
    ...visit,
    effectiveDateTime: '2026-03-29',
    effectivePeriod: undefined,
  }),
  session('s4', { extension: [pertains('Goal/g1'), pertains('Goal/g2')] }),
  session('s5', { extension: [pertains(uuid)], subject: ref('Patient/p2'), ...note }),
  session('s6', {
    extension: undefined,
    subject: ref('Patient/p2'),
    performer: [ref('Practitioner/w2')],
    ...note,
  }),
  session('s7', { code: 7 }),
  {
    resourceType: 'Bundle',
    entry: [{ fullUrl: uuid, resource: goal('g4', { subject: ref('Patient/p2') }) }],
  },
  spot(),
  baseline(),
  feedback(),
  feedback('f2', { status: 'in-progress' }),
  audit(),
  {
    resourceType: 'DocumentReference',
    id: 'd1',
    status: 'current',
    ...visit,
    extension: [pertains('Goal/g1')],
  },
  {
    resourceType: 'ServiceRequest',
    id: 'q1',
    status: 'active',
    authoredOn: '2026-02-01',
    extension: [pertains('Goal/g1')],
    occurrenceTiming: { repeat: { frequency: 5, period: 1, periodUnit: 'wk' } },
  },
  {
    resourceType: 'ServiceRequest',
    id: 'q2',
    status: 'active',
    authoredOn: '2026-02-01',
    extension: [pertains('Goal/g1')],
    occurrenceTiming: { repeat: { frequency: 2, period: 1, periodUnit: 'wk' } },
  },
  null as unknown as Json,
];

const maps = [conceptMap('https://acme.example/x', SYSTEM.promptLevel, { A: ['verbal', 'equal'] })];

/** A reading as plain data: sets and lazily cut notes spelt out; the place of a nameless resource fixed. */
const plain = (resources: readonly Json[]): unknown =>
  JSON.parse(
    JSON.stringify(read(resources, { maps, serviceNotes: true }), (_, value: unknown) =>
      value instanceof Set ? [...value].sort() : value,
    ).replace(/test\.ndjson:\d+/g, 'somewhere'),
  );

describe('the order in which resources come', () => {
  const expected = plain(RESOURCES);

  it('is tried on a record that has something of everything', () => {
    expect(expected).toMatchObject({
      cases: [
        { goalVersion: '2', caseFile: { sessions: [{}], claims: [{ author: 'Practitioner/w1' }] } },
        { caseFile: { sessions: [{ link: 'outcome-reference' }] } },
        { caseFile: { sessions: [{ reference: 'Observation/s5' }, { link: 'inferred' }] } },
      ],
      unassigned: [{ goal: 'Goal/g3' }],
    });
  });

  it('never matters', () => {
    const shuffled = fc.shuffledSubarray([...RESOURCES], { minLength: RESOURCES.length });
    fc.assert(
      fc.property(shuffled, (resources) => {
        expect(plain(resources)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('nor does sending everything twice', () => {
    // What has no id of its own is told of at each place it stands.
    const twice = plain([...RESOURCES.slice(0, -1), ...RESOURCES]) as { counts: unknown };
    expect({ ...twice, counts: null }).toEqual({ ...(expected as object), counts: null });
  });
});
