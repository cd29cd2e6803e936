import { HOUR, MINUTE, type Instant } from '../domain/time.ts';
import { updatedAt, type Resource } from '../host/resource.ts';
import type { Cursor } from '../store/cursors.ts';

/** A host may show a record somewhat later than one that it dates after it. */
const OVERLAP = 2 * MINUTE;

/** In place of the time when something new was last read: what was shown late has been asked for since. */
const SETTLED: Instant = 0;

/**
 * The instant from which changes are asked for. `newest` is the host's own clock and is never compared
 * with ours; ours only measures for how long nothing new has come.
 */
export const changedSince = ({ newest, seenAt }: Cursor): Instant =>
  seenAt === SETTLED ? newest : newest - OVERLAP;

/** What a look, begun at an instant of our clock, read to its end. */
export interface Looked {
  readonly begun: Instant;
  readonly ended: Instant;
  /** The newest that it found, by the host's clock. */
  readonly newest: Instant;
}

/**
 * How far has been read after a look. What is shown late is no longer looked for only when it was, long
 * enough after the last that was new, and in vain: however seldom we look.
 */
export function cursorAfter(before: Cursor, { begun, ended, newest }: Looked): Cursor {
  if (newest > before.newest) return { newest, seenAt: ended };
  const isLate = begun - before.seenAt > OVERLAP;
  return isLate ? { newest: before.newest, seenAt: SETTLED } : before;
}

/** No two clocks that anybody looks after differ by more. */
const LARGEST_SKEW = HOUR;

/**
 * When a resource was written, as far as that can be believed: one dated far ahead of now must not lead
 * past all that is written until then. 0 where the host does not say.
 */
export function likelyUpdated(resource: Resource, now: Instant): Instant {
  const updated = updatedAt(resource) ?? 0;
  return updated > now + LARGEST_SKEW ? 0 : updated;
}

/** A cursor by which nothing would ever be found, saved while a clock was wrong, is as good as none. */
export const likelyCursor = (cursor: Cursor | null, now: Instant): Cursor | null =>
  cursor === null || cursor.newest > now + LARGEST_SKEW ? null : cursor;
