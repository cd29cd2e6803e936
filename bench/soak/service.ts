import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

/** As the container starts it. */
const FLAGS = ['--heap-growing-percent=10', '--max-semi-space-size=4'];

interface Work {
  readonly queued: number;
  readonly active: number;
  readonly dead: number;
}

export interface ServiceProcess {
  readonly url: string;
  /** Megabytes that are resident. */
  readonly residentMb: () => number;
  readonly work: () => Promise<Work>;
  readonly quiet: () => Promise<void>;
  /** With its exit code. */
  readonly stop: () => Promise<number | null>;
  readonly child: ChildProcess;
}

/** `attest serve` in a process of its own, so that its memory is its own; its log goes to a file. */
export async function startService(
  port: number,
  env: Readonly<Record<string, string>>,
  logFile: string,
): Promise<ServiceProcess> {
  const extra = (process.env['SOAK_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
  const child = spawn(
    process.execPath,
    [...FLAGS, ...extra, CLI, 'serve', '--port', String(port)],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  child.stderr.pipe(createWriteStream(logFile));
  const url = `http://127.0.0.1:${port}`;
  await answering(url, child);
  const work = (): Promise<Work> => workAt(url);
  return {
    ...{ url, child, work },
    residentMb: () => residentOf(child.pid ?? 0),
    quiet: async () => {
      for (let still = 0; still < 5;) {
        const { queued, active } = await work();
        still = queued + active === 0 ? still + 1 : 0;
        await pause(200);
      }
    },
    stop: async () => {
      const ended = once(child, 'exit') as Promise<[number | null]>;
      child.kill('SIGTERM');
      return (await ended)[0];
    },
  };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}`);
    const ready = await fetch(`${url}/health/ready`).catch(() => null);
    if (ready?.ok === true) return;
    await pause(200);
  }
}

async function workAt(url: string): Promise<Work> {
  const { work } = (await (await fetch(`${url}/health/ready`)).json()) as { readonly work: Work };
  return work;
}

function residentOf(pid: number): number {
  const [, kilobytes] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
