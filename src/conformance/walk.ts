import { checkCoding } from './binding.ts';
import { checkCardinality } from './cardinality.ts';
import { tell, type Check } from './check.ts';
import { ownChildren, typeRoot } from './children.ts';
import { belongs } from './discriminator.ts';
import { checkExtension } from './extension.ts';
import { instancesOf, type Instance } from './instance.ts';
import { isObject } from './json.ts';
import { isPrimitive, primitiveFault } from './primitive.ts';
import { checkRules, checkType } from './rules.ts';
import { checkShape } from './shape.ts';
import type { ElementNode, Structure } from './structure.ts';

/** How a walk goes through a resource. */
export interface Walk {
  readonly check: Check;
  /**
   * The walk along FHIR's own types looks at every element; one along a profile only at those of
   * which the profile says something, as the other walk has seen to the rest.
   */
  readonly isBase: boolean;
  /** What to do with a resource inside: contained, or in a Bundle. */
  readonly enter: (resource: Instance) => void;
}

/**
 * The rules of the node on the instance, and on all that is below it.
 *
 * @param above the profiles on this very instance that led here: they may name each other in a ring
 */
export function walkElement(
  instance: Instance,
  node: ElementNode,
  walk: Walk,
  above: readonly Structure[] = [],
): void {
  const { check, isBase } = walk;
  if (!checkType(instance, node, check)) return;
  const fault = formFault(instance, check);
  if (fault !== null) {
    if (isBase) tell(check, node, instance, { rule: 'json', message: fault });
    return;
  }
  checkRules(instance, node, check);
  walkProfiles(instance, node, walk, above);
  if (isBase) walkType(instance, node, walk);
  else walkChildren(instance, node, ownChildren(node), walk);
}

/** Whether the JSON is an object where the type has elements, and a plain value where it is one. */
function formFault({ value, beside, type }: Instance, { library }: Check): string | null {
  if (!isPrimitive(type, library)) {
    return isObject(value) ? null : 'This should be an object in JSON.';
  }
  if (typeof value === 'object') return 'This should be a plain value in JSON.';
  return beside === undefined || isObject(beside)
    ? null
    : 'What stands beside a plain value is an object in JSON.';
}

/** The element's own content, by its type or by what the node has below it. */
function walkType(instance: Instance, node: ElementNode, walk: Walk): void {
  const { check, enter } = walk;
  const { type, parent } = instance;
  if (parent !== null && check.library.lineage(type).includes('Resource')) {
    enter(instance);
    return;
  }
  if (isPrimitive(type, check.library)) {
    walkPrimitive(instance, node, walk);
    return;
  }
  const root = parent === null ? null : typeRoot(type, check.library);
  if (root === null) {
    walkChildren(instance, node, ownChildren(node), walk);
    return;
  }
  checkRules(instance, root, check);
  walkChildren(instance, node, root.children, walk);
  if (type === 'Coding') checkCoding(instance, root, check);
  if (type === 'Extension') walkExtension(instance, node, walk);
}

function walkPrimitive(instance: Instance, node: ElementNode, walk: Walk): void {
  const { value, beside, type } = instance;
  const { check } = walk;
  const fault = value === undefined ? null : primitiveFault(type, value, check.library);
  if (fault !== null) tell(check, node, instance, { rule: 'type', message: `This ${fault}.` });
  if (beside === undefined) return;
  walkChildren(instance, node, check.library.type('Element')?.root.children ?? [], walk);
}

function walkExtension(instance: Instance, node: ElementNode, walk: Walk): void {
  const structure = checkExtension(instance, node, walk.check);
  if (structure !== null) walkElement(instance, structure.root, { ...walk, isBase: false });
}

/** A profile on the element's type: of several, one must be met. */
function walkProfiles(
  instance: Instance,
  node: ElementNode,
  walk: Walk,
  above: readonly Structure[],
): void {
  const { check } = walk;
  const profiles = node.types
    .filter(({ code }) => code === instance.type || code === 'Resource')
    .flatMap(({ profile }) => profile ?? []);
  const met = profiles.length > 1 ? profiles.find((each) => check.conforms(instance, each)) : null;
  const structure = check.library.structure(met ?? profiles[0] ?? '');
  if (structure === null || structure === node.structure || above.includes(structure)) return;
  walkElement(instance, structure.root, { ...walk, isBase: false }, [...above, structure]);
}

function walkChildren(
  parent: Instance,
  node: ElementNode,
  children: readonly ElementNode[],
  walk: Walk,
): void {
  const { check, isBase } = walk;
  if (isBase) checkShape(parent, node, children, check);
  for (const child of children) {
    const instances = instancesOf(parent, child, check.library);
    const sorted = intoSlices(child, instances, check);
    checkCounts(parent, child, instances.length, sorted, check);
    for (const each of instances) walkElement(each, child, walk);
    for (const [slice, own] of sorted.slices) {
      for (const each of own) walkElement(each, slice, { ...walk, isBase: false });
    }
    tellStrangers(child, sorted.strangers, check);
  }
}

/** How often the element is there, and each slice of it: one that is missing is told once. */
function checkCounts(
  parent: Instance,
  node: ElementNode,
  count: number,
  { slices }: Sorted,
  check: Check,
): void {
  const isShort = [...slices].some(([slice, own]) => own.length < slice.min);
  if (!isShort || count > node.max) checkCardinality(parent, node, count, check);
  for (const [slice, own] of slices) checkCardinality(parent, slice, own.length, check);
}

interface Sorted {
  readonly slices: ReadonlyMap<ElementNode, readonly Instance[]>;
  /** What belongs to no slice. */
  readonly strangers: readonly Instance[];
}

const UNSORTED: Sorted = { slices: new Map(), strangers: [] };

/** Each instance goes into the first slice that it belongs to. */
function intoSlices(node: ElementNode, instances: readonly Instance[], check: Check): Sorted {
  const { slicing } = node.definition;
  if (slicing === undefined || node.slices.length === 0) return UNSORTED;
  const discriminators = slicing.discriminator ?? [];
  const home = Map.groupBy(instances, (each) =>
    node.slices.find((slice) => belongs(each, slice, discriminators, check)),
  );
  return {
    slices: new Map(node.slices.map((slice) => [slice, home.get(slice) ?? []])),
    strangers: home.get(undefined) ?? [],
  };
}

/** A closed slicing leaves none outside. */
function tellStrangers(node: ElementNode, strangers: readonly Instance[], check: Check): void {
  if (node.definition.slicing?.rules !== 'closed') return;
  const message = `This is none of the kinds of ${node.stem} that are allowed here.`;
  for (const each of strangers) tell(check, node, each, { rule: 'slice', message });
}
