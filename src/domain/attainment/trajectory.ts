import type { Trajectory } from '../level.ts';
import type { Programme } from '../programme.ts';
import { isUsable, nextStageRank, type Movement } from './flags.ts';
import type { Holding } from './holding.ts';
import { TOLERANCE } from './sessionLevel.ts';

/** Where the goal is heading, as one word; falling is said before anything that looks like a gain. */
export function trajectoryOf(
  holding: Holding,
  movement: Movement,
  programme: Programme,
): Trajectory {
  const p = programme.parameters;
  if (holding.known.records.filter(isUsable).length < p['usable-least']) return 'not-assessable';
  if (gainedSinceLoss(holding, programme) || nextScoreRises(holding, programme)) return 'improving';
  if (movement.regressed) return 'regressing';
  if (movement.stalled) return 'stalled';
  return movement.inconsistent ? 'inconsistent' : 'steady';
}

/** The day of the last loss that still stands; -Infinity where none does. */
const lastLoss = (holding: Holding): number =>
  Math.max(
    -Infinity,
    ...holding.stages
      .filter(({ heldFrom, stage }) => heldFrom === null && stage.rank > holding.validated)
      .map(({ lostOn }) => lostOn ?? -Infinity),
  );

/** A gain that a later loss has overtaken is no improvement. */
const gainedSinceLoss = (holding: Holding, programme: Programme): boolean =>
  holding.stages.some(
    ({ heldFrom, stage }) =>
      heldFrom !== null &&
      stage.rank <= holding.validated &&
      heldFrom > lastLoss(holding) &&
      holding.today - heldFrom <= programme.parameters['stalled-days'],
  );

/**
 * The next stage is at half its mark or more, and higher than one block of counted days ago; not while a
 * stage has only just been lost, as its score may still be high when observers did not see it met.
 */
function nextScoreRises(holding: Holding, programme: Programme): boolean {
  if (holding.validated === holding.stages.length) return false;
  const recency = programme.parameters['recency-days'];
  const lastRecord = holding.known.records.at(-1)?.day ?? -Infinity;
  if (holding.today - lastRecord > recency) return false;
  if (holding.today - lastLoss(holding) < recency) return false;
  const next = holding.stages[nextStageRank(holding) - 1];
  if (next === undefined) return false;
  const now = next.line.now().points;
  const then = next.line.before(programme.parameters['inconsistent-block']).points;
  return now >= next.stage.pass / 2 - TOLERANCE && now > then + TOLERANCE;
}
