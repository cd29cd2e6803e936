import { NO_LOG } from '../../src/log.ts';
import { openJobs } from '../../src/jobs/boss.ts';
import { openDatabase } from '../../src/store/openDatabase.ts';
import { handlersOf, QUIET } from './crew.ts';

/** A process that takes up jobs, says so, and never ends one: for being killed at it. */
const [url = '', directory = ''] = process.argv.slice(2);
const database = await openDatabase({ url: url === '' ? null : url, directory }, NO_LOG);
const jobs = await openJobs(database, { log: NO_LOG, now: Date.now });
const handlers = handlersOf(
  () =>
    new Promise(() => {
      process.stdout.write('running\n');
    }),
);
await jobs.serve({ id: 'elm', atOnce: 1, schedule: QUIET }, handlers);
await jobs.send({ kind: 'write-back', tenant: 'elm', goal: 'Goal/g' });
setInterval(() => undefined, 60_000);
