import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildFailure, listing } from './failure.ts';
import { readFolder, type Files } from './files.ts';
import { VENDOR } from './vendor.ts';

const PROJECT = join(import.meta.dirname, '..');
const SUSHI = join(PROJECT, '../node_modules/fsh-sushi/dist/app.js');

/**
 * Nothing may be fetched: the package registry and the proxy are a closed port, and without a PATH
 * there is no npm that SUSHI could ask for its own newest version. The vendored folder is its home, so
 * that its package cache is ours.
 */
const ENVIRONMENT = {
  HOME: VENDOR,
  FPL_REGISTRY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  PATH: '',
};

/** All that it prints; its exit code says no more than its complaints do. */
async function runSushi(out: string): Promise<string> {
  const sushi = spawn(process.execPath, [SUSHI, 'build', PROJECT, '--snapshot', '--out', out], {
    env: ENVIRONMENT,
  });
  let printed = '';
  for (const stream of [sushi.stdout, sushi.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const [code] = (await once(sushi, 'close')) as [number | null];
  if (code === null) throw new BuildFailure(`SUSHI did not run to its end: ${printed}`);
  return printed;
}

/** What SUSHI complains about, save the warnings of sushi-ignoreWarnings.txt, which it hides. */
function complaintsOf(printed: string): readonly string[] {
  const lines = printed.split('\n');
  return lines.flatMap((line, at) => {
    if (!/^(error|warn) /.test(line)) return [];
    const details = lines.slice(at + 1, at + 6);
    const end = details.findIndex((detail) => !detail.startsWith('  '));
    return [line, ...details.slice(0, end === -1 ? undefined : end)];
  });
}

/**
 * Every resource that the FSH in `input/` makes, by file name, as SUSHI writes it; the
 * ImplementationGuide, which says which of them are examples, is among them.
 * @throws BuildFailure when SUSHI has an error or a warning that nobody gave a reason to ignore
 */
export async function compileFsh(): Promise<Files> {
  const out = mkdtempSync(join(tmpdir(), 'attest-profiles-'));
  try {
    const complaints = complaintsOf(await runSushi(out));
    if (complaints.length > 0) throw new BuildFailure(`SUSHI complains:${listing(complaints)}`);
    const resources = readFolder(join(out, 'fsh-generated/resources'));
    if (resources.size === 0) throw new BuildFailure('SUSHI wrote no resources.');
    return resources;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
