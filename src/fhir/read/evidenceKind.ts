import { LOINC_GAS_BASELINE, SYSTEM } from '../names.ts';
import { exactCode, type Codes } from './coded.ts';
import type { CodeableConcept, Coding } from './elements.ts';

export type EvidenceKind = 'session' | 'spot-observation' | 'feedback' | 'baseline' | 'audit';

/** Null for a code that is a measure, and no record by itself. */
type Kind = EvidenceKind | 'not-evidence' | null;

type Coded = Pick<Coding, 'system' | 'code'>;

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['baseline', 'baseline'],
  ['audit-opinion', 'audit'],
  ['person-rating', 'feedback'],
  ['attainment', 'not-evidence'],
  ['review-decision', 'not-evidence'],
  ['duty-record', 'not-evidence'],
]);

/** What kind of evidence an Observation is, by codes of ours and those that are mapped to them. */
export function kindOf(
  concept: CodeableConcept | undefined,
  categories: readonly CodeableConcept[],
  codes: Codes,
): Kind {
  const code = exactCode(concept, SYSTEM.observation, codes);
  const sources = categories.map((one) => exactCode(one, SYSTEM.evidenceSource, codes));
  return kindBy(code, sources, concept?.coding ?? []);
}

/**
 * By its code first; a session's category says who saw it, and stands in for a missing code.
 *
 * @param code in our own system
 * @param sources the categories, in our own system
 * @param codings all that its code says, in any system
 */
export function kindBy(
  code: string | null,
  sources: readonly (string | null)[],
  codings: readonly Coded[],
): Kind {
  if (code === null && codings.some(isGasBaseline)) return 'baseline';
  if (code !== null && code !== 'session') return KINDS.get(code) ?? null;
  if (sources.includes('person-feedback')) return 'feedback';
  if (sources.includes('audit')) return 'audit';
  if (sources.includes('daily-record')) return 'session';
  if (sources.includes('spot-observation')) return 'spot-observation';
  return code === 'session' ? 'session' : null;
}

const isGasBaseline = ({ system, code }: Coded): boolean =>
  system === SYSTEM.loinc && LOINC_GAS_BASELINE.some((one) => one === code);
