import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './database.ts';
import { rowOf, wholeNumber } from './rows.ts';

/** How far a feed of the host has been read. */
export interface Cursor {
  /** The newest that was read, by the host's clock. */
  readonly newest: Instant;
  /** When something new was last read, by ours. */
  readonly seenAt: Instant;
}

/** Null: never read. */
export async function cursorOf(
  on: Queryable,
  tenant: string,
  feed: string,
): Promise<Cursor | null> {
  const rows = await on.query(
    `select newest, seen_at as "seenAt" from attest.cursors
     where tenant = $1::text and feed = $2::text`,
    [tenant, feed],
  );
  return rowOf(cursorSchema, rows);
}

const cursorSchema = z.object({ newest: wholeNumber, seenAt: wholeNumber });

export async function saveCursor(
  on: Queryable,
  tenant: string,
  feed: string,
  { newest, seenAt }: Cursor,
): Promise<void> {
  await on.query(
    `insert into attest.cursors (tenant, feed, newest, seen_at)
     values ($1::text, $2::text, $3::bigint, $4::bigint)
     on conflict (tenant, feed) do update set newest = excluded.newest, seen_at = excluded.seen_at`,
    [tenant, feed, newest, seenAt],
  );
}

interface Replacement {
  /** How the names of those feeds begin. */
  readonly like: string;
  readonly feed: string;
  readonly cursor: Cursor;
}

/** In place of all feeds whose names begin alike. */
export async function replaceCursors(
  on: Queryable,
  tenant: string,
  { like, feed, cursor }: Replacement,
): Promise<void> {
  await on.query(
    `delete from attest.cursors
     where tenant = $1::text and starts_with(feed, $2::text) and feed <> $3::text`,
    [tenant, like, feed],
  );
  await saveCursor(on, tenant, feed, cursor);
}
