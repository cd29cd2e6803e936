import pg from 'pg';
import type { Log } from '../log.ts';
import type { Database, Queryable } from './database.ts';
import { lostConnection } from './failure.ts';

/** No statement of ours is meant to take a second. */
const STATEMENT_MS = 60_000;
const CONNECT_MS = 10_000;
const CONNECTIONS = 10;

/** @throws Problem `store-unreachable` or `bad-configuration` */
export async function openPostgres(url: string, log: Log): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'attest',
    max: CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    // Where the server cannot say that it took too long: it, or the network, is gone.
    query_timeout: STATEMENT_MS + 5_000,
    // A process that hangs holds no goal's row for ever.
    idle_in_transaction_session_timeout: STATEMENT_MS,
  });
  // An idle connection that is lost: the next query makes a new one.
  pool.on('error', () => {
    log.warn('store-connection-lost', { code: 'store-unreachable' });
  });
  const database: Database = {
    kind: 'postgres',
    query: (text, params) => running(pool, text, params),
    transaction: (work) => transacting(pool, work),
    queueBackend: { connectionString: url, backend: 'postgres' },
    close: () => pool.end(),
  };
  try {
    await database.query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return database;
}

type Connected = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;

async function running<Row extends object>(
  on: Connected,
  text: string,
  params: readonly unknown[] = [],
): Promise<readonly Row[]> {
  try {
    // Without parameters the text may hold several statements, and each has a result.
    if (params.length > 0) return (await on.query<Row>(text, [...params])).rows;
    const results: unknown = await on.query(text);
    return [results].flat().flatMap((result) => (result as pg.QueryResult<Row>).rows);
  } catch (error) {
    throw lostConnection(error);
  }
}

async function transacting<T>(pool: pg.Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await connected(pool);
  // A connection lost between two statements tells it here; the next statement fails by itself.
  let lost: Error | undefined;
  const onError = (error: Error): void => {
    lost = error;
  };
  client.on('error', onError);
  let open = true;
  const tx: Queryable = {
    query: async (text, params) => {
      if (!open) throw new Error('This transaction has ended.');
      return running(client, text, params);
    },
  };
  try {
    await running(client, 'begin');
    const result = await work(tx);
    await commit(client);
    return result;
  } catch (error) {
    await client.query('rollback').catch((failed: unknown) => {
      lost ??= failed as Error;
    });
    throw error;
  } finally {
    open = false;
    client.off('error', onError);
    client.release(lost);
  }
}

async function connected(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw lostConnection(error);
  }
}

/** A transaction in which a statement failed is rolled back by its commit, without any error. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit').catch((error: unknown) => {
    throw lostConnection(error) as Error;
  });
  if (command !== 'COMMIT') throw new Error('A failed statement was passed over.');
}
