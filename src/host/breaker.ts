import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  circuitBreaker,
  handleAll,
} from 'cockatiel';
import type { Instant } from '../domain/time.ts';
import type { Log } from '../log.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import { notAsked } from './failure.ts';

export interface BreakerOptions {
  /** The FHIR base. */
  readonly host: string;
  readonly tenant: string;
  readonly log: Log;
  /** So many failures in a row, and the host counts as away. */
  readonly failures?: number;
  /** Milliseconds until it is tried again: after the first time, the second and so on; the last stays. */
  readonly waitsMs?: readonly number[];
}

/** Spares a host that is away our asking, and our own work the waiting for it. */
export interface Breaker {
  /** @throws Problem `host-unreachable` at once while the host is away */
  readonly through: <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;
  /** @throws Problem `host-unreachable` while the host is away and not yet to be tried again */
  readonly check: () => void;
  /** Whether the host counts as away, until it has answered again. */
  readonly isAway: () => boolean;
}

const FAILURES = 5;
const WAITS_MS = [5_000, 10_000, 20_000, 40_000, 60_000];

/** No answer, none in time, or a failure of the host as a whole: never what it refuses. */
const AWAY: ReadonlySet<ProblemCode> = new Set(['host-unreachable', 'host-timeout', 'host-error']);

const isAway = (error: unknown): boolean => error instanceof Problem && AWAY.has(error.code);

export function openBreaker(options: BreakerOptions): Breaker {
  const { host, failures = FAILURES, waitsMs = WAITS_MS } = options;
  let since: Instant | null = null;
  let until: Instant = 0;
  const circuit = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(failures),
    halfOpenAfter: new DelegateBackoff(({ attempt }) => {
      const delay = waitsMs[Math.min(attempt, waitsMs.length) - 1] ?? 0;
      until = Date.now() + delay;
      return delay;
    }),
  });
  circuit.onBreak(() => {
    options.log[since === null ? 'warn' : 'debug']('host-away', lineOf(options, until));
    since ??= Date.now();
  });
  circuit.onReset(() => {
    const { tenant } = options;
    const durationMs = Date.now() - (since ?? Date.now());
    options.log.info('host-back', { tenant, host: new URL(host).origin, durationMs });
    since = null;
  });
  const away = (): Problem => awayFrom(host, since ?? Date.now(), until);
  return {
    isAway: () => since !== null,
    check: () => {
      if (circuit.state === CircuitState.Open && Date.now() < until) throw away();
    },
    through: async (ask) => {
      const answer = await circuit
        .execute(() => settled(ask))
        .catch((error: unknown) => {
          throw error instanceof BrokenCircuitError ? away() : error;
        });
      if ('refusal' in answer) throw answer.refusal;
      return answer.value;
    },
  };
}

const lineOf = ({ host, tenant }: BreakerOptions, until: Instant) => ({
  tenant,
  host: new URL(host).origin,
  delayMs: until - Date.now(),
});

/** A refusal shows that the host is there, as any other answer does: only its absence is thrown. */
async function settled<Answer>(
  ask: () => Promise<Answer>,
): Promise<{ readonly value: Answer } | { readonly refusal: unknown }> {
  try {
    return { value: await ask() };
  } catch (refusal) {
    if (isAway(refusal)) throw refusal;
    return { refusal };
  }
}

const awayFrom = (host: string, since: Instant, until: Instant): Problem =>
  notAsked(
    'host-unreachable',
    `${host} has been away since ${textOf(since)}; it is asked again after ${textOf(until)}.`,
    until,
  );

const textOf = (instant: Instant): string => new Date(instant).toISOString();
