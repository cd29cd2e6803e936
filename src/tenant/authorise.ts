import type { Tenant } from '../config.ts';
import { backendServices } from '../host/authorisation/backendServices.ts';
import {
  configuredTokenAddress,
  discoveredTokenAddress,
} from '../host/authorisation/tokenAddress.ts';
import type { TokenSource } from '../host/authorisation/tokenSource.ts';
import { connect } from '../host/connection.ts';
import type { Log } from '../log.ts';
import { bearerFile } from './bearerFile.ts';
import { signingKeyAt } from './signingKeys.ts';

/** How a tenant's requests are authorised; null: not at all. @throws Problem where a key or token cannot be read */
export async function tokenSourceOf(tenant: Tenant, log: Log): Promise<TokenSource | null> {
  const { id, host } = tenant;
  if (host.bearerFile !== null) return bearerFile(host.bearerFile, { tenant: id, log });
  if (host.backendServices === null) return null;
  const { clientId, scope, keyFile, tokenUrl } = host.backendServices;
  const configured = tokenUrl === null ? null : configuredTokenAddress(tokenUrl);
  return backendServices({
    clientId,
    scope,
    key: await signingKeyAt(keyFile),
    tokenUrl: async () => configured ?? discoverTokenAddress(tenant, log),
    timeoutMs: host.timeoutSeconds * 1000,
    tenant: id,
    log,
    now: Date.now,
  });
}

/** The SMART configuration is public: it is asked for without a token, and once, as the asking for a token is repeated. */
async function discoverTokenAddress(
  { id, host: { baseUrl, timeoutSeconds } }: Tenant,
  log: Log,
): Promise<string> {
  const connection = connect({
    baseUrl,
    timeoutMs: timeoutSeconds * 1000,
    tries: 1,
    tenant: id,
    log,
  });
  return discoveredTokenAddress(await connection.smartConfiguration(), baseUrl);
}
