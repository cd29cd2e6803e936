import { BASE, QUESTIONNAIRE_FEEDBACK, SYSTEM } from '../../../src/fhir/names.ts';
import {
  answer,
  coding,
  component,
  conceptMap,
  feedback,
  goal,
  readOne,
  ref,
  session,
  type Json,
} from './records.ts';

const ACME = 'https://acme.example/faces';
const maps = [
  conceptMap(ACME, SYSTEM.confidence, { HAPPY: ['good', 'equivalent'], MEH: ['some', 'inexact'] }),
];
const read = (record: Json, of = goal()) => readOne([of, record], { maps }).caseFile;
const one = (overrides: Json, of = goal()) => read(feedback('f1', overrides), of).feedback[0];
const coded = (system: string, code: string): Json => ({ valueCoding: { system, code } });

describe('the score that a person gives', () => {
  const travel = goal();
  const engagement = goal('g1', { category: [coding(SYSTEM.goalDomain, 'engagement')] });
  const both = {
    item: [
      answer('confidence-self', coded(SYSTEM.confidence, 'low')),
      answer('enjoyment-stated', coded(SYSTEM.enjoyment, 'delighted')),
    ],
  };

  it('is the measure that the programme names', () => {
    expect(one(both, travel)?.score).toBe(1);
    expect(one(both, engagement)?.score).toBe(4);
  });

  it('is found in groups and under other answers', () => {
    const inner = answer('confidence-self', coded(SYSTEM.confidence, 'full'));
    const grouped = { linkId: 'group', item: [inner] };
    const beneath = { linkId: 'asked', answer: [{ valueBoolean: true, item: [inner] }] };
    expect(one({ item: [grouped] })?.score).toBe(4);
    expect(one({ item: [beneath] })?.score).toBe(4);
  });

  it('may be a local code with an exact map', () => {
    expect(one({ item: [answer('confidence-self', coded(ACME, 'HAPPY'))] })?.score).toBe(3);
  });

  it.each([
    ['inexact', coded(ACME, 'MEH')],
    ['unknown', coded(ACME, 'SAD')],
    ['a number', { valueInteger: 3 }],
  ])('is none where the answer is %s', (_, value) => {
    expect(one({ item: [answer('confidence-self', value)] })).toMatchObject({ score: null });
  });

  it('is none where two answers contradict each other', () => {
    const item = ['low', 'full'].map((code) =>
      answer('confidence-self', coded(SYSTEM.confidence, code)),
    );
    expect(one({ item })?.score).toBeNull();
  });

  it('tells of an answer without a map', () => {
    const file = read(feedback('f1', { item: [answer('confidence-self', coded(ACME, 'SAD'))] }));
    expect(file.problems).toMatchObject([
      { reference: 'QuestionnaireResponse/f1', kind: 'unmapped' },
    ]);
  });

  it('comes with the person’s words, and with the fact that they declined', () => {
    const item = [
      answer('in-own-words', { valueString: ' I liked the bus. ' }),
      answer('declined', { valueBoolean: true }),
    ];
    expect(one({ item })).toMatchObject({ score: null, words: 'I liked the bus.', declined: true });
  });
});

describe('whose voice it is', () => {
  it.each<[string, Json, string]>([
    ['the person', { source: ref('Patient/p1') }, 'person'],
    ['another person', { source: ref('Patient/p2') }, 'staff'],
    ['a relative', { source: ref('RelatedPerson/r1') }, 'proxy'],
    ['a worker', { source: ref('Practitioner/w1') }, 'staff'],
    ['a worker in a role', { source: ref('PractitionerRole/w1') }, 'staff'],
    [
      'the person, written down by a worker',
      { source: ref('Patient/p1'), author: ref('Practitioner/w1') },
      'person',
    ],
    [
      'the author, where no source is named',
      { source: undefined, author: ref('Patient/p1') },
      'person',
    ],
    [
      'a worker who names no source',
      { source: undefined, author: ref('Practitioner/w1') },
      'staff',
    ],
    ['nobody named', { source: undefined }, 'staff'],
  ])('%s', (_, overrides, source) => {
    expect(one(overrides)?.source).toBe(source);
  });
});

describe('whose voice a role is', () => {
  const roles = 'https://acme.example/roles';
  const holding = (...codes: readonly Json[]): Json => ({
    resourceType: 'PractitionerRole',
    id: 'r1',
    practitioner: ref('Practitioner/w1'),
    code: codes,
  });
  const acme = conceptMap(roles, SYSTEM.role, { ADV: ['representative', 'equivalent'] });

  it.each<[string, Json, string]>([
    ['an advocate', holding(coding(SYSTEM.role, 'representative')), 'proxy'],
    ['an advocate by a local code', holding(coding(roles, 'ADV')), 'proxy'],
    ['a key worker', holding(coding(SYSTEM.role, 'key-worker')), 'staff'],
    [
      'a key worker who is an advocate too',
      holding(coding(SYSTEM.role, 'key-worker'), coding(SYSTEM.role, 'representative')),
      'staff',
    ],
    ['a role that nobody knows', holding(coding(roles, 'XX')), 'staff'],
  ])('%s', (_, role, source) => {
    const said = feedback('f1', { source: ref('PractitionerRole/r1') });
    const { caseFile } = readOne([goal(), said, role], { maps: [acme] });
    expect(caseFile.feedback).toMatchObject([{ source }]);
  });
});

describe('which forms count', () => {
  it.each([
    ['of our questionnaire, unversioned', { questionnaire: QUESTIONNAIRE_FEEDBACK }, 1],
    ['in easy words', { questionnaire: `${QUESTIONNAIRE_FEEDBACK}-easy-read|1.0.0` }, 1],
    ['of one that begins alike', { questionnaire: `${QUESTIONNAIRE_FEEDBACK}s` }, 0],
    ['an audit', { questionnaire: `${BASE}/Questionnaire/audit|1.0.0` }, 0],
    ['amended', { status: 'amended' }, 1],
    ['of another questionnaire', { questionnaire: 'https://acme.example/Questionnaire/diet' }, 0],
    ['in progress', { status: 'in-progress' }, 0],
    ['stopped', { status: 'stopped' }, 0],
    ['entered in error', { status: 'entered-in-error' }, 0],
    ['computed by Attest', { meta: { tag: [{ system: SYSTEM.tag, code: 'computed' }] } }, 0],
  ])('%s', (_, overrides, count) => {
    expect(read(feedback('f1', overrides)).feedback).toHaveLength(count);
  });

  it('tells of one in progress', () => {
    expect(read(feedback('f1', { status: 'in-progress' })).problems).toMatchObject([
      { kind: 'not-counted', because: 'it is not final: its status is in-progress' },
    ]);
    expect(read(feedback('f1', { status: 'Tom was ill' })).problems).toMatchObject([
      { kind: 'unreadable', because: 'its status is not one of FHIR’s' },
    ]);
  });
});

describe('feedback as an Observation', () => {
  const rating = (overrides: Json): Json =>
    session('f1', {
      category: [coding(SYSTEM.evidenceSource, 'person-feedback')],
      code: coding(SYSTEM.observation, 'person-rating'),
      performer: [ref('Patient/p1')],
      component: undefined,
      ...overrides,
    });

  it.each<[string, Json]>([
    [
      'a component',
      {
        component: [
          component('confidence-self', { valueCodeableConcept: coding(SYSTEM.confidence, 'good') }),
        ],
      },
    ],
    ['its own value', { valueCodeableConcept: coding(SYSTEM.confidence, 'good') }],
    [
      'a session’s code',
      {
        code: coding(SYSTEM.observation, 'session'),
        valueCodeableConcept: coding(SYSTEM.confidence, 'good'),
      },
    ],
  ])('is read from %s', (_, overrides) => {
    const file = read(rating(overrides));
    expect(file.feedback).toMatchObject([
      { reference: 'Observation/f1', source: 'person', score: 3 },
    ]);
    expect(file.sessions).toEqual([]);
  });

  it('counts once with the form that says the same, as known first', () => {
    const said = (code: string) =>
      rating({
        effectivePeriod: { start: '2026-03-29T15:00:00Z' },
        valueCodeableConcept: coding(SYSTEM.confidence, code),
      });
    const file = readOne([goal(), feedback('f2'), said('low')]).caseFile;
    expect(file.feedback.map((one) => one.reference)).toEqual(['QuestionnaireResponse/f2']);
    expect(file.problems).toMatchObject([{ reference: 'Observation/f1', kind: 'duplicate' }]);
    expect(readOne([goal(), feedback('f2'), said('good')]).caseFile.feedback).toHaveLength(2);
  });

  it('may say that the person declined, and who spoke', () => {
    const declined = rating({
      performer: [ref('RelatedPerson/r1')],
      dataAbsentReason: coding(SYSTEM.dataAbsentReason, 'asked-declined'),
    });
    expect(read(declined).feedback).toMatchObject([
      { source: 'proxy', declined: true, score: null },
    ]);
  });
});
