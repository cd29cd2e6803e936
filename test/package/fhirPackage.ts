import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, utimesSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** A copy of `profiles/` in a folder of its own, with no more of the project than its dependencies. */
export function copyOfProfiles(name = 'attest-fhir-'): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  cpSync(join(ROOT, 'profiles'), join(folder, 'profiles'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'profiles');
}

export interface Surroundings {
  readonly umask?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Built {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `node profiles/build.ts ARGS`, as somebody elsewhere would run it. */
export async function build(
  profiles: string,
  args: readonly string[] = [],
  { umask = '022', env = {} }: Surroundings = {},
): Promise<Built> {
  const script = `umask ${umask}; exec "$0" "$@"`;
  const child = spawn('sh', ['-c', script, process.execPath, join(profiles, 'build.ts'), ...args], {
    env: { ...process.env, ...env },
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

/** Makes every file and folder look as if it had been written at that time. */
export function dateAll(folder: string, at: Date): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    utimesSync(join(entry.parentPath, entry.name), at, at);
  }
}

/** The one archive that a build has left. */
export function archiveIn(profiles: string): string {
  const [name, ...others] = readdirSync(join(profiles, 'dist')).filter((each) =>
    each.endsWith('.tgz'),
  );
  if (name === undefined || others.length > 0) throw new Error('There is not one archive.');
  return join(profiles, 'dist', name);
}

/** A home folder whose package cache holds FHIR R4 itself, as SUSHI looks for it. */
export function packageCache(home: string): string {
  const cache = join(home, '.fhir/packages');
  mkdirSync(cache, { recursive: true });
  const core = 'hl7.fhir.r4.core#4.0.1';
  symlinkSync(join(ROOT, 'profiles/vendor/.fhir/packages', core), join(cache, core));
  return cache;
}
