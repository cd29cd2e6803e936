import { chanceOfMore } from '../../../src/domain/statistics/fisher.ts';
import { lenientWorkers } from '../../../src/domain/statistics/leniency.ts';

describe('records of one worker that are kinder than those of the others', () => {
  const together = [
    { worker: 'C', met: 3, total: 6 },
    { worker: 'A', met: 12, total: 12 },
    { worker: 'B', met: 4, total: 6 },
  ];

  it('are twelve of twelve against seven of twelve at one in twenty, not at one in a hundred', () => {
    expect(chanceOfMore({ met: 12, total: 12 }, { met: 7, total: 12 })).toBeCloseTo(0.018634, 6);
    expect(lenientWorkers(together, 0.05)).toEqual(['A']);
    expect(lenientWorkers(together, 0.01)).toEqual([]);
  });

  it('are never those of somebody who wrote all of them', () => {
    expect(lenientWorkers([{ worker: 'A', met: 40, total: 40 }], 0.05)).toEqual([]);
  });

  it('are never those of the stricter worker', () => {
    expect(chanceOfMore({ met: 7, total: 12 }, { met: 12, total: 12 })).toBeCloseTo(1, 12);
  });

  it('are counted as the tea-tasting lady was: 3 of 4 against 1 of 4 is 17 in 70', () => {
    expect(chanceOfMore({ met: 3, total: 4 }, { met: 1, total: 4 })).toBeCloseTo(17 / 70, 12);
  });
});
