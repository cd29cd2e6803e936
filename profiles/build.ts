/**
 * Compiles the FSH in `input/` to `dist/package/`, offline. `--check` writes nothing and fails when
 * what is committed differs from a fresh build.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = import.meta.dirname;
const VENDOR = join(ROOT, 'vendor');
const VENDORED_PACKAGE = join(VENDOR, '.fhir/packages/hl7.fhir.r4.core#4.0.1/package');
const PACKAGE = join(ROOT, 'dist/package');
const SUSHI = join(ROOT, '../node_modules/fsh-sushi/dist/app.js');

/**
 * Nothing may be fetched: the package registry and the proxy are a closed port, and without a PATH
 * there is no npm that SUSHI could ask for its own newest version.
 */
const OFFLINE = {
  FPL_REGISTRY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  PATH: '',
};

/** File name to content. */
type Files = ReadonlyMap<string, string>;

class BuildFailure extends Error {}

const listing = (lines: readonly string[]): string => lines.map((line) => `\n  ${line}`).join('');

/** Names that the two sides do not share, or hold with different content; sorted. */
function differences(left: Files, right: Files): readonly string[] {
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names].filter((name) => left.get(name) !== right.get(name)).sort();
}

function readFolder(folder: string): Files {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** The vendored definitions are those of the manifest: none changed, missing or added. */
function verifyVendor(): void {
  const manifest = JSON.parse(readFileSync(join(VENDOR, 'manifest.json'), 'utf8')) as {
    readonly files: Readonly<Record<string, string>>;
  };
  const found = [...readFolder(VENDORED_PACKAGE)].map(
    ([name, text]) => [name, createHash('sha256').update(text).digest('hex')] as const,
  );
  const wrong = differences(new Map(Object.entries(manifest.files)), new Map(found));
  if (wrong.length > 0) {
    throw new BuildFailure(`Vendored definitions differ from their manifest:${listing(wrong)}`);
  }
}

/** Runs SUSHI with the vendored folder as its home, so that its package cache is ours. */
function runSushi(out: string): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [SUSHI, 'build', ROOT, '--snapshot', '--out', out],
    {
      encoding: 'utf8',
      env: { HOME: VENDOR, ...OFFLINE },
    },
  );
  if (status === null) throw new BuildFailure(`SUSHI did not run: ${stderr}`);
  return stdout + stderr;
}

/** What SUSHI complains about, save the warnings of sushi-ignoreWarnings.txt, which it hides. */
function complaintsOf(output: string): readonly string[] {
  const lines = output.split('\n');
  return lines.flatMap((line, at) => {
    if (!/^(error|warn) /.test(line)) return [];
    const details = lines.slice(at + 1, at + 6);
    const end = details.findIndex((detail) => !detail.startsWith('  '));
    return [line, ...details.slice(0, end === -1 ? undefined : end)];
  });
}

const pretty = (text: string): string => `${JSON.stringify(JSON.parse(text), null, 2)}\n`;

function compile(): Files {
  const out = mkdtempSync(join(tmpdir(), 'attest-profiles-'));
  try {
    const complaints = complaintsOf(runSushi(out));
    if (complaints.length > 0) throw new BuildFailure(`SUSHI complains:${listing(complaints)}`);
    const resources = readFolder(join(out, 'fsh-generated/resources'));
    if (resources.size === 0) throw new BuildFailure('SUSHI wrote no resources.');
    return new Map([...resources].map(([name, text]) => [name, pretty(text)]));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function check(built: Files): void {
  const stale = differences(built, readFolder(PACKAGE));
  if (stale.length > 0) {
    throw new BuildFailure(
      `profiles/dist/package is not what profiles/input builds; run npm run profiles:${listing(stale)}`,
    );
  }
}

function replace(built: Files): void {
  rmSync(PACKAGE, { recursive: true, force: true });
  mkdirSync(PACKAGE, { recursive: true });
  for (const [name, text] of built) writeFileSync(join(PACKAGE, name), text);
}

function main(): void {
  verifyVendor();
  const built = compile();
  const checking = process.argv.includes('--check');
  (checking ? check : replace)(built);
  process.stdout.write(
    `${String(built.size)} definitions ${checking ? 'are up to date' : 'built'}.\n`,
  );
}

try {
  main();
} catch (error) {
  if (!(error instanceof BuildFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
