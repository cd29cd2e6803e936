import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Database, Queryable } from '../store/database.ts';
import { jobSchema, keyOf, subjectOf, type Job, type JobKind, type Send } from './queues.ts';
import { inside } from './transport.ts';

/** Work that was given up, until an operator replays it. */
export interface DeadLetter {
  readonly id: string;
  readonly tenant: string;
  readonly kind: JobKind;
  /** A reference to the goal, person or resource; null where it is about the whole record. */
  readonly about: string | null;
  /** When it failed first. */
  readonly since: Instant;
  readonly tries: number;
  readonly code: string;
  /** One sentence without personal data. */
  readonly because: string;
}

const QUEUE = 'dead-letters';
const MOST = 100_000;

const letterSchema = z.object({
  job: jobSchema,
  since: z.int(),
  tries: z.int(),
  code: z.string(),
  because: z.string(),
});
type Letter = z.infer<typeof letterSchema>;

export interface DeadLetters {
  readonly list: (tenant?: string) => Promise<readonly DeadLetter[]>;
  /** One for the same work: a later one takes its place. */
  readonly keep: (letter: Letter, on: Queryable) => Promise<void>;
  /** The work succeeded after all. */
  readonly drop: (job: Job) => Promise<void>;
  /** Sends them as new jobs. @returns how many there were of those asked for */
  readonly replay: (ids: readonly string[] | 'all', tenant?: string) => Promise<number>;
}

export async function openDeadLetters(
  boss: PgBoss,
  database: Database,
  deps: { readonly send: Send; readonly ensureQueues: (tenant: string) => Promise<void> },
): Promise<DeadLetters> {
  await boss.createQueue(QUEUE, { policy: 'short', retentionSeconds: 365 * 86_400 });
  const kept = async (tenant?: string) => {
    const only = tenant === undefined ? {} : { data: { job: { tenant } } };
    const found = await boss.findJobs<unknown>(QUEUE, { queued: true, limit: MOST, ...only });
    return found.map(({ id, data }) => ({ id, letter: letterSchema.parse(data) }));
  };
  return {
    list: async (tenant) => (await kept(tenant)).map(({ id, letter }) => told(id, letter)),
    keep: async (letter, on) => {
      const singletonKey = `${letter.job.tenant}/${keyOf(letter.job)}`;
      await boss.upsert(QUEUE, letter, { singletonKey, db: inside(on) });
    },
    drop: async (job) => {
      const found = await boss.findJobs(QUEUE, {
        queued: true,
        key: `${job.tenant}/${keyOf(job)}`,
      });
      if (found.length > 0)
        await boss.deleteJob(
          QUEUE,
          found.map(({ id }) => id),
        );
    },
    replay: async (ids, tenant) => {
      const chosen = (await kept(tenant)).filter(({ id }) => ids === 'all' || ids.includes(id));
      for (const { id, letter } of chosen) {
        await deps.ensureQueues(letter.job.tenant);
        await database.transaction(async (tx) => {
          await boss.deleteJob(QUEUE, id, { db: inside(tx) });
          await deps.send(letter.job, { on: tx });
        });
      }
      return chosen.length;
    },
  };
}

const told = (id: string, { job, since, tries, code, because }: Letter): DeadLetter => ({
  ...{ id, tenant: job.tenant, kind: job.kind, about: subjectOf(job) },
  ...{ since, tries, code, because },
});
