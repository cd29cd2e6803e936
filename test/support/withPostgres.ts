import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startPostgres } from './postgresServer.ts';

/** `node withPostgres.ts COMMAND...`: runs it with DATABASE_URL, of a server of its own unless one is named. */
const [command, ...rest] = process.argv.slice(2);
if (command === undefined) throw new Error('Name the command that is to be run.');
const named = process.env['DATABASE_URL'] ?? '';
const server = named === '' ? await startPostgres() : null;
try {
  const env = { ...process.env, DATABASE_URL: server?.url ?? named };
  const child = spawn(command, rest, { stdio: 'inherit', env });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await server?.stop();
}
