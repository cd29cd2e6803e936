import { atMost } from '../statistics/binomial.ts';
import type { Programme } from '../programme.ts';
import type { Day } from '../time.ts';
import { saysOf, wasObserved } from './ledger.ts';
import type { Known } from './grades.ts';
import { discordantPairs } from './observationGrade.ts';
import { TOLERANCE } from './sessionLevel.ts';

/** What contradicts a claim above the validated stage. */
export type Contradiction = 'records' | 'observation' | 'pairs';

export interface ClaimTest {
  readonly contradictedBy: readonly Contradiction[];
  /** The grace period in which evidence may still follow a claim is over. */
  readonly graceOver: boolean;
  /** References that the contradictions rest on, in order of their day. */
  readonly cites: readonly string[];
}

/**
 * Tests a claim of stage `stage`, made on `claimDay`, against what was recorded and observed around
 * and since. Each arm asks how likely so few met ones are if the criterion share were true.
 */
export function testClaim(
  known: Known,
  programme: Programme,
  stage: number,
  claimDay: Day,
  today: Day,
): ClaimTest {
  const p = programme.parameters;
  const records = known.records
    .filter((item) => item.complete && item.day >= claimDay - p['claim-records-before-days'])
    .slice(-p['claim-records']);
  const recordsMet = records.filter((item) => (item.level ?? 0) >= stage).length;
  const seen = known.observations
    .filter(
      (item) => item.day >= claimDay - p['claim-observations-before-days'] && saysOf(item, stage),
    )
    .slice(-p['claim-observations']);
  const seenMet = seen.filter((item) => wasObserved(item, stage)).length;
  const pairs = discordantPairs(known, programme, stage, today);

  const contradictedBy: Contradiction[] = [];
  const cites: string[] = [];
  const contradict = (by: Contradiction, items: readonly { readonly reference: string }[]) => {
    contradictedBy.push(by);
    cites.push(...items.map((item) => item.reference));
  };
  const improbable = (met: number, of: number, least: number, odds: number): boolean =>
    of >= least && atMost(met, of, p['criterion-share']) <= odds + TOLERANCE;
  if (improbable(recordsMet, records.length, p['claim-records-least'], p['claim-records-odds'])) {
    contradict('records', records);
  }
  if (
    improbable(seenMet, seen.length, p['claim-observations-least'], p['claim-observations-odds'])
  ) {
    contradict('observation', seen);
  }
  if (pairs.length >= p['claim-pairs']) contradict('pairs', pairs);
  return {
    contradictedBy,
    graceOver: today - claimDay > p['claim-grace-days'],
    cites: [...new Set(cites)],
  };
}
