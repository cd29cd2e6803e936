import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '../../src/main.ts';

/** Until nothing is queued or being worked on. */
export async function quiet({ jobs }: Pick<Service, 'jobs'>): Promise<void> {
  for (let still = 0; still < 3;) {
    const counts = await jobs.counts();
    still = counts.every(({ queued, active }) => queued + active === 0) ? still + 1 : 0;
    await sleep(50);
  }
}
