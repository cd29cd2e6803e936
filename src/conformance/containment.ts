import type { Instance, Scope } from './instance.ts';
import type { Invariants } from './invariants.ts';
import { asList, isObject, member, textOf } from './json.ts';

/** All that may lead to a resource contained. */
const LEADING =
  'descendants().reference.combine(descendants().ofType(uri)).combine(descendants().ofType(canonical)).combine(descendants().ofType(url))';

/** `dom-3`: what is contained is referred to from somewhere, or refers to what contains it. */
export function isEachReferredTo({ scope }: Instance, invariants: Invariants): boolean {
  const contained = asList(member(scope.resource, 'contained')).filter(isObject);
  if (contained.length === 0) return true;
  const leading = new Set(invariants.find(LEADING, scope));
  return contained.every((resource) => {
    const id = textOf(member(resource, 'id'));
    return (
      (id !== null && leading.has(`#${id}`)) ||
      invariants.find(LEADING, { ...scope, resource }).includes('#')
    );
  });
}

/** `ref-1`: what begins with `#` is the id of a resource contained; `#` alone is the one around it. */
export function leadsSomewhere({ value, scope }: Instance): boolean {
  const reference = isObject(value) ? textOf(member(value, 'reference')) : null;
  if (reference?.startsWith('#') !== true) return true;
  return reference === '#' ? isInside(scope) : scope.contained.has(reference.slice(1));
}

const isInside = ({ resource, root }: Scope): boolean => resource !== root;
