import { readdirSync, readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';

const PROFILES = new URL('../../profiles/dist/package/', import.meta.url);
const CORE = new URL(
  '../../profiles/vendor/.fhir/packages/hl7.fhir.r4.core%234.0.1/package/',
  import.meta.url,
);

interface Element {
  readonly id: string;
  readonly path: string;
  readonly type?: readonly { readonly code: string; readonly profile?: readonly string[] }[];
}

interface Definition {
  readonly resourceType: string;
  readonly url: string;
  readonly derivation?: string;
  readonly snapshot?: { readonly element: readonly Element[] };
}

const definitionsIn = (folder: URL): readonly Definition[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith('StructureDefinition-') && name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Definition);

type Indexed = Parameters<typeof indexStructureDefinitionBundle>[0];
type Validated = Parameters<typeof validateResource>;
type Profile = NonNullable<NonNullable<Validated[1]>['profile']>;

/** True R4 definitions, with our profiles and the extensions that they name. */
function load(): ReadonlyMap<string, Definition> {
  const definitions = [...definitionsIn(CORE), ...definitionsIn(PROFILES)];
  const entry = definitions
    .filter((each) => each.derivation !== 'constraint')
    .map((resource) => ({ resource }));
  const bundle = { resourceType: 'Bundle', type: 'collection', entry };
  indexStructureDefinitionBundle(bundle as unknown as Indexed);
  return new Map(definitions.map((each) => [each.url, each]));
}

/**
 * A profile with the elements of its extensions written out in their slices: the validator tells the
 * slices apart by elements of the profile itself and does not follow `type.profile`.
 */
function unfolded(profile: Definition, known: ReadonlyMap<string, Definition>): Definition {
  const elements = profile.snapshot?.element ?? [];
  const ids = new Set(elements.map((element) => element.id));
  const element = elements.flatMap((each) => {
    const [url] = each.type?.[0]?.profile ?? [];
    const isOpen = url !== undefined && each.path.endsWith('.extension');
    if (!isOpen || ids.has(`${each.id}.url`)) return [each];
    const inner = known.get(url)?.snapshot?.element.slice(1) ?? [];
    const under = (base: string, path: string): string => path.replace(/^Extension/, base);
    return [
      each,
      ...inner.map((one) => ({
        ...one,
        id: under(each.id, one.id),
        path: under(each.path, one.path),
      })),
    ];
  });
  return { ...profile, snapshot: { element } };
}

let loaded: ReadonlyMap<string, Definition> | undefined;
const profiles = new Map<string, Profile>();

function profileOf(url: string, known: ReadonlyMap<string, Definition>): Profile {
  const ready = profiles.get(url);
  if (ready !== undefined) return ready;
  const profile = known.get(url);
  if (profile === undefined) throw new Error(`No definition of ${url}.`);
  const full = unfolded(profile, known) as unknown as Profile;
  profiles.set(url, full);
  return full;
}

/** Fails where a resource is no valid R4, or breaks a profile that it claims in `meta.profile`. */
export function expectConformant(resource: { readonly resourceType: string }): void {
  const known = (loaded ??= load());
  const validated = resource as unknown as Validated[0];
  const { profile: claimed = [] } =
    (resource as { meta?: { profile?: readonly string[] } }).meta ?? {};
  expect(validateResource(validated)).toEqual([]);
  for (const url of claimed) {
    expect(validateResource(validated, { profile: profileOf(url, known) })).toEqual([]);
  }
}
