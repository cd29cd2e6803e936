import { z } from 'zod';
import { resolveReferences, type Write } from '../fhir/write/chunks.ts';
import type { Resource } from './resource.ts';

/** What became of one write. */
export type Outcome =
  | {
      readonly kind: 'written' | 'already-there';
      /** `Type/id`; null where the host does not tell. */
      readonly reference: string | null;
      /** Null where the host sent nothing back. */
      readonly stored: Resource | null;
    }
  | { readonly kind: 'conflict' | 'not-written'; readonly because: string };

export interface Written {
  readonly write: Write;
  readonly outcome: Outcome;
}

/** A write that did not happen. */
export interface Missing {
  readonly type: string;
  /** The value of its identifier; null for what carries none. */
  readonly identifier: string | null;
  readonly because: string;
}

/** Something we wrote that the host did not keep. */
export interface Dropped {
  readonly type: string;
  /** The address of an extension, or the name of an element. */
  readonly element: string;
}

/** What became of one goal's writes. */
export interface WriteReport {
  /** Created or changed, by type; in a dry run what would have been. */
  readonly written: Readonly<Record<string, number>>;
  /** Found in the host although the last reading had not shown it, by type. */
  readonly alreadyThere: Readonly<Record<string, number>>;
  readonly notWritten: readonly Missing[];
  /** Somebody else wrote meanwhile. What would have followed was not tried: read again and plan again. */
  readonly conflicts: readonly Missing[];
  readonly dropped: readonly Dropped[];
  /** What the host now holds of what was sent, by `Type/id`; null where it did not send it back. */
  readonly held: ReadonlyMap<string, Resource | null>;
  /** The same as it was sent. */
  readonly sent: ReadonlyMap<string, Resource>;
}

/** @param known `Type/id` of every write that the host has answered, by its fullUrl */
export function reportOf(
  all: readonly Written[],
  known: ReadonlyMap<string, string> = new Map(),
): WriteReport {
  const byType = (kind: Outcome['kind']): Readonly<Record<string, number>> =>
    countsOf(all.flatMap(({ write, outcome }) => (outcome.kind === kind ? [typeOf(write)] : [])));
  const missing = (kind: Outcome['kind']): readonly Missing[] =>
    all.flatMap(({ write, outcome }) =>
      outcome.kind === kind && 'because' in outcome
        ? [
            {
              type: typeOf(write),
              identifier: write.identifier?.value ?? null,
              because: outcome.because,
            },
          ]
        : [],
    );
  return {
    written: byType('written'),
    alreadyThere: byType('already-there'),
    notWritten: missing('not-written'),
    conflicts: missing('conflict'),
    dropped: all.flatMap(({ write, outcome }) =>
      'stored' in outcome && outcome.stored !== null
        ? droppedFrom(write.resource, outcome.stored)
        : [],
    ),
    held: new Map(
      all.flatMap(({ outcome }) =>
        'reference' in outcome && outcome.reference !== null
          ? [[outcome.reference, outcome.stored] as const]
          : [],
      ),
    ),
    sent: new Map(all.flatMap((each) => sentAs(each, known))),
  };
}

function sentAs({ write, outcome }: Written, known: ReadonlyMap<string, string>) {
  const reference = 'reference' in outcome ? outcome.reference : null;
  const [ready] = reference === null ? [] : resolveReferences([write], known);
  if (reference === null || ready === undefined) return [];
  const id = reference.slice(reference.indexOf('/') + 1);
  return [[reference, { ...ready.resource, id }] as const];
}

const typeOf = ({ resource }: Write): string => resource.resourceType;

function countsOf(types: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const type of types.toSorted()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** What of `sent` is not in `stored`: extensions by address, elements of the resource by name. */
function droppedFrom(sent: Resource, stored: Resource): readonly Dropped[] {
  const kept = extensionsIn(stored);
  const extensions = [...extensionsIn(sent)].filter((url) => !kept.has(url));
  const elements = Object.keys(sent).filter((name) => name !== 'extension' && !(name in stored));
  return [...elements, ...extensions].map((element) => ({ type: sent.resourceType, element }));
}

const extensionSchema = z.looseObject({ extension: z.array(z.looseObject({ url: z.string() })) });

function extensionsIn(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const here = extensionSchema.safeParse(value).data?.extension ?? [];
  const below = Object.values(value).flatMap((child) => [...extensionsIn(child)]);
  return new Set([...here.map(({ url }) => url), ...below]);
}
