import { careVisit } from '../../../src/sandbox/people/measures/care.ts';
import { engagementSession } from '../../../src/sandbox/people/measures/engagement.ts';
import { measureOf, type Recorded } from '../../../src/sandbox/people/measures/facts.ts';
import { travelSession } from '../../../src/sandbox/people/measures/travel.ts';
import { diceFor, type Dice } from '../../../src/sandbox/people/random.ts';

/** Ranks as the code systems define them, least first. */
const SCALES: Readonly<Record<string, readonly string[]>> = {
  'prompt-level': [
    'independent',
    'gestural',
    'indirect-verbal',
    'verbal',
    'modelling',
    'partial-physical',
    'physical',
  ],
  'confidence-observed': ['none', 'low', 'some', 'good', 'full'],
  hesitation: ['none', 'slight', 'marked', 'stopped'],
  'settled-after': ['distressed', 'unsettled', 'mostly-settled', 'settled'],
  'enjoyment-observed': ['none', 'little', 'some', 'clear', 'delighted'],
};

type Reader = (measure: string) => number;

/** A component as a number: rank, count, share or minutes; NaN where it is absent. */
const reader =
  ({ facts }: Recorded): Reader =>
  (measure) => {
    const fact = facts.find((one) => measureOf(one) === measure);
    const code = fact?.valueCodeableConcept?.coding?.[0]?.code;
    if (code !== undefined) return SCALES[measure]?.indexOf(code) ?? (code === 'person' ? 1 : 0);
    if (fact?.valueRatio) {
      return (fact.valueRatio.numerator?.value ?? 0) / (fact.valueRatio.denominator?.value ?? 0);
    }
    if (fact?.valueString !== undefined) return 1;
    const plain = fact?.valueInteger ?? fact?.valueQuantity?.value ?? fact?.valueBoolean;
    return plain === undefined ? NaN : Number(plain);
  };

/** The criteria of the three programmes, stage by stage, written out by hand. */
const LADDERS: Readonly<Record<string, readonly ((of: Reader) => boolean)[]>> = {
  travel: [
    (of) => of('prompt-level') <= 4 && of('safety-checks') >= 0.5,
    (of) =>
      of('prompt-level') <= 3 &&
      of('prompt-count') <= 3 &&
      of('safety-checks') >= 0.8 &&
      of('confidence-observed') >= 1,
    (of) =>
      of('prompt-level') <= 1 &&
      of('prompt-count') <= 1 &&
      of('safety-checks') === 1 &&
      of('confidence-observed') >= 2,
    (of) =>
      of('prompt-level') === 0 &&
      of('prompt-count') === 0 &&
      of('confidence-observed') >= 3 &&
      of('planned') === 1,
  ],
  care: [
    (of) => of('steps-independent') >= 0.25 && of('prompt-level') <= 4,
    (of) =>
      of('steps-independent') >= 0.5 && of('prompt-level') <= 3 && of('reassurance-count') <= 3,
    (of) =>
      of('steps-independent') >= 0.8 &&
      of('prompt-level') <= 2 &&
      of('reassurance-count') <= 1 &&
      of('hesitation') <= 1,
    (of) =>
      of('steps-independent') === 1 &&
      of('prompt-level') === 0 &&
      of('reassurance-count') === 0 &&
      of('settled-after') >= 2,
  ],
  engagement: [
    (of) => of('attended') === 1,
    (of) => of('engagement-duration') >= 10 && of('prompt-level') <= 3,
    (of) =>
      of('engagement-duration') >= 20 &&
      of('prompt-level') <= 1 &&
      of('enjoyment-observed') >= 2 &&
      of('enjoyment-basis') === 1,
    (of) =>
      of('engagement-duration') >= 30 && of('initiated-by') === 1 && of('enjoyment-observed') >= 3,
  ],
};

const levelOf = (ladder: string, recorded: Recorded): number => {
  const of = reader(recorded);
  const criteria = LADDERS[ladder] ?? [];
  const failed = criteria.findIndex((meets) => !meets(of));
  return failed === -1 ? criteria.length : failed;
};

/** Components without which a record is incomplete. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  travel: ['prompt-level', 'prompt-count', 'safety-checks', 'confidence-observed', 'planned'],
  care: ['steps-independent', 'prompt-level', 'reassurance-count', 'hesitation', 'settled-after'],
  engagement: [
    'attended',
    'engagement-duration',
    'prompt-level',
    'initiated-by',
    'enjoyment-observed',
    'enjoyment-basis',
  ],
};

const BUILD: Readonly<Record<string, (level: string, number: number, dice: Dice) => Recorded>> = {
  travel: (level, number, dice) => travelSession(level, 'Mill Lane to the library', number, dice),
  care: (level, number, dice) => careVisit(level, 'washing', number, dice),
  engagement: (level, _, dice) => engagementSession(level, dice, false),
};

const rolls = (ladder: string, level: string): readonly Recorded[] =>
  Array.from({ length: 300 }, (_, at) =>
    (BUILD[ladder] as (typeof BUILD)[string])(level, at, diceFor(at, `${ladder}/${level}`)),
  );

describe('what a session records', () => {
  const cases = [
    ...['0', '1', '2', '3', '4'].map((level) => ['travel', level] as const),
    ...['0', '1', '2', '3', '4'].map((level) => ['care', level] as const),
    ...['1', '2', '3', '4'].map((level) => ['engagement', level] as const),
  ];

  it.each(cases)('%s meets exactly stage %s, whatever is rolled', (ladder, level) => {
    const levels = rolls(ladder, level).map((recorded) => levelOf(ladder, recorded));
    expect(new Set(levels)).toEqual(new Set([Number(level)]));
  });

  it.each(cases)('%s at stage %s is complete and varies', (ladder, level) => {
    const all = rolls(ladder, level);
    for (const recorded of all) {
      expect(recorded.facts.map(measureOf)).toEqual(
        expect.arrayContaining([...(REQUIRED[ladder] ?? [])]),
      );
    }
    expect(new Set(all.map(({ facts }) => JSON.stringify(facts))).size).toBeGreaterThan(5);
  });

  it('keeps half of the safety checks in all but a serious event', () => {
    const shares = (level: string): readonly number[] =>
      rolls('travel', level).map((recorded) => reader(recorded)('safety-checks'));
    expect(Math.min(...['0', '1', '2', '3', '4'].flatMap(shares))).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...shares('E'))).toBeLessThan(0.5);
  });

  it('stays at an activity for a quarter of it, unless it was a brief visit', () => {
    const shares = (level: string, brief: boolean): readonly number[] =>
      Array.from({ length: 300 }, (_, at) => {
        const of = reader(engagementSession(level, diceFor(at, 'stay'), brief));
        return of('engagement-duration') / of('session-duration');
      });
    expect(
      Math.min(...['1', '2', '3', '4'].flatMap((level) => shares(level, false))),
    ).toBeGreaterThanOrEqual(0.25);
    expect(Math.max(...shares('1', true))).toBeLessThan(0.25);
  });
});
