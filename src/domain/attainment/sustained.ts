import type { Programme, Stage } from '../programme.ts';
import type { Day } from '../time.ts';
import { saysOf, wasObserved } from './ledger.ts';
import type { Known } from './grades.ts';
import { TOLERANCE } from './sessionLevel.ts';

/** What "sustained" asks for beyond a held top stage, and which of it is there. */
export interface SustainedTest {
  readonly longEnough: boolean;
  readonly enoughUnits: boolean;
  readonly shareMet: boolean;
  readonly enoughObservations: boolean;
  readonly observationsMet: boolean;
}

/** Tests the top stage, held from the day `heldFrom`; strength is tested by the caller. */
export function testSustained(
  known: Known,
  programme: Programme,
  top: Stage,
  heldFrom: Day,
  today: Day,
): SustainedTest {
  const p = programme.parameters;
  const records = known.records.filter((record) => record.complete && record.day > heldFrom);
  const met = records.filter((record) => (record.level ?? 0) >= top.rank).length;
  const seen = known.observations.filter((item) => item.day > heldFrom && saysOf(item, top.rank));
  const seenMet = seen.filter((item) => wasObserved(item, top.rank)).length;
  return {
    longEnough: today - heldFrom >= p['sustained-days'],
    enoughUnits: new Set(records.map((record) => record.day)).size >= p['sustained-units'],
    shareMet: met >= p['sustained-share'] * records.length - TOLERANCE,
    enoughObservations: seen.length >= p['sustained-observations'],
    observationsMet: seenMet >= p['sustained-observation-share'] * seen.length - TOLERANCE,
  };
}

export const isSustained = (test: SustainedTest): boolean => Object.values(test).every(Boolean);
