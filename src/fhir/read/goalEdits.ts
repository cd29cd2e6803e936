import type { GoalRecord } from './goal.ts';

/** One version of a goal, by what staff say in it. */
export interface SpokenVersion extends GoalRecord {
  /** Only Attest's own part of the goal changed: nobody said anything. */
  readonly editedByUs: boolean;
}

/**
 * Where Attest set the status, staff still say what they said before; and a version in which only
 * Attest's own part changed says nothing, so that our edit moves neither day nor author of a claim.
 *
 * @param versions of one Goal, oldest first
 */
export function spokenVersions(versions: readonly GoalRecord[]): readonly SpokenVersion[] {
  const spoken: SpokenVersion[] = [];
  for (const version of versions) {
    const before = spoken.at(-1);
    const says = before === undefined ? version : stillSaying(version, before);
    spoken.push({ ...says, editedByUs: before !== undefined && isOurEdit(says, before) });
  }
  return spoken;
}

/** A goal that staff complete, or take up again, speaks for itself. */
function stillSaying(version: GoalRecord, before: GoalRecord): GoalRecord {
  const unchanged = version.lifecycle === before.lifecycle || version.claim.code === null;
  return version.statusIsOurs && unchanged ? { ...version, claim: before.claim } : version;
}

function isOurEdit(version: GoalRecord, before: GoalRecord): boolean {
  const ours =
    version.shows !== before.shows ||
    version.statusIsOurs !== before.statusIsOurs ||
    version.outcomes.join() !== before.outcomes.join();
  const takenBack = before.statusIsOurs && !version.statusIsOurs;
  const dated = !version.statusIsOurs;
  return ours && !takenBack && staffsPart(version, dated) === staffsPart(before, dated);
}

/** All that is read of a version, less what an edit of ours changes. */
const staffsPart = (version: GoalRecord, dated: boolean): string =>
  JSON.stringify({
    ...version,
    version: null,
    updated: null,
    outcomes: null,
    shows: null,
    statusIsOurs: null,
    editedByUs: null,
    statusDate: dated ? version.statusDate : null,
  });
