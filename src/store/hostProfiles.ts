import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './database.ts';
import { json, rowOf, wholeNumber } from './rows.ts';

/** What a host said of itself, and what trying it showed. */
export interface HostProfile {
  readonly readAt: Instant;
  readonly statement: unknown;
  readonly results: unknown;
}

/** In place of the tenant's profile before. */
export async function saveHostProfile(
  on: Queryable,
  tenant: string,
  { readAt, statement, results }: HostProfile,
): Promise<void> {
  await on.query(
    `insert into attest.host_profiles (tenant, read_at, statement, results)
     values ($1::text, $2::bigint, $3::json, $4::json)
     on conflict (tenant) do update set
       read_at = excluded.read_at, statement = excluded.statement, results = excluded.results`,
    [tenant, readAt, JSON.stringify(statement), JSON.stringify(results)],
  );
}

export async function hostProfileOf(on: Queryable, tenant: string): Promise<HostProfile | null> {
  const rows = await on.query(
    `select read_at as "readAt", statement, results from attest.host_profiles
     where tenant = $1::text`,
    [tenant],
  );
  return rowOf(z.object({ readAt: wholeNumber, statement: json, results: json }), rows);
}

/** When the tenant's profile was read; null: never. */
export async function hostProfileReadAt(on: Queryable, tenant: string): Promise<Instant | null> {
  const rows = await on.query(
    'select read_at as "readAt" from attest.host_profiles where tenant = $1::text',
    [tenant],
  );
  return rowOf(z.object({ readAt: wholeNumber }), rows)?.readAt ?? null;
}
