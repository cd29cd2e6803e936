import type { ElementDefinitionConstraint } from 'fhir/r4.js';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import type { Instance, Scope } from './instance.ts';
import { resolved } from './resolution.ts';

type Evaluate = (data: unknown, variables: Record<string, unknown>) => unknown;

/** FHIRPath over one resource's parts; every expression is compiled once, and nothing is fetched. */
export interface Invariants {
  /** Whether the constraint holds; `broken-rule` where the expression itself does not work. */
  readonly holds: (constraint: Expressed, at: Instance) => boolean | 'broken-rule';
  /** What an expression finds from a whole resource. */
  readonly find: (expression: string, scope: Scope) => readonly unknown[];
}

type Expressed = Pick<ElementDefinitionConstraint, 'key' | 'expression'>;

export function invariantsOf(): Invariants {
  let scope: Scope | null = null;
  const options = {
    async: false as const,
    traceFn: () => undefined,
    userInvocationTable: {
      resolve: {
        fn: (inputs: readonly unknown[]) => inputs.flatMap((each) => targets(each, scope)),
        arity: { 0: [] },
      },
    },
  };
  const ready = new Map<string, Evaluate>();
  const compiled = (expression: string, base: string): Evaluate => {
    const key = `${base} ${expression}`;
    const found = ready.get(key);
    if (found !== undefined) return found;
    const made = fhirpath.compile({ base, expression: plain(expression) }, r4, options) as Evaluate;
    ready.set(key, made);
    return made;
  };
  const run = (expression: string, base: string, data: unknown, within: Scope): unknown => {
    scope = within;
    return compiled(expression, base)(data, {
      context: data,
      resource: within.resource,
      rootResource: within.root,
    });
  };
  return {
    holds: ({ expression = 'true' }, at) => {
      try {
        return isTrue(run(expression, baseOf(at), at.value, at.scope));
      } catch {
        return 'broken-rule';
      }
    },
    find: (expression, within) => {
      try {
        const found = run(expression, '', within.resource, within);
        return Array.isArray(found) ? (found as readonly unknown[]) : [];
      } catch {
        return [];
      }
    },
  };
}

/** A resource tells its own type; an element is told by the path of its definition, or by its type. */
const baseOf = ({ definition, type, parent }: Instance): string =>
  parent === null ? '' : type === 'BackboneElement' || type === 'Element' ? definition : type;

/**
 * Expressions of R4 that do not do what their words say: `.as(` stands for every item of a type;
 * `Boolean` is no type of FHIR's; patterns have escapes that JavaScript does not allow; and where an
 * element is absent, or two dates cannot be ordered for want of precision, nothing comes out, which would
 * count as broken.
 */
const MENDED: readonly (readonly [written: string, meant: string])[] = [
  ['.as(', '.ofType('],
  [String.raw`\\\'`, String.raw`\'`],
  [String.raw`\\@`, '@'],
  [String.raw`(\\:`, '(:'],
  [String.raw`(\\[x])`, String.raw`(\\[x\\])`],
  [
    "fullUrl.contains('/_history/').not()",
    "fullUrl.empty() or fullUrl.contains('/_history/').not()",
  ],
  ['(start <= end)', '((start <= end).empty() or start <= end)'],
  ['(low <= high)', '((low <= high).empty() or low <= high)'],
  [
    'lastModified >= authoredOn',
    '(lastModified >= authoredOn).empty() or lastModified >= authoredOn',
  ],
  ['answer is Boolean', 'answer is boolean'],
  ["name.matches('[A-Z]", "name.empty() or name.matches('[A-Z]"],
];

const plain = (expression: string): string =>
  MENDED.reduce((text, [written, meant]) => text.replaceAll(written, meant), expression);

/** As FHIRPath has it: a single value that is not a Boolean counts as true, nothing as false. */
function isTrue(result: unknown): boolean {
  if (!Array.isArray(result) || result.length !== 1) return false;
  return result[0] !== false;
}

/** What a reference leads to, as FHIRPath holds resources, so that their type can be asked. */
function targets(input: unknown, scope: Scope | null): readonly unknown[] {
  const reference =
    typeof input === 'string'
      ? input
      : (input as { readonly reference?: unknown } | null)?.reference;
  if (scope === null || typeof reference !== 'string') return [];
  const target = resolved(reference, scope);
  const asNode = { resolveInternalTypes: false } as const;
  return target === null ? [] : fhirpath.evaluate(target, '$this', {}, r4, asNode);
}
