import { readFileSync } from 'node:fs';
import type { Tenant } from '../../config.ts';
import type { Log } from '../../log.ts';
import { Problem } from '../../problem.ts';
import { secretOf } from '../../tenant/noticeSecret.ts';
import { bearerIn, sameSecret } from '../callers/sameSecret.ts';

type Noticed = Pick<Tenant, 'id' | 'noticeSecretFile'>;

/** Read where there is no tenant, so that its absence takes as long as a wrong secret. */
const ANY_FILE = new URL(import.meta.url);

/**
 * Lets a host pass that knows the tenant's secret.
 * @throws Problem `caller-unknown`, or `unknown-path` where the tenant takes no notices
 */
export function admitHost(tenant: Noticed | null, header: string | undefined, log: Log): void {
  const given = bearerIn(header) ?? '';
  if (tenant !== null && tenant.noticeSecretFile === null) throw CLOSED;
  const secret = tenant === null ? nobodys() : secretIn(tenant, log);
  const same = sameSecret(given, secret);
  if (tenant === null || !same) throw WRONG;
}

const CLOSED = new Problem('unknown-path', 'This tenant takes no notices.');
const WRONG = new Problem(
  'caller-unknown',
  'Send “Authorization: Bearer” with the secret of the subscription.',
);

const nobodys = (): string => readFileSync(ANY_FILE, 'utf8').slice(0, 64);

function secretIn({ id, noticeSecretFile }: Noticed, log: Log): string {
  try {
    return secretOf(noticeSecretFile ?? '');
  } catch {
    log.error('notice-secret-unreadable', { tenant: id });
    throw CLOSED;
  }
}
