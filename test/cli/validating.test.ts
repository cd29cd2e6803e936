import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { stepsOf } from '../integrating/document.ts';
import { plainEnvironment } from './commandLine.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs/validating.md'), 'utf8');
const SHOWN = stepsOf(PAGE.replaceAll(/^```sh\n[^]*?^```$/gm, '')).filter(
  (step) => step.kind === 'command',
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  const command = join(folder, 'attest');
  writeFileSync(command, '#!/bin/sh\nexec node "$ATTEST/src/cli.ts" "$@"\n');
  chmodSync(command, 0o755);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const printed = (command: string): Promise<string> =>
  new Promise((resolve) => {
    const path = [folder, dirname(process.execPath), process.env['PATH']].join(delimiter);
    const env = { ...plainEnvironment(), PATH: path, ATTEST: ROOT };
    const options = { cwd: join(ROOT, 'docs/examples/validating'), env };
    execFile('bash', ['-c', `{ ${command}\n} 2>&1`], options, (_error, stdout) => {
      resolve(stdout);
    });
  });

it.each(SHOWN.map(({ command, prints }) => [command, prints]))(
  'docs/validating.md shows what `%s` prints',
  async (command, prints) => {
    expect(await printed(command)).toBe(prints);
  },
);

it('docs/validating.md shows both forms', () => {
  expect(SHOWN).toHaveLength(2);
});
