import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { attest } from './commandLine.ts';
import { FOURTH_PROGRAMME } from './kitchen.ts';

const SHIPPED = ['independent-travel', 'personal-care-confidence', 'meaningful-engagement'].map(
  (id) =>
    new URL(`../../profiles/dist/package/PlanDefinition-${id}.json`, import.meta.url).pathname,
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const check = (path: string) => attest(['programme', 'check', path]);

function spoilt(name: string, change: (text: string) => string): string {
  const path = join(folder, name);
  writeFileSync(path, change(readFileSync(FOURTH_PROGRAMME, 'utf8')));
  return path;
}

it.each([...SHIPPED, FOURTH_PROGRAMME])('says what it understood of %s', async (path) => {
  const { code, stdout, stderr } = await check(path);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^.+ \(https:\/\/\S+\|[\d.]+\) can be used\.\n {2}1 /);
});

it('counts one as one', async () => {
  const { stdout } = await check(FOURTH_PROGRAMME);
  expect(stdout).toContain(
    '  1 Helps to cook (partial): 1 criterion, 10 points, 1 worker, 0 observations, 0 ratings by the person\n',
  );
  expect(stdout).toContain('\n  2 duties, 2 measures of improvement\n');
});

it('lists every fault with its path on stdout, and their number on stderr', async () => {
  const path = spoilt('faulty.json', (text) =>
    text
      .replace('"valueCode": "at-most"', '"valueCode": "rather-less"')
      .replace('"near-complete"', '"nearly"'),
  );
  const { code, stdout, stderr } = await check(path);
  expect(code).toBe(2);
  const faults = stdout.trimEnd().split('\n');
  expect(faults.length).toBeGreaterThanOrEqual(2);
  for (const fault of faults) expect(fault).toMatch(/^[A-Za-z]+[\w.[\]]*.*: .+/);
  expect(stderr).toBe(`attest: ${path} has ${faults.length} faults. [bad-programme]\n`);
});

const UNREADABLE: readonly (readonly [string, () => string, RegExp])[] = [
  ['is not there', () => '/nowhere/p.json', / cannot be read\. \[no-input\]\n$/],
  [
    'is not JSON',
    () => spoilt('half.json', (text) => text.slice(0, 500)),
    / is not JSON.* \[bad-input\]\n$/,
  ],
  [
    'is another resource',
    () => spoilt('other.json', () => '{"resourceType":"Patient"}'),
    / should hold one PlanDefinition\. \[bad-input\]\n$/,
  ],
];

it.each(UNREADABLE)('says in one sentence that a file %s', async (_what, path, sentence) => {
  const { code, stdout, stderr } = await check(path());
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^attest: [^\n]*\n$/);
  expect(stderr).toMatch(sentence);
});
