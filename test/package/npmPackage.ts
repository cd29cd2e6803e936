import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { extract, list } from 'tar';

const ROOT = join(import.meta.dirname, '../..');
const MODULES = join(ROOT, 'node_modules');

/** What `npm run build` and `npm pack` need of a checkout. */
const SOURCES = [
  'package.json',
  'tsconfig.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'docs',
  'src',
  'profiles',
];

export const run = promisify(execFile);

/** The packed npm package, made from a copy of the sources as a release would make it. */
export interface NpmPackage {
  /** Paths in the archive, without the `package/` before each. */
  readonly files: readonly string[];
  /** A new folder in which it is installed, with these of its dependencies and nothing else. */
  readonly installed: (dependencies: readonly string[]) => Promise<string>;
  readonly remove: () => void;
}

/** Builds and packs with the scripts of package.json, touching nothing of the checkout. */
export async function packNpmPackage(): Promise<NpmPackage> {
  const folder = mkdtempSync(join(tmpdir(), 'attest-npm-'));
  const checkout = join(folder, 'checkout');
  for (const path of SOURCES) cpSync(join(ROOT, path), join(checkout, path), { recursive: true });
  symlinkSync(MODULES, join(checkout, 'node_modules'));
  const options = { cwd: checkout, env: { ...process.env, npm_config_update_notifier: 'false' } };
  await run('npm', ['run', 'build', '--silent'], options);
  await run('npm', ['pack', '--ignore-scripts', '--offline', '--silent'], options);
  const name = readdirSync(checkout).find((each) => each.endsWith('.tgz')) ?? 'none';
  const archive = join(checkout, name);
  const files: string[] = [];
  await list({
    file: archive,
    onReadEntry: ({ path }) => files.push(path.replace('package/', '')),
  });
  return {
    files,
    installed: async (dependencies) => {
      const project = mkdtempSync(join(folder, 'project-'));
      const target = join(project, 'node_modules/attest-fhir');
      mkdirSync(target, { recursive: true });
      await extract({ file: archive, cwd: target, strip: 1 });
      for (const each of dependencies) link(each, project);
      return project;
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

function link(dependency: string, project: string): void {
  const path = join(project, 'node_modules', dependency);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(join(MODULES, dependency), path);
}
