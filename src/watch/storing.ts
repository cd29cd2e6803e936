import type { ReadingContext } from '../fhir/read/intake.ts';
import { createProjector } from '../fhir/read/projection.ts';
import type { GoalWriteMode } from '../fhir/write/planInput.ts';
import { isKept } from '../host/kept.ts';
import { addressOf, updatedAt, versionIdOf, type Resource } from '../host/resource.ts';
import type { StoredResource } from '../store/resources.ts';
import { contentHash, isBeyondBounds } from './contentHash.ts';
import type { Work } from './work.ts';

/**
 * Reduces a host's resources to what is held of them between two looks.
 *
 * @param mode how goals are written: where they are not, none is held whole, with all that staff wrote in it
 */
export function storing(
  context: ReadingContext,
  mode: GoalWriteMode = 'D',
): (resource: Resource) => StoredResource {
  const project = createProjector(context);
  return (resource) => {
    const reference = addressOf(resource);
    const hash = contentHash(resource);
    return {
      reference,
      version: versionIdOf(resource),
      updated: updatedAt(resource),
      hash,
      entries: project(resource, reference),
      kept: isKept(resource, mode) && !isBeyondBounds(hash) ? resource : null,
    };
  };
}

/** The same of many. One that the store cannot hold as it is costs nobody else: it is told of by name. */
export function rowsOf(
  { access, log }: Work,
  context: ReadingContext,
  resources: readonly Resource[],
): readonly StoredResource[] {
  const tell = ({ reference }: StoredResource): void => {
    log.warn('resource-beyond-bounds', { tenant: access.tenant.id, reference });
  };
  const rows = resources.map(storing(context, access.tenant.goalWriteMode));
  rows.filter((row) => isBeyondBounds(row.hash)).forEach(tell);
  rows.filter(isUnnamable).forEach(tell);
  return rows.filter((row) => !isUnnamable(row));
}

/** No database takes this character in a text. */
const isUnnamable = ({ reference, version }: StoredResource): boolean =>
  `${reference}${version}`.includes('\0');
