import { PROBE_EXTENSION } from '../fhir/names.ts';
import type { Write } from '../fhir/write/chunks.ts';
import { Problem } from '../problem.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Connection } from './connection.ts';
import { statusOf } from './failure.ts';
import { identifierQuery } from './ownResources.ts';
import type { Resource } from './resource.ts';
import type { Host } from './singleWrites.ts';

export interface ProbeResult {
  readonly state: 'works' | 'fails' | 'untried';
  /** Why it fails or was not tried. */
  readonly because: string | null;
}

export const WORKS: ProbeResult = { state: 'works', because: null };
export const fails = (because: string): ProbeResult => ({ state: 'fails', because });
export const untried = (because: string): ProbeResult => ({ state: 'untried', because });

const marked = (device: Resource): Resource => ({
  ...device,
  extension: [{ url: PROBE_EXTENSION, valueString: 'to be removed' }],
});

const isMarked = ({ extension }: Resource): boolean =>
  JSON.stringify(extension ?? '').includes(PROBE_EXTENSION);

const referenceTo = ({ resourceType, id = '' }: Resource): string => `${resourceType}/${id}`;

/** Whether an extension that the host has never seen is still there when read back. */
export async function keepsExtensions(
  { connection }: Host,
  stored: Resource,
): Promise<ProbeResult> {
  try {
    await connection.update(marked(stored), null);
    const kept = isMarked(await connection.read(referenceTo(stored)));
    return kept ? WORKS : fails('the host drops extensions that it does not know');
  } finally {
    await connection.update(stored, null);
  }
}

/** Whether a second conditional create finds the first. A twin, once made, is marked as an error. */
export async function createsOnce(
  { connection, capabilities }: Host,
  { identifier, resource }: Write,
  reference: string,
): Promise<ProbeResult> {
  if (identifier === null || !capabilitiesOf(capabilities, resource.resourceType).conditionalCreate)
    return untried('the host does not offer it');
  const { status, resource: twin } = await connection.create(resource, identifierQuery(identifier));
  if (status === 200) return WORKS;
  if (twin !== null && referenceTo(twin) !== reference)
    await connection.update({ ...twin, status: 'entered-in-error' }, null);
  return fails('the host made a second resource with the same identifier');
}

/** No version is called `0`, so this must be refused; where it is not, it changes nothing. */
export async function checksVersions({ connection }: Host, stored: Resource): Promise<ProbeResult> {
  try {
    await connection.update(stored, '0');
    return fails('the host ignored If-Match');
  } catch (error) {
    if (error instanceof Problem && error.code === 'host-conflict') return WORKS;
    throw error;
  }
}

/** Nobody has this id; should a host make it all the same, it says of itself that it is an error. */
const NOBODY: Resource = { resourceType: 'Device', id: 'attest-probe', status: 'entered-in-error' };

/** Whether a transaction that cannot be done whole leaves nothing behind. */
export async function rollsBack({ connection }: Host, stored: Resource): Promise<ProbeResult> {
  const first = await triedTransaction(connection, stored);
  // Some hosts make what an update names, whatever its If-Match says, and so did all that was asked.
  // By then it is there, and a second such update is one that they must refuse.
  const { kept } = first.accepted ? await triedTransaction(connection, stored) : first;
  return kept ? fails('part of a transaction that should be refused was kept') : WORKS;
}

interface Trial {
  /** The host did, or says that it did, all that was asked. */
  readonly accepted: boolean;
  /** Our mark was found, and has been taken away again. */
  readonly kept: boolean;
}

async function triedTransaction(connection: Connection, stored: Resource): Promise<Trial> {
  const entry = [
    { resource: marked(stored), request: { method: 'PUT', url: referenceTo(stored) } },
    { resource: NOBODY, request: { method: 'PUT', url: referenceTo(NOBODY), ifMatch: 'W/"0"' } },
  ];
  let accepted = false;
  try {
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry };
    const answer = await connection.submit(bundle, true);
    accepted = answer.entry.every(({ response }) => response?.status.startsWith('2') === true);
  } catch (error) {
    if (statusOf(error) === null) throw error;
  }
  const kept = isMarked(await connection.read(referenceTo(stored)));
  if (kept) await connection.update(stored, null);
  return { accepted, kept };
}
