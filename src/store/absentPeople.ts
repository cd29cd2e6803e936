import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './database.ts';
import { rowsOf } from './rows.ts';

/**
 * Notes who of the people known was not found, and that all others were.
 * @returns those of them who were not found the last time either
 */
export async function noteAbsent(
  on: Queryable,
  tenant: string,
  absent: readonly string[],
  at: Instant,
): Promise<readonly string[]> {
  const before = await on.query(
    `select patient from attest.people
     where tenant = $1::text and patient = any($2::text[]) and absent_since is not null
     order by patient collate "C"`,
    [tenant, absent],
  );
  await on.query(
    `update attest.people
     set absent_since = case when patient = any($2::text[]) then coalesce(absent_since, $3::bigint) end
     where tenant = $1::text and (patient = any($2::text[]) or absent_since is not null)`,
    [tenant, absent, at],
  );
  return rowsOf(z.object({ patient: z.string() }), before).map(({ patient }) => patient);
}
