import { Problem } from '../../problem.ts';
import { resourceTypes } from './definitions.ts';
import { compareText, copyOf, ID, type Resource, type Stored } from './resource.ts';
import type { Store } from './store.ts';

/** `2` before `10`; versions that are not numbers by code point. */
const compareVersions = (a: string, b: string): number =>
  Number(a) - Number(b) || compareText(a, b);

function asStored(resource: Resource, at: string): Stored {
  const { resourceType: type, id } = resource;
  if (!resourceTypes().includes(type))
    throw new Problem('bad-input', `The sandbox keeps no ${type}.`);
  if (id === undefined || !ID.test(id)) {
    throw new Problem('bad-input', `A ${type} to start the sandbox with has no valid id.`);
  }
  const { versionId = '1', lastUpdated = at } = resource.meta ?? {};
  return { ...copyOf(resource), id, meta: { ...resource.meta, versionId, lastUpdated } };
}

/**
 * Puts resources in as they are: id, version and time are kept, nothing is validated. Several
 * resources with one type and id are its versions, the highest being the current one.
 */
export function seed(store: Store, resources: readonly Resource[], at: string): void {
  const all = resources.map((resource) => asStored(resource, at));
  for (const one of all.toSorted((a, b) => compareVersions(a.meta.versionId, b.meta.versionId))) {
    const isFirst = store.versions(one.resourceType, one.id).length === 0;
    store.add(one.resourceType, {
      id: one.id,
      ...one.meta,
      method: isFirst ? 'POST' : 'PUT',
      resource: one,
    });
  }
}
