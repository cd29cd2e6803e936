/**
 * Compiles what is in `input/` to the FHIR package in `dist/package/`, which is committed, and packs it
 * as `dist/attest.fhir-<version>.tgz`, which is not. `--check` writes nothing and fails when what is
 * committed differs from a fresh build. Offline, and the same bytes wherever it runs.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveOf } from './build/archive.ts';
import { assemble } from './build/assemble.ts';
import { compile } from './build/compile.ts';
import { BuildFailure, listing } from './build/failure.ts';
import { differences, readFolder, replaceFolder, type Files } from './build/files.ts';
import type { Guide } from './build/guide.ts';
import { verifyVendor } from './build/vendor.ts';

const DIST = join(import.meta.dirname, 'dist');
const PACKAGE = join(DIST, 'package');

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

function check(built: Files): void {
  const stale = differences(built, readFolder(PACKAGE));
  if (stale.length > 0) {
    throw new BuildFailure(
      `profiles/dist/package is not what profiles/input builds; run npm run profiles:${listing(stale)}`,
    );
  }
  say(`${String(built.size)} files are up to date.`);
}

async function write(built: Files, { packageId, version }: Guide): Promise<void> {
  replaceFolder(PACKAGE, built);
  say(`${String(built.size)} files built.`);
  const archive = await archiveOf(built);
  const name = `${packageId}-${version}.tgz`;
  writeFileSync(join(DIST, name), archive);
  say(`${name} sha256:${createHash('sha256').update(archive).digest('hex')}`);
}

async function main(): Promise<void> {
  verifyVendor();
  const compiled = await compile();
  const built = assemble(compiled);
  if (process.argv.includes('--check')) check(built);
  else await write(built, compiled.guide);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof BuildFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
