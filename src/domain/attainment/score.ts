import type { Day } from '../time.ts';
import { isMet, isMissed, type LedgerRecord } from './ledger.ts';

/** Points of one stage after the last day known. */
export interface Score {
  /** S: between 0 and the stage's cap. */
  readonly points: number;
  /** First counted day after the score was last 0; null while it is 0. */
  readonly runStart: Day | null;
  /** U: the sum of the run's day marks, without the cap. */
  readonly sum: number;
  /** Counted days of the run. */
  readonly units: number;
}

interface DayMark {
  readonly day: Day;
  readonly mark: number;
  readonly count: number;
  readonly emptied: boolean;
}

const NOTHING: Score = { points: 0, runStart: null, sum: 0, units: 0 };

/** Points below this are nothing: days of several visits add up in fractions. */
const EMPTY = 1e-9;

/**
 * What one unmet day costs when a met day gains 1: c/(1-c) for the criterion share c, free of the last
 * binary digits, so that 80 % costs 4 and nothing else.
 */
export const lossPerMiss = (criterionShare: number): number =>
  Math.round((criterionShare / (1 - criterionShare)) * 1e9) / 1e9;

/**
 * A CUSUM over days for one stage: +1 for a met day, minus `loss` for an unmet one, several records of
 * one day averaged, kept between 0 and `cap` (Page 1954, for the start of a gain; see docs/rules.md).
 * A record may be added for any day; only later days are walked again.
 */
export function createScoreLine(stage: number, cap: number, loss: number) {
  const marks: DayMark[] = [];
  const scores: Score[] = [];

  const place = (day: Day): number => {
    let at = marks.length;
    while (at > 0 && (marks[at - 1] as DayMark).day >= day) at -= 1;
    if (marks[at]?.day !== day) {
      marks.splice(at, 0, { day, mark: 0, count: 0, emptied: false });
      scores.splice(at, 0, NOTHING);
    }
    return at;
  };

  const walkFrom = (at: number): void => {
    for (let day = at; day < marks.length; day += 1) {
      scores[day] = nextScore(scores[day - 1] ?? NOTHING, marks[day] as DayMark, cap);
    }
  };

  return {
    add(record: LedgerRecord): void {
      const met = isMet(record, stage);
      if (met || isMissed(record, stage)) {
        const at = place(record.day);
        const mark = marks[at] as DayMark;
        marks[at] = { ...mark, mark: mark.mark + (met ? 1 : -loss), count: mark.count + 1 };
        walkFrom(at);
      }
      if (record.safetyEvent) this.empty(record.day);
    },
    /** A serious safety event: nothing is left at the end of its day. */
    empty(day: Day): void {
      const at = place(day);
      marks[at] = { ...(marks[at] as DayMark), emptied: true };
      walkFrom(at);
    },
    now: (): Score => scores.at(-1) ?? NOTHING,
    /** The score as it stood `days` counted days before the last. */
    before: (days: number): Score => scores.at(-1 - days) ?? NOTHING,
  };
}

export type ScoreLine = ReturnType<typeof createScoreLine>;

function nextScore(previous: Score, day: DayMark, cap: number): Score {
  if (day.emptied) return NOTHING;
  const delta = day.mark / day.count;
  const points = Math.min(cap, previous.points + delta);
  if (points <= EMPTY) return NOTHING;
  return {
    points,
    runStart: previous.runStart ?? day.day,
    sum: previous.sum + delta,
    units: previous.units + 1,
  };
}
