import { asList, isObject, member, type JsonObject } from './json.ts';
import type { Library } from './library.ts';
import type { Neighbours } from './neighbours.ts';
import { referredPath, type ElementNode } from './structure.ts';

/** Where references and FHIRPath variables lead from a resource. */
export interface Scope {
  readonly resource: JsonObject;
  /** The resource that contains it, or itself. */
  readonly root: JsonObject;
  /** What the root contains. */
  readonly contained: Neighbours;
  /** What is in the Bundle that the resource is. */
  readonly entries: Neighbours;
  /** What is in the Bundle around it. */
  readonly neighbours: Neighbours;
  /** Its own address in that Bundle. */
  readonly fullUrl: string | null;
}

/** One element as it stands in the resource. */
export interface Instance {
  /** FHIRPath of it. */
  readonly path: string;
  /** Its JSON; undefined for a primitive that has only an id or extensions. */
  readonly value: unknown;
  /** What stands beside a primitive, under `_name`. */
  readonly beside: unknown;
  /** Its FHIR type; of a backbone, `BackboneElement`. */
  readonly type: string;
  /** As in JSON: `valueQuantity`. */
  readonly key: string;
  /** The path of its definition: `Observation.component.value[x]`. */
  readonly definition: string;
  readonly parent: Instance | null;
  readonly scope: Scope;
}

/** The object that holds an element's children: a primitive's are beside it. */
export const bodyOf = ({ value, beside }: Instance): JsonObject | null =>
  isObject(value) ? value : isObject(beside) ? beside : null;

/** `code` of the choice's key: `valueCode` of `value[x]`. */
export function choiceType(key: string, node: ElementNode, library: Library): string | null {
  return key.startsWith(node.stem) ? library.typeOfEnding(key.slice(node.stem.length)) : null;
}

/** The keys that an element has in this object; a choice may have several, wrongly. */
function keysOf(body: JsonObject, node: ElementNode, library: Library): readonly string[] {
  if (!node.isChoice) return [node.name];
  const keys = Object.keys(body).map((key) => key.replace(/^_/, ''));
  return [...new Set(keys)].filter((key) => choiceType(key, node, library) !== null);
}

/** The instances of an element below its parent, in their order; nulls are none. */
export function instancesOf(parent: Instance, node: ElementNode, library: Library): Instance[] {
  const body = bodyOf(parent);
  if (body === null) return [];
  return keysOf(body, node, library).flatMap((key) => {
    const whole = member(body, key);
    const beside = member(body, `_${key}`);
    if (whole === undefined && beside === undefined) return [];
    const values = asList(whole);
    const besides = asList(beside);
    const indexed = Array.isArray(whole) || Array.isArray(beside);
    return Array.from({ length: Math.max(values.length, besides.length) }, (_, at) => ({
      path: `${parent.path}.${node.stem}${indexed ? `[${at}]` : ''}`,
      value: values[at] ?? undefined,
      beside: besides[at] ?? undefined,
      type: typeOf(values[at], key, node, library),
      key,
      definition: referredPath(node) ?? node.path,
      parent,
      scope: parent.scope,
    })).filter((each) => each.value !== undefined || each.beside !== undefined);
  });
}

function typeOf(value: unknown, key: string, node: ElementNode, library: Library): string {
  if (node.isChoice) return choiceType(key, node, library) ?? '';
  const type = node.types[0]?.code ?? 'BackboneElement';
  if (!isObject(value) || !library.lineage(type).includes('Resource')) return type;
  const named = member(value, 'resourceType');
  return typeof named === 'string' ? named : type;
}
