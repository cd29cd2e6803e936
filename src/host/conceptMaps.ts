import { Problem, sentenceOf } from '../problem.ts';
import { capabilitiesOf, type Capabilities } from './capabilities.ts';
import type { Connection } from './connection.ts';
import { hasGone } from './gone.ts';
import type { Skipped } from './skips.ts';

interface MapsFound {
  readonly found: readonly unknown[];
  readonly skipped: readonly Skipped[];
  /** What kept them from being read may have passed when they are asked for again. */
  readonly passes: boolean;
}

/**
 * Local codes are explained where they are used: a record may publish its own maps to our codes. Without
 * them local codes fail closed, so that a host that does not give them stops nothing.
 */
export async function conceptMapsOf(
  connection: Connection,
  capabilities: Capabilities,
): Promise<MapsFound> {
  const type = 'ConceptMap';
  if (!capabilitiesOf(capabilities, type).search) return { found: [], skipped: [], passes: false };
  try {
    const all = await Array.fromAsync(connection.search(type, {}));
    const found = all.filter(({ status }) => status === 'active');
    return { found, skipped: [], passes: false };
  } catch (error) {
    if (hasGone(error)) throw error;
    const because = sentenceOf(error);
    const passes = error instanceof Problem && error.retryable;
    return { found: [], skipped: [{ kind: 'failed', type, patient: null, because }], passes };
  }
}
