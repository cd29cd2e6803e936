import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extract } from 'tar';
import { archiveOf } from '../../profiles/build/archive.ts';
import { readFolder } from '../../profiles/build/files.ts';
import { packageCache } from './fhirPackage.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A vendor's own guide: it depends on our package, narrows a profile of it, and uses a value set. */
const PROJECT = {
  'sushi-config.yaml': `id: acme.care
canonical: https://acme.example/fhir
name: AcmeCare
status: draft
version: 0.1.0
fhirVersion: 4.0.1
copyrightYear: 2026+
releaseLabel: trial
menu:
  Artifacts: artifacts.html
dependencies:
  attest.fhir: 1.0.0
`,
  'input/fsh/acme.fsh': `Profile: AcmeVerdict
Parent: attest-verdict
Id: acme-verdict
Title: "Verdict as Acme shows it"
Description: "A verdict that says who has to look at it."
* note 1..*

Profile: AcmeJudgement
Parent: Observation
Id: acme-judgement
Title: "Acme judgement"
Description: "How much Acme's own reviewer makes of the evidence."
* value[x] only CodeableConcept
* valueCodeableConcept from https://attest.example/fhir/ValueSet/strength|1.0.0 (required)

Instance: acme-moderate
InstanceOf: AcmeJudgement
Usage: #example
Title: "Moderate"
Description: "A judgement in a code of Attest."
* status = #final
* code.text = "Judgement"
* valueCodeableConcept = https://attest.example/fhir/CodeSystem/strength#moderate
`,
};

interface Profile {
  readonly baseDefinition: string;
  readonly snapshot: { readonly element: readonly Element[] };
}

interface Element {
  readonly id: string;
  readonly min?: number;
  readonly binding?: { readonly valueSet?: string };
  readonly patternUri?: string;
}

let folder: string;
let sushi: { readonly status: number | null; readonly stdout: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-derived-'));
  await install(packageCache(folder));
  for (const [path, text] of Object.entries(PROJECT)) write(join('project', path), text);
  cpSync(
    join(ROOT, 'profiles/sushi-ignoreWarnings.txt'),
    join(folder, 'project/sushi-ignoreWarnings.txt'),
  );
  const app = join(ROOT, 'node_modules/fsh-sushi/dist/app.js');
  sushi = spawnSync(process.execPath, [app, 'build', join(folder, 'project'), '--snapshot'], {
    encoding: 'utf8',
    // No registry, and no npm to ask: what is not in the cache is nowhere.
    env: { HOME: folder, PATH: '', FPL_REGISTRY: 'http://127.0.0.1:9' },
  });
}, 600_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, content: string | Buffer): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

/** Unpacks the archive where package managers for FHIR put it. */
async function install(cache: string): Promise<void> {
  const archive = await archiveOf(readFolder(join(ROOT, 'profiles/dist/package')));
  const cwd = join(cache, 'attest.fhir#1.0.0');
  mkdirSync(cwd);
  await extract({ file: write('attest.fhir-1.0.0.tgz', archive), cwd });
}

const built = (name: string): unknown =>
  JSON.parse(readFileSync(join(folder, 'project/fsh-generated/resources', name), 'utf8'));

describe("a vendor's guide that depends on the package", () => {
  it('compiles without an error or a warning', () => {
    expect(sushi.stdout.split('\n').filter((line) => /^(?:error|warn) /.test(line))).toEqual([]);
    expect(sushi.status).toBe(0);
    expect(sushi.stdout).toMatch(/Loaded attest\.fhir#1\.0\.0 with \d{2,} resources/);
  });

  it('takes our rules over into the profile that it derives', () => {
    const { baseDefinition, snapshot } = built('StructureDefinition-acme-verdict.json') as Profile;
    const rule = (id: string): Element | undefined =>
      snapshot.element.find((element) => element.id === id);
    expect(baseDefinition).toBe('https://attest.example/fhir/StructureDefinition/attest-verdict');
    expect(rule('Observation.note')).toMatchObject({ min: 1 });
    expect(rule('Observation.focus')).toMatchObject({ min: 1 });
    expect(rule('Observation.component:verdict')).toMatchObject({ min: 1 });
    expect(rule('Observation.component:verdict.value[x]')?.binding?.valueSet).toBe(
      'https://attest.example/fhir/ValueSet/verdict',
    );
    expect(rule('Observation.identifier.system')).toMatchObject({
      patternUri: 'https://attest.example/fhir/id/verdict',
    });
  });

  it('may pin a value set of ours, and show it with an example', () => {
    const { snapshot } = built('StructureDefinition-acme-judgement.json') as Profile;
    const value = snapshot.element.find(({ id }) => id === 'Observation.value[x]');
    expect(value?.binding?.valueSet).toBe('https://attest.example/fhir/ValueSet/strength|1.0.0');
    expect(built('Observation-acme-moderate.json')).toMatchObject({
      valueCodeableConcept: {
        coding: [{ system: 'https://attest.example/fhir/CodeSystem/strength', code: 'moderate' }],
      },
    });
  });
});
