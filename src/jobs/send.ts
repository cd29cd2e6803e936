import { createHash } from 'node:crypto';
import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Database, Queryable } from '../store/database.ts';
import {
  jobSchema,
  keyOf,
  LANES,
  priorityOf,
  QUEUE,
  queueName,
  queueOf,
  type Job,
  type Send,
} from './queues.ts';
import { inside, SCHEMA } from './transport.ts';

/** What lies in a queue: the job, and what is known of earlier tries. */
export const parcelSchema = z.object({
  job: jobSchema,
  /** Failed tries by fault, and since the host or the store is away. */
  faults: z.int().min(0).default(0),
  away: z.int().min(0).default(0),
  /** When it failed first. */
  since: z.int().nullable().default(null),
  /** Its time was set by a failure, or by a handler: no other send brings it forward. */
  rests: z.boolean().default(false),
});
export type Parcel = z.infer<typeof parcelSchema>;

export interface Outbox {
  readonly send: Send;
  /** Once for each kind and instant, however many processes send it. */
  tick(job: Job, at: Instant): Promise<void>;
  /** After a failure: to be tried again in `delayMs`, in place of any waiting send of the same work. */
  again(parcel: Parcel, delayMs: number, on: Queryable): Promise<void>;
  /** Needed before a first send within a transaction. */
  ensureQueues(tenant: string): Promise<void>;
}

export function createOutbox(
  boss: PgBoss,
  database: Database,
  deps: { readonly now: () => Instant; readonly wakeAfter: (queue: string, ms: number) => void },
): Outbox {
  const known = new Set<string>();
  const ensureQueues = async (tenant: string): Promise<void> => {
    if (known.has(tenant)) return;
    for (const lane of LANES) await boss.createQueue(queueName(tenant, lane), QUEUE);
    known.add(tenant);
  };
  return {
    ensureQueues,
    send: async (given, { on, notBefore } = {}) => {
      const job = jobSchema.parse(given);
      // Within a transaction the embedded database has no connection to make them with.
      if (on !== undefined && !known.has(job.tenant))
        throw new Error(`${job.tenant} has no queues.`);
      await ensureQueues(job.tenant);
      const delayMs = notBefore === undefined ? 0 : Math.max(0, notBefore - deps.now());
      await queued(boss, { job, delayMs, on: on ?? database, db: on && inside(on) });
      if (delayMs > 0) deps.wakeAfter(queueOf(job), delayMs);
    },
    tick: async (job, at) => {
      await ensureQueues(job.tenant);
      await boss.send(queueOf(job), { job }, { ...placeOf(job), id: tickId(job, at) });
    },
    again: async (parcel, delayMs, on) => {
      const { job } = parcel;
      const options = { ...placeOf(job), startAfter: delayMs / 1000, db: inside(on) };
      await boss.upsert(queueOf(job), parcel, options);
      deps.wakeAfter(queueOf(job), delayMs);
    },
  };
}

const placeOf = (job: Job) => ({ singletonKey: keyOf(job), priority: priorityOf(job) });

interface Sending {
  readonly job: Job;
  readonly delayMs: number;
  readonly on: Queryable;
  readonly db: ReturnType<typeof inside> | undefined;
}

/**
 * A new job, or the waiting one: that is then locked until our transaction ends, so that no worker
 * starts on it before what we have changed is there to be seen. One that started meanwhile does not
 * count, hence the rounds.
 */
async function queued(boss: PgBoss, { job, delayMs, on, db }: Sending): Promise<void> {
  const queue = queueOf(job);
  const transaction = db === undefined ? {} : { db };
  const delay = delayMs > 0 ? { startAfter: delayMs / 1000 } : {};
  for (let round = 0; round < 10; round += 1) {
    const options = { ...placeOf(job), ...delay, ...transaction };
    if ((await boss.send(queue, { job }, options)) !== null) return;
    await on.query(BRING_FORWARD, [queue, keyOf(job), delayMs]);
    const waiting = { singletonKey: keyOf(job), ...transaction };
    if ((await boss.update(queue, undefined, waiting)).updated > 0) return;
  }
  throw new Error('A job was started each time that it was to be queued.');
}

const BRING_FORWARD = `
  update ${SCHEMA}.job set start_after = ${SCHEMA}.job_now() + $3::float8 * interval '1 ms'
  where name = $1 and singleton_key = $2 and state < 'active'
    and start_after > ${SCHEMA}.job_now() + $3::float8 * interval '1 ms'
    and coalesce(data->>'rests', 'false') = 'false'`;

/** The same in every process: a second job with it is not taken. */
function tickId(job: Job, at: Instant): string {
  const hash = createHash('sha256')
    .update(`${job.tenant}\n${keyOf(job)}\n${at}`)
    .digest('hex');
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
