/** A FHIR resource as it came over HTTP. */
export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [element: string]: unknown;
}

interface Bundle {
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly { readonly resource: Resource }[];
}

/** Types of which the sandbox, or Attest, puts resources into the host. */
export const TYPES = [
  'CarePlan',
  'ConceptMap',
  'Device',
  'Encounter',
  'Flag',
  'Goal',
  'Observation',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Provenance',
  'QuestionnaireResponse',
  'RelatedPerson',
  'ServiceRequest',
  'Task',
];

export const allOf = async (base: string, type: string): Promise<readonly Resource[]> => {
  const found: Resource[] = [];
  let next: string | undefined = `${base}/${type}?_count=500`;
  while (next !== undefined) {
    const page = (await (await fetch(next)).json()) as Bundle;
    found.push(...(page.entry ?? []).map(({ resource }) => resource));
    next = page.link?.find(({ relation }) => relation === 'next')?.url;
  }
  return found;
};

/**
 * All that a host holds, read over HTTP, in a form in which two hosts can be compared: without `meta`,
 * which is the server's own, and with the ids that a server made up replaced by what they stand for.
 */
export async function everythingIn(base: string): Promise<readonly string[]> {
  const all = (await Promise.all(TYPES.map((type) => allOf(base, type)))).flat();
  const names = new Map(all.map((each) => [`${each.resourceType}/${each.id}`, nameOf(each)]));
  const seen = all.map((each) => {
    const bare = { ...renamed(each, names), id: nameOf(each), meta: undefined };
    return JSON.stringify(bare, sortedKeys);
  });
  return seen.sort();
}

const OUR_IDENTIFIERS = 'https://attest.example/fhir/id/';

/** Our resources are known by their identifiers; a Provenance has none and is known by what it says. */
function nameOf({ resourceType, id, identifier }: Resource): string {
  if (resourceType === 'Provenance') return 'Provenance';
  const ours = Array.isArray(identifier)
    ? (identifier as { system?: string; value?: string }[]).find(({ system }) =>
        system?.startsWith(OUR_IDENTIFIERS),
      )
    : undefined;
  return ours === undefined ? `${resourceType}/${id}` : `${resourceType} ${ours.value ?? ''}`;
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): object {
  const change = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(change);
    if (typeof each === 'object' && each !== null) return renamed(each, names);
    return typeof each === 'string'
      ? (names.get(each.replace(/\/_history\/\d+$/, '')) ?? each)
      : each;
  };
  return Object.fromEntries(
    Object.entries(value as object).map(([key, each]) => [key, change(each)]),
  );
}

const sortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
