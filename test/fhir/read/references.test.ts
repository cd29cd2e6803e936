import { SYSTEM } from '../../../src/fhir/names.ts';
import { nameOf } from '../../../src/fhir/read/references.ts';
import { coding, goal, pertains, read, readOne, ref, session, spot, type Json } from './records.ts';

describe('a reference', () => {
  it.each([
    ['Goal/g1', 'Goal/g1'],
    ['Goal/g1/_history/7', 'Goal/g1'],
    ['https://host.example/fhir/R4/Goal/g1', 'Goal/g1'],
    ['https://other.example/Goal/g1/_history/a-b.c', 'Goal/g1'],
    [
      'urn:uuid:6f1a9d0e-0000-4000-8000-000000000001',
      'urn:uuid:6f1a9d0e-0000-4000-8000-000000000001',
    ],
    ['Patient?identifier=https://nhs.example|943', 'Patient?identifier=https://nhs.example|943'],
    ['#w1', null],
    ['g1', null],
    ['https://host.example/fhir/', null],
  ])('%s names %s', (text, name) => {
    expect(nameOf(text)).toBe(name);
  });
});

const workerOf = (performer: readonly Json[], ...others: readonly Json[]) =>
  readOne([goal(), session('s1', { performer }), ...others]).caseFile.sessions[0]?.worker;

const role: Json = {
  resourceType: 'PractitionerRole',
  id: 'r1',
  practitioner: ref('Practitioner/w1'),
};
const badge = { system: 'https://staff.example', value: '77' };

describe('who recorded a session', () => {
  it('is the practitioner behind a role', () => {
    expect(workerOf([ref('PractitionerRole/r1')], role)).toBe('Practitioner/w1');
    expect(workerOf([ref('https://host.example/PractitionerRole/r1')], role)).toBe(
      'Practitioner/w1',
    );
  });

  it('is the role itself where no role was read and nobody is named directly', () => {
    expect(workerOf([ref('PractitionerRole/r1')])).toBe('PractitionerRole/r1');
  });

  it.each<[string, Json]>([
    ['another role was read', { ...role, id: 'r2' }],
    ['another record names a practitioner', spot('o1', { performer: [ref('Practitioner/w1')] })],
    [
      'a provenance names a practitioner',
      {
        resourceType: 'Provenance',
        id: 'v1',
        target: [ref('Goal/g1')],
        agent: [{ who: ref('Practitioner/w1') }],
      },
    ],
  ])('is nobody where the role was not read, and %s', (_, other) => {
    expect(workerOf([ref('PractitionerRole/r1')], other)).toBeNull();
  });

  it.each(['Patient/p1', 'RelatedPerson/r1', 'Device/camera', 'urn:uuid:0'])(
    'is nobody where it is %s',
    (performer) => {
      expect(workerOf([ref(performer)])).toBeNull();
      const { caseFile } = readOne([goal(), spot('o1', { performer: [ref(performer)] })]);
      expect(caseFile.spotObservations).toMatchObject([{ observer: null }]);
    },
  );

  it('is the practitioner who stands beside a role that was not read', () => {
    expect(workerOf([ref('PractitionerRole/r1'), ref('Practitioner/w2')])).toBe('Practitioner/w2');
  });

  it('is nobody where no performer, or only a team, is named', () => {
    expect(workerOf([])).toBeNull();
    expect(workerOf([{ display: 'A. Worker' }])).toBeNull();
    expect(workerOf([ref('Organization/o1'), ref('CareTeam/t1')])).toBeNull();
  });

  it('is the first person of several performers', () => {
    const several = [ref('Organization/o1'), ref('Practitioner/w2'), ref('Practitioner/w3')];
    expect(workerOf(several)).toBe('Practitioner/w2');
  });

  it('is found by an identifier, which may stand in for a reference', () => {
    const practitioner = { resourceType: 'Practitioner', id: 'w7', identifier: [badge] };
    const logical = { type: 'Practitioner', identifier: badge };
    expect(workerOf([logical], practitioner)).toBe('Practitioner/w7');
    expect(workerOf([logical])).toBe('Practitioner?identifier=https://staff.example|77');
  });

  it('is not found by an identifier that two share', () => {
    const twins = ['w7', 'w8'].map((id) => ({
      resourceType: 'Practitioner',
      id,
      identifier: [badge],
    }));
    expect(workerOf([{ identifier: badge }], ...twins)).toMatch(/^Practitioner\?/);
  });

  it.each<[string, Json, string | null]>([
    ['a role', { ...role, id: 'c1' }, 'Practitioner/w1'],
    [
      'a practitioner with an identifier',
      { resourceType: 'Practitioner', id: 'c1', identifier: [badge] },
      'Practitioner?identifier=https://staff.example|77',
    ],
    [
      'a mere name, which would be a new person in every record',
      { resourceType: 'Practitioner', id: 'c1', name: [{ text: 'A' }] },
      null,
    ],
  ])('may be contained: %s', (_, contained, worker) => {
    const record = session('s1', { contained: [contained], performer: [ref('#c1')] });
    expect(readOne([goal(), record]).caseFile.sessions[0]?.worker).toBe(worker);
  });

  it('does not follow a circle of contained resources for ever', () => {
    const circle = { resourceType: 'PractitionerRole', id: 'c1', practitioner: ref('#c1') };
    const { problems } = read([
      goal(),
      session('s1', { contained: [circle], performer: [ref('#c1')] }),
    ]);
    expect(problems).toHaveLength(1);
  });
});

describe('a Bundle', () => {
  const uuid = 'urn:uuid:6f1a9d0e-0000-4000-8000-000000000001';
  const bundle = (type: string, ...entry: readonly Json[]): Json => ({
    resourceType: 'Bundle',
    type,
    entry,
  });

  it('is taken apart, however deep', () => {
    const inner = bundle('searchset', { resource: session() }, { resource: spot() });
    const { caseFile } = readOne([bundle('collection', { resource: goal() }, { resource: inner })]);
    expect(caseFile.sessions).toHaveLength(1);
    expect(caseFile.spotObservations).toHaveLength(1);
  });

  it('names its entries by fullUrl, with or without an id', () => {
    const entries = [
      { fullUrl: uuid, resource: goal('g1', { id: undefined }) },
      { resource: session('s1', { extension: [pertains(uuid)] }) },
    ];
    expect(readOne([bundle('transaction', ...entries)]).caseFile).toMatchObject({
      goal: { reference: 'Goal/6f1a9d0e-0000-4000-8000-000000000001' },
      sessions: [{ reference: 'Observation/s1' }],
    });
  });

  it('has names that hold in no other Bundle', () => {
    const of = (worker: string, id: string) =>
      bundle(
        'collection',
        { fullUrl: uuid, resource: { resourceType: 'Practitioner', id: worker } },
        { resource: session(id, { performer: [ref(uuid)] }) },
      );
    const { caseFile } = readOne([goal(), of('ann', 's1'), of('bob', 's2')]);
    expect(caseFile.sessions.map(({ reference, worker }) => [reference, worker])).toEqual([
      ['Observation/s1', 'Practitioner/ann'],
      ['Observation/s2', 'Practitioner/bob'],
    ]);
  });

  it('lends its names to a Bundle inside it', () => {
    const inner = bundle('collection', { resource: session('s1', { performer: [ref(uuid)] }) });
    const ann = { fullUrl: uuid, resource: { resourceType: 'Practitioner', id: 'ann' } };
    const { caseFile } = readOne([goal(), bundle('batch', { resource: inner }, ann)]);
    expect(caseFile.sessions).toMatchObject([{ worker: 'Practitioner/ann' }]);
  });

  it('is told of where its entries cannot be read', () => {
    expect(read([{ resourceType: 'Bundle', entry: 'none' }]).problems).toMatchObject([
      { reference: 'test.ndjson:1', because: 'its entries are not as FHIR R4 defines them' },
    ]);
  });

  it('of a history may hold deletions', () => {
    const deleted = {
      request: { method: 'DELETE', url: 'Observation/s1' },
      response: { etag: 'W/"2"', lastModified: '2026-04-01T00:00:00Z' },
    };
    const history = bundle('history', deleted, { resource: session() });
    expect(readOne([goal(), history]).caseFile.sessions).toEqual([]);
    const uncounted = bundle('history', { request: deleted.request }, { resource: session() });
    expect(readOne([goal(), uncounted]).caseFile.sessions).toEqual([]);
    const again = session('s1', { meta: { versionId: '3' } });
    expect(readOne([goal(), history, again]).caseFile.sessions).toHaveLength(1);
  });
});

describe('what is no FHIR R4', () => {
  const reported = (resource: unknown) => read([goal(), resource]).problems;

  it.each<[string, unknown, string]>([
    ['nothing', null, 'it is no FHIR resource'],
    ['a number', 7, 'it is no FHIR resource'],
    ['an object without a type', { id: 'x' }, 'it is no FHIR resource'],
    [
      'a type of another version',
      { resourceType: 'SubscriptionTopic', id: 'x' },
      'its type is none of FHIR R4',
    ],
    [
      'an STU3 goal',
      { resourceType: 'Goal', id: 'g9', status: 'in-progress' },
      'it is not FHIR R4: status stands for lifecycleStatus',
    ],
    [
      'an R5 goal, by who set it',
      goal('g9', { source: ref('Patient/p1') }),
      'it is not FHIR R4: source stands for expressedBy',
    ],
    [
      'an R5 goal, by its outcome',
      goal('g9', { outcome: [{ reference: ref('Observation/s1') }] }),
      'it is not FHIR R4: outcome stands for outcomeReference',
    ],
    [
      'an R5 Observation, by its trigger',
      session('s9', { triggeredBy: [{ observation: ref('Observation/s1') }] }),
      'it is not FHIR R4, which has no triggeredBy',
    ],
    [
      'an R5 Observation, by its definition',
      session('s9', { instantiatesCanonical: 'https://host.example/ObservationDefinition/x' }),
      'it is not FHIR R4, which has no instantiatesCanonical',
    ],
    [
      'a statement of another version',
      { resourceType: 'CapabilityStatement', fhirVersion: '5.0.0' },
      'it is not of FHIR R4',
    ],
    [
      'an Observation without an id',
      { ...session(), id: undefined },
      'Observation: without an id it cannot be cited',
    ],
  ])('is reported by the place it stood: %s', (_, resource, because) => {
    expect(reported(resource)).toEqual([
      { reference: 'test.ndjson:2', kind: 'unreadable', because },
    ]);
  });

  it('is reported by the entry of a Bundle', () => {
    expect(reported({ resourceType: 'Bundle', entry: [{ resource: 7 }] })).toMatchObject([
      { reference: 'test.ndjson:2#entry[0]' },
    ]);
  });

  it.each([
    [
      'a modifier',
      { modifierExtension: [{ url: 'https://host.example/negated', valueBoolean: true }] },
    ],
    ['rules of its own', { implicitRules: 'https://host.example/rules' }],
  ])('nor is a record with %s read as if it had none', (_, overrides) => {
    const { cases, problems } = read([goal(), session('s1', overrides)]);
    expect(cases[0]?.caseFile.sessions).toEqual([]);
    expect(problems).toMatchObject([
      { because: 'it carries a modifier that Attest does not know' },
    ]);
  });

  it('lets everything else be read', () => {
    const { cases } = read([null, session('bad', { code: 7 }), goal(), session()]);
    expect(cases[0]?.caseFile.sessions).toHaveLength(1);
  });

  it('keeps quiet about R4 that is of no use here', () => {
    const others = ['OperationOutcome', 'Device', 'Flag', 'Task', 'MedicationRequest'];
    expect(read(others.map((resourceType) => ({ resourceType, id: 'x' }))).problems).toEqual([]);
    const weight = session('w', {
      extension: undefined,
      category: undefined,
      code: coding(SYSTEM.loinc, '29463-7'),
    });
    expect(reported(weight)).toEqual([]);
  });
});
