import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attest } from './commandLine.ts';

const EXAMPLE = fileURLToPath(new URL('../../docs/examples/cooking', import.meta.url));
const SCALES = join(EXAMPLE, 'maps/scales.json');
const PROGRAMME = join(EXAMPLE, 'programmes/cooking.json');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const check = (path: string) => attest(['adapter', 'check', path, '--programme', PROGRAMME]);

/** ACME's adapter with one thing changed; the text has to be there. */
function spoilt(from: string, to: string): string {
  const text = readFileSync(SCALES, 'utf8');
  if (!text.includes(from)) throw new Error(`there is no ${from}`);
  const path = join(folder, 'spoilt.json');
  writeFileSync(path, text.replace(from, to));
  return path;
}

describe('attest adapter check', () => {
  it('tells a resource that the first of two rules took, and is content', async () => {
    const path = spoilt("code = 'COOK-SEEN')", "code = 'COOK-SEEN' or code = 'COOK-START')");
    const { code, stdout } = await check(path);
    expect(stdout).toContain(
      'fixtures[3]: rule cooking-seen counts, being first; cooking-start would match too\n',
    );
    expect(stdout).toContain(
      'fixtures[3].gives.rule: should be rule cooking-start, is rule cooking-seen\n    code.coding.exists(',
    );
    expect(code).toBe(1);
  });

  it('names a component whose FHIRPath never gives anything, though it is sound', async () => {
    const { code, stdout } = await check(spoilt("code = 'STEPS-DONE'", "code = 'STEPS-DNE'"));
    expect(code).toBe(1);
    expect(stdout).toContain(
      'rules[0].components[1]: no fixture shows a value of steps-independent',
    );
  });

  it('lists every fault, and leaves with 2', async () => {
    const { code, stdout, stderr } = await check(spoilt('"gives": "session"', '"give": "session"'));
    expect(code).toBe(2);
    expect(stdout.trimEnd().split('\n')).toEqual([
      'rules[0].gives: is missing',
      expect.stringMatching(/^rules\[0\]: .*"give"/),
    ]);
    expect(stderr).toBe(`attest: ${join(folder, 'spoilt.json')} has 2 faults. [bad-adapter]\n`);
  });

  it.each([
    ['is not there', () => join(folder, 'nowhere.json'), /cannot be read\. \[no-input\]\n$/],
    ['is not JSON', () => spoilt('{', ''), /is not JSON\. \[bad-input\]\n$/],
  ])('says in one sentence that a file %s', async (_what, path, sentence) => {
    const { code, stdout, stderr } = await check(path());
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^attest: [^\n]*\n$/);
    expect(stderr).toMatch(sentence);
  });
});

it('a faulty adapter stops a run before anything is read', async () => {
  const path = spoilt('"gives": "session"', '"gives": "praise"');
  const args = [join(EXAMPLE, 'acme.ndjson'), '--programme', PROGRAMME, '--adapter', path];
  const { code, stdout, stderr } = await attest(['assess', ...args]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toBe(
    `attest: ${path} is no usable adapter; “attest adapter check ${path}” lists what is wrong with it. [bad-adapter]\n`,
  );
});
