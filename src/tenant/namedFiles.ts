import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Tenant } from '../config.ts';

/** Every file that a tenant names and that is read when it is opened; its bearer token is read with each request. */
export function filesNamedBy(tenant: Tenant): readonly string[] {
  const { host, people, noticeSecretFile, callers } = tenant;
  const { keyFile = null, otherKeyFile = null } = host.backendServices ?? {};
  return [
    keyFile,
    otherKeyFile,
    ...tenant.programmes,
    ...tenant.conceptMaps,
    ...tenant.adapters,
    people !== null && 'file' in people ? people.file : null,
    noticeSecretFile,
    ...callers.map((caller) => ('jwksFile' in caller ? caller.jwksFile : caller.bearerFile)),
  ].filter((file) => file !== null);
}

/** Changes when the tenant's entry does, or the content of a file that it names. */
export function fingerprintOf(tenant: Tenant): string {
  const hash = createHash('sha256').update(JSON.stringify(tenant));
  for (const file of filesNamedBy(tenant)) hash.update(digestOf(file));
  return hash.digest('hex');
}

export function digestOf(file: string): string {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return 'unreadable';
  }
}
