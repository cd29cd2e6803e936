import { z } from 'zod';
import { aliasesOf, NO_ALIASES, type Aliases } from './aliases.ts';

/** One resource out of a Bundle, or by itself. */
export interface Unwrapped {
  readonly resource: unknown;
  readonly where: string;
  /** What other entries call it (`urn:uuid:...`, or its address). */
  readonly fullUrl: string | null;
  /** What the entries of its Bundle, and of those around that, call each other. */
  readonly aliases: Aliases;
}

/** A resource that a history says was deleted. */
export interface Deletion {
  readonly url: string;
  readonly version: string | null;
  readonly at: string | null;
}

const entrySchema = z.object({
  fullUrl: z.string().optional(),
  resource: z.unknown().optional(),
  request: z.object({ method: z.string().optional(), url: z.string().optional() }).optional(),
  response: z
    .looseObject({ etag: z.string().optional(), lastModified: z.string().optional() })
    .optional(),
});

const bundleSchema = z.object({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.unknown()).optional(),
});

interface Contents {
  readonly resources: readonly Unwrapped[];
  readonly deletions: readonly Deletion[];
}

interface Pending extends Unwrapped {
  /** The Bundles that it is in: one that is in itself has no end. */
  readonly around: readonly unknown[];
}

/** Nobody puts Bundles into Bundles so deep. */
const DEEPEST = 64;

/**
 * The resources of a Bundle of any kind, and of the Bundles in it; a resource that is no Bundle is its
 * own, as is a Bundle that cannot be taken apart because it is in itself or too deep.
 */
export function unwrap(resource: unknown, where: string): Contents {
  const resources: Unwrapped[] = [];
  const deletions: Deletion[] = [];
  const pending: Pending[] = [{ resource, where, fullUrl: null, aliases: NO_ALIASES, around: [] }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { around, ...unwrapped } = next;
    const bundle = bundleSchema.safeParse(next.resource);
    if (!bundle.success || around.includes(next.resource) || around.length >= DEEPEST) {
      resources.push(unwrapped);
      continue;
    }
    const entries = bundle.data.entry ?? [];
    const aliases = aliasesOf(entries, next.aliases);
    const within = [...around, next.resource];
    for (const [index, entry] of entries.entries()) {
      const content = contentOf(entry, `${next.where}#entry[${index}]`, aliases);
      if (content === null) continue;
      if ('url' in content) deletions.push(content);
      else pending.push({ ...content, around: within });
    }
  }
  return { resources, deletions };
}

/** Null for an entry that holds neither: the answer to a write. What is no entry is left to be told of. */
function contentOf(entry: unknown, where: string, aliases: Aliases): Unwrapped | Deletion | null {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) return { resource: entry, where, fullUrl: null, aliases };
  const { resource, fullUrl = null, request, response } = parsed.data;
  if (resource !== undefined) return { resource, where, fullUrl, aliases };
  if (request?.method !== 'DELETE' || request.url === undefined) return null;
  const version = /^(?:W\/)?"(.+)"$/.exec(response?.etag ?? '')?.[1] ?? null;
  return { url: request.url, version, at: response?.lastModified ?? null };
}
