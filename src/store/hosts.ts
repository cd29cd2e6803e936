import { z } from 'zod';
import { Problem } from '../problem.ts';
import type { Database, Queryable } from './database.ts';
import { rowOf } from './rows.ts';
import { removeTenant } from './tenants.ts';

/**
 * Notes which host a tenant's record lies in. Where what is held was read from another, all of it is let
 * go of: the same reference names somebody else there.
 *
 * @returns whether there was something of another
 */
export const settleHost = (
  database: Database,
  tenant: string,
  baseUrl: string,
): Promise<{ readonly moved: boolean }> =>
  database.transaction(async (tx) => {
    // Processes that start together settle it one after the other.
    await tx.query('select pg_advisory_xact_lock($1::integer, hashtext($2::text))', [LOCK, tenant]);
    const before = await hostOf(tx, tenant);
    if (before === baseUrl) return { moved: false };
    await removeTenant(tx, tenant);
    await tx.query('insert into attest.hosts (tenant, base_url) values ($1::text, $2::text)', [
      tenant,
      baseUrl,
    ]);
    return { moved: before !== null };
  });

/** Any number that others are unlikely to choose. */
const LOCK = 417_713;

/**
 * Within a transaction: keeps the tenant with this host until it ends.
 * @throws Problem `not-ready` where another process has been told of another host
 */
export async function requireHost(on: Queryable, tenant: string, baseUrl: string): Promise<void> {
  const found = await hostOf(on, tenant, 'for key share');
  if (found === baseUrl) return;
  throw new Problem(
    'not-ready',
    `The record of ${tenant} has moved to another host, and this process has not been told.`,
  );
}

async function hostOf(on: Queryable, tenant: string, lock = ''): Promise<string | null> {
  const rows = await on.query(
    `select base_url as "baseUrl" from attest.hosts where tenant = $1::text ${lock}`,
    [tenant],
  );
  return rowOf(z.object({ baseUrl: z.string() }), rows)?.baseUrl ?? null;
}
