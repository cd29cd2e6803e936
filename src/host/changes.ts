import type { Instant } from '../domain/time.ts';
import { Problem } from '../problem.ts';
import { capabilitiesOf, searchesBy } from './capabilities.ts';
import type { Capabilities } from './capabilities.ts';
import type { Connection } from './connection.ts';
import type { Reading } from './personRecord.ts';
import { updatedAt, type Resource } from './resource.ts';
import { PAGE, WANTED } from './wanted.ts';

/** Of which types a host can be asked what changed. */
export interface Feeds {
  readonly fed: readonly string[];
  /** Changes of these show only where everything is read again. */
  readonly unfed: readonly string[];
}

/** Of all that is read of people, who recorded it, and the maps of the host's own codes. */
const FOLLOWED: readonly string[] = [...WANTED.map(({ type }) => type), 'Provenance', 'ConceptMap'];

export function feedsOf(capabilities: Capabilities): Feeds {
  const isFed = (type: string): boolean =>
    searchesBy(capabilitiesOf(capabilities, type), '_lastUpdated');
  return {
    fed: FOLLOWED.filter(isFed),
    unfed: FOLLOWED.filter((type) => !isFed(type)),
  };
}

/**
 * What was written of a type from an instant on, whoever it is about. A host that does not know the
 * parameter may answer with everything (FHIR R4 §3.1.1.3): what is older is then left out, and said.
 */
export async function* changesOf(
  { connection, skips }: Reading,
  type: string,
  since: Instant,
): AsyncGenerator<Resource> {
  let older = false;
  for await (const resource of searched(connection, type, since)) {
    if ((updatedAt(resource) ?? since) >= since) yield resource;
    else older = true;
  }
  if (!older) return;
  const because = 'asked for what changed, the host also sent what did not, which was left out';
  skips.add({ kind: 'left-out', type, patient: null, because });
}

/**
 * Oldest first, so that what is written meanwhile comes last and moves no page. No CapabilityStatement says
 * what can be sorted by: where it is refused, any order does.
 */
async function* searched(
  connection: Connection,
  type: string,
  since: Instant,
): AsyncGenerator<Resource> {
  const parameters = { _lastUpdated: `ge${new Date(since).toISOString()}`, ...PAGE };
  let begun = false;
  try {
    for await (const resource of connection.search(type, { ...parameters, ...OLDEST_FIRST })) {
      begun = true;
      yield resource;
    }
  } catch (error) {
    if (begun || !(error instanceof Problem) || error.code !== 'host-refused') throw error;
    yield* connection.search(type, parameters);
  }
}

const OLDEST_FIRST = { _sort: '_lastUpdated' };
