import { logChoose } from './choose.ts';

/** Successes among attempts. */
export interface Tally {
  readonly met: number;
  readonly total: number;
}

/**
 * One-sided exact test (Fisher 1922): the chance of at least this many successes in the first tally
 * when the successes of both are dealt out at random between them.
 */
export function chanceOfMore(first: Tally, second: Tally): number {
  const met = first.met + second.met;
  const ways = logChoose(first.total + second.total, met);
  let sum = 0;
  for (let k = first.met; k <= Math.min(met, first.total); k += 1) {
    sum += Math.exp(logChoose(first.total, k) + logChoose(second.total, met - k) - ways);
  }
  return Math.min(1, sum);
}
