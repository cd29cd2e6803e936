import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnvironment } from '../../src/config.ts';
import type { Log } from '../../src/log.ts';
import { startService, type Service } from '../../src/main.ts';

/** Only where a test asks for it: nothing comes by itself. */
const NEVER = '0 0 29 2 *';

interface TenantFile {
  readonly id: string;
  readonly host: object;
  readonly [setting: string]: unknown;
}

/** Writes the tenants' file of a folder, in which nobody looks at a record by themselves. */
export function writeTenants(folder: string, tenants: readonly TenantFile[]): string {
  const file = join(folder, 'tenants.json');
  const whole = tenants.map((tenant) => ({
    schedule: { changes: NEVER, everything: NEVER },
    ...tenant,
    host: { requestsPerSecond: 1000, ...tenant.host },
  }));
  writeFileSync(file, JSON.stringify({ tenants: whole }));
  return file;
}

/** The service in this process with its store in the folder. */
export function startBeside(
  folder: string,
  tenants: readonly TenantFile[],
  { port = 0, ...deps }: { readonly log: Log; readonly now: () => number; readonly port?: number },
): Promise<Service> {
  const environment = {
    TENANTS_FILE: writeTenants(folder, tenants),
    DATA_DIR: join(folder, 'data'),
    PORT: String(port),
  };
  return startService(parseEnvironment(environment), deps);
}

/** Whether the store holds a resource of a tenant. */
export async function holds(
  { database }: Pick<Service, 'database'>,
  tenant: string,
  reference: string,
): Promise<boolean> {
  const rows = await database.query(
    'select 1 from attest.resources where tenant = $1::text and reference = $2::text',
    [tenant, reference],
  );
  return rows.length > 0;
}

/** Waits until it holds. @throws Error after a time in which it must have come about */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  patienceMs = 30_000,
): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not come about that ${what}.`);
    await sleep(50);
  }
}
