import { tell, type Check } from './check.ts';
import type { Instance } from './instance.ts';
import { isObject, member, shownType, textOf } from './json.ts';
import { targetOf, type Target } from './resolution.ts';
import type { ElementNode } from './structure.ts';

const ANY = 'Resource';

/** The type of what a reference leads to, as far as it can be told; and its profile, if at hand. */
export function checkReference(instance: Instance, node: ElementNode, check: Check): void {
  if (instance.type !== 'Reference' || !isObject(instance.value)) return;
  const target = targetOf(instance, check.library);
  checkForm(instance, node, check, target);
  const wanted = node.types
    .filter(({ code }) => code === 'Reference')
    .flatMap(({ targetProfile }) => targetProfile ?? []);
  if (wanted.length === 0 || target.type === null) return;
  const types = wanted.map((profile) => check.library.typeOfProfile(profile));
  // A target that cannot be told may be any.
  if (types.includes(null) || types.includes(ANY)) return;
  if (!types.includes(target.type)) {
    const allowed = [...new Set(types)].join(' or ');
    const message = `A reference to ${allowed} belongs here, not one to ${shownType(target.type)}.`;
    tell(check, node, instance, { rule: 'reference', message });
    return;
  }
  const fitting = wanted.filter((_, at) => types[at] === target.type);
  checkTarget(instance, node, check, { target, fitting });
}

/** `type` beside the address must agree with it. */
function checkForm(instance: Instance, node: ElementNode, check: Check, target: Target): void {
  const said = isObject(instance.value) ? textOf(member(instance.value, 'type')) : null;
  if (said !== null && target.type !== null && said !== target.type) {
    const message = 'The reference says one type and leads to another.';
    tell(check, node, instance, { rule: 'reference', message });
  }
  if (target.isMalformed) {
    const message = 'This is no reference: neither an address, nor Type/id, nor #id.';
    tell(check, node, instance, { rule: 'reference', message });
  }
}

interface Fit {
  readonly target: Target;
  readonly fitting: readonly string[];
}

/** Where the target is at hand, it must meet one of the profiles named for its type. */
function checkTarget(
  instance: Instance,
  node: ElementNode,
  check: Check,
  { target, fitting }: Fit,
): void {
  const { resource, type } = target;
  if (resource === null || type === null) return;
  const at: Instance = {
    ...instance,
    value: resource,
    beside: undefined,
    type,
    key: type,
    definition: type,
    parent: null,
    scope: { ...instance.scope, resource },
  };
  if (fitting.some((profile) => check.conforms(at, profile))) return;
  const message = `What this reference leads to does not meet ${fitting.join(' or ')}.`;
  tell(check, node, instance, { rule: 'reference', message });
}
