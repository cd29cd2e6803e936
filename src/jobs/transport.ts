import { fromPglite, PgBoss, type Db } from 'pg-boss';
import type { Log } from '../log.ts';
import type { Database, Queryable } from '../store/database.ts';

/** pg-boss's own tables, beside those of the store. */
export const SCHEMA = 'attest_jobs';

/** pg-boss on the database that is there, not yet started. Times are in seconds. */
export function createBoss(
  database: Database,
  { log, idle }: { readonly log: Log; readonly idle: boolean },
): PgBoss {
  const boss = new PgBoss({
    ...connectionOf(database),
    schema: SCHEMA,
    useListenNotify: !idle,
    supervise: !idle,
    schedule: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 3,
    maintenanceIntervalSeconds: 300,
    registerInstance: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
  });
  const report = atMostEvery(30_000, (count) => {
    log.warn('queue-faults', { count });
  });
  boss.on('error', report);
  boss.on('warning', ({ data }) => {
    const type = 'type' in data ? String(data.type).replaceAll('_', '-') : null;
    log.warn('queue-warning', { code: type });
  });
  return boss;
}

function connectionOf({ queueBackend }: Database) {
  if (queueBackend.backend === 'postgres') {
    const { connectionString, backend } = queueBackend;
    return { connectionString, backend, max: 6, application_name: 'attest-jobs' };
  }
  const { db, backend } = queueBackend;
  return { db: fromPglite(db), backend };
}

/** A transaction of ours as pg-boss takes it. */
export const inside = (on: Queryable): Db => ({
  executeSql: async (text, values) => ({ rows: [...(await on.query<object>(text, values))] }),
});

/** With the database away every worker says so every few seconds: one line tells it. */
function atMostEvery(intervalMs: number, tell: (count: number) => void): () => void {
  let count = 0;
  let quiet: NodeJS.Timeout | null = null;
  const flush = (): void => {
    quiet = null;
    if (count === 0) return;
    tell(count);
    count = 0;
    quiet = setTimeout(flush, intervalMs).unref();
  };
  return () => {
    count += 1;
    if (quiet === null) flush();
  };
}
