import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';

/** What a figure cannot be read without. */
export interface Circumstances {
  readonly lines: readonly string[];
}

/** Wall time by far above the time of the processor: others were at work on the machine. */
const NOISY = 1.5;

/**
 * The machine, what ran on it and when.
 *
 * @param busy seconds of wall time that were meant to be busy throughout, and of the processor in them
 */
export function circumstances(
  busy: { readonly wall: number; readonly cpu: number } | null,
): Circumstances {
  const [first] = cpus();
  const load = loadavg().map((each) => each.toFixed(1));
  return {
    lines: [
      `- Machine: ${first?.model ?? 'unknown'}, ${cpus().length} cores, load ${load.join(' ')} at the end${noise(busy)}`,
      `- Node ${process.version.slice(1)}, ${process.platform} ${process.arch}; commit ${commit()}; ${new Date().toISOString()}`,
      `- Command: \`${command()}\``,
    ],
  };
}

function noise(busy: { readonly wall: number; readonly cpu: number } | null): string {
  if (busy === null) return '';
  const ratio = busy.wall / busy.cpu;
  return `; wall/CPU ${ratio.toFixed(2)}${ratio > NOISY ? ' – **noisy**' : ''}`;
}

const commit = (): string =>
  execFileSync('git', ['describe', '--always', '--dirty', '--exclude=*'], {
    encoding: 'utf8',
  }).trim();

const command = (): string => {
  const [script = '', ...rest] = process.argv.slice(1);
  return ['node', script.replace(/^.*\/bench\//, 'bench/'), ...rest].join(' ');
};
