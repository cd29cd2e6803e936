import { parseSearchRequest, type SearchRequest } from '@medplum/core';

import { type SearchKind, type SearchParameter, searchParametersOf } from '../definitions.ts';
import { invalid, refuse, unsupported } from '../outcomes.ts';
import { hidesParameter, type Quirk } from '../quirks.ts';

/** Names and values as they came, in their order; a name may come several times. */
export type Query = readonly (readonly [name: string, value: string])[];

/** A search as this server will do it, and what it leaves undone of what was asked. */
export interface Search {
  readonly request: SearchRequest;
  readonly used: Query;
  readonly ignored: readonly string[];
}

export interface Asking {
  readonly type: string;
  readonly query: Query;
  readonly quirk: Quirk;
  /** Base URL of this server: references may be asked for in full. */
  readonly base: string;
  /** Prefer: handling=strict, or a search that decides on a write: what is not supported is refused. */
  readonly strict: boolean;
}

export const LARGEST_PAGE = 1000;

const MODIFIERS: Readonly<Record<SearchKind, readonly string[]>> = {
  date: ['missing'],
  reference: ['missing'],
  string: ['missing', 'exact', 'contains'],
  token: ['missing', 'not'],
  uri: ['missing'],
};

const PAGING: readonly string[] = ['_count', '_offset', '_summary', '_total', '_sort'];
/** About the form of the answer; settled before the search is read. */
const FORM: readonly string[] = ['_format', '_pretty'];

export const offered = (quirk: Quirk, type: string): readonly SearchParameter[] =>
  [...searchParametersOf(type).values()].filter(({ code }) => !hidesParameter(quirk, type, code));

const parameterOf = ({ quirk, type }: Asking, code: string): SearchParameter | undefined =>
  hidesParameter(quirk, type, code) ? undefined : searchParametersOf(type).get(code);

/** A full URL of our own means the resource itself. */
const withoutBase = (value: string, base: string): string => value.replaceAll(`${base}/`, '');

function asFilter(asking: Asking, name: string, value: string): Query[number] | undefined {
  const [code = '', modifier] = name.split(':');
  const parameter = parameterOf(asking, code);
  if (!parameter) return undefined;
  if (parameter.kind === 'reference' && modifier !== undefined && modifier !== 'missing') {
    if (!parameter.targets.includes(modifier)) refuseModifier(name);
    return [code, value.includes('/') ? value : `${modifier}/${value}`];
  }
  if (modifier !== undefined && !MODIFIERS[parameter.kind].includes(modifier)) refuseModifier(name);
  if (modifier === 'missing') return [name, value];
  return [name, parameter.kind === 'reference' ? withoutBase(value, asking.base) : value];
}

/** Whatever the handling, a modifier that is not understood must be refused (R4 search, "Modifiers"). */
const refuseModifier = (name: string): never =>
  refuse(unsupported(`The search modifier in ${name} is not supported.`));

function asInclude(asking: Asking, name: string, value: string): Query[number] | undefined {
  const [source = '', code = ''] = value.split(':');
  const known = asking.quirk.includes && searchParametersOf(source).get(code)?.kind === 'reference';
  return known ? [name, value] : undefined;
}

function asSort(asking: Asking, value: string): { kept: string; dropped: readonly string[] } {
  const rules = value.split(',').filter((rule) => rule !== '');
  const known = (rule: string) => parameterOf(asking, rule.replace(/^-/, '')) !== undefined;
  return {
    kept: rules.filter(known).join(','),
    dropped: rules.filter((rule) => !known(rule)).map((rule) => `_sort=${rule}`),
  };
}

function asPaging(name: string, value: string): Query[number] | undefined {
  if (name === '_summary')
    return value === 'count' || value === 'false' ? [name, value] : undefined;
  if (name === '_total') return [name, value];
  if (!/^\d{1,9}$/.test(value)) return refuse(invalid(`${name} is not a whole number.`));
  return [name, name === '_count' ? String(Math.min(Number(value), LARGEST_PAGE)) : value];
}

function usable(asking: Asking, name: string, value: string): Query[number] | undefined {
  if (name === '_sort') {
    const { kept } = asSort(asking, value);
    return kept === '' ? undefined : [name, kept];
  }
  if (PAGING.includes(name)) return asPaging(name, value);
  if (/^_(rev)?include(:iterate)?$/.test(name)) return asInclude(asking, name, value);
  return asFilter(asking, name, value);
}

function isStrict({ strict, quirk: { unknownParameters } }: Asking): boolean {
  return unknownParameters === 'refused' || (strict && unknownParameters === 'polite');
}

function refuseWithoutNeeds(
  { searchNeeds }: Quirk,
  { resourceType, filters }: SearchRequest,
): void {
  const needs = searchNeeds[resourceType] ?? [];
  if (needs.length === 0 || filters?.some(({ code }) => needs.includes(code)) === true) return;
  refuse(invalid(`A search of ${resourceType} needs ${needs.join(' or ')}.`));
}

/** Sorts what was asked into what is done and what is not; refuses the latter where asked to be strict. */
export function readSearch(asking: Asking): Search {
  const asked = asking.query.filter(([name, value]) => value !== '' && !FORM.includes(name));
  const pairs = asked.map(([name, value]) => ({ name, use: usable(asking, name, value), value }));
  const used = pairs.flatMap(({ use }) => (use ? [use] : []));
  const ignored = pairs.flatMap(({ name, use, value }) =>
    name === '_sort' ? asSort(asking, value).dropped : use ? [] : [name],
  );
  if (isStrict(asking) && ignored.length > 0) {
    refuse(unsupported(`Not supported for ${asking.type}: ${ignored.join(', ')}`));
  }
  const request = parseSearchRequest(asking.type, grouped(used));
  refuseWithoutNeeds(asking.quirk, request);
  return { request: { ...request, count: request.count ?? asking.quirk.page.size }, used, ignored };
}

function grouped(query: Query): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [name, value] of query) (groups[name] ??= []).push(value);
  return groups;
}

/** A conditional write rests on a search: at least one filter, and every part of it understood. */
export function checkCriteria(asking: Omit<Asking, 'strict'>): void {
  const { request } = readSearch({ ...asking, strict: true });
  if ((request.filters ?? []).length === 0) {
    refuse(invalid('A conditional write needs a search parameter with a value.'));
  }
}
