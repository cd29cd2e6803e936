import fc from 'fast-check';
import type { LedgerRecord } from '../../../src/domain/attainment/ledger.ts';
import { createScoreLine, type Score } from '../../../src/domain/attainment/score.ts';
import { records } from './arbitraries.ts';
import { scoreOnPaper } from './onPaper.ts';

const LOSS = 4;
const STAGES = [1, 2, 3, 4] as const;
const SLACK = 1e-9;

const score = (all: readonly LedgerRecord[], stage: number, cap = 20): Score => {
  const line = createScoreLine(stage, cap, LOSS);
  for (const record of all) line.add(record);
  return line.now();
};

/** The points at the end of each of the days 0 to 40. */
const everyDay = (all: readonly LedgerRecord[], stage: number, cap = 20): readonly number[] =>
  Array.from(
    { length: 41 },
    (_, day) =>
      score(
        all.filter((record) => record.day <= day),
        stage,
        cap,
      ).points,
  );

const shuffled = records.chain((all) =>
  fc.tuple(
    fc.constant(all),
    fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }),
  ),
);

describe('the points of a stage', () => {
  it('are what the rule gives on paper, in whatever order the records come', () => {
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 1, max: 30 }), ([all, disordered], cap) => {
        for (const stage of STAGES) {
          const now = score(disordered, stage, cap);
          const paper = scoreOnPaper(all, stage, cap);
          expect(now.points).toBeCloseTo(paper.points, 9);
          expect(now.sum).toBeCloseTo(paper.sum, 9);
          expect([now.runStart, now.units]).toEqual([paper.runStart, paper.units]);
        }
      }),
    );
  });

  it('stay between nothing and the cap', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 1, max: 30 }), (all, cap) => {
        for (const points of STAGES.flatMap((stage) => everyDay(all, stage, cap))) {
          expect(points).toBeGreaterThanOrEqual(0);
          expect(points).toBeLessThanOrEqual(cap);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('never rise on any day when a met record is turned into an unmet one', () => {
    const turned = records.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.nat(Math.max(0, all.length - 1)),
        fc.integer({ min: 0, max: 3 }),
      ),
    );
    fc.assert(
      fc.property(turned, ([all, index, lower]) => {
        const worse = all.map((record, at) =>
          at === index && record.level !== null && record.level > lower
            ? { ...record, level: lower, missedFrom: lower + 1 }
            : record,
        );
        for (const stage of STAGES) {
          const [before, after] = [everyDay(all, stage), everyDay(worse, stage)];
          after.forEach((points, day) => {
            expect(points).toBeLessThanOrEqual((before[day] as number) + SLACK);
          });
        }
      }),
    );
  });

  it('of a higher stage are never more, with equal caps', () => {
    fc.assert(
      fc.property(records, (all) => {
        const points = STAGES.map((stage) => score(all, stage).points);
        points.slice(1).forEach((higher, index) => {
          expect(higher).toBeLessThanOrEqual((points[index] as number) + SLACK);
        });
      }),
    );
  });

  it.each(['late', 'duplicate'] as const)('never rise by a %s record', (fault) => {
    const added = fc.record({
      day: fc.integer({ min: 0, max: 40 }),
      level: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(records, added, (all, { day, level }) => {
        const record: LedgerRecord = {
          reference: 'Observation/added',
          day,
          knownAt: 1000,
          worker: 'Practitioner/A',
          level,
          missedFrom: level + 1,
          complete: true,
          late: false,
          duplicate: false,
          safetyEvent: false,
          inferred: false,
          [fault]: true,
        };
        for (const stage of STAGES) {
          const now = score([...all, record], stage).points;
          expect(now).toBeLessThanOrEqual(score(all, stage).points + SLACK);
        }
      }),
    );
  });

  it('are never raised by an incomplete record', () => {
    fc.assert(
      fc.property(records, (all) => {
        for (const stage of STAGES) {
          const complete = score(
            all.filter((record) => record.complete),
            stage,
          );
          expect(score(all, stage).points).toBeLessThanOrEqual(complete.points + SLACK);
        }
      }),
    );
  });
});
