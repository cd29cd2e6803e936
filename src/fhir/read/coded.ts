import type { ConceptMaps } from '../conceptMaps.ts';
import type { Concept, Terminology } from '../terminology.ts';
import type { CodeableConcept, Coding } from './elements.ts';

/** The codes that may be read: those known by heart, and those that are mapped to them. */
export interface Codes {
  readonly terminology: Terminology;
  readonly conceptMaps: ConceptMaps;
}

/** What a host's codings mean in one of our systems. */
type Meaning =
  | { readonly kind: 'exact'; readonly concept: Concept }
  | { readonly kind: 'inexact' }
  | { readonly kind: 'unmapped' }
  /** Two codings of one concept that contradict each other. */
  | { readonly kind: 'contradictory' };

/**
 * A code of the system itself counts first, then maps that say equal or equivalent. A map that says
 * less makes the value unusable, as does a code that nobody has mapped.
 */
export function meaningOf(
  concept: Pick<CodeableConcept, 'coding'> | undefined,
  system: string,
  codes: Codes,
): Meaning {
  const codings = concept?.coding ?? [];
  const own = codings.flatMap((coding) => ownConcept(coding, system, codes) ?? []);
  if (own.length > 0) return oneOf(own);
  const targets = codings.flatMap((coding) => translations(coding, system, codes));
  const mapped = targets
    .filter((target) => target.exact)
    .flatMap((target) => codes.terminology.concept(system, target.code) ?? []);
  if (mapped.length > 0) return oneOf(mapped);
  return { kind: targets.length > 0 ? 'inexact' : 'unmapped' };
}

/** The code that is meant, where it is meant exactly. */
export function exactCode(
  concept: Pick<CodeableConcept, 'coding'> | undefined,
  system: string,
  codes: Codes,
): string | null {
  const meaning = meaningOf(concept, system, codes);
  return meaning.kind === 'exact' ? meaning.concept.code : null;
}

const ownConcept = (coding: Coding, system: string, codes: Codes): Concept | undefined =>
  coding.system === system && coding.code !== undefined
    ? codes.terminology.concept(system, coding.code)
    : undefined;

const translations = (coding: Coding, system: string, codes: Codes) =>
  coding.code === undefined
    ? []
    : codes.conceptMaps
        .translate(coding.system ?? '', coding.code)
        .filter((target) => target.system === system);

function oneOf(concepts: readonly Concept[]): Meaning {
  const [first, ...rest] = concepts as readonly [Concept, ...Concept[]];
  return rest.some((other) => other.code !== first.code)
    ? { kind: 'contradictory' }
    : { kind: 'exact', concept: first };
}
