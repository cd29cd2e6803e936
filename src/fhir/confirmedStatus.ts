import { LEVELS } from '../domain/level.ts';
import type { Level } from '../domain/level.ts';
import { SYSTEM } from './names.ts';

interface Coding {
  readonly system?: string | undefined;
  readonly code?: string | undefined;
}

/** HL7's words for a goal that is met (ConceptMap level-to-goal-achievement). */
const MET: Partial<Record<Level, string>> = { achieved: 'achieved', sustained: 'sustaining' };

/** Its words for one that is not met yet; which of them stands there says nothing of a level. */
const UNMET: ReadonlySet<string> = new Set(['in-progress', 'improving', 'worsening', 'no-change']);

/** HL7's own word beside ours: it claims a movement only where the records show one. */
export const achievementOf = (level: Level, movement: string | null): string =>
  MET[level] ?? (movement !== null && UNMET.has(movement) ? movement : 'in-progress');

/** The status of a Goal that a manager's decision has set: our coding beside HL7's, and nothing else. */
export const confirmedStatus = (level: Level, movement: string | null, text: string) => ({
  coding: [
    { system: SYSTEM.goalAchievement, code: achievementOf(level, movement) },
    { system: SYSTEM.confirmedLevel, code: level },
  ],
  text,
});

/**
 * The level that Attest wrote into a Goal's status; null where the status is staff's. Anything else in
 * it, or a word of HL7's that we would not have put beside that level, is somebody's later claim.
 */
export function confirmedLevelIn(codings: readonly Coding[]): Level | null {
  const ours = codings.filter(({ system }) => system === SYSTEM.confirmedLevel);
  const hl7 = codings.filter(({ system }) => system === SYSTEM.goalAchievement);
  const level = LEVELS.find((one) => one === ours[0]?.code);
  const only = ours.length === 1 && hl7.length <= 1 && ours.length + hl7.length === codings.length;
  if (level === undefined || !only) return null;
  const word = hl7[0]?.code;
  return word === undefined || word === achievementOf(level, word) ? level : null;
}
