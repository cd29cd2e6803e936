import { rmSync, writeFileSync } from 'node:fs';
import { NO_LOG } from '../../src/log.ts';
import { Problem } from '../../src/problem.ts';
import { cursorOf, saveCursor } from '../../src/store/cursors.ts';
import { openDatabase } from '../../src/store/openDatabase.ts';

/**
 * Works on a store whose small disk is filled beside it, and then by the engine's own log, of which the
 * engine dies. Prints a line for each step: whoever calls a dead engine may spin without end, and the test
 * would with it.
 */
const [directory = '', ballast = ''] = process.argv.slice(2);
const say = (step: string, found: unknown): void => {
  process.stdout.write(`${step}: ${JSON.stringify(found)}\n`);
};
const log = {
  ...NO_LOG,
  warn: (message: string) => {
    say('warned', message);
  },
};

const database = await openDatabase({ url: null, directory }, log);
const heard: string[] = [];
const { queueBackend } = database;
if (queueBackend.backend !== 'pglite') throw new Error('This is for the embedded database.');
await queueBackend.db.listen('bell', (payload) => heard.push(payload));

const attempt = async (step: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    say(step, (await work()) ?? null);
  } catch (error) {
    say(step, error instanceof Problem ? [error.code, error.retryable, deathIn(error)] : error);
  }
};

const deathIn = ({ cause }: Problem): unknown =>
  cause instanceof Error && 'severity' in cause ? cause.severity : null;

const save = (newest: number) => saveCursor(database, 'elm', 'feed', { newest, seenAt: 1 });
const read = async () => (await cursorOf(database, 'elm', 'feed'))?.newest;

await save(1);
writeFileSync(ballast, Buffer.alloc(250 * 1024 * 1024));
await attempt('full beside it', () => save(2));
rmSync(ballast);
await attempt('room again', read);
writeFileSync(ballast, Buffer.alloc(200 * 1024 * 1024));
await attempt('full within', () =>
  database.transaction(async (tx) => {
    await saveCursor(tx, 'elm', 'feed', { newest: 3, seenAt: 1 });
    for (;;) await tx.query(`select pg_logical_emit_message(true, 'x', repeat('x', 4000000))`);
  }),
);
await attempt('still full', read);
rmSync(ballast);
await attempt('after its death', read);
await attempt('work goes on', () => save(4).then(read));
await attempt('hears', async () => {
  await database.query(`notify bell, 'rung'`);
  return heard;
});
await database.close();
say('closed', true);
