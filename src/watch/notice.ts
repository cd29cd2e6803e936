import { capabilitiesOf } from '../host/capabilities.ts';
import { heldVersions } from '../store/resources.ts';
import { lookInto } from './openRecord.ts';
import { readOrNull } from './readOrNull.ts';
import { takeChanges } from './takeChanges.ts';
import { tenantIn, type Work } from './work.ts';

/** The host told of one resource. Nothing that it told is believed: the resource is read, if its type is. */
export async function notice(work: Work, reference: string): Promise<void> {
  const [type = ''] = reference.split('/');
  if (!capabilitiesOf(await work.access.capabilities(), type).read) return;
  const resource = await readOrNull(work, reference);
  if (resource === null) await readHolders(work, reference);
  else await takeChanges(work, await lookInto(work), [resource]);
}

/**
 * One answer of “not there” may be that of a gateway. Evidence is let go only when a whole reading of its
 * person does not find it either.
 */
async function readHolders(work: Work, reference: string): Promise<void> {
  const tenant = tenantIn(work);
  const held = await heldVersions(work.database, tenant, [reference]);
  const holders = new Set([...held.values()].flat().map(({ patient }) => patient));
  for (const patient of holders) await work.send({ kind: 'read-person', tenant, patient });
}
