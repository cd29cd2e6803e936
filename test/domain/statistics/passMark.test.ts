import fc from 'fast-check';
import { atMost } from '../../../src/domain/statistics/binomial.ts';
import { fairBetRoot, luckBound, luckOf } from '../../../src/domain/statistics/luck.ts';
import {
  derivePassMark,
  lossProbability,
  passProbability,
} from '../../../src/domain/statistics/passMark.ts';

const LOSS = 4;

/** Every sequence of met and unmet units in turn, each with its chance: slow and plain. */
function passByEnumeration(share: number, loss: number, mark: number, units: number): number {
  let chance = 0;
  for (let sequence = 0; sequence < 2 ** units; sequence += 1) {
    let [score, passed, weight] = [0, false, 1];
    for (let unit = 0; unit < units; unit += 1) {
      const met = (sequence >> unit) % 2 === 1;
      weight *= met ? share : 1 - share;
      score = Math.max(0, score + (met ? 1 : -loss));
      passed ||= score >= mark - 1e-9;
    }
    if (passed) chance += weight;
  }
  return chance;
}

describe('the chance of reaching a pass mark', () => {
  it('is small at a true 60 %, larger at 70 %, and high at 95 % in few sessions', () => {
    const chance = (share: number, units: number) =>
      passProbability({ share, loss: LOSS, mark: 15, units });
    expect(chance(0.6, 78)).toBeCloseTo(0.019988, 6);
    expect(chance(0.7, 78)).toBeCloseTo(0.175376, 6);
    expect(chance(0.95, 24)).toBeCloseTo(0.826487, 6);
  });

  it('agrees with going through every possible history, also for a loss that is no whole number', () => {
    const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    const mark = fc.integer({ min: 1, max: 5 });
    const units = fc.integer({ min: 0, max: 11 });
    fc.assert(
      fc.property(share, fc.constantFrom(4, 7 / 3, 1.5, 2 / 3), mark, units, (p, loss, h, n) => {
        const exact = passProbability({ share: p, loss, mark: h, units: n });
        expect(exact).toBeCloseTo(passByEnumeration(p, loss, h, n), 10);
      }),
      { numRuns: 60 },
    );
  });
});

describe('pass marks', () => {
  /** For 20, 10, 5, 2 and 1 % at a true 60 %, by planned days with a record in 26 weeks. */
  const TABLE: readonly (readonly [number, readonly number[]])[] = [
    [13, [6, 7, 9, 10, 11]],
    [26, [8, 9, 11, 12, 14]],
    [52, [9, 11, 12, 14, 16]],
    [78, [10, 12, 14, 15, 17]],
    [104, [11, 13, 14, 16, 18]],
    [130, [12, 13, 15, 17, 18]],
    [182, [12, 14, 16, 18, 19]],
  ];

  it.each(TABLE)('are the smallest that luck reaches seldom enough in %i days', (units, marks) => {
    const derived = [0.2, 0.1, 0.05, 0.02, 0.01].map((odds) =>
      derivePassMark({ share: 0.6, loss: LOSS, units, odds }),
    );
    expect(derived).toEqual(marks);
  });
});

describe('the chance of losing a stage again', () => {
  it('is small for a true 95 % that began with a full score', () => {
    const chance = lossProbability({ share: 0.95, loss: LOSS, cap: 20, lostAt: 4, units: 78 });
    expect(chance).toBeCloseTo(0.001976, 6);
  });

  it('is certain for somebody who no longer meets the stage at all, and nil before enough misses', () => {
    const chance = (units: number) =>
      lossProbability({ share: 0, loss: LOSS, cap: 20, lostAt: 4, units });
    expect([chance(3), chance(4)]).toEqual([0, 1]);
  });
});

describe('luck', () => {
  it('is bounded, whatever the dependence between days, by a bet that is fair', () => {
    expect(fairBetRoot(0.6, LOSS)).toBeCloseTo(1.55166, 5);
    expect(fairBetRoot(0.5, LOSS)).toBeCloseTo(1.927562, 6);
    expect(luckBound({ share: 0.6, loss: LOSS, units: 78, score: 15 })).toBeCloseTo(0.107188, 6);
    expect(luckBound({ share: 0.5, loss: LOSS, units: 78, score: 15 })).toBeCloseTo(0.00414, 6);
  });

  it('guarantees nothing for a rate that meets the criterion', () => {
    expect(luckBound({ share: 0.8, loss: LOSS, units: 78, score: 15 })).toBe(1);
    expect(fairBetRoot(0.95, LOSS)).toBe(1);
  });

  it('is exactly at most what is guaranteed', () => {
    const share = fc.double({ min: 0.05, max: 0.79, noNaN: true });
    const whole = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(share, whole, whole, (p, units, score) => {
        const { exact, guaranteed } = luckOf({ share: p, loss: LOSS, units, score });
        expect(exact).toBeLessThanOrEqual(guaranteed + 1e-9);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what no rule can do better', () => {
  it('tells a true 95 % from 80 % in 24 sessions about one time in three, at odds of 1 %', () => {
    // The most powerful test at one look (Neyman and Pearson 1933): all 24 met, and at 23 a draw of lots.
    const more = (m: number, p: number) => 1 - atMost(m - 1, 24, p);
    const lots = (0.01 - more(24, 0.8)) / (more(23, 0.8) - more(24, 0.8));
    const power = more(24, 0.95) + lots * (more(23, 0.95) - more(24, 0.95));
    expect(power).toBeCloseTo(0.360688, 6);
  });
});
