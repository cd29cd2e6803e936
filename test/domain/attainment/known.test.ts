import { scoreWithout } from '../../../src/domain/attainment/grades.ts';
import type { LedgerObservation, LedgerRecord } from '../../../src/domain/attainment/ledger.ts';
import { testSustained } from '../../../src/domain/attainment/sustained.ts';
import type { Stage } from '../../../src/domain/programme.ts';
import { travel } from '../../support/caseFiles.ts';

const top = travel.stages[3] as Stage;

const met = (day: number, changed: Partial<LedgerRecord> = {}): LedgerRecord => ({
  reference: `Observation/s${String(day)}`,
  day,
  knownAt: day,
  worker: 'Practitioner/A',
  level: 4,
  missedFrom: 5,
  complete: true,
  late: false,
  duplicate: false,
  safetyEvent: false,
  inferred: false,
  ...changed,
});
const incomplete = { level: null, missedFrom: Infinity, complete: false } as const;
const observed = (day: number, changed: Partial<LedgerObservation> = {}): LedgerObservation => ({
  reference: `Observation/o${String(day)}`,
  day,
  knownAt: day,
  level: 4,
  missedFrom: 5,
  pairedWith: null,
  safetyEvent: false,
  ...changed,
});
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the score without one worker', () => {
  const days = [...range(0, 9).map((day) => met(day)), ...range(11, 14).map((day) => met(day))];

  it('is that of the others alone', () => {
    const known = { records: [...days, met(10, { worker: 'B' })], observations: [], feedback: [] };
    expect(scoreWithout(known, 'B', travel, top)).toBe(14);
    expect(scoreWithout(known, 'Practitioner/A', travel, top)).toBe(1);
  });

  it('keeps the safety event that this worker recorded', () => {
    const event = met(10, { worker: 'B', safetyEvent: true });
    const known = { records: [...days, event], observations: [], feedback: [] };
    expect(scoreWithout(known, 'B', travel, top)).toBe(4);
  });

  it('keeps the safety event that an observer saw', () => {
    const seen = observed(10, { safetyEvent: true });
    const known = { records: days, observations: [seen], feedback: [] };
    expect(scoreWithout(known, 'B', travel, top)).toBe(4);
  });
});

describe('sustained since day 10', () => {
  const test = (
    records: readonly LedgerRecord[],
    observations: readonly LedgerObservation[] = [],
    today = 10 + 56,
  ) => testSustained({ records, observations, feedback: [] }, travel, top, 10, today);
  const twelve = range(11, 22).map((day) => met(day));

  it('takes 56 days', () => {
    expect(test(twelve).longEnough).toBe(true);
    expect(test(twelve, [], 10 + 55).longEnough).toBe(false);
  });

  it('takes complete records on twelve days after that one', () => {
    expect(test(twelve).enoughUnits).toBe(true);
    expect(test([met(10), ...twelve.slice(1)]).enoughUnits).toBe(false);
    expect(test([...twelve.slice(1), met(30, incomplete)]).enoughUnits).toBe(false);
    expect(test([...twelve.slice(1), met(22, { reference: 'Observation/twin' })]).enoughUnits).toBe(
      false,
    );
  });

  it('counts records and not days for the share that is met, late ones and copies too', () => {
    const twenty = range(11, 30).map((day) => met(day));
    const missed = (day: number) => met(day, { level: 3, missedFrom: 4, late: true });
    // 17 of 20 is 85 %; 17 of 21 is less.
    expect(test([...twenty.slice(3), ...[11, 12, 13].map(missed)]).shareMet).toBe(true);
    expect(test([...twenty.slice(3), ...[11, 12, 13, 14].map(missed)]).shareMet).toBe(false);
    expect(test([...twenty, met(10, { level: 0, missedFrom: 1 })]).shareMet).toBe(true);
  });

  it('takes two observations after that day, four in five of them met', () => {
    const unmet = (day: number) => observed(day, { level: 3, missedFrom: 4 });
    expect(test(twelve, [observed(10), observed(20)]).enoughObservations).toBe(false);
    expect(test(twelve, [observed(11), observed(20)]).enoughObservations).toBe(true);
    const four = [11, 12, 13, 14].map((day) => observed(day));
    expect(test(twelve, [...four, unmet(15)]).observationsMet).toBe(true);
    expect(test(twelve, [...four.slice(1), unmet(15)]).observationsMet).toBe(false);
  });
});
