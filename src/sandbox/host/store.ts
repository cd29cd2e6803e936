import { type Resource, type Stored, unversioned, type Version } from './resource.ts';

interface Shelf {
  readonly current: Map<string, Stored>;
  readonly versions: Map<string, Version[]>;
  readonly byKey: Map<string, Set<string>>;
}

type Undo = () => void;

/** `system|value`, `value`, and `|value` where there is no system: the three ways to ask for it. */
function identifierKeys(identifier: { system?: string; value?: string }): string[] {
  const { system, value } = identifier;
  if (value === undefined) return [];
  return [`${system ?? ''}|${value}`, value].map((key) => `identifier ${key}`);
}

function collectReferences(value: unknown, into: Set<string>): void {
  if (value === null || typeof value !== 'object') return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'reference' && typeof inner === 'string') {
      into.add(`reference ${unversioned(inner)}`);
    } else collectReferences(inner, into);
  }
}

/** What a resource can be looked up by without reading every other one. */
function keysOf(resource: Resource): ReadonlySet<string> {
  const keys = new Set<string>();
  collectReferences(resource, keys);
  const identifiers = 'identifier' in resource ? resource.identifier : undefined;
  for (const identifier of [identifiers ?? []].flat()) {
    for (const key of identifierKeys(identifier)) {
      keys.add(key);
    }
  }
  return keys;
}

const newShelf = (): Shelf => ({ current: new Map(), versions: new Map(), byKey: new Map() });

/** All versions of all resources, in memory, with what it takes to undo a failed transaction. */
export class Store {
  readonly #shelves = new Map<string, Shelf>();
  readonly #journal: Undo[] = [];
  #depth = 0;

  current(type: string, id: string): Stored | undefined {
    return this.#shelves.get(type)?.current.get(id);
  }

  /** Oldest first; empty where the id was never used. */
  versions(type: string, id: string): readonly Version[] {
    return this.#shelves.get(type)?.versions.get(id) ?? [];
  }

  ids(type: string): readonly string[] {
    return [...(this.#shelves.get(type)?.versions.keys() ?? [])];
  }

  types(): readonly string[] {
    return [...this.#shelves.keys()];
  }

  all(type: string): Iterable<Stored> {
    return this.#shelves.get(type)?.current.values() ?? [];
  }

  /** Resources that hold one of these references; a superset of those that hold it in a given place. */
  withReference(type: string, references: readonly string[]): Set<string> {
    return this.#withKeys(type, 'reference', references.map(unversioned));
  }

  withIdentifier(type: string, tokens: readonly string[]): Set<string> {
    return this.#withKeys(type, 'identifier', tokens);
  }

  isUsed(id: string): boolean {
    return [...this.#shelves.values()].some((shelf) => shelf.versions.has(id));
  }

  add(type: string, version: Version): void {
    const shelf = this.#shelf(type);
    const before = shelf.current.get(version.id);
    const versions = shelf.versions.get(version.id) ?? [];
    shelf.versions.set(version.id, versions);
    versions.push(version);
    replace(shelf, version.id, before, version.resource ?? undefined);
    if (this.#depth === 0) return;
    this.#journal.push(() => {
      versions.pop();
      if (versions.length === 0) shelf.versions.delete(version.id);
      replace(shelf, version.id, version.resource ?? undefined, before);
    });
  }

  /** Runs `work`; where it fails, everything that it wrote is undone, last first, and the failure goes on. */
  async atomically<T>(work: () => Promise<T>): Promise<T> {
    const mark = this.#journal.length;
    this.#depth += 1;
    try {
      return await work();
    } catch (error) {
      while (this.#journal.length > mark) this.#journal.pop()?.();
      throw error;
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#journal.length = 0;
    }
  }

  #shelf(type: string): Shelf {
    const shelf = this.#shelves.get(type) ?? newShelf();
    this.#shelves.set(type, shelf);
    return shelf;
  }

  #withKeys(type: string, kind: string, keys: readonly string[]): Set<string> {
    const byKey = this.#shelves.get(type)?.byKey;
    return new Set(keys.flatMap((key) => [...(byKey?.get(`${kind} ${key}`) ?? [])]));
  }
}

function replace(shelf: Shelf, id: string, before: Stored | undefined, after: Stored | undefined) {
  for (const key of before ? keysOf(before) : []) shelf.byKey.get(key)?.delete(id);
  for (const key of after ? keysOf(after) : []) {
    const ids = shelf.byKey.get(key) ?? new Set();
    shelf.byKey.set(key, ids.add(id));
  }
  if (after) shelf.current.set(id, after);
  else shelf.current.delete(id);
}
