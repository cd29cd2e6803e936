import type { Instant } from '../domain/time.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import { Later } from './queues.ts';

/** How a job ended that did not succeed. */
export type Failure =
  /** The handler said when. */
  | { readonly is: 'later'; readonly until: Instant }
  /** The host or the store is away: that is nobody's fault, and passes. */
  | { readonly is: 'away'; readonly code: string; readonly because: string }
  /** It would fail again: a few tries, then it is for a person to look at. */
  | { readonly is: 'fault'; readonly code: string; readonly because: string };

export function failureOf(error: unknown): Failure {
  if (error instanceof Later) return { is: 'later', until: error.until };
  if (error instanceof Problem) {
    const { code, message, retryable } = error;
    const passes = retryable || WHOLE_HOST.has(code) || isAway(error.cause);
    return { is: passes ? 'away' : 'fault', code, because: message };
  }
  return { is: isAway(error) ? 'away' : 'fault', code: 'unexpected', because: placeOf(error) };
}

/**
 * What concerns the host as a whole, and no one piece of work: a token service that fails or a key that is
 * not registered yet, and what answers in the host's place (a page that says it is being mended, a proxy
 * that does not find it). When it is put right, the work goes on by itself.
 */
const WHOLE_HOST: ReadonlySet<ProblemCode> = new Set([
  'host-unauthorised',
  'host-not-fhir',
  'host-not-found',
]);

export const MOST_TRIES = 5;
const LONGEST_MS = 300_000;

export type Backoff = (is: 'away' | 'fault', tries: number, chance: number) => number;

/** Milliseconds until the next try after `tries` failed ones; `chance` in [0, 1) keeps many apart. */
export const backoff: Backoff = (is, tries, chance) => {
  const whole = is === 'away' ? 1000 * 2 ** (tries - 1) : 2000 * 4 ** (tries - 1);
  return Math.min(whole, LONGEST_MS) * (0.5 + chance / 2);
};

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * SQLSTATE classes that pass (PostgreSQL, appendix A): connection lost, transaction rolled back,
 * resources short (a full disk among them), stopped by an operator, system error. 25006: a replica
 * that takes no writes, as in a failover.
 */
const PASSING = /^(08|40|53|57|58)...$|^25006$/;

/** What node-postgres says without a code. */
const LOST = /^(Connection terminated|timeout exceeded when trying to connect)/i;

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code !== null && (NETWORK.has(code) || PASSING.test(code))) return true;
  return LOST.test(error.message) || isAway(error.cause);
}

const codeOf = (error: Error): string | null =>
  'code' in error && typeof error.code === 'string' ? error.code : null;

/** Messages of unexpected errors may quote the record: their kind and place say enough. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Something was thrown that is no error.';
  const code = codeOf(error);
  const kind = code === null ? error.name : `${error.name} ${code}`;
  const at = /[\w.-]+\.[jt]s:\d+/.exec(error.stack?.slice(error.stack.indexOf('\n    at ')) ?? '');
  return `An unexpected ${kind}${at === null ? '' : `, at ${at[0]}`}.`;
}
