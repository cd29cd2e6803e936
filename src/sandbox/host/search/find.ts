import { type Filter, type SearchRequest, splitSearchOnComma } from '@medplum/core';

import { searchParametersOf } from '../definitions.ts';
import { ID, type Stored } from '../resource.ts';
import type { Store } from '../store.ts';
import { matches } from './matches.ts';
import { sorted } from './sort.ts';

const LITERAL = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** A reference asked for by its bare id means every type that the parameter can point at. */
function literal(type: string, filter: Filter): Filter {
  const parameter = searchParametersOf(type).get(filter.code);
  if (parameter?.kind !== 'reference' || filter.operator === 'missing') return filter;
  const references = splitSearchOnComma(filter.value).flatMap((asked) =>
    ID.test(asked) ? parameter.targets.map((target) => `${target}/${asked}`) : asked,
  );
  return { ...filter, value: references.join(',') };
}

/** The ids that can meet a filter, where an index tells; undefined where each resource must be read. */
function idsFor(store: Store, type: string, filter: Filter): ReadonlySet<string> | undefined {
  const { code, operator } = filter;
  if (operator !== 'eq') return undefined;
  const asked = splitSearchOnComma(filter.value);
  if (code === '_id') return new Set(asked);
  if (code === 'identifier') {
    // `system|` asks for every value of a system, which the index does not hold.
    if (asked.some((token) => token.endsWith('|'))) return undefined;
    return store.withIdentifier(type, asked);
  }
  const isReference = searchParametersOf(type).get(code)?.kind === 'reference';
  // Canonical URLs are searched as references too, and are not in the index.
  return isReference && asked.every((value) => LITERAL.test(value))
    ? store.withReference(type, asked)
    : undefined;
}

/** The fewest resources among which all that meet the filters must be. */
function candidates(store: Store, type: string, filters: readonly Filter[]): readonly Stored[] {
  const narrowed = filters.flatMap((filter) => idsFor(store, type, filter) ?? []);
  if (narrowed.length === 0) return [...store.all(type)];
  const fewest = narrowed.reduce((best, ids) => (ids.size < best.size ? ids : best));
  return [...fewest].flatMap((id) => store.current(type, id) ?? []);
}

/** All that meet a request, in its order, before paging. */
export function findAll(store: Store, request: SearchRequest): readonly Stored[] {
  const type = request.resourceType;
  const filters = (request.filters ?? []).map((filter) => literal(type, filter));
  const found = candidates(store, type, filters).filter((resource) => matches(resource, filters));
  return sorted(found, type, request.sortRules ?? []);
}
