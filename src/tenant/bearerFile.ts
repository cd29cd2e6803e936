import { readBearer } from '../config.ts';
import type { TokenSource } from '../host/authorisation/tokenSource.ts';
import type { Log } from '../log.ts';
import { stampOf } from './stampOf.ts';

/**
 * A token in a file, read again whenever the file changes. One that cannot be read any more, as while it
 * is being replaced, leaves the token that there was.
 * @throws Problem `bad-configuration` where it cannot be read at first
 */
export function bearerFile(
  file: string,
  { tenant, log }: { tenant: string; log: Log },
): TokenSource {
  let seen = stampOf(file);
  let token = readBearer(file);
  const refresh = (): void => {
    const stamp = stampOf(file);
    if (stamp === seen) return;
    seen = stamp;
    try {
      token = readBearer(file);
    } catch {
      log.warn('bearer-unreadable', { tenant });
    }
  };
  return {
    authorise: () => {
      refresh();
      return Promise.resolve(token);
    },
    onRefused: (refused) => {
      refresh();
      return token !== refused;
    },
  };
}
