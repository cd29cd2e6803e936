import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from '../store/database.ts';

const tenant = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const reference = z.string().regex(/^[A-Z][A-Za-z]{1,63}\/[A-Za-z0-9.-]{1,64}$/);

/** Whether work on this (`Type/id`) can be queued: some hosts give ids that FHIR does not allow. */
export const isReference = (name: string): boolean => reference.safeParse(name).success;

/** What a queue carries: names of work, and no word of what is written in the record. */
export const jobSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal(['poll', 'survey', 'evaluate-due']), tenant }),
  z.object({ kind: z.literal('notice'), tenant, reference }),
  z.object({ kind: z.literal('read-person'), tenant, patient: reference }),
  z.object({ kind: z.literal(['reassess', 'write-back']), tenant, goal: reference }),
]);

export type Job = z.infer<typeof jobSchema>;
export type JobKind = Job['kind'];

/**
 * Enqueues a job; where the same work is queued already, that stands for both. With `on` it is part of
 * that transaction and goes with it (once the tenant has been served in this process). Work that is running is done once more after it has ended. A
 * transaction that sends several jobs sends them in one order everywhere (two could lock each other).
 */
export type Send = (
  job: Job,
  options?: { readonly on?: Queryable; readonly notBefore?: Instant },
) => Promise<void>;

export type Handlers = {
  readonly [Kind in JobKind]: (job: Extract<Job, { kind: Kind }>) => Promise<void>;
};

/** A handler's way to say: not now, at `until`. It counts as no failure. */
export class Later extends Error {
  readonly until: Instant;

  constructor(until: Instant, because: string) {
    super(because);
    this.name = 'Later';
    this.until = until;
  }
}

/** Work that waits for the host never holds up work that needs the store alone. */
export const LANES = ['host', 'store'] as const;
export type Lane = (typeof LANES)[number];

/** Where a kind waits, and what goes first there: what somebody waits for, before what is routine. */
const PLACES: Readonly<Record<JobKind, { readonly lane: Lane; readonly priority: number }>> = {
  notice: { lane: 'host', priority: 4 },
  'write-back': { lane: 'host', priority: 3 },
  poll: { lane: 'host', priority: 2 },
  'read-person': { lane: 'host', priority: 1 },
  survey: { lane: 'host', priority: 0 },
  'evaluate-due': { lane: 'store', priority: 1 },
  reassess: { lane: 'store', priority: 0 },
};

/** No tenant's id holds a slash: so no two tenants share a queue, and none has the dead letters'. */
export const queueName = (tenant: string, lane: Lane): string => `${tenant}/${lane}`;

export const queueOf = ({ tenant, kind }: Job): string => queueName(tenant, PLACES[kind].lane);

export const priorityOf = ({ kind }: Job): number => PLACES[kind].priority;

/** The goal, person or resource that it is about; null where it is about the whole record. */
export function subjectOf(job: Job): string | null {
  if ('goal' in job) return job.goal;
  if ('patient' in job) return job.patient;
  return 'reference' in job ? job.reference : null;
}

/** The same for the same work of a tenant. */
export const keyOf = (job: Job): string => [job.kind, subjectOf(job)].filter(Boolean).join('/');

/** How the queues of a lane are kept. Times are in seconds. */
export const QUEUE = {
  /** One queued and one running job a key. */
  policy: 'stately',
  notify: true,
  /** A job whose process gives no sign for so long is taken up by another. */
  heartbeatSeconds: 15,
  /** An interrupted job goes back at once, and how often is judged when it starts again. */
  retryLimit: 1000,
  retryDelay: 0,
  /** A handler that neither ends nor fails is given up. */
  expireInSeconds: 2 * 3600,
  retentionSeconds: 365 * 86_400,
  /** Done jobs say which ticks have been; nobody needs them for long. */
  deleteAfterSeconds: 600,
  warningQueueSize: 1_000_000,
} as const;
