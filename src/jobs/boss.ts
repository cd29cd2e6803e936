import type { PgBoss } from 'pg-boss';
import type { Instant } from '../domain/time.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import { countJobs, type JobCount } from './counts.ts';
import { openDeadLetters, type DeadLetter } from './deadLetters.ts';
import { backoff, type Backoff } from './failures.ts';
import { LANES, queueName, type Handlers, type Send } from './queues.ts';
import { startRounds } from './rounds.ts';
import { createOutbox, type Outbox } from './send.ts';
import { startTicks, type Schedule, type Ticks } from './ticks.ts';
import { createBoss, SCHEMA } from './transport.ts';
import { createAlarm } from './alarm.ts';
import { hire, type Crew, type Working } from './work.ts';

export interface Served {
  readonly id: string;
  /** Most jobs at the tenant's host at once, in this process. */
  readonly atOnce: number;
  readonly schedule: Schedule;
}

export interface Jobs {
  readonly send: Send;
  /**
   * Works for the tenant from now on, by its schedule; a tenant that is served already gets the new
   * settings. @throws Problem `bad-configuration` that names the schedule's fault
   */
  serve(tenant: Served, handlers: Handlers): Promise<void>;
  /** Ends the work for a tenant here, and keeps what is queued. */
  retire(tenant: string): Promise<void>;
  /** Drops what is queued for a tenant that is not served at present. */
  forget(tenant: string): Promise<void>;
  /** Oldest first. */
  deadLetters(tenant?: string): Promise<readonly DeadLetter[]>;
  /** Queues dead letters again as new jobs. @returns how many there were of those asked for */
  replay(ids: readonly string[] | 'all', tenant?: string): Promise<number>;
  counts(): Promise<readonly JobCount[]>;
  /** Takes no more work and waits for what is running; what is not done after 30 s goes back. */
  stop(): Promise<void>;
}

interface Options {
  readonly log: Log;
  readonly now: () => Instant;
  /** Without workers, to look at what is there. */
  readonly idle?: boolean;
  /** How long `stop` waits for what is running; 30 s. */
  readonly patienceMs?: number;
  /** Milliseconds until a failed job is tried again. */
  readonly backoff?: Backoff;
}

const PATIENCE_MS = 30_000;

export async function openJobs(database: Database, options: Options): Promise<Jobs> {
  const { log, now } = options;
  const boss = await createBoss(database, { log, idle: options.idle ?? false }).start();
  if (database.kind === 'pglite') await takeBack(boss, database, log);
  const served = new Map<string, { readonly crew: Crew; readonly ticks: Ticks }>();
  const wake = (queue: string): void => {
    for (const { crew } of served.values()) crew.wake(queue);
  };
  const alarm = createAlarm(wake);
  const endRounds = options.idle === true ? undefined : startRounds(database, wake);
  const patienceMs = options.patienceMs ?? PATIENCE_MS;
  const outbox = createOutbox(boss, database, { now, wakeAfter: alarm.after });
  const deadLetters = await openDeadLetters(boss, database, outbox);
  const working: Working = {
    ...{ boss, database, outbox, deadLetters, log, now },
    backoff: options.backoff ?? backoff,
  };
  const retire = async (id: string): Promise<void> => {
    const those = served.get(id);
    served.delete(id);
    those?.ticks.stop();
    await those?.crew.dismiss(patienceMs);
  };
  return {
    send: outbox.send,
    serve: async ({ id, atOnce, schedule }, handlers) => {
      const ticks = startTicks(id, schedule, (kind, at) => {
        void sendTick(outbox, { kind, tenant: id }, at, log);
      });
      await retire(id);
      await outbox.ensureQueues(id);
      served.set(id, { ticks, crew: await hire(id, atOnce, handlers, working) });
    },
    retire,
    forget: async (id) => {
      await outbox.ensureQueues(id);
      for (const lane of LANES) await boss.deleteQueuedJobs(queueName(id, lane));
    },
    deadLetters: deadLetters.list,
    replay: deadLetters.replay,
    counts: () => countJobs(database),
    stop: async () => {
      for (const { ticks } of served.values()) ticks.stop();
      served.clear();
      alarm.clear();
      endRounds?.();
      await boss.stop({ graceful: true, timeout: patienceMs });
    },
  };
}

/**
 * An embedded database has one process: whatever was running when it is opened has been interrupted,
 * and need not wait until its heartbeat is missed.
 */
async function takeBack(boss: PgBoss, database: Database, log: Log): Promise<void> {
  const left = await database.query<{ name: string; id: string; tries: number }>(
    `select name, id, retry_count as tries from ${SCHEMA}.job where state = 'active'`,
  );
  for (const { name, id, tries } of left) await boss.fail(name, { id, retryCount: tries });
  if (left.length > 0) log.warn('jobs-taken-back', { count: left.length });
}

const TICK_TRIES = 30;
const TICK_WAIT_MS = 10_000;

/** A tick is not lost to a store that is away for some minutes. */
async function sendTick(
  outbox: Outbox,
  job: Parameters<Outbox['tick']>[0],
  at: Instant,
  log: Log,
  tries = 1,
): Promise<void> {
  try {
    await outbox.tick(job, at);
  } catch {
    const { tenant, kind } = job;
    log.warn('tick-failed', { tenant, job: kind, attempt: tries });
    if (tries >= TICK_TRIES) return;
    setTimeout(() => void sendTick(outbox, job, at, log, tries + 1), TICK_WAIT_MS).unref();
  }
}
