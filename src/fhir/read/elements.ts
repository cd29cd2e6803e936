import { z } from 'zod';

/** The data types that several resources share, no stricter than reading them needs. */

export const codingSchema = z.object({
  system: z.string().optional(),
  code: z.string().optional(),
});
export type Coding = z.infer<typeof codingSchema>;

export const conceptSchema = z.object({
  coding: z.array(codingSchema).optional(),
  text: z.string().optional(),
});
export type CodeableConcept = z.infer<typeof conceptSchema>;

export const identifierSchema = z.object({
  system: z.string().optional(),
  value: z.string().optional(),
});

export const referenceSchema = z.object({
  reference: z.string().optional(),
  type: z.string().optional(),
  identifier: identifierSchema.optional(),
});
export type Reference = z.infer<typeof referenceSchema>;

export const periodSchema = z.object({
  start: z.string().optional(),
  end: z.string().optional(),
});

const extensionSchema = z.object({
  url: z.string(),
  valueReference: referenceSchema.optional(),
  valueCanonical: z.string().optional(),
  valueUri: z.string().optional(),
  valueCode: z.string().optional(),
  extension: z.array(z.unknown()).optional(),
});
export type Extension = z.infer<typeof extensionSchema>;

export const extensionsOf = (list: readonly unknown[] | undefined): readonly Extension[] =>
  (list ?? []).flatMap((entry) => {
    const parsed = extensionSchema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });

export const noteSchema = z.object({ text: z.string().optional() });

/** The free words of a resource's notes, in the order they stand. */
export const wordsOfNotes = (notes: readonly z.infer<typeof noteSchema>[] | undefined): string =>
  (notes ?? [])
    .map((note) => note.text?.trim() ?? '')
    .filter((text) => text !== '')
    .join('\n');

/** What every resource begins with. */
export const headSchema = z.object({
  resourceType: z.string(),
  id: z.string().optional(),
  meta: z
    .looseObject({
      versionId: z.string().optional(),
      lastUpdated: z.string().optional(),
      tag: z.array(codingSchema).optional(),
    })
    .optional(),
  implicitRules: z.string().optional(),
  modifierExtension: z.array(z.unknown()).optional(),
  contained: z.array(z.unknown()).optional(),
});
export type Head = z.infer<typeof headSchema>;
