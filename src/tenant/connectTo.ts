import type { Tenant } from '../config.ts';
import { connect, type Connection, type ConnectionOptions } from '../host/connection.ts';
import type { Log } from '../log.ts';
import { tokenSourceOf } from './authorise.ts';

/** A connection to a tenant's host. @throws Problem where its credentials cannot be read */
export async function connectTo(
  tenant: Tenant,
  log: Log,
  manners: Pick<ConnectionOptions, 'gate' | 'onContradiction'> = {},
): Promise<Connection> {
  const { baseUrl, timeoutSeconds } = tenant.host;
  const source = await tokenSourceOf(tenant, log);
  return connect({
    baseUrl,
    timeoutMs: timeoutSeconds * 1000,
    log,
    tenant: tenant.id,
    ...source,
    ...manners,
  });
}
