import type { Resource } from './resource.ts';

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruned);
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).filter(([name]) => name !== 'extension');
  return Object.fromEntries(parts.map(([name, inner]) => [name, pruned(inner)]));
}

/** As some records keep it: without a word about what they left out. */
export const withoutExtensions = (resource: Resource): Resource => pruned(resource) as Resource;
