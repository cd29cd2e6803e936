import type { Doubt } from '../components.ts';

/** The types of resource that an adapter may read: those that are evidence, and that a verdict may cite. */
export const ADAPTED_TYPES = ['Observation', 'QuestionnaireResponse'] as const;
export type AdaptedType = (typeof ADAPTED_TYPES)[number];

/** What a rule may make of a resource. */
export const ADAPTED_KINDS = ['session', 'spot-observation', 'baseline', 'person-rating'] as const;
export type AdaptedKind = (typeof ADAPTED_KINDS)[number];

/** A resource in the shape that the readers take. */
export interface Adapted {
  readonly rule: string;
  /** An Observation of one of Attest's kinds, with the id of the resource that it was made of. */
  readonly observation: Readonly<Record<string, unknown>>;
  /** The measures that the rule gives, or was to give. */
  readonly measures: ReadonlySet<string>;
  /** What could not be taken over, in words without anything of the record's. */
  readonly doubts: readonly Doubt[];
}

/** One vendor's mapping from its own records to Attest's, ready for use. */
export interface Adapter {
  readonly name: string;
  readonly version: string;
  /** The file that it was made of, parsed from JSON. */
  readonly source: unknown;
  /** True where some rule is about resources of the type. */
  readonly reads: (type: string) => boolean;
  /**
   * What the first rule that matches makes of a resource; null where none does. A condition that
   * cannot be evaluated is a fault of the record: nobody knows then what it would have been.
   */
  readonly adapt: (resource: object) => Adapted | { readonly fault: string } | null;
}
