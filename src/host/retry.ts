import { HOUR } from '../domain/time.ts';
import type { Log } from '../log.ts';
import { failureOf } from './failure.ts';
import type { HostFailure } from './failure.ts';
import { Problem } from '../problem.ts';

/** How long we keep asking. Time and chance come from outside. */
export interface Patience {
  readonly tries: number;
  /** Wait before the second try; doubles with each further one. */
  readonly firstWaitMs: number;
  /** No wait is longer, whatever the host asks for. */
  readonly longestWaitMs: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly now: () => number;
}

export const PATIENCE: Omit<Patience, 'sleep' | 'random' | 'now'> = {
  tries: 4,
  firstWaitMs: 500,
  longestWaitMs: 60_000,
};

/** A hang costs the whole time limit each time, so we go through it only twice. */
const TRIES_AFTER_TIMEOUT = 2;

/**
 * Asks again while it can help and can do no harm: always when the host did nothing, and after a
 * failure that leaves that open only when asking is `repeatable`.
 */
export async function patiently<Answer>(
  ask: () => Promise<Answer>,
  repeatable: boolean,
  patience: Patience,
  log: Pick<Log, 'warn'>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const delayMs = waitAfter(error, attempt, repeatable, patience);
      if (delayMs === null) throw error;
      log.warn('host-retry', { attempt, delayMs, status: failureOf(error)?.status ?? null });
      await patience.sleep(delayMs);
    }
  }
}

/** Milliseconds to wait before the next try; null to give up. */
function waitAfter(
  error: unknown,
  attempt: number,
  repeatable: boolean,
  patience: Patience,
): number | null {
  const failure = failureOf(error);
  if (failure === null || !(error instanceof Problem) || !error.retryable) return null;
  // While the host is away, each try would only be told so again.
  if (failure.until !== null) return null;
  if (error.code === 'host-conflict' || !(repeatable || failure.nothingDone)) return null;
  const most = error.code === 'host-timeout' ? TRIES_AFTER_TIMEOUT : patience.tries;
  const tries = Math.min(most, patience.tries);
  return attempt < tries ? pause(failure, attempt, patience) : null;
}

function pause(failure: HostFailure, attempt: number, patience: Patience): number {
  const asked = retryAfterMs(failure.retryAfter, patience.now());
  // Full jitter over the upper half keeps many clients from coming back at the same moment.
  const backoff = patience.firstWaitMs * 2 ** (attempt - 1) * (0.5 + patience.random() / 2);
  return Math.round(Math.min(Math.max(asked ?? 0, backoff), patience.longestWaitMs));
}

/** Whoever asks for more than this is asked again after it: one slip must not cost a day, or a year. */
const LONGEST_REST_MS = HOUR;

/** RFC 9110 §10.2.3: seconds, or a date. Milliseconds from now, an hour at most; null where it says neither. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const asked = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(asked) ? null : Math.min(Math.max(0, asked), LONGEST_REST_MS);
}
