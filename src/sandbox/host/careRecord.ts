import { isDeepStrictEqual } from 'node:util';

import { type SearchRequest, validateResource } from '@medplum/core';

import { conflict, gone, invalid, notFound, refuse, versionConflict } from './outcomes.ts';
import type { Quirk } from './quirks.ts';
import { refuseDangling, refuseReferredTo } from './references.ts';
import { copyOf, ID, type Resource, type Stored, type Version } from './resource.ts';
import { findAll } from './search/find.ts';
import { createLag, type Lag } from './search/lag.ts';
import { withoutExtensions } from './withoutExtensions.ts';
import type { Store } from './store.ts';

interface Condition {
  /** The version that must be the current one. */
  readonly ifMatch?: string;
}

const NEW_ID: Readonly<Record<Quirk['newIds'], (count: number) => string>> = {
  counted: (count) => `w${count}`,
  numbers: (count) => String(1000 + count),
  uuids: (count) => `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`,
};

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
  readonly #quirk: Quirk;
  readonly #lag: Lag;
  #lastId = 0;
  #depth = 0;
  #changes: Stored[] = [];

  constructor(store: Store, now: () => Date, quirk: Quirk) {
    this.#store = store;
    this.#now = now;
    this.#quirk = quirk;
    this.#lag = createLag(quirk.searchLag);
  }

  /** Counted, not random: the same requests in the same order give the same ids. */
  newId(): string {
    const nameOf = NEW_ID[this.#quirk.newIds];
    do this.#lastId += 1;
    while (this.#store.isUsed(nameOf(this.#lastId)));
    return nameOf(this.#lastId);
  }

  /** A request has come: what was written long enough ago is found from now on. */
  tick(): void {
    this.#lag.tick();
  }

  /** What was created or changed since this was last asked, in order, deletions left out. */
  takeChanges(): readonly Stored[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  holds(type: string, id: string): boolean {
    return this.#store.current(type, id) !== undefined;
  }

  /** In no order. */
  all(type: string): readonly Stored[] {
    return [...this.#store.all(type)];
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
    const { days } = this.#quirk;
    return findAll(this.#store, request, { hidden: this.#lag.hidden(request.resourceType), days });
  }

  create(sent: Resource, id = this.newId()): Stored {
    const resource = this.#kept(sent);
    validateResource(resource);
    return this.#write(resource, id, 'POST');
  }

  /** Replaces or creates; `created` tells which. The same content again makes no new version. */
  put(
    sent: Resource,
    condition: Condition = {},
  ): { readonly stored: Stored; readonly created: boolean } {
    const resource = this.#kept(sent);
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
    if (this.#quirk.references === 'checked') refuseReferredTo(this.#store, type, id);
    this.#lag.wrote(type, id, before);
    this.#store.add(type, { ...this.#stamp(type, id), method: 'DELETE', resource: null });
  }

  /** Everything that `work` writes stays, or none of it. */
  async atomically<T>(work: () => Promise<T>): Promise<T> {
    const mark = this.#changes.length;
    this.#depth += 1;
    try {
      return await this.#store.atomically(async () => {
        const done = await work();
        // Only the whole tells whether what its parts refer to is there.
        for (const one of this.#depth === 1 ? this.#changes.slice(mark) : []) {
          this.#checkReferences(one);
        }
        return done;
      });
    } catch (error) {
      this.#changes.length = mark;
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  #kept(resource: Resource): Resource {
    return this.#quirk.extensions === 'dropped' ? withoutExtensions(resource) : resource;
  }

  #checkReferences(resource: Resource): void {
    if (this.#quirk.references === 'checked') refuseDangling(this.#store, resource);
  }

  #current(type: string, id: string, { ifMatch }: Condition): Stored | undefined {
    const current = this.#store.current(type, id);
    if (ifMatch !== undefined && ifMatch !== current?.meta.versionId) {
      const outcome = this.#quirk.staleVersion === 409 ? conflict : versionConflict;
      refuse(outcome(`${type}/${id} is not at version ${ifMatch}.`));
    }
    return current;
  }

  #stamp(type: string, id: string): Pick<Version, 'id' | 'versionId' | 'lastUpdated'> {
    const latest = this.#store.versions(type, id).at(-1);
    const next = Number(latest?.versionId ?? 0) + 1;
    return { id, versionId: String(next), lastUpdated: this.#now().toISOString() };
  }

  #write(resource: Resource, id: string, method: 'POST' | 'PUT'): Stored {
    if (this.#depth === 0) this.#checkReferences(resource);
    const stamp = this.#stamp(resource.resourceType, id);
    const { versionId, lastUpdated } = stamp;
    const { resourceType } = resource;
    const meta = { ...resource.meta, versionId, lastUpdated };
    const content = copyOf({ ...resource, id, meta });
    // Named first so that they stand first in the JSON that people read.
    const stored = Object.assign({ resourceType, id, meta }, content) as Stored;
    this.#lag.wrote(resourceType, id, this.#store.current(resourceType, id));
    this.#store.add(resourceType, { ...stamp, method, resource: stored });
    this.#changes.push(stored);
    return stored;
  }
}
