import type { PGlite } from '@electric-sql/pglite';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';
import { takeDirectory } from './dataDirectory.ts';
import type { Database, Queryable } from './database.ts';
import { startEngine, type Engine } from './engine.ts';

/** @throws Problem `store-in-use`, `store-full`, `store-unreachable` or `bad-configuration` */
export async function openEmbedded(
  directory: string,
  log: Log,
  onLost: (problem: Problem) => void,
): Promise<Database> {
  let lost = false;
  const giveBack = await takeDirectory(directory, () => {
    lost = true;
    log.error('store-lock-lost', { code: 'store-in-use' });
    onLost(new Problem('store-in-use', LOST));
  });
  const engine = await startEngine(directory, log).catch(async (error: unknown) => {
    await giveBack();
    throw error;
  });
  const use: Engine['use'] = (work) =>
    engine.use((pglite) => {
      if (lost) throw new Problem('store-in-use', LOST);
      return work(pglite);
    });
  return {
    kind: 'pglite',
    query: (text, params) => use((pglite) => running(pglite, text, params)),
    transaction: (work) => use((pglite) => transacting(pglite, work)),
    queueBackend: {
      backend: 'pglite',
      db: {
        query: (text, params) => use((pglite) => pglite.query(text, params)),
        exec: (text) => use((pglite) => pglite.exec(text)),
        listen: (channel, heard) => engine.listen(channel, heard),
      },
    },
    close: async () => {
      await engine.close();
      if (!lost) await giveBack();
    },
  };
}

const LOST =
  'Another process has taken the data directory, since this one was held up too long: start it again.';

/** Without parameters the text may hold several statements, and each has a result. */
const running = async <Row extends object>(
  on: PGlite,
  text: string,
  params: readonly unknown[] = [],
): Promise<readonly Row[]> =>
  params.length > 0
    ? (await on.query<Row>(text, [...params])).rows
    : (await on.exec(text)).flatMap(({ rows }) => rows as Row[]);

/** The engine rolls back what fails; it is not asked to here, for it may have died of it. */
async function transacting<T>(pglite: PGlite, work: (tx: Queryable) => Promise<T>): Promise<T> {
  let open = true;
  const tx: Queryable = {
    query: async (text, params) => {
      if (!open) throw new Error('This transaction has ended.');
      return running(pglite, text, params);
    },
  };
  await pglite.exec('begin');
  try {
    const result = await work(tx);
    const [ended] = await pglite.exec('commit');
    // A transaction in which a statement failed is rolled back by its commit, without any error.
    if (ended?.command !== 'COMMIT') throw new Error('A failed statement was passed over.');
    return result;
  } finally {
    open = false;
  }
}
