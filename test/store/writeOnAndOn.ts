import { NO_LOG } from '../../src/log.ts';
import { saveCursor } from '../../src/store/cursors.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/openDatabase.ts';

/** Saves a cursor again and again, and prints each that was acknowledged, until it is killed. */
const directory = process.argv[2] ?? '';
const database = await openDatabase({ url: null, directory }, NO_LOG);
await migrate(database);
for (let since = 1; ; since += 1) {
  await saveCursor(database, 'elm', `feed-${since}`, { newest: since, seenAt: since });
  process.stdout.write(`${since}\n`);
  // Lets the lock be touched.
  await new Promise((resume) => setImmediate(resume));
}
