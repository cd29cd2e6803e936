import { z } from 'zod';
import { compareText } from '../domain/order.ts';

/** One code of a CodeSystem, as far as the rules need it. */
export interface Concept {
  readonly code: string;
  readonly display: string;
  /** Place on an ordered scale; null where the code carries none (`refused`). */
  readonly rank: number | null;
  /** What the code says of the attempt itself: the person declined, or nothing was attempted. */
  readonly attempt: 'declined' | 'none' | null;
}

/** The codes that Attest knows by heart: its own CodeSystems and those of a loaded programme. */
export interface Terminology {
  /** Undefined when the system, or the code in it, is unknown. */
  concept(system: string, code: string): Concept | undefined;
  knows(system: string): boolean;
  /** Each code with what is known of it, sorted: equal where the CodeSystems say the same. */
  stated(): readonly string[];
}

interface CodeSystemConcept {
  readonly code: string;
  readonly display?: string | undefined;
  readonly property?: readonly Property[] | undefined;
  readonly concept?: readonly CodeSystemConcept[] | undefined;
}
type Property = z.infer<typeof property>;

const property = z.looseObject({
  code: z.string(),
  valueInteger: z.int().optional(),
  valueCode: z.string().optional(),
});
const concept: z.ZodType<CodeSystemConcept> = z.lazy(() =>
  z.looseObject({
    code: z.string(),
    display: z.string().optional(),
    property: z.array(property).optional(),
    concept: z.array(concept).optional(),
  }),
);
const codeSystem = z.looseObject({
  resourceType: z.literal('CodeSystem'),
  url: z.string(),
  concept: z.array(concept).default([]),
});

const isAttempt = (code: string | undefined): code is 'declined' | 'none' =>
  code === 'declined' || code === 'none';

function conceptOf({ code, display, property = [] }: CodeSystemConcept): Concept {
  const rank = property.find((p) => p.code === 'rank')?.valueInteger;
  const attempt = property.find((p) => p.code === 'attempt')?.valueCode;
  return {
    code,
    display: display ?? code,
    rank: rank ?? null,
    attempt: isAttempt(attempt) ? attempt : null,
  };
}

/** A concept and those below it: nesting says nothing of rank. */
const flatten = (node: CodeSystemConcept): readonly Concept[] => [
  conceptOf(node),
  ...(node.concept ?? []).flatMap(flatten),
];

/**
 * The codes of these CodeSystems; what is no CodeSystem is left out. Of two with one URL the first
 * counts, so that a programme's file cannot change the meaning of a shipped code.
 */
export function terminologyOf(codeSystems: readonly unknown[]): Terminology {
  const systems = new Map<string, ReadonlyMap<string, Concept>>();
  for (const candidate of codeSystems) {
    const read = codeSystem.safeParse(candidate);
    if (!read.success || systems.has(read.data.url)) continue;
    const concepts = read.data.concept.flatMap(flatten);
    systems.set(read.data.url, new Map(concepts.map((each) => [each.code, each])));
  }
  return {
    concept: (system, code) => systems.get(system)?.get(code),
    knows: (system) => systems.has(system),
    stated: () =>
      [...systems]
        .flatMap(([url, concepts]) =>
          [...concepts.values()].map(({ code, display, rank, attempt }) =>
            JSON.stringify([url, code, display, rank, attempt]),
          ),
        )
        .sort(compareText),
  };
}
