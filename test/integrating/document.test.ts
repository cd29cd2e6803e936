import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FhirResource, Observation } from 'fhir/r4.js';
import {
  createSandboxHost,
  type RunningSandbox,
} from '../../src/sandbox/host/createSandboxHost.ts';
import { plainEnvironment } from '../cli/commandLine.ts';
import { stepsOf } from './document.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLE = join(ROOT, 'docs/examples/cooking');
const PAGE = readFileSync(join(ROOT, 'docs/integrating.md'), 'utf8');
const RECORD = 'acme.ndjson';
const STEPS = stepsOf(PAGE);

const record = readFileSync(join(EXAMPLE, RECORD), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as FhirResource);

let folder: string;
let host: RunningSandbox;
let env: Record<string, string | undefined>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  const now = () => new Date('2026-02-28T20:00:00Z');
  host = await createSandboxHost({ resources: record, now }).listen({ host: '127.0.0.1', port: 0 });
  // The only thing that the reader has already: the record, as the host exports it.
  cpSync(join(EXAMPLE, RECORD), join(folder, RECORD));
  const path = [commandFolder(), dirname(process.execPath), process.env['PATH']].join(delimiter);
  env = { ...plainEnvironment(), PATH: path, ATTEST: ROOT };
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

/** The command `attest`, as the page says what it stands for. */
function commandFolder(): string {
  const bin = join(folder, '.bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'attest'), '#!/bin/sh\nexec node "$ATTEST/src/cli.ts" "$@"\n');
  chmodSync(join(bin, 'attest'), 0o755);
  return bin;
}

/** The page's host is the one that was just started. */
const onThisHost = (text: string): string =>
  text.replaceAll('http://127.0.0.1:8090/fhir', host.url);

/** What a person would see, whichever of the two streams it was printed to. */
function printed(command: string): Promise<string> {
  const [, name, value] = /^export (\w+)=(\S+)$/.exec(command) ?? [];
  if (name !== undefined) {
    env[name] = value;
    return Promise.resolve('');
  }
  return new Promise((resolve) => {
    const options = { cwd: folder, env };
    execFile('bash', ['-c', `{ ${command}\n} 2>&1`], options, (_error, stdout) => {
      resolve(stdout);
    });
  });
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const contentOf = (path: string): unknown =>
  path === RECORD ? record : JSON.parse(readFileSync(join(EXAMPLE, path), 'utf8'));

/** The value itself, and everything that is in it. */
function* partsOf(value: unknown): Generator {
  yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) yield* partsOf(part);
}

describe('docs/integrating.md, followed step by step in an empty folder', () => {
  it.each(STEPS.map((step) => [step.kind === 'command' ? step.command : step.path, step] as const))(
    '%s',
    async (_name, step) => {
      switch (step.kind) {
        case 'file':
          put(step.path, onThisHost(step.text));
          break;
        case 'excerpt':
          expect([...partsOf(contentOf(step.path))]).toContainEqual(JSON.parse(step.text));
          break;
        case 'command':
          expect(await printed(onThisHost(step.command))).toBe(onThisHost(step.prints));
      }
    },
    60_000,
  );

  it('makes the files of docs/examples/cooking, and no others', () => {
    const paths = globSync('**/*.{json,mjs}', { cwd: EXAMPLE }).sort();
    const made = ['programmes/cooking.json'];
    const files = STEPS.filter((step) => step.kind === 'file').map(({ path }) => path);
    expect([...new Set([...files, ...made])].sort()).toEqual(paths);
    for (const path of paths) {
      const own = readFileSync(join(folder, path), 'utf8');
      const shipped = onThisHost(readFileSync(join(EXAMPLE, path), 'utf8'));
      if (path.endsWith('.mjs')) expect(own).toBe(shipped);
      else expect(JSON.parse(own)).toEqual(JSON.parse(shipped));
    }
  });

  it('finds the same on the host as in the file', async () => {
    const files =
      '--programme programmes/cooking.json --concept-maps maps/codes.json --adapter maps/scales.json';
    const offline = await printed(`attest assess ${RECORD} --as-of 2026-02-28 ${files}`);
    const online = await printed('attest sync --as-of 2026-02-28 --dry-run --format json');
    expect(online.split('\n')[0]).toBe(offline.trimEnd());
    expect(JSON.parse(offline)).toMatchObject({ verdict: 'overstated', strength: 'moderate' });
  });

  it('finds nothing proven without the adapter', async () => {
    const files = '--programme programmes/cooking.json --concept-maps maps/codes.json';
    const line = await printed(`attest assess ${RECORD} --as-of 2026-02-28 ${files}`);
    expect(JSON.parse(line)).toMatchObject({
      verdict: 'unverifiable',
      validated: { level: 'baseline', word: 'not begun' },
    });
    expect(line).toContain('"code":"unmapped-code"');
  });

  it('has the notes cited by their own references in what was written', async () => {
    const code = 'https://attest.example/fhir/CodeSystem/observation|attainment';
    const found = await fetch(`${host.url}/Observation?code=${encodeURIComponent(code)}`);
    const { entry } = (await found.json()) as { entry: { resource: Observation }[] };
    const cited = (entry[0]?.resource.derivedFrom ?? []).map(({ reference }) => reference);
    expect(cited).toContain('Observation/log-24');
    expect(cited).toContain('Observation/seen-1');
    // The run begins on 23 January, with the ninth note.
    expect(cited).not.toContain('Observation/log-08');
  });
});

describe('the sum in the page', () => {
  const notes = record.filter(
    (resource): resource is Observation => resource.id?.startsWith('log-') === true,
  );
  const numberIn = (note: Observation, code: string): number =>
    note.component?.find((one) => one.code.coding?.[0]?.code === code)?.valueInteger ?? NaN;
  const rows = [...PAGE.matchAll(/^\| (\d+[^|]*)\|([^|]*)\|([\d ]+)\|([^|]*)\|([^|]*)\|$/gm)];
  const sums = rows.filter(([, , days = '']) => /January|February/.test(days));

  it('is of the notes in the record', () => {
    const supports = sums.flatMap(([, , , support = '']) => support.trim().split(' ').map(Number));
    expect(supports).toEqual(notes.map((note) => numberIn(note, 'SUPPORT')));
  });

  it('adds up, note by note', () => {
    let points = 0;
    const all = notes.map((note) => {
      const share = numberIn(note, 'STEPS-DONE') / numberIn(note, 'STEPS-OF');
      points =
        numberIn(note, 'SUPPORT') <= 3 && share >= 0.8 ? points + 1 : Math.max(0, points - 4);
      return points;
    });
    const said = sums.map(([, last = '', , , , after = '']) => [
      Number(/\d+/.exec(after)?.[0]),
      all[Number(/(\d+)\s*$/.exec(last)?.[1]) - 1],
    ]);
    expect(said).toHaveLength(6);
    for (const [told, reckoned] of said) expect(told).toBe(reckoned);
  });
});
