import { setTimeout as pause } from 'node:timers/promises';
import type { Job as Fetched, PgBoss } from 'pg-boss';
import { Problem } from '../problem.ts';
import type { Database } from '../store/database.ts';
import type { DeadLetters } from './deadLetters.ts';
import { LANES, queueName, type Handlers, type Job, type Lane } from './queues.ts';
import { parcelSchema, type Parcel } from './send.ts';
import { about, settlementOf, type Settling } from './settle.ts';
import { inside } from './transport.ts';

export interface Working extends Settling {
  readonly boss: PgBoss;
  readonly database: Database;
  readonly deadLetters: Pick<DeadLetters, 'keep' | 'drop'>;
}

/** Those who work for one tenant in this process. */
export interface Crew {
  /** Look for work now. */
  wake(queue: string): void;
  /** Takes no new work, and waits for what is running, but not for ever. */
  dismiss(patienceMs: number): Promise<void>;
}

/** Deciding is this process's own work: more at once would not be faster. */
const STORE_AT_ONCE = 2;

/**
 * Seconds. A new job wakes its workers at once; what waits for its time wakes them through a timer of
 * the process that sent it, and rounds find the rest. Only where the database cannot notify (a pooler
 * before it) do they look by themselves.
 */
const WORKER = {
  batchSize: 1,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 60,
  heartbeatRefreshSeconds: 4,
} as const;

/** So often a job's process may die under it before the job is suspected. */
const MOST_INTERRUPTIONS = 10;

export async function hire(
  tenant: string,
  hostAtOnce: number,
  handlers: Handlers,
  deps: Working,
): Promise<Crew> {
  const { boss } = deps;
  const workers = new Map<string, string[]>();
  const places: Readonly<Record<Lane, number>> = { host: hostAtOnce, store: STORE_AT_ONCE };
  for (const lane of LANES) {
    const queue = queueName(tenant, lane);
    const ids: string[] = [];
    workers.set(queue, ids);
    for (let place = 0; place < places[lane]; place += 1) {
      ids.push(
        await boss.work<unknown>(queue, WORKER, async ([fetched]) => {
          // Otherwise it would rest after each job, however many there are.
          const self = ids[place];
          if (self !== undefined) boss.notifyWorker(self);
          if (fetched !== undefined) await run(queue, fetched, handlers, deps);
        }),
      );
    }
  }
  return {
    wake: (queue) => {
      for (const id of workers.get(queue) ?? []) boss.notifyWorker(id);
    },
    dismiss: async (patienceMs) => {
      const gone = [...workers.keys()].map((queue) => boss.offWork(queue, { wait: true }));
      await Promise.race([Promise.all(gone), pause(patienceMs, undefined, { ref: false })]);
    },
  };
}

/** What pg-boss answers, and does not declare. */
interface Ended {
  readonly affected: number;
}

type Attempt = Fetched<unknown>;

async function run(queue: string, attempt: Attempt, handlers: Handlers, deps: Working) {
  const { data } = parcelSchema.safeParse(attempt.data);
  if (data === undefined) {
    deps.log.error('job-unreadable');
    return;
  }
  try {
    if (attempt.retryCount > MOST_INTERRUPTIONS) throw interrupted(data);
    await handle(data.job, handlers);
  } catch (error) {
    await settle(queue, attempt, data, error, deps);
    return;
  }
  await deps.deadLetters.drop(data.job);
}

const handle = (job: Job, handlers: Handlers): Promise<void> =>
  // The kind of the job chooses its own handler, which the compiler cannot follow.
  (handlers[job.kind] as (job: Job) => Promise<void>)(job);

function interrupted({ job }: Parcel): Problem {
  return new Problem(
    'job-interrupted',
    `The process ended ${MOST_INTERRUPTIONS} times while it was at ${job.kind}.`,
  );
}

/** The failed run ends, and what follows from it begins, together or not at all. */
async function settle(
  queue: string,
  attempt: Attempt,
  parcel: Parcel,
  error: unknown,
  deps: Working,
): Promise<void> {
  const settlement = settlementOf(parcel, error, deps);
  await deps.database.transaction(async (tx) => {
    const claim = { id: attempt.id, retryCount: attempt.retryCount };
    const ended = await deps.boss.complete(queue, claim, undefined, { db: inside(tx) });
    // Where it was given to somebody else meanwhile, that run counts.
    if ((ended as Ended).affected === 0) deps.log.warn('job-lost', about(parcel.job));
    else await settlement(tx);
  });
}
