import { LEVELS, type Level } from '../../domain/level.ts';
import { SYSTEM } from '../names.ts';
import { meaningOf, type Codes } from './coded.ts';
import type { CodeableConcept, Coding } from './elements.ts';
import { printableCodes } from './printable.ts';

/** What one version of a Goal says has been reached. */
export interface ClaimedStatus {
  /** Null where the status claims no level. */
  readonly level: Level | null;
  /** The code that was understood, else the first one sent. */
  readonly code: string | null;
  /** Codes that have no exact map, as far as they may be repeated. */
  readonly unmapped: string | null;
}

/**
 * What a Goal's status claims: a local status through its map to a level, else HL7's status through
 * the map that ships, else the bare fact that staff completed the goal.
 */
export function claimIn(
  status: CodeableConcept | undefined,
  lifecycle: string,
  codes: Codes,
): ClaimedStatus {
  const codings = (status?.coding ?? []).filter((coding) => coding.code !== undefined);
  // What Attest once set there claims nothing, also where somebody has put something beside it.
  const local = codings.filter(
    ({ system }) => system !== SYSTEM.goalAchievement && system !== SYSTEM.confirmedLevel,
  );
  const hl7 = codings.filter((coding) => coding.system === SYSTEM.goalAchievement);
  for (const group of [local, hl7]) {
    const claimed = levelIn(group, codes);
    if (claimed !== null) return { ...claimed, unmapped: null };
  }
  if (hl7.length > 0) return { level: null, code: hl7[0]?.code ?? null, unmapped: null };
  const unmapped = local.length === 0 ? null : printableCodes({ coding: local });
  if (lifecycle === 'completed') return { level: 'achieved', code: 'completed', unmapped };
  return { level: null, code: local[0]?.code ?? null, unmapped };
}

function levelIn(codings: readonly Coding[], codes: Codes): { level: Level; code: string } | null {
  const meaning = meaningOf({ coding: [...codings] }, SYSTEM.level, codes);
  if (meaning.kind !== 'exact') return null;
  const level = LEVELS.find((one) => one === meaning.concept.code);
  const said = codings.find(
    (coding) => meaningOf({ coding: [coding] }, SYSTEM.level, codes).kind === 'exact',
  );
  return level === undefined || said?.code === undefined ? null : { level, code: said.code };
}
