import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export interface Ran {
  /** Null when it was ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string | Buffer;
  /** Given the process as soon as it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** What a process needs to run at all. The rest, `CI` for one, may change what is printed. */
const KEPT = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'NODE_COMPILE_CACHE'];

/** The environment of a user who has set nothing that concerns us, wherever the tests run. */
export const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => KEPT.includes(name)));

function start(args: readonly string[], options: RunOptions): ChildProcess {
  return spawn(process.execPath, [CLI, ...args], {
    env: { ...plainEnvironment(), ...options.env },
    cwd: options.cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** `attest ARGS` as users run it, to its end. */
export async function attest(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = start(args, options);
  options.onStart?.(child);
  // A process that does not read its input to the end has its reasons.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.stdin ?? '');
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return {
    code,
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
  };
}

export interface Serving {
  /** Base URL of the FHIR host. */
  readonly url: string;
  readonly home: string;
  /** All that it has printed so far. */
  readonly printed: () => string;
  /** As Ctrl+C does; with the exit code. */
  readonly stop: () => Promise<number | null>;
}

/** `attest demo` or `attest sandbox` in a process of its own, ready to be asked. */
export async function serve(args: readonly string[]): Promise<Serving> {
  const child = start([...args, '--port', '0'], {});
  const closed = once(child, 'close') as Promise<[number | null]>;
  let printed = '';
  const ready = new Promise<Pick<Serving, 'url' | 'home'>>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const [, home] = /^Care record +(\S+)$/m.exec(printed) ?? [];
      const [, url] = /^FHIR R4 +(\S+)$/m.exec(printed) ?? [];
      if (home !== undefined && url !== undefined) resolve({ url, home });
    });
    child.stderr?.resume();
    void closed.then(([code]) => {
      reject(new Error(`attest ${args.join(' ')} ended early, with ${code ?? 'a signal'}`));
    });
  });
  return {
    ...(await ready),
    printed: () => printed,
    stop: async () => {
      child.kill('SIGINT');
      return (await closed)[0];
    },
  };
}

/** The lines of `--format json`. */
export const jsonLines = (stdout: string): readonly Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
