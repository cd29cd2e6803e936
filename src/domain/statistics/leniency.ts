import { compareText } from '../order.ts';
import { chanceOfMore, type Tally } from './fisher.ts';

/** What one worker's records say of a stage. */
export interface WorkerTally extends Tally {
  readonly worker: string;
}

/**
 * Workers whose records meet a stage more often than those of all others together, by more than chance
 * explains at `odds`. It asks for a second look at the records and says nothing of the worker: the
 * sessions may simply have differed.
 */
export const lenientWorkers = (counts: readonly WorkerTally[], odds: number): readonly string[] =>
  counts
    .filter((count) => chanceOfMore(count, others(counts, count.worker)) <= odds)
    .map((count) => count.worker)
    .sort(compareText);

const others = (counts: readonly WorkerTally[], worker: string): Tally =>
  counts
    .filter((count) => count.worker !== worker)
    .reduce((sum, { met, total }) => ({ met: sum.met + met, total: sum.total + total }), {
      met: 0,
      total: 0,
    });
