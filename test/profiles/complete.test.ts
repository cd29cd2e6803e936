import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { BASE } from '../../src/fhir/names.ts';
import { definitions, examples, vendored } from '../support/builtPackage.ts';
import type { BuiltResource } from '../support/builtPackage.ts';
import { invalidInstances } from '../support/invalidInstances.ts';
import { rulesOf } from '../support/profileRules.ts';
import type { Definitions, RuledDefinition, RuledElement } from '../support/profileRules.ts';

const everything = [...vendored, ...definitions];
const known: Definitions = new Map(
  everything.map((each) => [each.url, each as unknown as RuledDefinition]),
);
const structures = definitions.filter(
  ({ resourceType }) => resourceType === 'StructureDefinition',
) as unknown as readonly (RuledDefinition & { readonly abstract: boolean })[];
const instances = invalidInstances();

/** Whether an example claims a profile, or holds an extension anywhere in it. */
const holds = (example: unknown, { url, type }: RuledDefinition): boolean => {
  const text = JSON.stringify(example);
  return text.includes(type === 'Extension' ? `"url":"${url}"` : `"${url}"`);
};

/** The url of every profile that is made from this one, itself among them. */
const madeFrom = (structure: RuledDefinition): readonly RuledDefinition[] => [
  structure,
  ...structures.filter(({ baseDefinition }) => baseDefinition === structure.url).flatMap(madeFrom),
];

const examplesOf = (structure: RuledDefinition): readonly BuiltResource[] =>
  [...examples.values()].filter((example) =>
    madeFrom(structure).some((each) => holds(example, each)),
  );

describe('every rule', () => {
  const broken = new Set(
    instances.map(
      ({ name, expected: { rule, element } }) => `${name.split('/')[0]}: ${rule} ${element}`,
    ),
  );

  it.each(structures.map((each) => [each.id, each] as const))(
    'of %s is broken by an instance',
    (id, structure) => {
      const rules = rulesOf(structure, known);
      expect(rules.length).toBeGreaterThan(0);
      const named = rules.map(({ rule, element }) => `${id}: ${rule} ${element}`);
      expect(named.filter((each) => !broken.has(each))).toEqual([]);
    },
  );
});

describe('every profile and extension', () => {
  it('has an example', () => {
    const bare = structures.filter((structure) => examplesOf(structure).length === 0);
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  it('says in words what each of its components is', () => {
    const mute = structures.flatMap(({ id, differential }) =>
      differential.element
        .filter(({ sliceName, path }) => sliceName !== undefined && path.endsWith('component'))
        .filter(({ short }) => short === undefined)
        .map((element) => `${id} ${element.id}`),
    );
    expect(mute).toEqual([]);
  });
});

/** The slice's own code, where its definition fixes one. */
function codeOf(slice: string, { snapshot }: RuledDefinition): string | undefined {
  const element = snapshot.element.find(({ id }) => id === `${slice}.code`);
  const pattern = (element as Readonly<Record<string, unknown>> | undefined)?.[
    'patternCodeableConcept'
  ] as { readonly coding?: readonly { readonly code?: string }[] } | undefined;
  return pattern?.coding?.[0]?.code;
}

/** One step of an element's id in FHIRPath: `component:route` picks by its code, `value[x]` is `value`. */
function stepOf(step: string, id: string, structure: RuledDefinition): string {
  const [name = '', slice] = step.replace('[x]', '').split(':');
  if (slice === undefined) return name;
  if (name === 'extension') return `extension.where(url = '${slice}')`;
  return `${name}.where(code.coding.where(code = '${codeOf(id, structure) ?? ''}').exists())`;
}

/** All elements that an ElementDefinition of this definition is about, as FHIRPath over an example. */
function placesOf(element: RuledElement, structure: RuledDefinition): string {
  const [, ...steps] = element.id.split('.');
  const root =
    structure.type === 'Extension' ? `descendants().where(url = '${structure.url}')` : '$this';
  const ids = steps.map((_, at) =>
    element.id
      .split('.')
      .slice(0, at + 2)
      .join('.'),
  );
  return [root, ...steps.map((step, at) => stepOf(step, ids[at] ?? '', structure))].join('.');
}

const invariants = structures.flatMap((structure) =>
  structure.differential.element.flatMap((element) =>
    (element.constraint ?? []).map(
      ({ key, expression = '' }) =>
        [`${key} of ${element.id}`, { key, expression, element, structure }] as const,
    ),
  ),
);

describe('every invariant', () => {
  it.each(invariants)('%s compiles, and holds in an example', (_name, invariant) => {
    const { expression, element, structure } = invariant;
    const places = placesOf(element, structure);
    const says = (text: string, resource: BuiltResource): boolean =>
      fhirpath.evaluate(resource, text, { resource }, r4, { async: false })[0] === true;
    const about = examplesOf(structure).filter((each) => says(`${places}.exists()`, each));
    expect(about.length).toBeGreaterThan(0);
    const holding = about.filter((each) => says(`${places}.all(${expression})`, each));
    expect(holding.map(({ id }) => id)).not.toEqual([]);
  });

  it('is broken by an instance', () => {
    const shown = new Set(instances.map(({ expected }) => expected.rule));
    const never = invariants.filter(([, { key }]) => !shown.has(`invariant:${key}`));
    expect(never.map(([name]) => name)).toEqual([]);
  });
});

/** Canonicals that lead outside R4 and this package, and whose they are. */
const OUTSIDE: readonly string[] = [
  'http://loinc.org',
  'http://snomed.info/sct?fhir_vs',
  'http://unitsofmeasure.org',
];

/** Elements that hold a canonical, or a system that a CodeSystem defines. */
const CANONICAL = new Set([
  'baseDefinition',
  'definitionCanonical',
  'derivedFrom',
  'instantiatesCanonical',
  'library',
  'measure',
  'profile',
  'questionnaire',
  'source',
  'supportedProfile',
  'system',
  'target',
  'targetProfile',
  'valueSet',
  'answerValueSet',
]);

const isOurs = (text: string): boolean => /^[A-Z][A-Za-z]+\/\S+$/.test(text.slice(BASE.length + 1));

/** Every canonical that a definition names by itself: what its snapshot repeats is left out. */
function canonicalsIn(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string') {
    const named = value.startsWith(BASE) ? isOurs(value) : CANONICAL.has(key);
    return named && value.startsWith('http') ? [value.replace(/[|#].*$/, '')] : [];
  }
  if (Array.isArray(value)) return value.flatMap((each) => canonicalsIn(each, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === 'snapshot' ? [] : canonicalsIn(each, name),
  );
}

describe('every canonical that a definition names', () => {
  const there = new Set([...everything, ...examples.values()].map(({ url }) => url));
  const isSample = (url: string): boolean => url.startsWith('https://host.example/');

  it.each(definitions.map((each) => [`${each.resourceType}/${each.id}`, each] as const))(
    'in %s is of this package, of R4, or known to lie outside',
    (_name, definition) => {
      const missing = canonicalsIn(definition).filter(
        (url) => !there.has(url) && !OUTSIDE.includes(url) && !isSample(url),
      );
      expect([...new Set(missing)]).toEqual([]);
    },
  );
});
