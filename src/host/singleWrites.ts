import { z } from 'zod';
import type { Write } from '../fhir/write/chunks.ts';
import { Problem, sentenceOf } from '../problem.ts';
import { capabilitiesOf, searchesBy } from './capabilities.ts';
import type { Capabilities } from './capabilities.ts';
import { referenceOf } from './chunkBundle.ts';
import type { Answer, Connection } from './connection.ts';
import { isDoubtful } from './failure.ts';
import { findByIdentifier, identifierQuery } from './ownResources.ts';
import type { Identifier } from './ownResources.ts';
import { addressOf, targetOf, versionIdOf } from './resource.ts';
import type { Resource } from './resource.ts';
import type { Outcome } from './writeReport.ts';

export interface Host {
  readonly connection: Connection;
  readonly capabilities: Capabilities;
  /** For resources without a version: whether this is the copy that the writes were planned from. */
  readonly isHeld?: ((resource: Resource) => Promise<boolean>) | undefined;
}

/**
 * One write on its own: conditional where the host offers it, else looked for first.
 * @param doubtful it may be in the host already, after a failure that leaves that open.
 */
export async function writeOne(host: Host, write: Write, doubtful: boolean): Promise<Outcome> {
  try {
    if (write.kind === 'update') return await updateOne(host, write);
    const earlier = doubtful ? await findSent(host, write) : null;
    return earlier ?? (await createOne(host, write));
  } catch (error) {
    return refusalOf(error);
  }
}

/** The host itself refuses the update where somebody else has written meanwhile. */
export const isChecked = (capabilities: Capabilities, { resource, version }: Write): boolean =>
  version !== null && capabilitiesOf(capabilities, resource.resourceType).ifMatch;

/** Where the host does not check, we look: what staff wrote while the plan waited must not be lost. */
async function updateOne(host: Host, write: Write): Promise<Outcome> {
  const { resource, version } = write;
  const checked = isChecked(host.capabilities, write);
  if (!checked && !(await isAsPlanned(host, write))) return EDITED;
  const answer = await host.connection.update(resource, checked ? version : null);
  return { kind: 'written', reference: referenceOf(null, resource), stored: answer.resource };
}

const EDITED: Outcome = { kind: 'conflict', because: 'somebody else has written meanwhile' };

async function isAsPlanned(
  { connection, isHeld = () => Promise.resolve(true) }: Host,
  { resource, version }: Write,
): Promise<boolean> {
  const found = await connection.read(addressOf(resource));
  return versionIdOf(found) === (version ?? '') && (version !== null || (await isHeld(found)));
}

async function createOne(host: Host, write: Write): Promise<Outcome> {
  const { identifier, resource } = write;
  if (identifier === null) return createOnce(host, write);
  if (!capabilitiesOf(host.capabilities, resource.resourceType).conditionalCreate)
    return (await foundAs(host, resource.resourceType, identifier)) ?? createOnce(host, write);
  return createdAs(await host.connection.create(resource, identifierQuery(identifier)));
}

/** A create that cannot be made conditional: after a doubtful failure we look before we despair. */
async function createOnce(host: Host, write: Write): Promise<Outcome> {
  try {
    return createdAs(await host.connection.create(write.resource));
  } catch (error) {
    if (!(error instanceof Problem && isDoubtful(error))) throw error;
    const found = await findSent(host, write);
    if (found === null) throw error;
    return found;
  }
}

/** What an earlier, doubtful attempt at the same create left in the host; null for nothing. */
export const findSent = (host: Host, { identifier, resource }: Write): Promise<Outcome | null> =>
  identifier === null
    ? foundByTarget(host, resource)
    : foundAs(host, resource.resourceType, identifier);

async function foundAs(host: Host, type: string, identifier: Identifier): Promise<Outcome | null> {
  const found = await findByIdentifier(host.connection, host.capabilities, type, identifier);
  return found === null || found === 'unknown' ? null : thereAs(found);
}

const thereAs = (found: Resource): Outcome => ({
  kind: 'already-there',
  reference: referenceOf(null, found),
  stored: null,
});

const provenanceSchema = z.looseObject({ recorded: z.string(), target: z.array(z.unknown()) });

/** R4 gives a Provenance no identifier: ours is known by its target and the instant it was recorded. */
async function foundByTarget(host: Host, sent: Resource): Promise<Outcome | null> {
  const { data } = provenanceSchema.safeParse(sent);
  const target = data === undefined ? null : targetOf(data.target[0]);
  const offered = capabilitiesOf(host.capabilities, sent.resourceType);
  if (data === undefined || target === null || !searchesBy(offered, 'target')) return null;
  for await (const found of host.connection.search(sent.resourceType, { target })) {
    const stored = provenanceSchema.safeParse(found).data;
    const isSame =
      stored?.target.some((other) => targetOf(other) === target) === true &&
      Date.parse(stored.recorded) === Date.parse(data.recorded);
    if (isSame) return thereAs(found);
  }
  return null;
}

/** 201 says created; FHIR's answer to a conditional create that matched is 200. */
const createdAs = ({ status, resource, location }: Answer): Outcome => ({
  kind: status === 200 ? 'already-there' : 'written',
  reference: referenceOf(location, resource),
  stored: status === 200 ? null : resource,
});

/** A refusal of this one write; a host that went away, or that no longer knows us, is thrown on. */
export function refusalOf(error: unknown): Outcome {
  if (!(error instanceof Problem)) throw error;
  const because = sentenceOf(error);
  if (error.code === 'host-conflict') return { kind: 'conflict', because };
  if (error.code === 'host-refused' || error.code === 'host-not-found')
    return { kind: 'not-written', because };
  throw error;
}
