import { beforeAll, describe, expect, it } from '@jest/globals';
import { measure, type Measured } from './logic.ts';
import {
  acceptance,
  decline,
  declinedForm,
  domain,
  personWith,
  stage,
  type Case,
} from './people.ts';

/** Everybody here is looked at over the first quarter of 2026, on independent travel. */
const QUARTER = { start: '2026-01-01T00:00:00.000+00:00', end: '2026-03-31T23:59:59.999+01:00' };

const CASES = {
  // Nothing keeps it from counting.
  sound: {},

  // Who is counted at all.
  'ended-the-day-before': { goal: { lifecycleStatus: 'completed', statusDate: '2025-12-31' } },
  'ended-on-the-first-day': { goal: { lifecycleStatus: 'completed', statusDate: '2026-01-01' } },
  'begins-the-day-after': { goal: { startDate: '2026-04-01' } },
  'begins-on-the-last-day': { goal: { startDate: '2026-03-31' } },
  'begins-by-its-plan': {
    goal: { startDate: undefined },
    plan: { period: { start: '2026-04-01' } },
  },
  'in-error': { goal: { lifecycleStatus: 'entered-in-error' } },
  'no-plan': { plan: { category: [{ text: 'Support plan' }] } },
  'plan-in-error': { plan: { status: 'entered-in-error' } },
  'plan-by-address': {
    plan: { goal: [{ reference: 'https://host.example/fhir/Goal/plan-by-address' }] },
  },

  // Who is left out of proportions.
  died: { patient: { deceasedDateTime: '2026-02-10T09:00:00Z' } },
  'died-some-day': { patient: { deceasedBoolean: true } },
  'died-later': { patient: { deceasedDateTime: '2026-04-05T09:00:00Z' } },
  alive: { patient: { deceasedBoolean: false } },
  moved: { patient: { active: false }, verdicts: [] },
  'moved-with-an-old-verdict': {
    patient: { active: false },
    verdicts: [{ issued: '2025-12-15T12:00:00Z', decided: '2025-12-16T12:00:00Z' }],
  },
  'moved-but-decided-on': { patient: { active: false } },
  'moved-having-got-there': {
    patient: { active: false },
    goal: { lifecycleStatus: 'completed', statusDate: '2026-02-10' },
    verdicts: [],
  },
  'on-hold': { goal: { lifecycleStatus: 'on-hold', statusDate: '2026-01-01' } },
  'on-hold-since-the-second-day': {
    goal: { lifecycleStatus: 'on-hold', statusDate: '2026-01-02' },
  },
  'on-hold-on-the-last-day': { goal: { lifecycleStatus: 'on-hold', statusDate: '2026-03-31' } },
  'on-hold-some-day': { goal: { lifecycleStatus: 'on-hold' } },
  'on-hold-later': { goal: { lifecycleStatus: 'on-hold', statusDate: '2026-04-03' } },
  withdrew: {
    goal: {
      lifecycleStatus: 'cancelled',
      statusDate: '2026-02-10',
      extension: [acceptance('Patient/withdrew', 'disagree')],
    },
  },
  'cancelled-by-the-service': {
    goal: { lifecycleStatus: 'cancelled', statusDate: '2026-02-10', statusReason: 'Too hard' },
  },
  'cancelled-by-a-relative': {
    goal: {
      lifecycleStatus: 'cancelled',
      statusDate: '2026-02-10',
      extension: [acceptance('RelatedPerson/r', 'disagree')],
    },
  },
  'cancelled-though-accepted': {
    goal: {
      lifecycleStatus: 'cancelled',
      statusDate: '2026-02-10',
      extension: [acceptance('Patient/cancelled-though-accepted', 'agree')],
    },
  },

  // What stands.
  'no-verdict': { verdicts: [] },
  'only-preliminary': { verdicts: [{ status: 'preliminary' }] },
  'set-aside': { verdicts: [{ status: 'entered-in-error' }] },
  'confirmed-later': { verdicts: [{ status: 'preliminary' }, { issued: '2026-04-02T08:00:00Z' }] },
  'decided-on-the-last-day': { verdicts: [{ decided: '2026-03-31T22:00:00Z' }] },
  'decided-after-the-period': { verdicts: [{ decided: '2026-03-31T23:30:00Z' }] },
  'decided-before-it-was-found': { verdicts: [{ decided: '2026-03-19T12:00:00Z' }] },
  'decided-otherwise': { verdicts: [{ decidedOn: 'partial' }] },
  'final-by-nobody': { verdicts: [{ decided: null }] },
  'fell-since': { verdicts: [{}, { status: 'preliminary', level: 'partial' }] },
  'rose-since': {
    verdicts: [{ level: 'partial' }, { status: 'preliminary', level: 'achieved' }],
  },
  'same-since': { verdicts: [{}, { status: 'preliminary', strength: 'weak' }] },
  'overclaimed-since': {
    verdicts: [
      { level: 'partial' },
      { status: 'preliminary', level: 'partial', verdict: 'overstated' },
    ],
  },
  'tenth-after-ninth': {
    verdicts: [
      { number: 10, level: 'partial' },
      { number: 9, level: 'achieved' },
    ],
  },
  'known-by-focus': { kept: (verdict) => ({ ...verdict, extension: undefined }) },
  'not-ours': { kept: (verdict) => ({ ...verdict, identifier: undefined }) },

  // What counts as met.
  'no-baseline': { verdicts: [{ findings: ['missing-baseline'] }] },
  'late-baseline': { verdicts: [{ findings: ['late-baseline', 'stale-evidence'] }] },
  'late-baseline-unconfirmed': {
    verdicts: [{ status: 'preliminary', findings: ['late-baseline'] }],
  },
  stalled: { verdicts: [{ level: 'partial', trajectory: 'stalled' }] },
  partial: { verdicts: [{ level: 'partial' }] },
  'near-complete': { verdicts: [{ level: 'near-complete' }] },
  baseline: { verdicts: [{ level: 'baseline' }] },
  'began-at-the-stage': {
    verdicts: [{ level: 'partial', stage: 'stage-2', baselineStage: stage('stage-2') }],
  },
  'began-above-the-stage': {
    verdicts: [{ level: 'partial', stage: 'stage-1', baselineStage: stage('stage-2') }],
  },
  'began-a-stage-below': {
    verdicts: [{ level: 'partial', stage: 'stage-2', baselineStage: stage('stage-1') }],
  },
  'began-nobody-knows-where': { verdicts: [{ baselineStage: null }] },
  'stage-of-another-programme': { verdicts: [{ stage: 'shines' }] },
  'began-at-a-stage-of-another-programme': { verdicts: [{ baselineStage: stage('helps') }] },
  understated: { verdicts: [{ verdict: 'understated' }] },
  unverifiable: { verdicts: [{ level: 'partial', verdict: 'unverifiable' }] },
  overstated: { verdicts: [{ level: 'partial', verdict: 'overstated' }] },
  'overstated-unconfirmed': {
    verdicts: [{ status: 'preliminary', level: 'partial', verdict: 'overstated' }],
  },
  'no-audit': { verdicts: [{ audit: 'absent' }] },
  'audit-not-independent': { verdicts: [{ audit: 'not-independent' }] },
  'sources-disagree': { verdicts: [{ feedback: 'contradicts', audit: 'mixed' }] },
  'only-a-proxy': { verdicts: [{ feedback: 'not-independent' }] },
  'gate-by-proxy': { verdicts: [{ findings: ['gate-by-proxy'] }] },
  declined: {
    verdicts: [{ feedback: 'absent' }],
    more: [decline('declined', '2026-02-10')],
  },
  'declined-on-a-form': {
    verdicts: [{ feedback: 'absent' }],
    more: [declinedForm('declined-on-a-form', '2026-03-31')],
  },
  'declined-to-a-proxy': {
    verdicts: [{ feedback: 'not-independent' }],
    more: [decline('declined-to-a-proxy', '2026-02-10')],
  },
  'answered-and-declined': { more: [decline('answered-and-declined', '2026-02-10')] },
  'did-not-tick-declined': {
    verdicts: [{ feedback: 'absent' }],
    more: [declinedForm('did-not-tick-declined', '2026-02-10', false)],
  },
  'declined-last-year': {
    verdicts: [{ feedback: 'absent' }],
    more: [decline('declined-last-year', '2025-12-31')],
  },
  'a-relative-declined': {
    verdicts: [{ feedback: 'absent' }],
    more: [decline('a-relative-declined', '2026-02-10', 'RelatedPerson/r')],
  },
  thin: { verdicts: [{ strength: 'weak' }] },
  'strong-but-no-baseline': { verdicts: [{ strength: 'strong', findings: ['missing-baseline'] }] },

  // Follow-up: 56 days in independent travel; the last day that counts is 3 February.
  sustained: {
    verdicts: [{ issued: '2026-01-20T12:00:00Z' }, { level: 'sustained' }],
  },
  'just-old-enough': { verdicts: [{ issued: '2026-02-03T12:00:00Z' }] },
  'a-day-too-young': { verdicts: [{ issued: '2026-02-04T12:00:00Z' }] },
  lapsed: { verdicts: [{ issued: '2026-01-20T12:00:00Z' }, { level: 'partial' }] },
  'sustained-and-died': {
    patient: { deceasedBoolean: true },
    verdicts: [{ issued: '2026-01-20T12:00:00Z' }, { level: 'sustained' }],
  },

  // Reviews: each month in independent travel.
  'reviewed-in-time': {
    goal: { startDate: '2026-01-10' },
    reviews: ['2026-02-10', '2026-03-10'],
  },
  'reviewed-a-day-late': {
    goal: { startDate: '2026-01-10' },
    reviews: ['2026-02-11', '2026-03-11'],
  },
  'never-reviewed': {},
  'too-young-for-review': { goal: { startDate: '2026-03-15' } },
  'late-last-year-only': { reviews: ['2025-12-20', '2026-01-20', '2026-02-20', '2026-03-20'] },
  'late-until-the-first-day': { reviews: ['2026-01-01', '2026-02-01', '2026-03-01'] },
  'late-after-it-ended': {
    goal: { startDate: '2026-01-10', lifecycleStatus: 'completed', statusDate: '2026-02-08' },
  },
} satisfies Record<string, Case>;

type Name = keyof typeof CASES;
const names = Object.keys(CASES) as readonly Name[];

let measured: Measured;
beforeAll(async () => {
  const people = names.flatMap((name) => personWith(name, CASES[name]));
  measured = await measure(people, QUARTER);
});

/** Which of the people named are in a population. */
const among = (definition: string, people: readonly Name[]): readonly string[] => {
  const found = new Set(measured.goals(definition));
  return people.filter((name) => found.has(name));
};
const rowOf = (name: Name) => measured.counted.find(({ goal }) => goal === name);

const NOBODY: readonly Name[] = [
  'ended-the-day-before',
  'begins-the-day-after',
  'begins-by-its-plan',
  'in-error',
  'no-plan',
  'plan-in-error',
];
const LEFT_OUT: Readonly<Partial<Record<Name, string>>> = {
  died: 'died',
  'died-some-day': 'died',
  moved: 'moved',
  'moved-with-an-old-verdict': 'moved',
  'on-hold': 'on-hold',
  withdrew: 'withdrawn',
  'sustained-and-died': 'died',
};

describe('who is counted', () => {
  it('is every goal on a programme that was open on a day of the period', () => {
    expect(measured.goals('Initial Population')).toEqual(
      names.filter((name) => !NOBODY.includes(name)).sort(),
    );
    expect(measured.goals('Denominator')).toEqual(measured.goals('Initial Population'));
  });

  it('leaves out those who died, left a goal behind, withdrew or were on hold throughout, and nobody else', () => {
    expect(measured.goals('Denominator Exclusion')).toEqual(Object.keys(LEFT_OUT).sort());
    for (const { goal, exclusion } of measured.counted)
      expect([goal, exclusion]).toEqual([goal, LEFT_OUT[goal as Name] ?? 'none']);
  });
});

describe('which verdict stands', () => {
  it.each<[Name, string, string]>([
    ['sound', 'achieved', 'confirmed'],
    ['no-verdict', 'unconfirmed', 'no-verdict'],
    ['only-preliminary', 'unconfirmed', 'unconfirmed'],
    ['set-aside', 'unconfirmed', 'no-verdict'],
    ['confirmed-later', 'unconfirmed', 'unconfirmed'],
    ['decided-on-the-last-day', 'achieved', 'confirmed'],
    ['decided-after-the-period', 'unconfirmed', 'unconfirmed'],
    ['decided-before-it-was-found', 'unconfirmed', 'unconfirmed'],
    ['decided-otherwise', 'unconfirmed', 'unconfirmed'],
    ['final-by-nobody', 'unconfirmed', 'unconfirmed'],
    ['fell-since', 'unconfirmed', 'unconfirmed'],
    ['rose-since', 'partial', 'confirmed'],
    ['same-since', 'achieved', 'confirmed'],
    ['overclaimed-since', 'unconfirmed', 'unconfirmed'],
    ['tenth-after-ninth', 'partial', 'confirmed'],
    ['known-by-focus', 'achieved', 'confirmed'],
    ['not-ours', 'unconfirmed', 'no-verdict'],
    ['no-baseline', 'achieved', 'no-baseline'],
    ['stalled', 'partial', 'stalled'],
  ])('%s: level %s, %s', (name, level, standing) => {
    expect(rowOf(name)).toMatchObject({ level, standing });
  });

  it('is the latest of all, where every verdict is to count', async () => {
    const people: readonly Name[] = ['only-preliminary', 'fell-since', 'rose-since'];
    const all = await measure(
      people.flatMap((name) => personWith(name, CASES[name])),
      QUARTER,
      { 'Count Unconfirmed': true },
    );
    expect(all.goals('M1 Numerator')).toEqual(['only-preliminary', 'rose-since']);
    expect(all.counted.map(({ goal, level }) => [goal, level])).toEqual([
      ['only-preliminary', 'achieved'],
      ['fell-since', 'partial'],
      ['rose-since', 'achieved'],
    ]);
  });
});

describe('what is met', () => {
  it.each<[string, readonly Name[], readonly Name[]]>([
    [
      'M1 Numerator',
      ['sound', 'thin', 'same-since', 'sustained', 'known-by-focus', 'cancelled-by-the-service'],
      ['near-complete', 'only-preliminary', 'no-baseline', 'fell-since', 'rose-since', 'lapsed'],
    ],
    [
      'M2 Numerator',
      ['sound', 'partial', 'near-complete', 'overstated', 'began-a-stage-below', 'sustained'],
      [
        'baseline',
        'stalled',
        'no-baseline',
        'no-verdict',
        'only-preliminary',
        'began-at-the-stage',
        'began-above-the-stage',
        'began-nobody-knows-where',
        'stage-of-another-programme',
        'began-at-a-stage-of-another-programme',
      ],
    ],
    [
      'M3 Numerator',
      ['sound', 'stalled', 'no-baseline', 'partial'],
      ['understated', 'unverifiable', 'overstated', 'overclaimed-since', 'only-preliminary'],
    ],
    [
      'M4 Numerator',
      ['overstated', 'overstated-unconfirmed', 'overclaimed-since'],
      ['sound', 'unverifiable', 'understated', 'no-verdict'],
    ],
    [
      'M5 Numerator',
      ['sound', 'only-preliminary', 'stalled'],
      ['no-baseline', 'late-baseline', 'late-baseline-unconfirmed', 'no-verdict'],
    ],
    [
      'M6 Numerator',
      ['reviewed-in-time', 'too-young-for-review', 'late-last-year-only', 'late-after-it-ended'],
      ['reviewed-a-day-late', 'never-reviewed', 'late-until-the-first-day'],
    ],
    [
      'M7 Numerator',
      ['sound', 'sources-disagree'],
      ['no-audit', 'audit-not-independent', 'only-a-proxy', 'only-preliminary'],
    ],
    [
      'M8 Numerator',
      ['sound', 'sources-disagree', 'no-audit'],
      ['only-a-proxy', 'gate-by-proxy', 'only-preliminary'],
    ],
    [
      'M9 Denominator',
      ['sustained', 'lapsed', 'just-old-enough', 'sustained-and-died'],
      ['a-day-too-young', 'sound', 'only-preliminary'],
    ],
    ['M9 Numerator', ['sustained', 'sustained-and-died'], ['lapsed', 'just-old-enough']],
    ['M9 Denominator Exclusion', ['sustained-and-died'], ['sustained', 'died']],
    ['M10 Denominator', ['sound', 'thin'], ['partial', 'no-baseline', 'strong-but-no-baseline']],
    ['M10 Numerator', ['sound'], ['thin', 'strong-but-no-baseline', 'partial']],
    ['M10 Denominator Exclusion', ['died', 'sustained-and-died'], ['sound', 'partial']],
  ])('%s: %j, and not %j', (definition, met, unmet) => {
    expect(among(definition, [...met, ...unmet])).toEqual(met);
  });
});

describe('a goal on a programme that does not ship', () => {
  it('has gained a stage where the stages are named in their order', async () => {
    const cooking = {
      instantiatesCanonical: ['https://host.example/PlanDefinition/cooking|1.0.0'],
    };
    const cook = (id: string, began: string, now: string) =>
      personWith(id, {
        plan: cooking,
        verdicts: [{ level: 'partial', baselineStage: stage(began), stage: now }],
      });
    const people = [...cook('rose', 'helps', 'cooks'), ...cook('fell', 'cooks', 'helps')];
    const named = await measure(people, QUARTER, { Stages: ['helps', 'cooks'] });
    expect(named.goals('M2 Numerator')).toEqual(['rose']);
    expect((await measure(people, QUARTER)).goals('M2 Numerator')).toEqual([]);
  });
});

describe('the strata of a goal', () => {
  it.each<[Name, string]>([
    ['sound', 'heard'],
    ['sources-disagree', 'heard'],
    ['only-preliminary', 'heard'],
    ['answered-and-declined', 'heard'],
    ['declined', 'declined'],
    ['declined-on-a-form', 'declined'],
    ['declined-to-a-proxy', 'declined'],
    ['only-a-proxy', 'proxy-only'],
    ['gate-by-proxy', 'proxy-only'],
    ['did-not-tick-declined', 'not-asked'],
    ['declined-last-year', 'not-asked'],
    ['a-relative-declined', 'not-asked'],
    ['no-verdict', 'not-asked'],
  ])('tell of the person’s own word: %s, %s', (name, feedback) => {
    expect(rowOf(name)).toMatchObject({ feedback });
  });

  it.each<[Name, string]>([
    ['sound', 'none'],
    ['began-a-stage-below', 'stage-1'],
    ['began-nobody-knows-where', 'not-told'],
    ['only-preliminary', 'not-told'],
  ])('tell where the goal began: %s, %s', (name, baselineStage) => {
    expect(rowOf(name)).toMatchObject({ baselineStage });
  });

  const UK_CORE = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory';
  const person = (id: string, patient: object, goal: object = {}, plan: object = {}) =>
    personWith(id, { patient, goal, plan });

  it('come from where the record holds them, and say where it does not', async () => {
    const { counted } = await measure(
      [
        ...person(
          'rich',
          {
            birthDate: '1961-03-31',
            managingOrganization: { reference: 'Organization/elm' },
            extension: [{ url: UK_CORE, valueCodeableConcept: { coding: [{ code: 'A' }] } }],
          },
          { category: [domain('community-travel'), domain('community-facilities')] },
        ),
        ...person('sixty-four', { birthDate: '1961-04-01' }),
        ...person('bare', { birthDate: undefined }, {}, { instantiatesCanonical: undefined }),
      ],
      QUARTER,
    );
    expect(counted).toMatchObject([
      {
        ageBand: '65-74',
        site: 'Organization/elm',
        ethnicity: 'A',
        domain: 'community-travel',
        careActOutcome: 'community-facilities',
        setting: 'supported-living',
        findings: ['none'],
      },
      { ageBand: '18-64' },
      {
        ageBand: 'not-recorded',
        site: 'not-recorded',
        ethnicity: 'not-recorded',
        domain: 'not-recorded',
        careActOutcome: 'not-recorded',
        setting: 'not-recorded',
        programme: 'not-recorded',
        primarySupportReason: 'not-recorded',
      },
    ]);
  });

  it('hold each finding once, whoever confirmed what', () => {
    expect(rowOf('late-baseline')?.findings).toEqual(['late-baseline', 'stale-evidence']);
    expect(rowOf('late-baseline-unconfirmed')?.findings).toEqual(['late-baseline']);
    const reviews = (name: Name) => rowOf(name)?.['reviews'];
    expect([reviews('reviewed-in-time'), reviews('only-preliminary')]).toEqual(['some', 'none']);
  });
});
