import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import { fhirDateTime } from '../fhir/dateTime.ts';
import type { Resource } from '../fhir/write/chunks.ts';
import { nameOf } from '../fhir/read/references.ts';

export type { Resource };

const resourceSchema = z.looseObject({
  resourceType: z.string().min(1),
  id: z.string().optional(),
});

export const resourceOf = (value: unknown): Resource | null =>
  resourceSchema.safeParse(value).data ?? null;

/** `Type/id`. */
export const addressOf = ({ resourceType, id = '' }: Resource): string => `${resourceType}/${id}`;

/** `meta.versionId`; empty where the host numbers no versions. */
export const versionIdOf = (resource: Resource): string => metaText(resource, 'versionId') ?? '';

/** `meta.lastUpdated`; null where the host does not say when it was written. */
export const updatedAt = (resource: Resource): Instant | null =>
  fhirDateTime(metaText(resource, 'lastUpdated') ?? '')?.end ?? null;

function metaText({ meta }: Resource, element: 'versionId' | 'lastUpdated'): string | null {
  const text: unknown = (meta as Readonly<Record<string, unknown>> | null | undefined)?.[element];
  return typeof text === 'string' ? text : null;
}

const entrySchema = z.looseObject({
  resource: z.unknown().optional(),
  search: z.looseObject({ mode: z.string().optional() }).optional(),
  response: z
    .looseObject({
      status: z.string(),
      location: z.string().optional(),
      outcome: z.unknown().optional(),
    })
    .optional(),
});

const bundleSchema = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.string().optional(),
  link: z.array(z.looseObject({ relation: z.string(), url: z.string() })).default([]),
  // One odd entry must not cost the page.
  entry: z.array(entrySchema.catch({})).default([]),
});

export type Bundle = z.infer<typeof bundleSchema>;
export type BundleEntry = Bundle['entry'][number];

export const bundleOf = (value: unknown): Bundle | null =>
  bundleSchema.safeParse(value).data ?? null;

const outcomeSchema = z.looseObject({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(
    z.looseObject({
      severity: z.string().optional(),
      code: z.string().optional(),
      expression: z.array(z.string()).optional(),
    }),
  ),
});

/**
 * What an OperationOutcome says, as `code` or `code at path`. Its sentences are left out: a host
 * may quote the record in them.
 */
export function issuesOf(value: unknown): readonly string[] {
  const issues = outcomeSchema.safeParse(value).data?.issue ?? [];
  return issues.map(({ code, expression }) => {
    const path = expression?.find((text) => /^[A-Za-z0-9_.[\]]{1,120}$/.test(text));
    const name = code !== undefined && /^[a-z-]{1,40}$/.test(code) ? code : 'unknown';
    return path === undefined ? name : `${name} at ${path}`;
  });
}

/** `Type/id` out of a relative, absolute or versioned reference; null where there is none. */
export function localReference(reference: string): string | null {
  const name = nameOf(reference);
  return name === null || /^urn:|\?/.test(name) ? null : name;
}

/** `Type/id` that an element of type Reference points to. Runs over every element, so without a schema. */
export function targetOf(element: unknown): string | null {
  if (typeof element !== 'object' || element === null || !('reference' in element)) return null;
  const { reference } = element;
  return typeof reference === 'string' ? localReference(reference) : null;
}

/**
 * Every `Type/id` that a resource points to, in any element. It keeps a list of its own: calls cannot go as
 * deep as a host may nest.
 */
export function referencesIn(value: unknown): readonly string[] {
  const found: string[] = [];
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    const target = targetOf(next);
    if (target !== null) found.push(target);
    for (const below of Object.values(next).reverse()) left.push(below);
  }
  return found;
}
