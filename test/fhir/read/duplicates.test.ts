import { SYSTEM } from '../../../src/fhir/names.ts';
import {
  answer,
  audit,
  coding,
  component,
  feedback,
  goal,
  pertains,
  prompt,
  read,
  readOne,
  ref,
  session,
  spot,
  type Json,
} from './records.ts';

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

describe('a session that was made of another record', () => {
  /** Made of these, by another worker, and known the next morning. */
  const made = (id: string, of: readonly string[], overrides: Json = {}): Json =>
    other(id, { derivedFrom: of.map(ref), issued: '2026-03-31T08:00:00Z', ...overrides });
  const spoken = (overrides: Json = {}): Json => ({
    code: coding(SYSTEM.observation, 'person-rating'),
    category: [coding(SYSTEM.evidenceSource, 'person-feedback')],
    performer: [ref('Patient/p1')],
    component: [
      component('confidence-self', { valueCodeableConcept: coding(SYSTEM.confidence, 'low') }),
    ],
    ...overrides,
  });

  it('is that record once more, whichever of them was known first', () => {
    expect(kept(session('s1'), made('s2', ['Observation/s1']))).toEqual(['Observation/s1']);
    const early = made('s2', ['https://host.example/Observation/s1/_history/2'], {
      issued: '2026-03-30T14:40:00Z',
    });
    expect(kept(session('s1', { issued: '2026-03-30T20:00:00Z' }), early)).toEqual([
      'Observation/s2',
    ]);
  });

  it('is no further session where it was made of two, which are still two', () => {
    const second = other('s2');
    const sources = ['Observation/s2', 'Observation/s1'];
    expect(kept(session('s1'), second, made('s3', sources))).toEqual([
      'Observation/s1',
      'Observation/s2',
    ]);
    const early = made('s3', sources, { issued: '2026-03-30T14:35:00Z' });
    const late = session('s1', { issued: '2026-03-30T20:00:00Z' });
    expect(kept(late, second, early)).toHaveLength(2);
  });

  it('counts by itself where it was made of something that is no session', () => {
    const sources = ['QuestionnaireResponse/q1', 'Observation/pulse'];
    expect(kept(session('s1', { derivedFrom: sources.map(ref) }), made('s2', sources))).toEqual([
      'Observation/s1',
      'Observation/s2',
    ]);
    const seen = spot('o1', { derivedFrom: [ref('Observation/s1')] });
    const { sessions, spotObservations } = file(session('s1'), seen);
    expect([sessions.length, spotObservations.length]).toEqual([1, 1]);
  });

  it('still brings worse news of it', () => {
    const worse = made('s2', ['Observation/s1'], { component: [prompt('physical')] });
    expect(kept(session('s1'), worse)).toEqual(['Observation/s1', 'Observation/s2']);
  });

  it('leaves two sessions of which one opinion was made what they are', () => {
    const opinion = audit('a1', { derivedFrom: [ref('Observation/s1'), ref('Observation/s2')] });
    const { sessions, audits } = file(session('s1'), other('s2'), opinion);
    expect([sessions.length, audits.length]).toEqual([2, 1]);
  });

  it('is one rating too, where it was made of the form in which the person gave it', () => {
    const rating = session('r1', {
      ...spoken(),
      derivedFrom: [ref('QuestionnaireResponse/f1')],
      issued: '2026-03-30T16:00:00Z',
    });
    expect(file(feedback('f1'), rating).feedback.map((one) => one.reference)).toEqual([
      'QuestionnaireResponse/f1',
    ]);
    expect(file(feedback('f2'), rating).feedback).toHaveLength(2);
  });
});

describe('two records of one session that do not say the same', () => {
  const good = { component: [prompt('verbal'), component('prompt-count', { valueInteger: 2 })] };
  const bad = { component: [prompt('physical')] };
  const alarm = {
    component: [...good.component, component('safety-event', { valueBoolean: true })],
  };
  const later = { issued: '2026-03-30T16:00:00Z' };

  it.each<[string, Json, Json, readonly string[]]>([
    ['a lower level', good, bad, ['Observation/s1', 'Observation/s2']],
    ['a safety event', good, alarm, ['Observation/s1', 'Observation/s2']],
    ['a safety event after a bad session', bad, alarm, ['Observation/s1', 'Observation/s2']],
    ['a refusal', good, { component: [prompt('refused')] }, ['Observation/s1', 'Observation/s2']],
    ['better news', bad, good, ['Observation/s1']],
    ['no event any more', alarm, good, ['Observation/s1']],
  ])('keep what was known first, and %s beside it', (_, first, second, expected) => {
    const twice = [session('s1', first), session('s2', { ...second, ...later })];
    expect(kept(...twice)).toEqual(expected);
    expect(kept(...twice.toReversed())).toEqual(expected);
    const named = twice.map((one) => ({ ...one, ...visit }));
    expect(kept(...named)).toEqual(expected);
  });

  it('keep each further worsening, and none of the rest', () => {
    const third = session('s3', { ...alarm, issued: '2026-03-30T17:00:00Z' });
    const fourth = session('s4', { ...bad, issued: '2026-03-30T18:00:00Z' });
    expect(kept(session('s1', good), session('s2', { ...bad, ...later }), third, fourth)).toEqual([
      'Observation/s1',
      'Observation/s2',
      'Observation/s3',
    ]);
  });

  it('keep the worse of two opinions and of two ratings too', () => {
    const opinion = (id: string, code: string, hour: string) =>
      audit(id, {
        effectiveDateTime: '2026-03-31T10:00:00Z',
        issued: `2026-03-31T${hour}:00:00Z`,
        valueCodeableConcept: coding(SYSTEM.auditOpinion, code),
      });
    const rating = (id: string, code: string, hour: string) =>
      feedback(id, {
        identifier: visit.identifier[0],
        authored: `2026-03-29T${hour}:00:00Z`,
        item: [answer('confidence-self', { valueCoding: { system: SYSTEM.confidence, code } })],
      });
    const { audits, feedback: heard } = file(
      opinion('a1', 'justified', '11'),
      opinion('a2', 'not-justified', '12'),
      opinion('a3', 'justified', '13'),
      rating('f1', 'good', '11'),
      rating('f2', 'low', '12'),
      rating('f3', 'full', '13'),
    );
    expect(audits.map((one) => one.opinion)).toEqual(['justified', 'not-justified']);
    expect(heard.map((one) => one.score)).toEqual([3, 1]);
  });
});

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
        kind: 'not-counted',
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
