import { CORE_EXTENSION, IDENTIFIER, SYSTEM } from '../../../src/fhir/names.ts';
import {
  audit,
  baseline,
  coding,
  component,
  feedback,
  goal,
  pertains,
  prompt,
  read,
  ref,
  session,
  type Json,
} from './records.ts';

const plan = (id: string, goals: readonly string[], activity: readonly Json[] = []): Json => ({
  resourceType: 'CarePlan',
  id,
  status: 'active',
  goal: goals.map(ref),
  activity,
});
const outcomes = (...references: string[]): Json => ({ outcomeReference: references.map(ref) });

const care = (id: string, overrides: Json = {}): Json =>
  goal(id, { category: [coding(SYSTEM.goalDomain, 'personal-care')], ...overrides });

/** A session that names no goal by itself. */
const loose = (overrides: Json = {}): Json => session('s1', { extension: undefined, ...overrides });

/** Per goal: how the session is linked, and what is said about it. */
function linked(resources: readonly Json[]) {
  const { cases, problems } = read(resources);
  return {
    ...Object.fromEntries(
      cases.map(({ caseFile }) => [
        caseFile.goal.reference,
        [
          ...caseFile.sessions.map((one) => one.link),
          ...caseFile.problems.map((one) => `${one.kind}: ${one.because}`),
        ],
      ]),
    ),
    others: problems.map((one) => `${one.kind}: ${one.because}`),
  };
}

describe('evidence finds its goal', () => {
  const two = [goal('g1'), goal('g2')];

  it.each<[string, readonly Json[], string]>([
    ['the extension', [session()], 'pertains-to-goal'],
    [
      'the extension by its older name',
      [loose({ extension: [{ ...pertains('Goal/g1'), url: CORE_EXTENSION.pertainsToGoalStu3 }] })],
      'pertains-to-goal',
    ],
    ['focus, pinned to a version', [loose({ focus: [ref('Goal/g1/_history/7')] })], 'focus'],
    [
      'an activity of a plan with one goal',
      [loose(), plan('c1', ['Goal/g1'], [outcomes('Observation/s1')])],
      'plan-activity',
    ],
    [
      'an activity that names one goal of several',
      [
        loose(),
        plan(
          'c1',
          ['Goal/g1', 'Goal/g2'],
          [{ ...outcomes('Observation/s1'), detail: { goal: [ref('Goal/g1')] } }],
        ),
      ],
      'plan-activity',
    ],
    [
      'a plan with one goal that it is based on',
      [loose({ basedOn: [ref('CarePlan/c1')] }), plan('c1', ['Goal/g1'])],
      'based-on',
    ],
    [
      'an order that it is based on',
      [
        loose({ basedOn: [ref('ServiceRequest/r1')] }),
        {
          resourceType: 'ServiceRequest',
          id: 'r1',
          status: 'active',
          extension: [pertains('Goal/g1')],
        },
      ],
      'based-on',
    ],
  ])('by %s', (_, resources, link) => {
    expect(linked([...two, ...resources])).toEqual({
      'Goal/g1': [link],
      'Goal/g2': [],
      others: [],
    });
  });

  it('by the goal, which names it as its outcome', () => {
    const naming = goal('g1', { outcomeReference: [ref('Observation/s1')] });
    expect(linked([naming, goal('g2'), loose()])).toMatchObject({
      'Goal/g1': ['outcome-reference'],
    });
  });

  it('by the best way where several ways differ', () => {
    const resources = [
      session('s1', { focus: [ref('Goal/g2')], basedOn: [ref('CarePlan/c1')] }),
      plan('c1', ['Goal/g2']),
    ];
    expect(linked([...two, ...resources])).toMatchObject({
      'Goal/g1': ['pertains-to-goal'],
      'Goal/g2': [],
    });
  });

  it('by a later way where an earlier one leaves it open', () => {
    const resources = [
      loose({ basedOn: [ref('CarePlan/c2')] }),
      plan('c1', ['Goal/g1', 'Goal/g2'], [outcomes('Observation/s1')]),
      plan('c2', ['Goal/g2']),
    ];
    expect(linked([...two, ...resources])).toMatchObject({
      'Goal/g1': [],
      'Goal/g2': ['based-on'],
    });
  });

  it('never counts for two goals, and is told of with both', () => {
    const said = 'unlinked: it names more than one goal';
    const expected = { 'Goal/g1': [said], 'Goal/g2': [said], others: [] };
    const both = session('s1', { extension: [pertains('Goal/g1'), pertains('Goal/g2')] });
    expect(linked([...two, both])).toEqual(expected);
    const based = [loose({ basedOn: [ref('CarePlan/c1')] }), plan('c1', ['Goal/g1', 'Goal/g2'])];
    expect(linked([...two, ...based])).toEqual(expected);
  });

  it('is refused where it is about another person', () => {
    expect(linked([goal(), session('s1', { subject: ref('Patient/p2') })])).toEqual({
      'Goal/g1': ['unlinked: it is about another person than its goal'],
      others: [],
    });
  });

  it('is told of by itself where the goal was not read', () => {
    expect(linked([goal(), session('s1', { extension: [pertains('Goal/elsewhere')] })])).toEqual({
      'Goal/g1': [],
      others: ['unlinked: it names a goal that was not read'],
    });
  });

  it('goes with a goal that was entered in error', () => {
    const error = goal('g2', { lifecycleStatus: 'entered-in-error' });
    expect(linked([goal(), error, session('s1', { extension: [pertains('Goal/g2')] })])).toEqual({
      'Goal/g1': [],
      others: [],
    });
  });
});

describe('a record without any link', () => {
  it('counts for the one open goal whose programme knows what was recorded', () => {
    expect(linked([goal(), loose()])).toEqual({ 'Goal/g1': ['inferred'], others: [] });
    expect(linked([goal(), care('g2'), loose()])).toMatchObject({
      'Goal/g1': ['inferred'],
      'Goal/g2': [],
    });
  });

  describe('of a goal that has ended', () => {
    const ended = (day: string, overrides: Json = {}): Json =>
      goal('g1', {
        meta: { versionId: '2', lastUpdated: `${day}T15:00:00Z` },
        lifecycleStatus: 'completed',
        ...overrides,
      });
    const linksWith = (...goals: readonly Json[]) =>
      read([...goals, loose()]).cases[0]?.caseFile.sessions.map((one) => one.link);

    it.each<[string, readonly Json[], readonly string[]]>([
      ['on that day', [ended('2026-03-30')], ['inferred']],
      ['on a later day', [ended('2026-04-20')], ['inferred']],
      ['the day before', [ended('2026-03-29')], []],
      ['on a day that the goal names', [ended('2026-04-20', { statusDate: '2026-03-29' })], []],
      ['on a later day, with its history', [goal(), ended('2026-04-20')], ['inferred']],
      [
        'later, though dated back',
        [goal(), ended('2026-04-20', { statusDate: '2026-03-01' })],
        ['inferred'],
      ],
      ['the day before, with its history', [goal(), ended('2026-03-29')], []],
      [
        'before, and was taken up again',
        [
          goal(),
          ended('2026-02-01'),
          goal('g1', { meta: { versionId: '3', lastUpdated: '2026-03-30T15:00:00Z' } }),
        ],
        ['inferred'],
      ],
    ])('counts by the day it happened: ended %s', (_, goals, links) => {
      expect(linksWith(...goals)).toEqual(links);
    });

    it('still could be about either of two that were open then', () => {
      expect(linked([ended('2026-04-20'), goal('g2'), loose()])).toMatchObject({
        'Goal/g1': ['unlinked: it names no goal, and could be about more than one'],
      });
    });
  });

  it('counts for none where two are possible', () => {
    const said = 'unlinked: it names no goal, and could be about more than one';
    const shared = loose({ component: [prompt('verbal')] });
    expect(linked([goal(), care('g2'), shared])).toMatchObject({
      'Goal/g1': [said],
      'Goal/g2': [said],
    });
    expect(linked([goal('g1'), goal('g2'), loose()])).toMatchObject({ 'Goal/g1': [said] });
  });

  it.each<[string, Json, Json]>([
    ['closed', goal('g1', { lifecycleStatus: 'completed' }), loose()],
    ['not begun', goal('g1', { startDate: '2026-03-31' }), loose()],
    ['another person’s', goal(), loose({ subject: ref('Patient/p2') })],
    [
      'of a programme that knows nothing of it',
      goal(),
      loose({
        component: [
          component('steps-independent', {
            valueRatio: { numerator: { value: 1 }, denominator: { value: 2 } },
          }),
        ],
      }),
    ],
  ])('counts for none where the goal is %s', (_, only, record) => {
    const other = care('g9', { subject: ref('Patient/p9') });
    expect(linked([only, other, record])).toMatchObject({ 'Goal/g1': [] });
  });

  it.each([
    ['an audit', audit('a1', { focus: undefined })],
    ['a baseline', baseline('b1', { extension: undefined })],
  ])('is never %s', (_, record) => {
    const { cases } = read([goal(), record]);
    expect(cases[0]?.caseFile).toMatchObject({
      audits: [],
      baselines: [],
      problems: [{ kind: 'unlinked' }],
    });
  });

  it('may be what the person said', () => {
    const { cases } = read([goal(), feedback('f1', { extension: undefined })]);
    expect(cases[0]?.caseFile.feedback).toMatchObject([{ link: 'inferred' }]);
  });
});

describe('a baseline', () => {
  it('is found by the goal that addresses it, whatever its code', () => {
    const finding = session('b1', {
      extension: undefined,
      category: undefined,
      code: coding('http://loinc.org', '89574-8'),
    });
    const { cases } = read([goal('g1', { addresses: [ref('Observation/b1')] }), finding]);
    expect(cases[0]?.caseFile).toMatchObject({
      baselines: [{ reference: 'Observation/b1', link: 'outcome-reference' }],
      sessions: [],
      problems: [],
    });
  });

  it.each(['112296-9', '107332-9'])('is a GAS baseline %s that is tied to the goal', (code) => {
    const { cases } = read([goal(), baseline('b1', { code: coding('http://loinc.org', code) })]);
    expect(cases[0]?.caseFile.baselines).toHaveLength(1);
  });

  it('is told of, not taken, where a linked record has a code that nobody knows', () => {
    const unknown = session('x1', { category: undefined, code: coding('http://loinc.org', '1-1') });
    expect(linked([goal(), unknown])).toEqual({
      'Goal/g1': ['unmapped: its code has no map to a record that Attest knows'],
      others: [],
    });
  });
});

describe('a plan that Attest keeps', () => {
  it('ties what is based on it', () => {
    const ours = {
      ...plan('c1', ['Goal/g1']),
      identifier: [{ system: IDENTIFIER.plan, value: 't.g1' }],
    };
    expect(linked([goal(), loose({ basedOn: [ref('CarePlan/c1')] }), ours])).toMatchObject({
      'Goal/g1': ['based-on'],
    });
  });
});
