import type { Compiled } from './compile.ts';
import { byCodePoint, pretty, type Files } from './files.ts';
import type { Guide } from './guide.ts';

/** What an entry of the index says of a resource, in the order in which it says it. */
const INDEXED = [
  'resourceType',
  'id',
  'url',
  'version',
  'kind',
  'type',
  'supplements',
  'content',
  'derivation',
] as const;

/**
 * The package as the FHIR package specification lays it out: definitions at the top, examples in
 * `example/`, each folder with its index, and one manifest.
 */
export function assemble({ guide, definitions, examples }: Compiled): Files {
  const folders: Files = new Map([
    ...indexed(definitions),
    ...[...indexed(examples)].map(([name, text]) => [`example/${name}`, text] as const),
  ]);
  return new Map([...folders, ['package.json', pretty(manifestOf(guide))]]);
}

/** The manifest says what sushi-config.yaml says, so that it is written once. */
const manifestOf = (guide: Guide) => ({
  name: guide.packageId,
  version: guide.version,
  title: guide.title,
  description: guide.description,
  type: 'IG',
  fhirVersions: guide.fhirVersion,
  canonical: canonicalBaseOf(guide),
  url: canonicalBaseOf(guide),
  license: guide.license,
  author: guide.publisher,
  dependencies: { 'hl7.fhir.r4.core': guide.fhirVersion[0] },
  directories: { lib: 'package', example: 'example' },
});

const canonicalBaseOf = ({ url, packageId }: Guide): string =>
  url.replace(`/ImplementationGuide/${packageId}`, '');

/** A folder with the `.index.json` that tools read instead of every file. */
function indexed(folder: Files): Files {
  const files = [...folder]
    .sort(([a], [b]) => byCodePoint(a, b))
    .map(([filename, text]) => entryOf(filename, text));
  return new Map([...folder, ['.index.json', pretty({ 'index-version': 2, files })]]);
}

function entryOf(filename: string, text: string): object {
  const resource = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const said = INDEXED.flatMap((key) => {
    // A PlanDefinition's type is a concept, for which an index has no room.
    const value = resource[key];
    return typeof value === 'string' ? [[key, value] as const] : [];
  });
  return { filename, ...Object.fromEntries(said) };
}
