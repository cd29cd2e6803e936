import type { Check } from './check.ts';
import { bodyOf, type Instance } from './instance.ts';
import { isObject, member } from './json.ts';
import type { Library } from './library.ts';
import type { Structure } from './structure.ts';

/** Why an extension may not stand where it stands; null if it may. */
export function contextFault(
  container: Instance,
  { definition }: Structure,
  check: Check,
): string | null {
  const contexts = definition.context ?? [];
  if (contexts.length === 0 || contexts.some((context) => fits(context, container, check))) {
    return null;
  }
  const where = contexts.map(({ expression }) => expression).join(', ');
  return `This extension may be used on ${where}, not here.`;
}

/** Whether the definition's own conditions on what is around the extension are met. */
export const meetsConditions = (
  container: Instance,
  { definition }: Structure,
  { invariants }: Check,
): boolean =>
  (definition.contextInvariant ?? []).every(
    (expression) => invariants.holds({ key: 'context', expression }, container) !== false,
  );

type Context = NonNullable<Structure['definition']['context']>[number];

function fits({ type, expression }: Context, container: Instance, check: Check): boolean {
  if (type === 'element') {
    return placesOf(container, check.library).has(expression.replace(/^.*#/, ''));
  }
  if (type === 'extension') {
    return isObject(container.value) && member(container.value, 'url') === expression;
  }
  const found = check.invariants.find(expression, container.scope);
  return found.includes(container.value) || found.includes(bodyOf(container));
}

/** Every name for the place: by its path in the resource, in each type on the way, and by type. */
function placesOf(container: Instance, library: Library): ReadonlySet<string> {
  const { parent, key } = container;
  const above = parent === null ? [] : namesOf(parent, library);
  return new Set([
    ...namesOf(container, library),
    'Element',
    ...above.map((place) => `${place}.${key}`),
  ]);
}

function namesOf({ parent, type, definition }: Instance, library: Library): readonly string[] {
  const own = [...library.lineage(type), definition];
  if (parent === null) return own;
  const name = definition.slice(definition.lastIndexOf('.') + 1);
  return [...own, ...namesOf(parent, library).map((place) => `${place}.${name}`)];
}
