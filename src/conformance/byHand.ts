import type { ElementDefinitionConstraint } from 'fhir/r4.js';
import { isEachReferredTo, leadsSomewhere } from './containment.ts';
import type { Instance } from './instance.ts';
import type { Invariants } from './invariants.ts';
import { narrativeFault } from './narrative.ts';
import type { ElementNode } from './structure.ts';

type Rule = (instance: Instance, invariants: Invariants) => boolean;

const isNarrativeFree =
  (of: 'form' | 'empty'): Rule =>
  ({ value }) =>
    typeof value !== 'string' || narrativeFault(value) !== of;

/**
 * Invariants of R4 that are checked as their words say, and not by their expression: `dom-3` looks at
 * everything once for each resource contained; `ref-1` forgets that `#` is the resource around; `txt-1`
 * and `txt-2` share one function, so that each would be told for the other's fault.
 */
const BY_HAND: ReadonlyMap<string, Rule> = new Map([
  ['dom-3', isEachReferredTo],
  ['ref-1', leadsSomewhere],
  ['txt-1', isNarrativeFree('form')],
  ['txt-2', isNarrativeFree('empty')],
]);

/** Whether the constraint holds; `broken-rule` where its expression does not work. */
export function holds(
  constraint: ElementDefinitionConstraint,
  instance: Instance,
  { structure }: ElementNode,
  invariants: Invariants,
): boolean | 'broken-rule' {
  const isCore = (constraint.source ?? structure.url).startsWith('http://hl7.org/fhir/');
  const rule = isCore ? BY_HAND.get(constraint.key) : undefined;
  return rule?.(instance, invariants) ?? invariants.holds(constraint, instance);
}
