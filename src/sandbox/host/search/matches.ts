import {
  convertToSearchableReferences,
  convertToSearchableStrings,
  convertToSearchableTokens,
  evalFhirPathTyped,
  type Filter,
  splitSearchOnComma,
  toTypedValue,
} from '@medplum/core';

import { type SearchKind, type SearchParameter, searchParametersOf } from '../definitions.ts';
import type { Quirk } from '../quirks.ts';
import { type Stored, unversioned } from '../resource.ts';
import { type DateRange, rangeOfDate, rangeOfValue } from './dateRange.ts';

/*
 * Own matching in place of the library's: its strings and uris match anywhere inside the value, its
 * `eq` on a date matches any overlap and never the same instant, and it does not see through the
 * version of a reference. Rules: http://hl7.org/fhir/R4/search.html
 */

type TypedValue = ReturnType<typeof toTypedValue>;
type Days = Quirk['days'];
type Matcher = (values: TypedValue[], filter: Filter, asked: string, days: Days) => boolean;

const COMPARE: Readonly<Record<string, (held: DateRange, asked: DateRange) => boolean>> = {
  eq: (held, asked) => held.start >= asked.start && held.end <= asked.end,
  ne: (held, asked) => held.start < asked.start || held.end > asked.end,
  gt: (held, asked) => held.end > asked.end,
  lt: (held, asked) => held.start < asked.start,
  ge: (held, asked) => held.end >= asked.start,
  le: (held, asked) => held.start <= asked.end,
  sa: (held, asked) => held.start > asked.end,
  eb: (held, asked) => held.end < asked.start,
  ap: (held, asked) => held.start <= asked.end && held.end >= asked.start,
};

const matchesDate: Matcher = (values, { code, operator }, asked, days) => {
  const whole = rangeOfDate(asked);
  const range =
    whole && days === 'instants' && code === 'date' ? { ...whole, end: whole.start } : whole;
  return values.some(({ value }) => {
    const held = rangeOfValue(value);
    return range !== undefined && held !== undefined && COMPARE[operator]?.(held, range) === true;
  });
};

const matchesToken: Matcher = (values, _filter, asked) => {
  const bar = asked.indexOf('|');
  const system = bar < 0 ? undefined : asked.slice(0, bar);
  const code = asked.slice(bar + 1);
  return convertToSearchableTokens(values).some(
    (held) =>
      (system === undefined || (held.system ?? '') === system) &&
      (code === '' ? bar > 0 : held.value === code),
  );
};

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const matchesString: Matcher = (values, { operator }, asked) =>
  values
    .flatMap((value) => stringsOf(value))
    .some((held) => {
      if (operator === 'exact') return held === asked;
      return operator === 'contains'
        ? fold(held).includes(fold(asked))
        : fold(held).startsWith(fold(asked));
    });

/** A name or address matches by any of its parts, and as a whole. */
const stringsOf = (value: TypedValue): string[] => [
  ...convertToSearchableStrings([value]),
  ...(typeof value.value === 'object' && value.value !== null
    ? Object.values(value.value as object)
        .flat()
        .filter((part): part is string => typeof part === 'string')
    : []),
];

const matchesReference: Matcher = (values, _filter, asked) =>
  convertToSearchableReferences(values).some(
    (held) => held === asked || unversioned(held) === asked,
  );

const matchesUri: Matcher = (values, _filter, asked) => values.some(({ value }) => value === asked);

const MATCHERS: Readonly<Record<SearchKind, Matcher>> = {
  date: matchesDate,
  token: matchesToken,
  string: matchesString,
  reference: matchesReference,
  uri: matchesUri,
};

/** What a search parameter finds in a resource. */
export function valuesOf(resource: Stored, parameter: SearchParameter): TypedValue[] {
  if (parameter.code === '_lastUpdated') {
    // An instant, however many digits it was written with.
    return [toTypedValue(new Date(resource.meta.lastUpdated).toISOString())];
  }
  if (parameter.code === '_id') return [toTypedValue(resource.id)];
  return evalFhirPathTyped(parameter.path, [toTypedValue(resource)]);
}

function matchesFilter(resource: Stored, filter: Filter, days: Days): boolean {
  const parameter = searchParametersOf(resource.resourceType).get(filter.code);
  if (!parameter) return false;
  const values = valuesOf(resource, parameter);
  if (filter.operator === 'missing') return (values.length === 0) === (filter.value === 'true');
  const any = splitSearchOnComma(filter.value).some((asked) =>
    MATCHERS[parameter.kind](values, filter, asked, days),
  );
  return filter.operator === 'not' ? !any : any;
}

/** Whether the resource meets all filters; within one filter, commas mean "or". */
export const matches = (resource: Stored, filters: readonly Filter[], days: Days): boolean =>
  filters.every((filter) => matchesFilter(resource, filter, days));
