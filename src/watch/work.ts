import type { Instant } from '../domain/time.ts';
import type { Send } from '../jobs/queues.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import type { TenantAccess } from '../tenant/access.ts';

/** What the work on one tenant's record is done with. */
export interface Work {
  readonly access: TenantAccess;
  readonly database: Database;
  readonly send: Send;
  readonly now: () => Instant;
  readonly log: Log;
}

export const tenantIn = ({ access }: Work): string => access.tenant.id;
