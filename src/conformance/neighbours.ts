import { asList, isObject, member, textOf, type JsonObject } from './json.ts';

/** The resources that a reference can lead to, by what it calls them; of two of one name, the first. */
export type Neighbours = ReadonlyMap<string, JsonObject>;

export const NOBODY: Neighbours = new Map();

/** The resources of a Bundle, each by its `fullUrl` and by its `Type/id`. */
export const entriesIn = (bundle: JsonObject): Neighbours =>
  named(
    objectsIn(bundle, 'entry').flatMap((entry) => {
      const resource = member(entry, 'resource');
      if (!isObject(resource)) return [];
      const type = textOf(member(resource, 'resourceType')) ?? '';
      const id = textOf(member(resource, 'id')) ?? '';
      const fullUrl = textOf(member(entry, 'fullUrl')) ?? '';
      return [[fullUrl, resource] as const, [`${type}/${id}`, resource] as const];
    }),
  );

/** The resources that a resource contains, by their id. */
export const containedIn = (resource: JsonObject): Neighbours =>
  named(
    objectsIn(resource, 'contained').map(
      (each) => [textOf(member(each, 'id')) ?? '', each] as const,
    ),
  );

const objectsIn = (resource: JsonObject, key: string): readonly JsonObject[] =>
  asList(member(resource, key)).filter(isObject);

const named = (all: readonly (readonly [string, JsonObject])[]): Neighbours =>
  all.length === 0 ? NOBODY : new Map(all.toReversed());
