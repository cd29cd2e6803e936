import {
  definitions,
  examples,
  vendored,
  type BuiltResource as Shipped,
} from '../support/builtPackage.ts';

const ofType = (resources: readonly Shipped[], type: string): readonly Shipped[] =>
  resources
    .filter(({ resourceType }) => resourceType === type)
    .sort((a, b) => (a.id < b.id ? -1 : 1));

/** What the package ships of one type, examples among it, by id. */
export const shipped = (type: string): readonly Shipped[] =>
  ofType([...definitions, ...examples.values()], type);

export type { Shipped };

interface CodeSystem extends Shipped {
  readonly concept?: readonly Concept[];
}
interface Concept {
  readonly code: string;
  readonly concept?: readonly Concept[];
}

export interface ValueSet extends Shipped {
  readonly compose: {
    readonly include: readonly {
      readonly system: string;
      readonly concept?: readonly { readonly code: string }[];
    }[];
  };
}

const codesIn = (concepts: readonly Concept[]): readonly string[] =>
  concepts.flatMap(({ code, concept = [] }) => [code, ...codesIn(concept)]);

const codeSystems = [...shipped('CodeSystem'), ...ofType(vendored, 'CodeSystem')];
const systems = new Map(
  (codeSystems as readonly unknown[] as readonly CodeSystem[]).map(({ url = '', concept = [] }) => [
    url,
    codesIn(concept),
  ]),
);

/** All codes of a CodeSystem; undefined where it is neither shipped nor vendored. */
export const codesOfSystem = (url: string): readonly string[] | undefined => systems.get(url);

const valueSets = new Map(
  (shipped('ValueSet') as readonly unknown[] as readonly ValueSet[]).map((one) => [one.url, one]),
);

/** The codes of a shipped ValueSet, as `system|code`. */
export function codesOfValueSet(url: string): ReadonlySet<string> {
  const include = valueSets.get(url)?.compose.include;
  if (include === undefined) throw new Error(`No ValueSet ${url}.`);
  return new Set(
    include.flatMap(({ system, concept }) =>
      (concept?.map(({ code }) => code) ?? codesOfSystem(system) ?? []).map(
        (code) => `${system}|${code}`,
      ),
    ),
  );
}
