import { hash } from 'node:crypto';
import { updatedAt, type Resource } from '../host/resource.ts';
import { canonicalJson } from './canonicalJson.ts';

/**
 * SHA-256 in hex of what a resource says, for hosts that number no versions: writing the same again
 * changes `meta.versionId` and `meta.lastUpdated`, and nothing that counts here. What is nested deeper than
 * JSON can be written has no hash: another word in its place, by when it was written.
 */
export function contentHash(resource: Resource): string {
  try {
    return hash('sha256', canonicalJson(contentOf(resource)), 'hex');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return `${BEYOND_BOUNDS}${updatedAt(resource) ?? ''}`;
  }
}

const BEYOND_BOUNDS = 'beyond-bounds-';

/** Of a hash: whether there was none to be had. */
export const isBeyondBounds = (hash: string): boolean => hash.startsWith(BEYOND_BOUNDS);

function contentOf({ meta, ...content }: Resource): object {
  const said = withoutVersion(meta);
  return said === null ? content : { ...content, meta: said };
}

/** Null where nothing else is in it: some hosts add `meta` to what had none. */
function withoutVersion(meta: unknown): object | null {
  if (typeof meta !== 'object' || meta === null) return null;
  const rest = Object.entries(meta).filter(([key]) => key !== 'versionId' && key !== 'lastUpdated');
  return rest.length === 0 ? null : Object.fromEntries(rest);
}
