import { NO_LOG } from '../../src/log.ts';
import { Problem } from '../../src/problem.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/openDatabase.ts';

/** Opens the store at a URL, or in a directory, brings it up to date, and prints what became of it. */
const [url = '', directory = ''] = process.argv.slice(2);
try {
  const database = await openDatabase({ url: url === '' ? null : url, directory }, NO_LOG);
  const { from, to } = await migrate(database);
  await database.close();
  process.stdout.write(`${from} to ${to}`);
} catch (error) {
  process.stdout.write(error instanceof Problem ? error.code : String(error));
}
