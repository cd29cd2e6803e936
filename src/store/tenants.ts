import type { Queryable } from './database.ts';

/** Every table whose rows belong to a tenant. */
const TABLES = [
  'cursors',
  'goals',
  'host_profiles',
  'hosts',
  'people',
  'plans',
  'resources',
  'verdicts',
  'written',
] as const;

/** Forgets all that is held of a tenant; its host is not touched. */
export async function removeTenant(on: Queryable, tenant: string): Promise<void> {
  const deletions = TABLES.map(
    (table) => `${table}_gone as (delete from attest.${table} where tenant = $1::text)`,
  );
  await on.query(`with ${deletions.join(', ')} select $1::text`, [tenant]);
}
