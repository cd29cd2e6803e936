import { type Filter, type SearchRequest, splitSearchOnComma } from '@medplum/core';

import { searchParametersOf } from '../definitions.ts';
import { ID, type Stored } from '../resource.ts';
import type { Store } from '../store.ts';
import type { Quirk } from '../quirks.ts';
import type { Hidden } from './lag.ts';
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

/** Whether a search would find this resource. */
export const meets = (
  resource: Stored,
  { resourceType, filters = [] }: SearchRequest,
  days: Quirk['days'],
): boolean =>
  matches(
    resource,
    filters.map((filter) => literal(resourceType, filter)),
    days,
  );

/** How this record searches: what it does not see yet, and how it takes days. */
interface Manner extends Pick<Quirk, 'days'> {
  readonly hidden: Hidden;
}

function before(hidden: Hidden, ...among: Parameters<typeof candidates>): readonly Stored[] {
  const shown = candidates(...among).filter(({ id }) => !hidden.has(id));
  return [...shown, ...[...hidden.values()].filter((one) => one !== undefined)];
}

/** All that meet a request, in its order, before paging. */
export function findAll(store: Store, request: SearchRequest, manner: Manner): readonly Stored[] {
  const type = request.resourceType;
  const filters = (request.filters ?? []).map((filter) => literal(type, filter));
  const { hidden, days } = manner;
  const seen =
    hidden.size === 0 ? candidates(store, type, filters) : before(hidden, store, type, filters);
  const found = seen.filter((resource) => matches(resource, filters, days));
  return sorted(found, type, request.sortRules ?? []);
}
