import type { Instance, Scope } from './instance.ts';
import { isObject, member, textOf, type JsonObject } from './json.ts';
import type { Library } from './library.ts';

const ID = '[A-Za-z0-9\\-.]{1,64}';
const LITERAL = new RegExp(`^(.*/)?([A-Za-z]+)/(${ID})(?:/_history/${ID})?$`);
const CONDITIONAL = /^([A-Za-z]+)\?/;
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;

const typeOfResource = (resource: JsonObject): string | null =>
  textOf(member(resource, 'resourceType'));

/** The resource that a reference leads to, if it is contained or in the same Bundle. */
export function resolved(reference: string, scope: Scope): JsonObject | null {
  if (reference === '#') return scope.root;
  if (reference.startsWith('#')) return scope.contained.get(reference.slice(1)) ?? null;
  const [, base, type, id] = LITERAL.exec(reference) ?? [];
  const unversioned = reference.replace(/\/_history\/.*$/, '');
  const own = ABSOLUTE.test(reference) ? unversioned : `${baseOf(scope)}${unversioned}`;
  const byName = base === undefined && id !== undefined ? `${type}/${id}` : own;
  return scope.neighbours.get(own) ?? scope.neighbours.get(byName) ?? null;
}

/** `http://host/fhir/` of the referring resource's own address. */
const baseOf = ({ fullUrl }: Scope): string => LITERAL.exec(fullUrl ?? '')?.[1] ?? '';

/** What a reference says of itself: where it leads, and to which type; null where that is open. */
export interface Target {
  readonly type: string | null;
  readonly resource: JsonObject | null;
  /** The text is neither an address, nor `Type/id`, nor a search. */
  readonly isMalformed: boolean;
}

export function targetOf({ value, scope }: Instance, library: Library): Target {
  const body = isObject(value) ? value : {};
  const said = textOf(member(body, 'type'));
  const reference = textOf(member(body, 'reference'));
  if (reference === null) return { type: said, resource: null, isMalformed: false };
  const resource = resolved(reference, scope);
  const found = resource === null ? typeIn(reference, library) : typeOfResource(resource);
  const isLiteral = LITERAL.test(reference) || CONDITIONAL.test(reference);
  const isKnown = reference.startsWith('#') || ABSOLUTE.test(reference);
  return { type: found ?? said, resource, isMalformed: !isLiteral && !isKnown };
}

function typeIn(reference: string, library: Library): string | null {
  const type = CONDITIONAL.exec(reference)?.[1] ?? LITERAL.exec(reference)?.[2] ?? null;
  const isRelative = !ABSOLUTE.test(reference);
  return type !== null && (isRelative || library.isResourceType(type)) ? type : null;
}
