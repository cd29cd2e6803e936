import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openJobs } from '../../src/jobs/boss.ts';
import { NO_LOG } from '../../src/log.ts';
import { openDatabase } from '../../src/store/openDatabase.ts';
import { emptyPlace, KINDS, type StorePlace } from '../support/stores.ts';
import { handlersOf, QUIET, until } from './crew.ts';

/** A process in the midst of a job, as good as dead. */
async function startedOn({ url, directory }: StorePlace) {
  const script = join(import.meta.dirname, 'worker.ts');
  const child = spawn(process.execPath, [script, url ?? '', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
}

const withJobs = async (
  place: StorePlace,
  work: (done: readonly string[]) => Promise<void>,
): Promise<void> => {
  const done: string[] = [];
  const database = await openDatabase(place, NO_LOG);
  const jobs = await openJobs(database, { log: NO_LOG, now: Date.now });
  try {
    const handlers = handlersOf((job) => void done.push('goal' in job ? job.goal : job.kind));
    await jobs.serve({ id: 'elm', atOnce: 1, schedule: QUIET }, handlers);
    await work(done);
  } finally {
    await jobs.stop();
    await database.close();
  }
};

describe('a job whose process was killed', () => {
  it('is taken up at once by the process that opens the embedded database next', async () => {
    const place = await emptyPlace('pglite');
    const kill = await startedOn(place);
    await kill();
    await withJobs(place, (done) => until(() => done.length === 1, 2_000));
    await place.discard();
  }, 60_000);

  (KINDS.includes('postgres') ? it : it.skip)(
    'is taken up by another process of the same database within 30 s',
    async () => {
      const place = await emptyPlace('postgres');
      const kill = await startedOn(place);
      await withJobs(place, async (done) => {
        await kill();
        const killed = performance.now();
        await until(() => done.length === 1, 35_000);
        const seconds = (performance.now() - killed) / 1000;
        process.stderr.write(`taken up after ${seconds.toFixed(1)} s\n`);
        expect(seconds).toBeLessThan(30);
        expect(done).toEqual(['Goal/g']);
      });
      await place.discard();
    },
    90_000,
  );
});
