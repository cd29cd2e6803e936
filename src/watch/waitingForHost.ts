import { failureOf } from '../host/failure.ts';
import { Later } from '../jobs/queues.ts';
import { Problem, sentenceOf } from '../problem.ts';
import { tenantIn, type Work } from './work.ts';

/** A moment more, so that what waited does not come just too early. */
const GRACE_MS = 1000;

/**
 * Does a job that may ask the host. While the host is away, or wants to be left alone, the job waits for
 * the time at which it may be asked again; that is no failure of the job. A host that lets us in no longer
 * is told of once, until it does again: whoever is to renew a key has to know.
 * @throws Later, or what the job throws
 */
export function waitingForHost(work: Work): (job: () => Promise<void>) => Promise<void> {
  let shutOut = false;
  return async (job) => {
    try {
      await job();
      shutOut = false;
    } catch (error) {
      if (isShutOut(error) && !shutOut) {
        const host = new URL(work.access.connection.baseUrl).origin;
        work.log.error('host-lets-us-in-no-longer', { tenant: tenantIn(work), host });
      }
      shutOut ||= isShutOut(error);
      throw laterOr(error, work);
    }
  };
}

const isShutOut = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'host-unauthorised';

function laterOr(error: unknown, { now }: Work): unknown {
  const until = failureOf(error)?.until ?? null;
  if (until === null) return error;
  // The host's times are by the clock of this machine.
  const wait = Math.max(0, until - Date.now()) + GRACE_MS;
  return new Later(now() + wait, sentenceOf(error));
}
