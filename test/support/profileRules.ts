/** What a profile or extension asks for beyond what it is made from. */

interface Type {
  readonly code: string;
  readonly targetProfile?: readonly string[];
}

interface Discriminator {
  readonly path: string;
}

/** An ElementDefinition, as far as it sets rules. */
export interface RuledElement {
  readonly id: string;
  readonly path: string;
  readonly sliceName?: string;
  readonly short?: string;
  readonly min?: number;
  readonly max?: string;
  readonly base?: { readonly min: number; readonly max: string };
  readonly type?: readonly Type[];
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
  readonly constraint?: readonly {
    readonly key: string;
    readonly severity: string;
    readonly human: string;
    readonly expression?: string;
    readonly source?: string;
  }[];
  readonly slicing?: {
    readonly rules: string;
    readonly discriminator?: readonly Discriminator[];
  };
}

export interface RuledDefinition {
  readonly resourceType: string;
  readonly id: string;
  readonly url: string;
  readonly type: string;
  readonly title?: string;
  readonly baseDefinition: string;
  readonly differential: { readonly element: readonly RuledElement[] };
  readonly snapshot: { readonly element: readonly RuledElement[] };
}

/** One thing that an instance can break. */
interface ProfileRule {
  /** ElementDefinition id: `Observation.component:verdict.value[x]`. */
  readonly element: string;
  /** min | max | type | reference | fixed | pattern | binding | slice | invariant:KEY */
  readonly rule: string;
}

const withoutLast = (id: string): string => id.slice(0, Math.max(id.lastIndexOf('.'), 0));

/** `Observation.component:verdict.code` belongs to the slice `Observation.component:verdict`. */
function sliceHolding(id: string): string | null {
  if (id === '') return null;
  const last = id.slice(id.lastIndexOf('.') + 1);
  return last.includes(':') ? id : sliceHolding(withoutLast(id));
}

/**
 * True for an element by which its slice is told from others: whoever breaks it is outside the slice,
 * and breaks the slice's own minimum instead.
 */
function tellsApart(element: RuledElement, { snapshot }: RuledDefinition): boolean {
  const slice = sliceHolding(element.id);
  if (slice === null) return false;
  const sliced = snapshot.element.find(({ id }) => id === slice.slice(0, slice.lastIndexOf(':')));
  const within = element.id.slice(slice.length + 1);
  return (sliced?.slicing?.discriminator ?? []).some(({ path }) =>
    path === '$this' ? within === '' : within === path || within.startsWith(`${path}.`),
  );
}

/** Definitions by canonical URL. */
export type Definitions = ReadonlyMap<string | undefined, RuledDefinition>;

/** The same element of what the definition is made from, or of the data type that it is a part of. */
function parentOf(
  { id, path }: Pick<RuledElement, 'id' | 'path'>,
  base: RuledDefinition,
  known: Definitions,
): RuledElement | undefined {
  const own =
    base.snapshot.element.find((each) => each.id === id) ??
    base.snapshot.element.find((each) => each.path === path);
  if (own !== undefined || !path.includes('.')) return own;
  const whole = parentOf({ id: withoutLast(id), path: withoutLast(path) }, base, known);
  const [type] = whole?.type ?? [];
  const dataType = known.get(`http://hl7.org/fhir/StructureDefinition/${type?.code ?? ''}`);
  const part = `${type?.code ?? ''}${path.slice(path.lastIndexOf('.'))}`;
  return dataType?.snapshot.element.find((each) => each.path === part);
}

/** A canonical does not show what it leads to: what it may name is told to people, and is no rule. */
const targetsOf = (types: readonly Type[] = []): readonly string[] =>
  types
    .filter(({ code }) => code === 'Reference')
    .flatMap(({ targetProfile = [] }) => targetProfile)
    .sort();

function typeRules(element: RuledElement, before: RuledElement | undefined): readonly string[] {
  const { type } = element;
  if (type === undefined) return [];
  const codes = (types: readonly Type[] = []) => new Set(types.map(({ code }) => code));
  const targets = targetsOf(type);
  const narrowed = targets.length > 0 && targets.join() !== targetsOf(before?.type).join();
  return [
    ...(codes(type).size < codes(before?.type).size ? ['type'] : []),
    ...(narrowed ? ['reference'] : []),
  ];
}

/** The minimum of a sliced element says no more than those of its slices together. */
function isSumOfSlices(element: RuledElement, definition: RuledDefinition): boolean {
  const slices = definition.differential.element.filter(
    ({ id, sliceName }) => sliceName !== undefined && id === `${element.id}:${sliceName}`,
  );
  const least = slices.reduce((sum, { min = 0 }) => sum + min, 0);
  return slices.length > 0 && least === element.min;
}

const asNumber = (max: string | undefined): number => (max === '*' ? Infinity : Number(max));

function cardinalityRules(
  element: RuledElement,
  before: RuledElement | undefined,
  definition: RuledDefinition,
): readonly string[] {
  const { min = 0, max } = element;
  const isSlice = element.sliceName !== undefined;
  const least = isSlice ? 0 : (before?.min ?? 0);
  const lowered = max !== undefined && asNumber(max) < asNumber(before?.max ?? '*');
  return [
    ...(min > least && !isSumOfSlices(element, definition) ? ['min'] : []),
    ...(lowered ? ['max'] : []),
  ];
}

function valueRules(element: RuledElement): readonly string[] {
  const fixed = Object.keys(element).some((key) => /^fixed[A-Z]/.test(key));
  const pattern = Object.keys(element).some((key) => /^pattern[A-Z]/.test(key));
  return [...(fixed ? ['fixed'] : []), ...(pattern ? ['pattern'] : [])];
}

const bindingRules = ({ binding }: RuledElement): readonly string[] =>
  binding?.strength === 'required' ? ['binding'] : [];

const invariantRules = ({ constraint = [] }: RuledElement): readonly string[] =>
  constraint.map(({ key }) => `invariant:${key}`);

const slicingRules = ({ slicing }: RuledElement): readonly string[] =>
  slicing?.rules === 'closed' ? ['slice'] : [];

/** An extension's own URL is its name; there is no such thing as the extension with another one. */
const isOwnUrl = ({ id }: RuledElement): boolean => id === 'Extension.url';

/** Every rule that the differential of a definition sets. */
export function rulesOf(definition: RuledDefinition, known: Definitions): readonly ProfileRule[] {
  const base = known.get(definition.baseDefinition);
  if (base === undefined) throw new Error(`No definition of ${definition.baseDefinition}.`);
  return definition.differential.element.flatMap((element) => {
    if (isOwnUrl(element)) return [];
    const before = parentOf(element, base, known);
    const apart = tellsApart(element, definition);
    const within = apart && element.sliceName === undefined;
    const rules = [
      ...(within ? [] : cardinalityRules(element, before, definition)),
      ...typeRules(element, before),
      ...(apart ? [] : valueRules(element)),
      ...bindingRules(element),
      ...invariantRules(element),
      ...slicingRules(element),
    ];
    return rules.map((rule) => ({ element: element.id, rule }));
  });
}
