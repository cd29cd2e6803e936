import { z } from 'zod';
import { Problem } from '../problem.ts';
import type { Database, Queryable } from './database.ts';
import { MIGRATIONS } from './migrations/all.ts';
import { rowOf, wholeNumber } from './rows.ts';

/** Of the lock that migrations take in the whole database; any number that others are unlikely to choose. */
const LOCK = 4_177_135_281;

/**
 * Brings the schema to the version of this program, forwards only and all or nothing. Processes that
 * start together wait for each other.
 *
 * @throws Problem `store-too-new` where a later version of Attest has been here
 */
export const migrate = (
  database: Database,
): Promise<{ readonly from: number; readonly to: number }> =>
  database.transaction(async (tx) => {
    // Building an index on a large table, or waiting for who does, may take as long as it takes.
    await tx.query('set local statement_timeout = 0');
    await tx.query('select pg_advisory_xact_lock($1::bigint)', [LOCK]);
    await tx.query(VERSIONS);
    const from = await versionOf(tx);
    const to = MIGRATIONS.length;
    if (from > to) throw tooNew(from, to);
    for (const [index, text] of MIGRATIONS.entries()) {
      if (index >= from) await apply(tx, text, index + 1);
    }
    return { from, to };
  });

const VERSIONS = `
create schema if not exists attest;
create table if not exists attest.migrations (
  version integer primary key,
  applied_at timestamptz not null default now()
);`;

async function versionOf(tx: Queryable): Promise<number> {
  const rows = await tx.query('select max(version) as version from attest.migrations');
  return rowOf(z.object({ version: wholeNumber.nullable() }), rows)?.version ?? 0;
}

async function apply(tx: Queryable, text: string, version: number): Promise<void> {
  await tx.query(text);
  await tx.query('insert into attest.migrations (version) values ($1::integer)', [version]);
}

const tooNew = (found: number, known: number): Problem =>
  new Problem(
    'store-too-new',
    `The store has schema version ${found}, of a later Attest; this one knows ${known}. Run the later one, or start with an empty store.`,
  );
