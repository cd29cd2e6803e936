import type { JSONWebKeySet, JWK } from 'jose';
import type { Tenant } from '../config.ts';
import { NO_LOG, type Log } from '../log.ts';
import { signingKeyAt } from './signingKeys.ts';

/**
 * The public half of every key that a tenant signs with, has signed with or will sign with: what hosts
 * fetch to check our assertions. Read anew each time; a file that cannot be read takes no other with it.
 */
export async function publicKeys(
  tenants: readonly Pick<Tenant, 'id' | 'host'>[],
  log: Log = NO_LOG,
): Promise<JSONWebKeySet> {
  const keys = new Map<string, JWK>();
  for (const { id, host } of tenants) {
    const { keyFile = null, otherKeyFile = null } = host.backendServices ?? {};
    for (const file of [keyFile, otherKeyFile].filter((each) => each !== null)) {
      try {
        const { kid, publicJwk } = await signingKeyAt(file);
        keys.set(kid, publicJwk);
      } catch {
        log.warn('key-unreadable', { tenant: id });
      }
    }
  }
  return { keys: [...keys.values()] };
}
