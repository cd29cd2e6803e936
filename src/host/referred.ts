import type { Capabilities } from './capabilities.ts';
import type { Connection } from './connection.ts';
import { findByIdentifier } from './ownResources.ts';
import type { Identifier } from './ownResources.ts';
import { referencesIn } from './resource.ts';
import type { Resource } from './resource.ts';
import type { Skips } from './skips.ts';

/** What is read only because something points to it, and once a run. */
export interface Referred {
  /** The resources that are there, of those named. */
  readonly read: (references: Iterable<string>) => AsyncIterable<Resource>;
  /** Our own Device, once it is there. */
  readonly device: () => Promise<Resource | null>;
}

const TYPES = /^(PractitionerRole|RelatedPerson)\//;

/** What a resource points to that is worth reading: who stands behind a role, and who spoke for a person. */
export const worthReading = (resource: Resource): readonly string[] =>
  referencesIn(resource).filter((reference) => TYPES.test(reference));

export function createReferred(
  connection: Connection,
  capabilities: Capabilities,
  skips: Skips,
  device: Identifier | null,
): Referred {
  const known = new Map<string, Resource | null>();
  let ownDevice: Resource | null = null;

  /** Null where it cannot be read: a role that is not there leaves a worker named by the role alone. */
  async function readOnce(reference: string): Promise<Resource | null> {
    const before = known.get(reference);
    if (before !== undefined) return before;
    const type = reference.split('/')[0] ?? '';
    const found = await connection.read(reference).catch((error: unknown) => {
      skips.tolerate({ type, patient: null }, error);
      return null;
    });
    known.set(reference, found);
    return found;
  }

  async function* read(references: Iterable<string>): AsyncGenerator<Resource> {
    for (const reference of references) {
      const resource = await readOnce(reference);
      if (resource !== null) yield resource;
    }
  }

  async function findDevice(): Promise<Resource | null> {
    if (device === null || ownDevice !== null) return ownDevice;
    ownDevice = await findByOwnIdentifier(device);
    return ownDevice;
  }

  async function findByOwnIdentifier(identifier: Identifier): Promise<Resource | null> {
    const what = { type: 'Device', patient: null };
    try {
      const found = await findByIdentifier(connection, capabilities, what.type, identifier);
      if (found !== 'unknown') return found;
      const because = 'the host does not offer it by identifier';
      skips.add({ kind: 'not-offered', ...what, because });
    } catch (error) {
      skips.tolerate(what, error);
    }
    return null;
  }

  return { read, device: findDevice };
}
