import type { Baseline } from '../caseFile.ts';
import type { Programme } from '../programme.ts';
import { sessionLevel } from './sessionLevel.ts';

/** What stands for the stage of a baseline that meets none. */
export const NO_STAGE = 'none';

/**
 * Code of the highest stage that a baseline's own components meet, by the rule for one session, or `none`.
 * Null where what it lacks could make a difference: what lies above a stage that it fails could not.
 */
export function baselineStage(baseline: Baseline, programme: Programme): string | null {
  const met = rankMet(baseline, programme);
  return met === null ? null : (programme.stages[met - 1]?.code ?? NO_STAGE);
}

function rankMet({ values }: Baseline, programme: Programme): number | null {
  const attempt = { outcome: 'made', values } as const;
  const { level, missedFrom } = sessionLevel(attempt, programme);
  if (level !== null || missedFrom === Infinity) return level;
  const stages = programme.stages.filter(({ rank }) => rank < missedFrom);
  return sessionLevel(attempt, { ...programme, stages }).level;
}
