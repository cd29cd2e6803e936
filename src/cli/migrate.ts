import { Command } from 'commander';
import { parseEnvironment } from '../config.ts';
import { createLog } from '../log.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/openDatabase.ts';
import { DONE, type Output } from './output.ts';

export const migrateCommand = (output: Output, exit: (code: number) => void): Command =>
  new Command('migrate')
    .description('Bring the schema of the store to this version of Attest.')
    .addHelpText(
      'after',
      `
The store is the PostgreSQL database that DATABASE_URL names, else the embedded one in DATA_DIR.
Forwards only. Exit code 2: it could not be opened, or is of a later version of Attest.`,
    )
    .action(async () => {
      exit(await run(output));
    });

async function run(output: Output): Promise<number> {
  const {
    DATABASE_URL: url,
    DATA_DIR: directory,
    LOG_LEVEL: level,
  } = parseEnvironment(process.env);
  const database = await openDatabase({ url, directory }, createLog({ level }));
  try {
    const { from, to } = await migrate(database);
    output.data(
      from === to
        ? `The schema of the store is of version ${to}: nothing to do.`
        : `The schema of the store was of version ${from}, and is of version ${to}.`,
    );
    return DONE;
  } finally {
    await database.close();
  }
}
