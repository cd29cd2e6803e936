import { setTimeout as sleepFor } from 'node:timers/promises';
import { bulkhead } from 'cockatiel';
import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible';
import type { Instant } from '../domain/time.ts';
import { openBreaker } from './breaker.ts';
import type { BreakerOptions } from './breaker.ts';
import { failureOf, notAsked } from './failure.ts';
import { PATIENCE, retryAfterMs } from './retry.ts';

export interface GateOptions extends BreakerOptions {
  readonly requestsPerSecond: number;
  readonly requestsAtOnce: number;
}

/** What all requests of one connection go through. */
export interface Gate {
  /**
   * Asks when it is this request's turn.
   * @throws Problem `host-unreachable` or `host-throttled` without asking, while the host is away or wants
   * to be left alone for long; `failureOf` says until when
   */
  readonly through: <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;
  /** Whether the host counts as away at present. */
  readonly isAway: () => boolean;
}

/** So many at once and so many a second, in the order they came; none while the host asks us to wait. */
export function openGate(options: GateOptions): Gate {
  const breaker = openBreaker(options);
  const slots = bulkhead(options.requestsAtOnce, Number.POSITIVE_INFINITY);
  const nextTurn = turnsOf(options.requestsPerSecond);
  const pause = pauseOf(options);
  const ask = async <Answer>(request: () => Promise<Answer>): Promise<Answer> => {
    breaker.check();
    await pause.over();
    await nextTurn();
    try {
      return await breaker.through(request);
    } catch (error) {
      pause.heed(error);
      throw error;
    }
  };
  return {
    isAway: breaker.isAway,
    through: async (request) => {
      breaker.check();
      pause.check();
      return slots.execute(() => ask(request));
    },
  };
}

/** One at a time, evenly: a whole second's share at once would be a burst on a live record. */
function turnsOf(perSecond: number): () => Promise<unknown> {
  const limiter = new RateLimiterMemory({ points: 1, duration: 1 / perSecond });
  const queue = new RateLimiterQueue(limiter);
  return () => queue.removeTokens(1);
}

/** What a host that says no more than “too many” is given. */
const SHORT_PAUSE_MS = 1_000;

/** Retry-After is meant for us all, not only for the request that was told. */
function pauseOf({ host, tenant, log }: GateOptions) {
  let until: Instant = 0;
  const isResting = (): boolean => until - Date.now() > PATIENCE.longestWaitMs;
  const check = (): void => {
    if (!isResting()) return;
    const sentence = `${host} asks to be left alone until ${new Date(until).toISOString()}.`;
    throw notAsked('host-throttled', sentence, until);
  };
  return {
    check,
    over: async (): Promise<void> => {
      for (let left = until - Date.now(); left > 0; left = until - Date.now()) {
        check();
        await sleepFor(left);
      }
    },
    /** @throws Problem in place of `error` where the host asks for more time than a request waits */
    heed: (error: unknown): void => {
      const failure = failureOf(error);
      if (failure?.status !== 429 && failure?.status !== 503) return;
      const asked = retryAfterMs(failure.retryAfter, Date.now());
      const pauseMs = asked ?? (failure.status === 429 ? SHORT_PAUSE_MS : 0);
      const wasResting = isResting();
      until = Math.max(until, Date.now() + pauseMs);
      // Requests that were under way are told the same.
      if (isResting() && !wasResting)
        log.warn('host-asks-for-rest', { tenant, host: new URL(host).origin, delayMs: pauseMs });
      check();
    },
  };
}
