import fc from 'fast-check';
import { atMost } from '../../../src/domain/statistics/binomial.ts';

describe('the chance of at most m successes', () => {
  it('separates five of twelve from six at a claimed 80 %', () => {
    expect(atMost(5, 12, 0.8)).toBeCloseTo(0.003903, 6);
    expect(atMost(6, 12, 0.8)).toBeCloseTo(0.019405, 6);
  });

  it('separates two missed observations from three', () => {
    expect(atMost(0, 2, 0.8)).toBeCloseTo(0.04, 12);
    expect(atMost(0, 3, 0.8)).toBeCloseTo(0.008, 12);
    expect(atMost(1, 4, 0.8)).toBeCloseTo(0.0272, 12);
  });

  it('is certain at the ends', () => {
    expect([atMost(-1, 5, 0.5), atMost(5, 5, 0.5), atMost(0, 5, 0), atMost(4, 5, 1)]).toEqual([
      0, 1, 1, 0,
    ]);
  });

  it('falls as the true rate rises and rises with m', () => {
    const rate = fc.double({ min: 0.01, max: 0.98, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(200), rate, (n, m, p) => {
        const chance = atMost(m, n, p);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        expect(atMost(m + 1, n, p)).toBeGreaterThanOrEqual(chance);
        expect(atMost(m, n, p + 0.01)).toBeLessThanOrEqual(chance + 1e-12);
      }),
    );
  });
});
