import { asList, isObject, member } from './json.ts';
import type { Pinned } from './structure.ts';

/** Equal in every member; the order of an object's members does not matter. */
function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, at) => isEqual(each, b[at]));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
  );
}

/** All that the pattern has is there; of a list, each of its items is found somewhere. */
export function isContained(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) {
    return pattern.every((each) => asList(value).some((one) => isContained(each, one)));
  }
  if (!isObject(pattern)) return pattern === value;
  return (
    isObject(value) &&
    Object.entries(pattern).every(([key, each]) => isContained(each, member(value, key)))
  );
}

export const meetsPinned = ({ kind, value }: Pinned, actual: unknown): boolean =>
  kind === 'fixed' ? isEqual(value, actual) : isContained(value, actual);
