import { tell, type Check } from './check.ts';
import { bodyOf, choiceType, type Instance } from './instance.ts';
import { isName, isObject, member, quotedName, type JsonObject } from './json.ts';
import { isPrimitive } from './primitive.ts';
import type { ElementNode } from './structure.ts';

/** The JSON form of an element's members: known names, arrays where they belong, nothing empty. */
export function checkShape(
  parent: Instance,
  node: ElementNode,
  children: readonly ElementNode[],
  check: Check,
): void {
  const body = bodyOf(parent);
  if (body === null) return;
  const keys = Object.keys(body);
  if (keys.every((key) => key === 'id') && parent.parent !== null)
    checkFilled(parent, node, keys, check);
  for (const key of keys) {
    const isResource = key === 'resourceType' && isObject(parent.value) && isWhole(parent);
    if (!isResource) checkMember({ parent, node, body, key }, children, check);
  }
}

const isWhole = ({ parent, type, definition }: Instance): boolean =>
  parent === null || type === definition;

/** `ele-1`: an id alone is no content. */
function checkFilled(
  instance: Instance,
  node: ElementNode,
  keys: readonly string[],
  check: Check,
): void {
  const rule = keys.length === 0 ? 'json' : 'invariant:ele-1';
  const message = 'The element has neither a value nor anything else in it.';
  tell(check, node, instance, { rule, message });
}

interface Member {
  readonly parent: Instance;
  readonly node: ElementNode;
  readonly body: JsonObject;
  readonly key: string;
}

function checkMember(at: Member, children: readonly ElementNode[], check: Check): void {
  const { parent, node, body, key } = at;
  const isBeside = key.startsWith('_');
  const name = isBeside ? key.slice(1) : key;
  const child = children.find((each) =>
    each.isChoice ? choiceType(name, each, check.library) !== null : each.name === name,
  );
  if (child === undefined || (isBeside && !isPrimitiveHere(name, child, check))) {
    const message = `There is no element ${quotedName(key)} here.`;
    const path = isName(key) && /^\w+$/.test(key) ? `${parent.path}.${key}` : parent.path;
    tell(check, node, parent, { rule: 'unknown-element', path, message });
    return;
  }
  const path = `${parent.path}.${child.stem}`;
  const fault = formFault(member(body, key), child, isBeside ? name : `_${name}`, body);
  if (fault !== null) tell(check, child, parent, { rule: 'json', path, message: fault });
}

function isPrimitiveHere(name: string, child: ElementNode, { library }: Check): boolean {
  const type = child.isChoice ? choiceType(name, child, library) : child.types[0]?.code;
  return type !== null && type !== undefined && isPrimitive(type, library);
}

/** @param other the key of what stands beside: in an array, it may fill the place of a null */
function formFault(
  value: unknown,
  child: ElementNode,
  other: string,
  body: JsonObject,
): string | null {
  if (value === null) return 'An element that has no value is left out, not null.';
  if (!Array.isArray(value)) {
    return child.isList ? 'This element is an array in JSON, even of one.' : null;
  }
  if (!child.isList) return 'This element is no array in JSON.';
  if (value.length === 0) return 'An array that holds nothing is left out.';
  const beside = member(body, other);
  const isFilled = (at: number): boolean =>
    Array.isArray(beside) && beside[at] !== null && beside[at] !== undefined;
  const hasGap = value.some((each, at) => each === null && !isFilled(at));
  return hasGap ? 'A null in an array needs something at its place beside it.' : null;
}
