import type { Claim } from '../../domain/caseFile.ts';
import { londonDay, startOfLondonDay, type Day } from '../../domain/time.ts';
import type { GoalRecord } from './goal.ts';
import type { SpokenVersion } from './goalEdits.ts';
import { compareText } from '../../domain/order.ts';
import type { ProvenanceRecord } from './provenance.ts';
import type { Resolver } from './resolver.ts';

/** `Type/id`, with the version where the host shows one. */
export const versioned = (reference: string, version: string | null): string =>
  version === null ? reference : `${reference}/_history/${version}`;

/**
 * What staff said of a goal, each time that it changed.
 *
 * @param versions of one Goal, oldest first
 * @param provenances those that target this Goal
 */
export function claimsOf(
  versions: readonly SpokenVersion[],
  provenances: readonly ProvenanceRecord[],
  resolver: Resolver,
): readonly Claim[] {
  const only = versions.filter(({ editedByUs }) => !editedByUs).length === 1;
  return versions.flatMap((goal, index): readonly Claim[] => {
    const before = versions[index - 1];
    if (before === undefined ? goal.claim.code === null : sameClaim(goal, before)) return [];
    const day = before === undefined ? firstDay(goal, only) : movedDay(goal, before);
    if (day === null) return [];
    return [
      {
        reference: versioned(goal.reference, goal.version),
        level: goal.claim.level,
        code: goal.claim.code,
        day,
        knownAt: knownAt(goal, day, only),
        author: authorOf(goal, only, provenances, resolver),
      },
    ];
  });
}

/** What staff put in the place of a status that we set is said anew, whatever they said before. */
const sameClaim = (goal: GoalRecord, before: GoalRecord): boolean =>
  goal.claim.level === before.claim.level &&
  goal.claim.code === before.claim.code &&
  !(before.statusIsOurs && !goal.statusIsOurs);

const updatedDay = (goal: GoalRecord): Day | null =>
  goal.updated === null ? null : londonDay(goal.updated);

/** Nothing is claimed before it is written: a status date ahead of its version waits for nobody. */
function noLaterThanWritten(day: Day | null, goal: GoalRecord): Day | null {
  const written = updatedDay(goal);
  return day === null || written === null ? (day ?? written) : Math.min(day, written);
}

/** Of the oldest version held; of a goal that was never updated, the start is the claim's day too. */
function firstDay(goal: GoalRecord, only: boolean): Day | null {
  const stated = goal.statusDate?.day ?? null;
  if (stated !== null) return noLaterThanWritten(stated, goal);
  const neverUpdated = only && (goal.updated === null || goal.version === '1');
  const start = goal.startDate?.firstDay ?? null;
  return neverUpdated ? (start ?? updatedDay(goal)) : (updatedDay(goal) ?? start);
}

/** In R4 statusDate may belong to either status: it dates a claim only if both moved together. */
function movedDay(goal: GoalRecord, before: GoalRecord): Day | null {
  const moved = goal.statusDate !== null && goal.statusDate.text !== before.statusDate?.text;
  return moved ? noLaterThanWritten(goal.statusDate.day, goal) : updatedDay(goal);
}

/** With one version only, the claim is in force from the start of its day. */
const knownAt = (goal: GoalRecord, day: Day, only: boolean): number =>
  only || goal.updated === null ? startOfLondonDay(day) : goal.updated;

function authorOf(
  goal: GoalRecord,
  only: boolean,
  provenances: readonly ProvenanceRecord[],
  resolver: Resolver,
): string | null {
  const isAbout = ({ targets }: ProvenanceRecord): boolean =>
    targets.some(
      ({ name, version }) =>
        resolver.resolve(name) === goal.reference &&
        (version === null ? only : version === goal.version),
    );
  const workers = provenances
    .filter(isAbout)
    .sort((a, b) => (a.recorded ?? 0) - (b.recorded ?? 0) || compareText(a.reference, b.reference))
    .map(({ agents }) =>
      resolver.workerOf(
        resolver.resolveAll(agents).filter((agent) => agent.startsWith('Practitioner')),
      ),
    );
  return workers.find((worker) => worker !== null) ?? null;
}
