import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Served } from '../../src/jobs/boss.ts';
import type { Handlers, Job } from '../../src/jobs/queues.ts';
import { createLog, type Log } from '../../src/log.ts';

/** A tick a year: what runs is what the test sends. */
export const QUIET: Served['schedule'] = {
  changes: '0 0 1 1 *',
  everything: '0 0 1 1 *',
  timeZone: 'Europe/London',
};

/** The same handler for every kind but the ticks' own, which are not what is tested. */
export function handlersOf(work: (job: Job) => Promise<void> | void): Handlers {
  const handler = async (job: Job): Promise<void> => work(job);
  return {
    poll: handler,
    survey: handler,
    'evaluate-due': () => Promise.resolve(),
    notice: handler,
    'read-person': handler,
    reassess: handler,
    'write-back': handler,
  };
}

export async function until(holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`It did not come about within ${ms} ms.`);
    await pause(10);
  }
}

/** A log whose lines can be read. */
export function readableLog(): { readonly log: Log; lines(): readonly Record<string, unknown>[] } {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return {
    log: createLog({ level: 'debug', stream }),
    lines: () =>
      text
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
