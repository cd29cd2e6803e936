import { goal, pertains, prompt, read, readOne, ref, session, spot, type Json } from './records.ts';

const visit = { identifier: [{ system: 'https://host.example/visit', value: '77' }] };
const file = (...resources: readonly Json[]) => readOne([goal(), ...resources]).caseFile;
const kept = (...resources: readonly Json[]) =>
  file(...resources).sessions.map((one) => one.reference);

/** Another worker at another time. */
const other = (id: string, overrides: Json = {}): Json =>
  session(id, {
    performer: [ref('Practitioner/w2')],
    effectivePeriod: { start: '2026-03-30T14:00:00Z', end: '2026-03-30T14:30:00Z' },
    issued: '2026-03-30T14:40:00Z',
    ...overrides,
  });

describe('one session sent twice', () => {
  it('counts once, as known first, where both carry one identifier', () => {
    const late = session('a-late', { ...visit, issued: '2026-04-02T09:00:00Z' });
    const { sessions, problems } = file(late, other('z-early', visit));
    expect(sessions.map((one) => one.reference)).toEqual(['Observation/z-early']);
    expect(problems).toMatchObject([
      {
        reference: 'Observation/a-late',
        kind: 'duplicate',
        because: 'the same record as Observation/z-early, which was known first',
      },
    ]);
  });

  it('counts once where one worker did both at the same time', () => {
    expect(kept(session('s2'), session('s1'))).toEqual(['Observation/s1']);
  });

  it('counts once through a third that is the same as both', () => {
    const bridge = session('s2', { ...visit, issued: '2026-03-30T12:00:00Z' });
    const third = other('s3', { ...visit, issued: '2026-03-30T15:00:00Z' });
    const { sessions, problems } = file(session('s1'), bridge, third);
    expect(sessions.map((one) => one.reference)).toEqual(['Observation/s1']);
    expect(problems.map((one) => one.because)).toEqual([
      'the same record as Observation/s1, which was known first',
      'the same record as Observation/s1, which was known first',
    ]);
  });

  it.each<[string, Json, Json]>([
    ['other workers', session('s1'), session('s2', { performer: [ref('Practitioner/w2')] })],
    ['unknown workers', session('s1', { performer: [] }), session('s2', { performer: [] })],
    [
      'other times',
      session('s1'),
      session('s2', {
        effectivePeriod: { start: '2026-03-30T10:00:00Z', end: '2026-03-30T10:51:00Z' },
      }),
    ],
    [
      'other identifiers',
      session('s1', visit),
      other('s2', { identifier: [{ system: 'https://host.example/visit', value: '78' }] }),
    ],
    [
      'identifiers of other systems',
      session('s1', visit),
      other('s2', { identifier: [{ system: 'https://host.example/shift', value: '77' }] }),
    ],
    ['bare dates and other findings', dated('s1', 'verbal'), dated('s2', 'gestural')],
  ])('is two sessions where they have %s', (_, first, second) => {
    expect(kept(first, second)).toHaveLength(2);
  });

  it('is one session where a bare date and all findings are the same', () => {
    expect(kept(dated('s1', 'verbal'), dated('s2', 'verbal'))).toHaveLength(1);
  });

  it('is two where one record speaks of each of two goals', () => {
    const second = session('s2', { ...visit, extension: [pertains('Goal/g2')] });
    const { cases } = read([goal('g1'), goal('g2'), session('s1', visit), second]);
    expect(cases.map((one) => one.caseFile.sessions.length)).toEqual([1, 1]);
  });

  it('is not what somebody else saw of it', () => {
    const { sessions, spotObservations } = file(session('s1', visit), spot('o1', visit));
    expect([sessions.length, spotObservations.length]).toEqual([1, 1]);
  });
});

function dated(id: string, level: string): Json {
  return session(id, {
    effectivePeriod: undefined,
    effectiveDateTime: '2026-03-30',
    component: [prompt(level)],
  });
}

describe('a document', () => {
  const document = (overrides: Json = {}): Json => ({
    resourceType: 'DocumentReference',
    id: 'd1',
    status: 'current',
    extension: [pertains('Goal/g1')],
    ...overrides,
  });

  it('is no session record by itself', () => {
    const { sessions, problems } = file(document());
    expect(sessions).toEqual([]);
    expect(problems).toMatchObject([
      {
        reference: 'DocumentReference/d1',
        kind: 'unreadable',
        because: 'a document without measures is not a session record',
      },
    ]);
  });

  it.each<[string, Json, Json]>([
    [
      'was derived from it',
      session('s1', { derivedFrom: [ref('DocumentReference/d1')] }),
      document(),
    ],
    ['shares its identifier', session('s1', visit), document(visit)],
    [
      'has its master identifier',
      session('s1', visit),
      document({ masterIdentifier: visit.identifier[0] }),
    ],
    [
      'is what it relates to',
      session(),
      document({ context: { related: [ref('Observation/s1')] } }),
    ],
    ['came before it was superseded', session(), document({ status: 'superseded' })],
    ['came before it was withdrawn', session(), document({ status: 'entered-in-error' })],
  ])('goes without a word where a session %s', (_, record, one) => {
    expect(file(record, one).problems).toEqual([]);
  });
});
