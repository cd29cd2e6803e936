import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './database.ts';
import { rowsOf, wholeNumber } from './rows.ts';

/** A resource of ours as the host held it when it was last written or read back. */
export interface WrittenResource {
  readonly reference: string;
  readonly version: string;
  readonly hash: string;
  /** The value of our own identifier; null where it carries none. */
  readonly identifier: string | null;
  readonly at: Instant;
}

/** Adds to what is known to be written for a goal, each resource once. */
export async function saveWritten(
  on: Queryable,
  tenant: string,
  goal: string,
  resources: readonly WrittenResource[],
): Promise<void> {
  const rows = [...new Map(resources.map((one) => [one.reference, one])).values()];
  if (rows.length === 0) return;
  await on.query(
    `insert into attest.written (tenant, goal, reference, version, hash, identifier, at)
     select $1::text, $2::text, reference, version, hash, identifier, at
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
       as given (reference, version, hash, identifier, at)
     on conflict (tenant, goal, reference) do update set
       version = excluded.version, hash = excluded.hash, identifier = excluded.identifier,
       at = excluded.at`,
    [
      tenant,
      goal,
      rows.map(({ reference }) => reference),
      rows.map(({ version }) => version),
      rows.map(({ hash }) => hash),
      rows.map(({ identifier }) => identifier),
      rows.map(({ at }) => at),
    ],
  );
}

export async function writtenOf(
  on: Queryable,
  tenant: string,
  goal: string,
): Promise<readonly WrittenResource[]> {
  const rows = await on.query(
    `select reference, version, hash, identifier, at from attest.written
     where tenant = $1::text and goal = $2::text order by reference collate "C"`,
    [tenant, goal],
  );
  return rowsOf(writtenSchema, rows);
}

const writtenSchema = z.object({
  reference: z.string(),
  version: z.string(),
  hash: z.string(),
  identifier: z.string().nullable(),
  at: wholeNumber,
});
