import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import { attest } from '../cli/commandLine.ts';

const ANCHOR = '2026-03-31';
const COPIES = 5;
const AS_OF = ['--as-of', ANCHOR];

/** Everything that belongs to the people; staff are shared between the copies. */
const OWNED =
  'Organization|Patient|RelatedPerson|Goal|CarePlan|ServiceRequest|Encounter|Observation|QuestionnaireResponse|Provenance';

const { resources } = synthesise({ seed: 1, anchor: ANCHOR });
const lines = resources.map((resource) => JSON.stringify(resource));

let folder: string;
let large: string;
let small: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  small = join(folder, 'small.ndjson');
  large = join(folder, 'large.ndjson');
  await pipeline(Readable.from(lines.map((line) => `${line}\n`)), createWriteStream(small));
  await pipeline(Readable.from(copies()), createWriteStream(large));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The services over and over, each copy with ids of its own, and no two records of one person together. */
function* copies(): Generator<string> {
  for (const line of lines) {
    for (let copy = 0; copy < COPIES; copy += 1) yield `${renamed(line, copy)}\n`;
  }
}

const ID = new RegExp(`^(\\{"resourceType":"(?:${OWNED})","id":")`);
const REFERENCE = new RegExp(`"((?:${OWNED})/)(?=[^"/]+["/])`, 'g');

/** In front, so that within one copy everything keeps its order. */
const renamed = (line: string, copy: number): string =>
  line.replace(ID, `$1${copy}-`).replaceAll(REFERENCE, `"$1${copy}-`);

it('holds far less than it reads, and finds of each copy what it finds of one', async () => {
  const alone = await attest(['assess', small, ...AS_OF]);
  const ran = await attest(['assess', large, ...AS_OF], {
    // A quarter of what the records would need were they held as they come.
    env: { NODE_OPTIONS: '--max-old-space-size=112' },
  });
  expect([alone.code, ran.code]).toEqual([0, 0]);
  const expected = alone.stdout.trimEnd().split('\n');
  const found = ran.stdout.trimEnd().split('\n');
  expect(found.length).toBe(COPIES * expected.length);
  const all = new Set(
    expected.flatMap((line) => Array.from({ length: COPIES }, (_, copy) => renamed(line, copy))),
  );
  expect(all.size).toBe(found.length);
  expect(found.filter((line) => !all.has(line)).slice(0, 1)).toEqual([]);
}, 240_000);
