import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extract } from 'tar';
import { archiveIn, build, copyOfProfiles, dateAll, type Built } from '../package/fhirPackage.ts';

const EXAMPLE = `Instance: example-packaged
InstanceOf: Patient
Usage: #example
Title: "Somebody"
Description: "Shows where examples go."
`;

/** The same sources in two places and at two times, built by two people. */
let here: string;
let there: string;
let builtHere: Built;
let builtThere: Built;
/** The archive, unpacked. */
let content: string;

function withSource(profiles: string, path: string, text: string): string {
  const full = join(profiles, 'input/fsh', path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return profiles;
}

beforeAll(async () => {
  here = withSource(copyOfProfiles(), 'examples/packaged.fsh', EXAMPLE);
  there = withSource(
    copyOfProfiles('elsewhere, in another place-'),
    'examples/packaged.fsh',
    EXAMPLE,
  );
  dateAll(there, new Date('2001-02-03T04:05:06Z'));
  [builtHere, builtThere] = await Promise.all([
    build(here, [], { umask: '077', env: { TZ: 'Pacific/Kiritimati', LC_ALL: 'C' } }),
    build(there, [], { umask: '000', env: { TZ: 'America/Los_Angeles', LC_ALL: 'tr_TR.UTF-8' } }),
  ]);
  content = mkdtempSync(join(tmpdir(), 'unpacked-'));
  await extract({ file: archiveIn(here), cwd: content });
}, 900_000);

afterAll(() => {
  for (const folder of [dirname(here), dirname(there), content])
    rmSync(folder, { recursive: true });
});

const hashOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');
const json = (...path: readonly string[]): unknown =>
  JSON.parse(readFileSync(join(content, 'package', ...path), 'utf8'));

interface Guide {
  readonly definition: {
    readonly resource: readonly { readonly reference: { readonly reference: string } }[];
  };
}
interface Index {
  readonly 'index-version': number;
  readonly files: readonly ({ readonly filename: string } & Readonly<Record<string, string>>)[];
}

describe('the FHIR package', () => {
  it('is the same bytes wherever, whenever and by whomever it is built', () => {
    expect([builtHere.code, builtThere.code]).toEqual([0, 0]);
    expect(hashOf(archiveIn(there))).toBe(hashOf(archiveIn(here)));
  });

  it('is told with its hash', () => {
    const told = `attest.fhir-1.0.0.tgz sha256:${hashOf(archiveIn(here))}\n`;
    expect(builtHere.stdout).toContain(told);
  });

  it('holds what the guide lists, definitions and examples apart, and nothing else', () => {
    const { definition } = json('ImplementationGuide-attest.fhir.json') as Guide;
    const listed = definition.resource.map(({ reference: { reference } }) => {
      const folder = reference.includes('/example-') ? 'example/' : '';
      return `${folder}${reference.replace('/', '-')}.json`;
    });
    const own = ['.index.json', 'example/.index.json', 'package.json'];
    const found = readdirSync(join(content, 'package'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name).slice(content.length + '/package/'.length),
      );
    expect(listed).toContain('example/Patient-example-packaged.json');
    expect(found.sort()).toEqual(
      [...listed, ...own, 'ImplementationGuide-attest.fhir.json'].sort(),
    );
    expect(readdirSync(content)).toEqual(['package']);
  });

  it('says what it is', () => {
    expect(json('package.json')).toMatchObject({
      name: 'attest.fhir',
      version: '1.0.0',
      type: 'IG',
      fhirVersions: ['4.0.1'],
      canonical: 'https://attest.example/fhir',
      url: 'https://attest.example/fhir',
      license: 'Apache-2.0',
      author: 'Attest',
      dependencies: { 'hl7.fhir.r4.core': '4.0.1' },
      directories: { lib: 'package', example: 'example' },
    });
  });

  it.each(['.', 'example'])('indexes every resource of %s as it is', (folder) => {
    const { 'index-version': version, files } = json(folder, '.index.json') as Index;
    const present = readdirSync(join(content, 'package', folder)).filter((name) =>
      /^[A-Z].*\.json$/.test(name),
    );
    expect(version).toBe(2);
    expect(files.map(({ filename }) => filename)).toEqual(present.sort());
    for (const { filename, ...entry } of files) {
      expect(json(folder, filename)).toMatchObject(entry);
      expect(entry).toMatchObject({
        resourceType: filename.split('-', 1)[0],
        id: filename.slice(filename.indexOf('-') + 1, -'.json'.length),
      });
    }
  });

  it('gives every definition a version that a canonical can be pinned to', () => {
    const { files } = json('.index.json') as Index;
    // R4's NamingSystem has neither url nor version.
    const canonical = files.filter(({ resourceType }) => resourceType !== 'NamingSystem');
    const unpinned = canonical.filter(({ url, version }) => !url || !version);
    expect(unpinned).toEqual([]);
  });

  it('is what stands in the folder that the service reads', () => {
    for (const { filename } of (json('.index.json') as Index).files) {
      const committed = readFileSync(join(here, 'dist/package', filename), 'utf8');
      expect(readFileSync(join(content, 'package', filename), 'utf8')).toBe(committed);
    }
  });
});

describe('the build', () => {
  it('finds what was changed, lost or added by hand, and writes nothing then', async () => {
    const at = (name: string): string => join(there, 'dist/package', name);
    writeFileSync(at('ValueSet-level.json'), '{}\n');
    writeFileSync(at('example/Patient-stray.json'), '{}\n');
    rmSync(at('.index.json'));
    const { code, stderr } = await build(there, ['--check']);
    expect(code).toBe(1);
    expect(stderr.split('\n').slice(1)).toEqual([
      '  .index.json',
      '  ValueSet-level.json',
      '  example/Patient-stray.json',
      '',
    ]);
    expect(readFileSync(at('ValueSet-level.json'), 'utf8')).toBe('{}\n');
  }, 600_000);

  it('stops at a warning that nobody gave a reason to ignore', async () => {
    withSource(
      here,
      'faulty.fsh',
      'Alias: $x = https://x.example\n\nProfile: Faulty\nParent: Observation\nId: faulty\n* obeys never-defined\n',
    );
    const { code, stderr } = await build(here);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^SUSHI complains:\n {2}(?:error|warn) /);
    expect(stderr).toContain('never-defined');
  }, 600_000);

  it('trusts no vendored definition that is not of the manifest', async () => {
    const core = join(here, 'vendor/.fhir/packages/hl7.fhir.r4.core#4.0.1/package');
    writeFileSync(join(core, 'StructureDefinition-Patient.json'), '{}');
    const { code, stderr } = await build(here, ['--check']);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'Vendored definitions differ from their manifest:\n  StructureDefinition-Patient.json\n',
    );
  });
});
