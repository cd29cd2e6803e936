import { z } from 'zod';
import type { ObservationRecord } from './observation.ts';
import type { ProblemBook } from './problemBook.ts';
import type { Resolver } from './resolver.ts';
import { extensionsOf, headSchema, identifierSchema, referenceSchema } from './elements.ts';
import { goalsPertainedTo } from './goalLinks.ts';
import { identifiersOf } from './identifiers.ts';
import { namingOf, type ResourceName } from './references.ts';

/** A document about a goal: never evidence by itself, as it has no measures. */
export interface DocumentRecord {
  readonly reference: string;
  readonly identifiers: readonly string[];
  readonly pertainsTo: readonly ResourceName[];
  /** What it says it is the document of. */
  readonly related: readonly ResourceName[];
}

export const documentReferenceSchema = headSchema.extend({
  id: z.string(),
  extension: z.array(z.unknown()).optional(),
  masterIdentifier: identifierSchema.optional(),
  identifier: z.array(identifierSchema).optional(),
  status: z.string().optional(),
  context: z.object({ related: z.array(referenceSchema).optional() }).optional(),
});

/** Null for a document that is superseded or was entered in error. */
export function readDocument(
  resource: z.infer<typeof documentReferenceSchema>,
): DocumentRecord | null {
  if (resource.status === 'entered-in-error' || resource.status === 'superseded') return null;
  const naming = namingOf(resource.contained);
  const { masterIdentifier, identifier = [] } = resource;
  return {
    reference: `DocumentReference/${resource.id}`,
    identifiers: identifiersOf([
      ...identifier,
      ...(masterIdentifier === undefined ? [] : [masterIdentifier]),
    ]),
    pertainsTo: goalsPertainedTo(extensionsOf(resource.extension), naming),
    related: naming.names(resource.context?.related, 'Observation'),
  };
}

/**
 * A document that a record was derived from, or that shares its identifier, is that same record.
 * Any other document about a goal is noted there: it cannot count.
 */
export function noteLoneDocuments(
  documents: readonly DocumentRecord[],
  observations: readonly ObservationRecord[],
  resolver: Resolver,
  book: ProblemBook,
): void {
  if (documents.length === 0) return;
  const evidence = observations.filter((record) => record.kind !== null);
  const sources = new Set(evidence.flatMap((one) => resolver.resolveAll(one.derivedFrom)));
  const identifiers = new Set(evidence.flatMap((one) => one.identifiers));
  const references = new Set(evidence.map((one) => one.reference));
  for (const document of documents) {
    const told =
      sources.has(document.reference) ||
      document.identifiers.some((one) => identifiers.has(one)) ||
      resolver.resolveAll(document.related).some((one) => references.has(one));
    if (told || document.pertainsTo.length === 0) continue;
    const because = 'a document without measures is not a session record';
    const goals = resolver.resolveAll(document.pertainsTo);
    book.note(goals, { reference: document.reference, kind: 'not-counted', because });
  }
}
