import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { attest, type RunOptions } from '../cli/commandLine.ts';

const AS_OF = ['--as-of', '2026-03-01', '--as-of', '2026-03-31T23:30:00+01:00'];
const GOALS = 47;

let folder: string;
let lines: readonly string[];
let expected: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  const exported = join(folder, 'exported');
  await attest(['sandbox', '--anchor', '2026-03-31', '--export', exported]);
  lines = readdirSync(exported).flatMap((name) =>
    readFileSync(join(exported, name), 'utf8').trimEnd().split('\n'),
  );
  expected = await assessed([exported]);
  expect(expected.trimEnd().split('\n').length).toBe(2 * GOALS);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function assessed(paths: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await attest(['assess', ...paths, ...AS_OF], options);
  expect(stderr.replaceAll(/^(Reading|Assessing) .*\n/gm, '')).toBe('');
  expect(code).toBe(0);
  return stdout;
}

/** The same shuffle on every run. */
function shuffled(items: readonly string[]): readonly string[] {
  let state = 20_260_331;
  const keyed = items.map((item) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return [state, item] as const;
  });
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
}

it('gives the same bytes from stdin, in any order and in any time zone', async () => {
  const stdin = `${shuffled(lines).join('\n')}\n`;
  expect(await assessed(['-'], { stdin, env: { TZ: 'Pacific/Auckland' } })).toBe(expected);
});

it('gives the same bytes from many files, with and without compression, in any order', async () => {
  const split = join(folder, 'split');
  mkdirSync(split);
  const mixed = shuffled(lines);
  const size = Math.ceil(mixed.length / 7);
  for (let part = 0; part < 7; part += 1) {
    const text = mixed.slice(part * size, (part + 1) * size).join('\r\n');
    if (part % 2 === 0) writeFileSync(join(split, `${part}.ndjson.gz`), gzipSync(text));
    else writeFileSync(join(split, `${part}.ndjson`), text);
  }
  const files = readdirSync(split).map((name) => join(split, name));
  const env = { TZ: 'America/Los_Angeles' };
  expect(await assessed([...files].reverse(), { env })).toBe(expected);
});

it('gives the same bytes from one Bundle', async () => {
  const file = join(folder, 'all.json');
  const entry = shuffled(lines).map((line) => `{"resource":${line}}`);
  writeFileSync(file, `{"resourceType":"Bundle","type":"collection","entry":[${entry.join()}]}`);
  expect(await assessed([file, file])).toBe(expected);
});
