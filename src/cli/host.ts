import type { Command } from 'commander';
import { parseEnvironment, parseTenants, type Tenant } from '../config.ts';
import { NO_LOG, type Log } from '../log.ts';
import { Problem, sentenceOf } from '../problem.ts';
import { readTenantsFile } from '../tenant/tenantsFile.ts';
import { adapterOption } from './options.ts';
import type { Output } from './output.ts';

/** Which host is meant. */
export interface HostOptions {
  readonly tenant?: string;
  readonly host?: string;
  readonly bearerFile?: string;
  readonly adapter?: readonly string[];
}

export const withHostOptions = (command: Command): Command =>
  command
    .option('--tenant <id>', 'a tenant of the file that TENANTS_FILE names')
    .option('--host <url>', 'base URL of a FHIR R4 host; stands for a file with one tenant')
    .option('--bearer-file <file>', 'a file that holds a bearer token for --host')
    .addOption(adapterOption());

/** The tenant that is meant, from the options or the tenants' file. @throws Problem */
export function tenantOf(options: HostOptions): Tenant {
  const tenant = namedTenant(options);
  return { ...tenant, adapters: [...tenant.adapters, ...(options.adapter ?? [])] };
}

function namedTenant(options: HostOptions): Tenant {
  if (options.host !== undefined) return tenantAt(options.host, options);
  if (options.bearerFile !== undefined) {
    throw new Problem('bad-usage', '--bearer-file belongs to --host; a tenant names its own file.');
  }
  const file = parseEnvironment(process.env).TENANTS_FILE;
  if (file === null) {
    throw new Problem('bad-usage', 'Name a host with --host URL, or set TENANTS_FILE.');
  }
  return tenantIn(readTenantsFile(file), options.tenant);
}

function tenantAt(
  baseUrl: string,
  { tenant = 'default', bearerFile = null }: TenantOptions,
): Tenant {
  const host = { baseUrl, bearerFile };
  try {
    return parseTenants({ tenants: [{ id: tenant, host, serviceNotes: true }] })[0] as Tenant;
  } catch (cause) {
    // The fault, by the option that it is in rather than by a file that is not there.
    const fault = sentenceOf(cause).replace(/^.*has faults: /, '');
    const named = fault
      .replace('tenants.0.host.baseUrl', '--host')
      .replace('tenants.0.id', '--tenant');
    throw new Problem('bad-usage', named, { cause });
  }
}

interface TenantOptions {
  readonly tenant?: string;
  readonly bearerFile?: string | null;
}

function tenantIn(tenants: readonly Tenant[], id: string | undefined): Tenant {
  const found =
    id === undefined && tenants.length === 1 ? tenants[0] : tenants.find((one) => one.id === id);
  if (found !== undefined) return found;
  const ids = tenants.map((one) => one.id).join(', ');
  throw new Problem('bad-usage', `Name one of the tenants with --tenant: ${ids}.`);
}

/** Shorter waits are over before they are read of. */
const NOTICED_MS = 2_000;

/** Only that the host makes us wait is told while it happens: all else is in the report at the end. */
export const spokenLog = (output: Output): Log => ({
  ...NO_LOG,
  warn: (message, { delayMs, status } = {}) => {
    if (message !== 'host-retry' || typeof delayMs !== 'number' || delayMs < NOTICED_MS) return;
    const answer = typeof status === 'number' ? `answered ${status}` : 'did not answer';
    output.note(`The host ${answer}; asking again in ${Math.round(delayMs / 1000)} s.`);
  },
});
