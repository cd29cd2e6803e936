import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { plainEnvironment } from '../cli/commandLine.ts';

const SERVE_AT = fileURLToPath(new URL('./serveAt.ts', import.meta.url));

export interface ServiceProcess {
  readonly url: string;
  /** Its log so far. */
  readonly log: () => string;
  /** Until nothing is queued or being worked on. */
  readonly idle: () => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** As an orchestrator does; with the exit code. */
  readonly stop: () => Promise<number | null>;
  /** With the exit code, however it came to its end. */
  readonly ended: Promise<number | null>;
}

/**
 * The service in a process of its own, with its clock at one instant, ready to be asked.
 * @param onStart given the process at once, while it starts
 */
export async function startProcess(
  at: string,
  env: Readonly<Record<string, string>>,
  onStart?: (child: ChildProcess) => void,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [SERVE_AT, at], {
    env: { ...plainEnvironment(), PORT: '0', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onStart?.(child);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  let log = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      const [, found] = /"host":"([^"]+)"[^\n]*"message":"listening"/.exec(log) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => {
      reject(new Error(`the service ended early, with ${code ?? 'a signal'}: ${log}`));
    });
  });
  return {
    url,
    log: () => log,
    idle: () => idle(url),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    signal: (signal) => void child.kill(signal),
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    ended,
  };
}

interface Ready {
  readonly work: { readonly queued: number; readonly active: number };
}

async function idle(url: string): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const { work } = (await (await fetch(`${url}/health/ready`)).json()) as Ready;
    quiet = work.queued + work.active === 0 ? quiet + 1 : 0;
    await sleep(100);
  }
}
