import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { NO_LOG } from '../../src/log.ts';
import type { Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/openDatabase.ts';

export interface StorePlace {
  readonly url: string | null;
  readonly directory: string;
  /** Deletes what was there. */
  discard(): Promise<void>;
}

const server = process.env['DATABASE_URL'] ?? '';

/** The databases that a test of the store is run on: PostgreSQL only where DATABASE_URL names one. */
export const KINDS: readonly Database['kind'][] =
  server === '' ? ['pglite'] : ['pglite', 'postgres'];

/** An empty place for a store of that kind, of this test's own. */
export async function emptyPlace(kind: Database['kind']): Promise<StorePlace> {
  if (kind === 'postgres') return emptyPostgres();
  const directory = await mkdtemp(join(tmpdir(), 'attest-store-'));
  return {
    url: null,
    directory,
    discard: () => rm(directory, { recursive: true, force: true }),
  };
}

async function emptyPostgres(): Promise<StorePlace> {
  const name = `attest_test_${randomBytes(6).toString('hex')}`;
  await administrate(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    directory: '',
    discard: () => administrate(`drop database ${name} with (force)`),
  };
}

async function administrate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** What was left in a directory, in another of the test's own: far quicker to come by than a new store. */
export async function copyOf({ directory }: StorePlace): Promise<StorePlace> {
  const copy = await emptyPlace('pglite');
  await cp(directory, copy.directory, { recursive: true });
  return copy;
}

/** A store with its schema, and what closes and deletes it. */
export async function openStore(
  kind: Database['kind'],
): Promise<{ readonly database: Database; readonly place: StorePlace; close(): Promise<void> }> {
  const place = await emptyPlace(kind);
  const database = await openDatabase(place, NO_LOG);
  await migrate(database);
  return {
    database,
    place,
    close: async () => {
      await database.close();
      await place.discard();
    },
  };
}
