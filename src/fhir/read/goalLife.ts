import { londonDay, type Day, type Instant } from '../../domain/time.ts';
import { isOpen, type GoalRecord } from './goal.ts';

/**
 * Whether a goal was pursued on a day, the day it ended on included. Each version speaks from the day
 * it was written; before the first one held the goal had not ended. An end that nothing dates takes
 * no day away.
 *
 * @param versions of one Goal, oldest first
 */
export function isOpenOn(versions: readonly GoalRecord[], day: Day): boolean {
  const dated = versions.map((version) => ({
    open: isOpen(version.lifecycle),
    from: writtenOn(version, versions.length === 1) ?? Infinity,
  }));
  const inForce = dated.findLast(({ from }) => from < day);
  return inForce?.open !== false || dated.some(({ open, from }) => open && from === day);
}

/**
 * With one version only, the status date tells when the goal ended. Of several, each is in force from
 * when it was written: an end that is dated back takes nothing from what was recorded in good faith.
 */
function writtenOn({ updated, statusDate }: GoalRecord, only: boolean): Day | null {
  const written = updated === null ? null : londonDay(updated);
  const stated = statusDate?.day ?? null;
  return only ? (stated ?? written) : (written ?? stated);
}

interface Known {
  readonly day: Day;
  readonly knownAt: Instant;
}

/**
 * The day of what was known first, of a goal that names no start: nothing that comes to be known later
 * moves its beginning. Null where there is nothing at all.
 */
export function firstKnownDay(
  items: readonly Known[],
  versions: readonly GoalRecord[],
): Day | null {
  const written = versions.flatMap(({ updated }): Known[] =>
    updated === null ? [] : [{ day: londonDay(updated), knownAt: updated }],
  );
  const known = [...items, ...written].sort((a, b) => a.knownAt - b.knownAt || a.day - b.day);
  return known[0]?.day ?? null;
}
