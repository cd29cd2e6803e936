import { AsyncLocalStorage } from 'node:async_hooks';
import type { Log } from '../log.ts';
import type { Problem } from '../problem.ts';
import type { Database, Queryable } from './database.ts';

interface Place {
  /** Of a PostgreSQL database; null: an embedded one in `directory`. */
  readonly url: string | null;
  readonly directory: string;
}

/**
 * Opens the store, and takes the data directory for this process alone where the database is embedded.
 * Each of the two databases is loaded only when it is wanted.
 *
 * @param onLost called where another process has taken the data directory after all: nothing works any more
 * @throws Problem `store-in-use`, `store-unreachable`, `store-full` or `bad-configuration`
 */
export async function openDatabase(
  { url, directory }: Place,
  log: Log,
  onLost: (problem: Problem) => void = () => undefined,
): Promise<Database> {
  if (url !== null) {
    const { openPostgres } = await import('./postgres.ts');
    return refusingNested(await openPostgres(url, log));
  }
  const { openEmbedded } = await import('./pglite.ts');
  return refusingNested(await openEmbedded(directory, log, onLost));
}

/** Whatever a transaction has started knows that it is inside, until the transaction has ended. */
interface Inside {
  open: boolean;
}

function refusingNested(database: Database): Database {
  const scope = new AsyncLocalStorage<Inside>();
  const refuseInside = (): void => {
    if (scope.getStore()?.open === true) {
      throw new Error('Inside a transaction, only the transaction may be queried.');
    }
  };
  const within = async <T>(tx: Queryable, work: (tx: Queryable) => Promise<T>): Promise<T> => {
    const inside: Inside = { open: true };
    try {
      return await scope.run(inside, () => work(tx));
    } finally {
      inside.open = false;
    }
  };
  return {
    ...database,
    query: async (text, params) => {
      refuseInside();
      return database.query(text, params);
    },
    transaction: async (work) => {
      refuseInside();
      return database.transaction((tx) => within(tx, work));
    },
  };
}
