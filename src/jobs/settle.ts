import type { Instant } from '../domain/time.ts';
import type { Log, LogFields } from '../log.ts';
import type { Queryable } from '../store/database.ts';
import type { DeadLetters } from './deadLetters.ts';
import { failureOf, MOST_TRIES, type Backoff, type Failure } from './failures.ts';
import { subjectOf, type Job } from './queues.ts';
import type { Outbox, Parcel } from './send.ts';

export interface Settling {
  readonly outbox: Pick<Outbox, 'again'>;
  readonly deadLetters: Pick<DeadLetters, 'keep'>;
  readonly log: Log;
  readonly now: () => Instant;
  readonly backoff: Backoff;
}

/** What becomes of a job that failed: to be done in the transaction in which the failed run ends. */
export type Settlement = (on: Queryable) => Promise<void>;

/** One line in the log, and what is to be done. */
export function settlementOf(parcel: Parcel, error: unknown, deps: Settling): Settlement {
  const failure = failureOf(error);
  if (failure.is === 'later') return later(parcel, failure.until, deps);
  const at = deps.now();
  const failed = { ...parcel, since: parcel.since ?? at, rests: true };
  failed[failure.is === 'away' ? 'away' : 'faults'] += 1;
  if (failure.is === 'fault' && failed.faults >= MOST_TRIES) return givenUp(failed, failure, deps);
  const tries = failure.is === 'away' ? failed.away : failed.faults;
  const delayMs = Math.round(deps.backoff(failure.is, tries, Math.random()));
  const message = failure.is === 'away' ? 'job-put-off' : 'job-failed';
  deps.log.warn(message, { ...about(parcel.job), code: failure.code, attempt: tries, delayMs });
  return (on) => deps.outbox.again(failed, delayMs, on);
}

function later(parcel: Parcel, until: Instant, { outbox, log, now }: Settling): Settlement {
  const delayMs = Math.max(0, until - now());
  log.debug('job-later', { ...about(parcel.job), delayMs });
  return (on) => outbox.again({ ...parcel, rests: true }, delayMs, on);
}

function givenUp(
  { job, faults, since }: Parcel & { readonly since: Instant },
  { code, because }: Extract<Failure, { is: 'fault' }>,
  { deadLetters, log }: Settling,
): Settlement {
  log.error('job-given-up', { ...about(job), code, attempt: faults });
  return (on) => deadLetters.keep({ job, since, tries: faults, code, because }, on);
}

export function about(job: Job): LogFields {
  const { tenant, kind } = job;
  const subject = subjectOf(job);
  if (subject === null) return { tenant, job: kind };
  if ('goal' in job) return { tenant, job: kind, goal: subject };
  return 'patient' in job
    ? { tenant, job: kind, patient: subject }
    : { tenant, job: kind, reference: subject };
}
