/**
 * Recreates the vendored subset of the FHIR R4 definitions (CC0) and its manifest. Run by hand:
 * `node profiles/refreshVendor.ts`. It fetches one pinned archive with npm, without running
 * anything from it, and refuses an archive whose integrity differs from the pin.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byCodePoint } from './build/files.ts';
import { TERMS, EXTENSIONS, RESOURCES } from './vendorSelection.ts';

const SOURCE = {
  name: 'hl7.fhir.r4.examples',
  version: '4.0.1',
  integrity:
    'sha512-DXBdIZOeQaSKIgCU7w6HOC7sw/6BzylmipLkBW4f//pT+Bc94x+8LImwTdvaNThPJoOzpBzvxAzNqjeu3X/zLw==',
};
const VENDOR = join(import.meta.dirname, 'vendor');
const CQL_FOLDER = join(VENDOR, 'cql');
const PACKAGE_FOLDER = join(VENDOR, '.fhir/packages/hl7.fhir.r4.core#4.0.1/package');

interface Definition {
  readonly resourceType: string;
  readonly id: string;
  readonly url: string;
  readonly kind?: string;
  readonly derivation?: string;
  readonly snapshot?: { readonly element: readonly Element[] };
  readonly compose?: { readonly include?: readonly Include[] };
}
interface Element {
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
}
interface Include {
  readonly system?: string;
  readonly valueSet?: readonly string[];
}

function fetchArchive(): string {
  const folder = mkdtempSync(join(tmpdir(), 'r4-'));
  const wanted = `${SOURCE.name}@${SOURCE.version}`;
  execFileSync('npm', ['pack', wanted, '--ignore-scripts', '--silent'], { cwd: folder });
  const archive = join(folder, `${SOURCE.name}-${SOURCE.version}.tgz`);
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (`sha512-${found}` !== SOURCE.integrity) {
    throw new Error(`The archive of ${wanted} is not the pinned one (sha512-${found}).`);
  }
  execFileSync('tar', ['xzf', archive], { cwd: folder });
  return join(folder, 'package');
}

function readDefinitions(folder: string): readonly Definition[] {
  return readdirSync(folder)
    .filter((file) => /^(StructureDefinition|ValueSet|CodeSystem)-/.test(file))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Definition);
}

const isWantedStructure = (definition: Definition): boolean => {
  if (EXTENSIONS.includes(definition.id)) return true;
  if (definition.derivation === 'constraint') return false;
  return definition.kind === 'resource' ? RESOURCES.includes(definition.id) : true;
};

const withoutVersion = (canonical: string): string => canonical.split('|')[0] ?? canonical;

/** The value sets that instances must obey: a weaker binding is advice. */
function requiredValueSets(structures: readonly Definition[]): readonly string[] {
  return structures
    .flatMap((structure) => structure.snapshot?.element ?? [])
    .flatMap(({ binding }) => (binding?.strength === 'required' ? [binding.valueSet] : []))
    .filter((valueSet) => valueSet !== undefined)
    .map(withoutVersion);
}

/** A value set with every value set and code system that it is made of. */
function closure(urls: readonly string[], known: ReadonlyMap<string, Definition>): Set<string> {
  const found = new Set<string>();
  const pending = [...urls];
  for (let url = pending.pop(); url !== undefined; url = pending.pop()) {
    if (found.has(url)) continue;
    found.add(url);
    for (const include of known.get(url)?.compose?.include ?? []) {
      pending.push(...(include.valueSet ?? []).map(withoutVersion));
      if (include.system !== undefined) pending.push(include.system);
    }
  }
  return found;
}

/** The cache of SUSHI only takes a folder with a package.json for a package. */
const PACKAGE_JSON = {
  name: 'hl7.fhir.r4.core',
  version: '4.0.1',
  fhirVersions: ['4.0.1'],
  type: 'Core',
  license: 'CC0-1.0',
  title: 'A subset of the FHIR R4 definitions',
};

/** Narrative, differential and mappings are for readers of the specification, not for checks. */
function slim(definition: Definition): unknown {
  return JSON.parse(
    JSON.stringify(definition, (key, value: unknown) =>
      ['text', 'differential', 'mapping'].includes(key) && typeof value === 'object'
        ? undefined
        : value,
    ),
  );
}

function select(definitions: readonly Definition[]): readonly Definition[] {
  const structures = definitions.filter(
    (d) => d.resourceType === 'StructureDefinition' && isWantedStructure(d),
  );
  const terms = definitions.filter((d) => d.resourceType !== 'StructureDefinition');
  const known = new Map(terms.map((d) => [d.url, d]));
  const wanted = closure([...requiredValueSets(structures), ...TERMS], known);
  return [...structures, ...terms.filter((d) => wanted.has(d.url))];
}

/** Writes one file of the package; returns its name and hash. */
function write(name: string, content: unknown): readonly [string, string] {
  const text = `${JSON.stringify(content)}\n`;
  writeFileSync(join(PACKAGE_FOLDER, name), text);
  return [name, createHash('sha256').update(text).digest('hex')];
}

/** The CQL inside the specification's example Library, byte for byte; returns its name and hash. */
function writeHelpers(folder: string): readonly [string, string] {
  const path = join(folder, 'Library-library-fhir-helpers.json');
  const library = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly content: readonly { readonly contentType: string; readonly data: string }[];
  };
  const cql = library.content.find(({ contentType }) => contentType === 'text/cql');
  const text = Buffer.from(cql?.data ?? '', 'base64');
  mkdirSync(CQL_FOLDER, { recursive: true });
  writeFileSync(join(CQL_FOLDER, 'FHIRHelpers-4.0.0.cql'), text);
  return ['FHIRHelpers-4.0.0.cql', createHash('sha256').update(text).digest('hex')];
}

function main(): void {
  const archive = fetchArchive();
  const chosen = select(readDefinitions(archive));
  rmSync(PACKAGE_FOLDER, { recursive: true, force: true });
  mkdirSync(PACKAGE_FOLDER, { recursive: true });
  const files = [
    write('package.json', PACKAGE_JSON),
    ...chosen.map((d) => write(`${d.resourceType}-${d.id}.json`, slim(d))),
  ];
  files.sort(([a], [b]) => byCodePoint(a, b));
  const manifest = {
    source: SOURCE,
    files: Object.fromEntries(files),
    cql: Object.fromEntries([writeHelpers(archive)]),
  };
  writeFileSync(join(VENDOR, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  process.stdout.write(`${String(files.length)} files vendored.\n`);
}

main();
