import { LOINC_GAS_BASELINE, SYSTEM } from '../names.ts';
import { exactCode, type Codes } from './coded.ts';
import type { CodeableConcept } from './elements.ts';

export type EvidenceKind = 'session' | 'spot-observation' | 'feedback' | 'baseline' | 'audit';

/** Null for a code that is a measure, and no record by itself. */
type Kind = EvidenceKind | 'not-evidence' | null;

const KINDS: Readonly<Record<string, Kind>> = {
  baseline: 'baseline',
  'audit-opinion': 'audit',
  'person-rating': 'feedback',
  attainment: 'not-evidence',
  'review-decision': 'not-evidence',
  'duty-record': 'not-evidence',
};

/** By its code first; a session's category says who saw it, and stands in for a missing code. */
export function kindOf(
  concept: CodeableConcept | undefined,
  categories: readonly CodeableConcept[],
  codes: Codes,
): Kind {
  const code = exactCode(concept, SYSTEM.observation, codes);
  const sources = categories.map((one) => exactCode(one, SYSTEM.evidenceSource, codes));
  if (code === null && isGasBaseline(concept)) return 'baseline';
  if (code !== null && code !== 'session') return KINDS[code] ?? null;
  if (sources.includes('person-feedback')) return 'feedback';
  if (sources.includes('audit')) return 'audit';
  if (sources.includes('daily-record')) return 'session';
  if (sources.includes('spot-observation')) return 'spot-observation';
  return code === 'session' ? 'session' : null;
}

const isGasBaseline = (code: CodeableConcept | undefined): boolean =>
  (code?.coding ?? []).some(
    (coding) =>
      coding.system === SYSTEM.loinc && LOINC_GAS_BASELINE.some((one) => one === coding.code),
  );
