import { setTimeout as pause } from 'node:timers/promises';
import type { Jobs } from './jobs/boss.ts';
import type { Handlers, Job } from './jobs/queues.ts';
import type { Log } from './log.ts';
import { Problem } from './problem.ts';
import type { Database } from './store/database.ts';
import { requireHost, settleHost } from './store/hosts.ts';
import type { TenantAccess } from './tenant/access.ts';
import type { Tenants } from './tenant/tenants.ts';
import { handlersFor } from './watch/handlers.ts';
import { isSurveyMissing } from './watch/surveyed.ts';

export interface Running {
  readonly log: Log;
  readonly now: () => number;
  readonly database: Database;
  readonly jobs: Jobs;
}

/**
 * Works on the records of all tenants, and follows them as they are added, changed and taken away.
 * @returns what ends that, and leaves what runs to the queues
 */
export async function serveTenants(tenants: Tenants, running: Running): Promise<() => void> {
  for (const access of tenants.all()) await take(access, running);
  let isEnding = false;
  const turns = new Map<string, Promise<void>>();
  // One tenant's running work may take its time to end: the others' changes do not wait for it.
  const inTurn = (tenant: string, work: () => Promise<void>): void => {
    const turn = (turns.get(tenant) ?? Promise.resolve()).then(() =>
      untilDone(work, { tenant, log: running.log, isEnding: () => isEnding }),
    );
    turns.set(tenant, turn);
  };
  tenants.onChange(({ added, changed, removed }) => {
    for (const tenant of removed) inTurn(tenant, () => running.jobs.retire(tenant));
    for (const access of [...added, ...changed]) {
      const { id } = access.tenant;
      inTurn(id, async () => {
        await running.jobs.retire(id);
        // A later change has its own turn.
        if (tenants.get(id) === access) await take(access, running);
      });
    }
  });
  return () => {
    isEnding = true;
  };
}

const RETRY_MS = 5_000;

/** The store may be away for a while; nobody else would notice that a change was lost. */
async function untilDone(
  work: () => Promise<void>,
  { tenant, log, isEnding }: { tenant: string; log: Log; isEnding: () => boolean },
): Promise<void> {
  while (!isEnding()) {
    try {
      await work();
      return;
    } catch (error) {
      const code = error instanceof Problem ? error.code : 'unexpected';
      log.error('tenant-change-failed', { tenant, code, delayMs: RETRY_MS });
      await pause(RETRY_MS, undefined, { ref: false });
    }
  }
}

/** Begins to work on one tenant's record, or goes on where it was left. */
async function take(access: TenantAccess, { jobs, ...deps }: Running): Promise<void> {
  const { id, host, schedule } = access.tenant;
  const { moved } = await settleHost(deps.database, id, host.baseUrl);
  if (moved) {
    await jobs.forget(id);
    deps.log.warn('tenant-moved', { tenant: id, host: new URL(host.baseUrl).origin });
  }
  const database = ofHost(deps.database, id, host.baseUrl);
  const work = { ...deps, database, access, send: jobs.send };
  const handlers = handlersFor(work);
  const ready = atHost(handlers, () => requireHost(deps.database, id, host.baseUrl));
  await jobs.serve({ id, atOnce: host.requestsAtOnce, schedule }, ready);
  await jobs.send({ kind: (await isSurveyMissing(work)) ? 'survey' : 'poll', tenant: id });
}

/** Nothing of a host is saved in a store that has been told of another. */
const ofHost = (database: Database, tenant: string, baseUrl: string): Database => ({
  ...database,
  transaction: (work) =>
    database.transaction(async (tx) => {
      await requireHost(tx, tenant, baseUrl);
      return work(tx);
    }),
});

/** Nor is any work begun that was queued for another. */
function atHost(handlers: Handlers, check: () => Promise<void>): Handlers {
  const checked = Object.entries(handlers).map(([kind, handler]) => [
    kind,
    async (job: Job): Promise<void> => {
      await check();
      await (handler as (job: Job) => Promise<void>)(job);
    },
  ]);
  return Object.fromEntries(checked) as Handlers;
}
