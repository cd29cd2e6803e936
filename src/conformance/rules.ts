import type { ElementDefinitionConstraint } from 'fhir/r4.js';
import { checkBinding } from './binding.ts';
import { holds } from './byHand.ts';
import { tell, type Check } from './check.ts';
import { meetsPinned } from './equality.ts';
import type { Instance } from './instance.ts';
import { shownType } from './json.ts';
import { checkReference } from './reference.ts';
import { referredPath, type ElementNode } from './structure.ts';

/** What the node asks of the element itself, apart from what is below it. */
export function checkRules(instance: Instance, node: ElementNode, check: Check): void {
  checkPinned(instance, node, check);
  checkLength(instance, node, check);
  checkBinding(instance, node, check);
  checkReference(instance, node, check);
  checkInvariants(instance, node, check);
  const path = referredPath(node);
  const referred = path === null ? null : node.structure.at(path);
  if (referred !== null) checkInvariants(instance, referred, check);
}

/** Whether the type is one that the node allows; a choice's must be named, a resource's may be kin. */
export function checkType(instance: Instance, node: ElementNode, check: Check): boolean {
  const allowed = node.types.map(({ code }) => code);
  const kin = node.isChoice ? [instance.type] : check.library.lineage(instance.type);
  if (allowed.length === 0 || kin.some((type) => allowed.includes(type))) return true;
  const message = `This should be ${allowed.join(' or ')}, not ${shownType(instance.type)}.`;
  tell(check, node, instance, { rule: 'type', message });
  return false;
}

function checkPinned(instance: Instance, node: ElementNode, check: Check): void {
  const { pinned } = node;
  if (pinned === null || meetsPinned(pinned, instance.value)) return;
  const message =
    pinned.kind === 'fixed'
      ? 'This has not the one value that is allowed here.'
      : 'This lacks a part of the value that is prescribed here.';
  tell(check, node, instance, { rule: pinned.kind, message });
}

function checkLength(instance: Instance, node: ElementNode, check: Check): void {
  const { maxLength } = node.definition;
  const { value } = instance;
  if (maxLength === undefined || typeof value !== 'string' || value.length <= maxLength) return;
  const message = `This is longer than ${maxLength} characters.`;
  tell(check, node, instance, { rule: 'type', message });
}

/** Checked as the form of JSON is. */
const ELE_1 = 'ele-1';

function checkInvariants(instance: Instance, node: ElementNode, check: Check): void {
  if (instance.value === undefined) return;
  for (const constraint of node.constraints) {
    if (constraint.key !== ELE_1 && !isInherited(constraint, node, check)) {
      checkInvariant(constraint, instance, node, check);
    }
  }
}

/** A profile repeats the invariants of its type, which are checked with the type. */
function isInherited(
  { key }: ElementDefinitionConstraint,
  node: ElementNode,
  { library }: Check,
): boolean {
  if (!node.structure.isProfile) return false;
  const inType = library.type(node.structure.type)?.at(node.path)?.constraints ?? [];
  return inType.some((each) => each.key === key);
}

function checkInvariant(
  constraint: ElementDefinitionConstraint,
  instance: Instance,
  node: ElementNode,
  check: Check,
): void {
  const held = holds(constraint, instance, node, check.invariants);
  if (held === true) return;
  check.report({
    severity: held === false ? constraint.severity : 'information',
    rule: `invariant:${constraint.key}`,
    element: node.id,
    path: instance.path,
    profile: constraint.source ?? node.structure.url,
    message: held === false ? constraint.human : 'This rule could not be evaluated here.',
  });
}
