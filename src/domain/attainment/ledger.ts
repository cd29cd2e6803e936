import type { Level } from '../level.ts';
import type { Day, Instant } from '../time.ts';
import { compareText } from '../order.ts';

/** A session as the points rule sees it. */
export interface LedgerRecord {
  readonly reference: string;
  readonly day: Day;
  readonly knownAt: Instant;
  /** Null where the host names nobody: such a record never counts towards the number of workers. */
  readonly worker: string | null;
  /** Highest stage met; null where the record is incomplete. */
  readonly level: number | null;
  /** The lowest stage that it fails; Infinity where it fails none. */
  readonly missedFrom: number;
  readonly complete: boolean;
  readonly late: boolean;
  readonly duplicate: boolean;
  /** A serious safety event: it empties every score at the end of its day. */
  readonly safetyEvent: boolean;
  /** Tied to the goal by inference only: it can count, but never towards strong evidence. */
  readonly inferred: boolean;
}

/** An independent observation. */
export interface LedgerObservation {
  readonly reference: string;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly level: number | null;
  readonly missedFrom: number;
  /** The record of the same session; null where there is none, or more than one could be meant. */
  readonly pairedWith: string | null;
  readonly safetyEvent: boolean;
  readonly inferred?: boolean;
}

/** The person's own score, 0 to 4. */
export interface LedgerFeedback {
  readonly reference: string;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly score: number;
  readonly inferred?: boolean;
}

export interface LedgerAudit {
  readonly reference: string;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly notJustified: boolean;
}

export interface LedgerClaim {
  readonly reference: string;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly level: Level | null;
  /** Rank of the lowest stage of that level; null where no level, or the baseline, is claimed. */
  readonly stage: number | null;
}

export type LedgerEvent =
  | { readonly kind: 'session'; readonly item: LedgerRecord }
  | { readonly kind: 'observation'; readonly item: LedgerObservation }
  | { readonly kind: 'feedback'; readonly item: LedgerFeedback }
  | { readonly kind: 'audit'; readonly item: LedgerAudit }
  | { readonly kind: 'claim'; readonly item: LedgerClaim };

const KIND_ORDER = ['session', 'observation', 'feedback', 'audit', 'claim'] as const;

/** Events in the order they became known; ties by kind, then by reference. */
export const inOrderKnown = (events: readonly LedgerEvent[]): readonly LedgerEvent[] =>
  [...events].sort(
    (a, b) =>
      a.item.knownAt - b.item.knownAt ||
      KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
      compareText(a.item.reference, b.item.reference),
  );

interface Dated {
  readonly reference: string;
  readonly day: Day;
  readonly knownAt: Instant;
}

/** Order of the day each speaks of; the same day as they became known. */
const byDay = (a: Dated, b: Dated): number =>
  a.day - b.day || a.knownAt - b.knownAt || compareText(a.reference, b.reference);

/** Puts an item at its place in a list ordered by `byDay`. */
export function insertByDay<Item extends Dated>(items: Item[], item: Item): void {
  let at = items.length;
  while (at > 0 && byDay(items[at - 1] as Item, item) > 0) at -= 1;
  items.splice(at, 0, item);
}

/** Complete, on time and not carried over from another note: it counts in both directions. */
export const countsBothWays = (record: LedgerRecord): boolean =>
  record.complete && !record.late && !record.duplicate;

/** A good day is believed only of a record that counts both ways. */
export const isMet = (record: LedgerRecord, stage: number): boolean =>
  countsBothWays(record) && (record.level ?? 0) >= stage;

/** A bad day is always believed: late, copied or incomplete. */
export const isMissed = (record: LedgerRecord, stage: number): boolean =>
  stage >= record.missedFrom;

export const wasObserved = (observation: LedgerObservation, stage: number): boolean =>
  observation.level !== null && observation.level >= stage;

/** An incomplete observation says nothing of the stages that it does not fail. */
export const saysOf = (observation: LedgerObservation, stage: number): boolean =>
  wasObserved(observation, stage) || stage >= observation.missedFrom;
