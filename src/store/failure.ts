import { Problem } from '../problem.ts';

/** Conditions as PostgreSQL numbers them (its manual, appendix A). */
const DISK_FULL = '53100';
const TOO_MANY_CONNECTIONS = '53300';
const CANCELLED = '57014';
/** Administrator's shutdown, crash, starting up, database dropped; idle within a transaction. */
const GOING_AWAY = /^(57P0[1-5]|25P03|08...)$/;
const REFUSED = /^28...$/;
const NO_SUCH_DATABASE = '3D000';
const READ_ONLY = '25006';

/** An error of the database as a Problem where it is not a fault of ours; else itself. Says nothing of what was asked. */
export function failureOf(cause: unknown): unknown {
  const code = codeOf(cause);
  if (code === 'ENOSPC' || code === DISK_FULL) return full(cause);
  if (code === null || !isOfTheServer(cause)) return cause;
  if (REFUSED.test(code)) return configuration('does not accept the user or password', cause);
  if (code === NO_SUCH_DATABASE) return configuration('does not have that database', cause);
  if (code === CANCELLED) return unreachable('took too long to answer', cause);
  if (code === TOO_MANY_CONNECTIONS) return unreachable('has no connection left', cause);
  // A standby that took over by name only, for a moment.
  if (code === READ_ONLY) return unreachable('can only be read at the moment', cause);
  if (GOING_AWAY.test(code)) return unreachable('is going away or starting', cause);
  return cause;
}

/** An error that is none of the server's: the connection was lost, or none could be made. */
export const lostConnection = (cause: unknown): unknown =>
  cause instanceof Problem || isOfTheServer(cause)
    ? failureOf(cause)
    : unreachable('cannot be reached', cause);

const full = (cause: unknown): Problem =>
  new Problem('store-full', 'The disk of the store is full: make room, and work goes on.', {
    cause,
  });

const unreachable = (what: string, cause: unknown): Problem =>
  new Problem('store-unreachable', `The database of the store ${what}.`, { cause });

const configuration = (what: string, cause: unknown): Problem =>
  new Problem('bad-configuration', `The server that DATABASE_URL names ${what}.`, { cause });

/** What the server itself says has a severity. */
const isOfTheServer = (error: unknown): boolean => error instanceof Error && 'severity' in error;

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}
