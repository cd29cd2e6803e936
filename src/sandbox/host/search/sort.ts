import { type SortRule, stringifyTypedValue } from '@medplum/core';

import { type SearchParameter, searchParametersOf } from '../definitions.ts';
import { compareText, type Stored } from '../resource.ts';
import { rangeOfValue } from './dateRange.ts';
import { valuesOf } from './matches.ts';

type Key = string | number | undefined;

function keyOf(resource: Stored, parameter: SearchParameter | undefined): Key {
  const first = parameter ? valuesOf(resource, parameter)[0] : undefined;
  if (!first) return undefined;
  return parameter?.kind === 'date' ? rangeOfValue(first.value)?.start : stringifyTypedValue(first);
}

/** Resources without a value come last, whichever the direction. */
function compareKeys(a: Key, b: Key, descending: boolean): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : compareText(`${a}`, `${b}`);
  return descending ? -order : order;
}

/** By the first rule, then the second, and so on; by id where all are equal, so that pages never shift. */
export function sorted(
  resources: readonly Stored[],
  type: string,
  rules: readonly SortRule[],
): readonly Stored[] {
  const parameters = rules.map((rule) => searchParametersOf(type).get(rule.code));
  const keyed = resources.map((resource) => ({
    resource,
    keys: parameters.map((parameter) => keyOf(resource, parameter)),
  }));
  return keyed
    .toSorted((a, b) => {
      for (const [index, rule] of rules.entries()) {
        const order = compareKeys(a.keys[index], b.keys[index], rule.descending === true);
        if (order !== 0) return order;
      }
      return compareText(a.resource.id, b.resource.id);
    })
    .map(({ resource }) => resource);
}
