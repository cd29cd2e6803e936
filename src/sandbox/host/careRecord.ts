import { isDeepStrictEqual } from 'node:util';

import { type SearchRequest, validateResource } from '@medplum/core';

import { gone, invalid, notFound, refuse, versionConflict } from './outcomes.ts';
import { copyOf, ID, type Resource, type Stored, type Version } from './resource.ts';
import { findAll } from './search/find.ts';
import type { Store } from './store.ts';

interface Condition {
  /** The version that must be the current one. */
  readonly ifMatch?: string;
}

/** The content of a resource apart from what the server itself puts in it. */
function contentOf(resource: Resource): unknown {
  const meta = Object.entries(resource.meta ?? {}).filter(
    ([name]) => name !== 'versionId' && name !== 'lastUpdated',
  );
  return { ...resource, meta: Object.fromEntries(meta) };
}

/** The rules of reading and writing: ids, versions, times and what is refused (http://hl7.org/fhir/R4/http.html). */
export class CareRecord {
  readonly #store: Store;
  readonly #now: () => Date;
  #lastId = 0;

  constructor(store: Store, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /** Counted, not random: the same requests in the same order give the same ids. */
  newId(): string {
    do this.#lastId += 1;
    while (this.#store.isUsed(`w${this.#lastId}`));
    return `w${this.#lastId}`;
  }

  holds(type: string, id: string): boolean {
    return this.#store.current(type, id) !== undefined;
  }

  /** Throws 410 for a deleted resource, 404 for one that never was. */
  read(type: string, id: string): Stored {
    const found = this.#store.current(type, id);
    if (found) return found;
    const wasHere = this.#store.versions(type, id).length > 0;
    return refuse(
      wasHere ? gone(`${type}/${id} was deleted.`) : notFound(`${type}/${id} is not known.`),
    );
  }

  readVersion(type: string, id: string, versionId: string): Stored {
    const version = this.history(type, id).find((one) => one.versionId === versionId);
    if (!version) return refuse(notFound(`${type}/${id} has no version ${versionId}.`));
    return version.resource ?? refuse(gone(`Version ${versionId} is a deletion.`));
  }

  /** Newest first, deletions included; 404 where the id was never used. */
  history(type: string, id: string): readonly Version[] {
    const versions = this.#store.versions(type, id);
    if (versions.length === 0) refuse(notFound(`${type}/${id} is not known.`));
    return versions.toReversed();
  }

  /** All that meet the request, in its order, before paging. */
  search(request: SearchRequest): readonly Stored[] {
    return findAll(this.#store, request);
  }

  create(resource: Resource, id = this.newId()): Stored {
    validateResource(resource);
    return this.#write(resource, id, 'POST');
  }

  /** Replaces or creates; `created` tells which. The same content again makes no new version. */
  put(
    resource: Resource,
    condition: Condition = {},
  ): { readonly stored: Stored; readonly created: boolean } {
    const { resourceType: type, id } = resource;
    if (id === undefined || !ID.test(id)) return refuse(invalid('The id is not a FHIR id.'));
    const before = this.#current(type, id, condition);
    validateResource(resource);
    if (before && isDeepStrictEqual(contentOf(before), contentOf(resource))) {
      return { stored: before, created: false };
    }
    return { stored: this.#write(resource, id, before ? 'PUT' : 'POST'), created: !before };
  }

  /** Deleting what is not there is no fault (http://hl7.org/fhir/R4/http.html#delete). */
  delete(type: string, id: string, condition: Condition = {}): void {
    const before = this.#current(type, id, condition);
    if (!before) return;
    this.#store.add(type, { ...this.#stamp(type, id), method: 'DELETE', resource: null });
  }

  /** Everything that `work` writes stays, or none of it. */
  atomically<T>(work: () => Promise<T>): Promise<T> {
    return this.#store.atomically(work);
  }

  #current(type: string, id: string, { ifMatch }: Condition): Stored | undefined {
    const current = this.#store.current(type, id);
    if (ifMatch !== undefined && ifMatch !== current?.meta.versionId) {
      refuse(versionConflict(`${type}/${id} is not at version ${ifMatch}.`));
    }
    return current;
  }

  #stamp(type: string, id: string): Pick<Version, 'id' | 'versionId' | 'lastUpdated'> {
    const latest = this.#store.versions(type, id).at(-1);
    const next = Number(latest?.versionId ?? 0) + 1;
    return { id, versionId: String(next), lastUpdated: this.#now().toISOString() };
  }

  #write(resource: Resource, id: string, method: 'POST' | 'PUT'): Stored {
    const stamp = this.#stamp(resource.resourceType, id);
    const { versionId, lastUpdated } = stamp;
    const { resourceType } = resource;
    const meta = { ...resource.meta, versionId, lastUpdated };
    const content = copyOf({ ...resource, id, meta });
    // Named first so that they stand first in the JSON that people read.
    const stored = Object.assign({ resourceType, id, meta }, content) as Stored;
    this.#store.add(resourceType, { ...stamp, method, resource: stored });
    return stored;
  }
}
