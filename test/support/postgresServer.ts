import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const execute = promisify(execFile);

export interface PostgresServer {
  /** An empty database of this server. */
  readonly url: string;
  /** Another empty database of it. */
  createDatabase(name: string): Promise<string>;
  /** Gone at once, as after kill -9; its data stay, and `restart` brings it back. */
  crash(): Promise<void>;
  /** Away and back on the same port; open connections are lost. */
  restart(): Promise<void>;
  /** Ends it and deletes its data. */
  stop(): Promise<void>;
}

/**
 * A PostgreSQL server of its own from the machine's binaries, in a temporary folder, on a free port of
 * 127.0.0.1. It ends with the process that started it. @throws where the machine has no PostgreSQL
 */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = await binaries();
  const account = await ownAccount();
  const directory = await mkdtemp(join(tmpdir(), 'attest-postgres-'));
  if (account !== null) await chown(directory, account.uid, account.gid);
  const data = join(directory, 'data');
  await execute(...asAccount(account, join(bin, 'initdb'), initdbArguments(data)), {
    cwd: directory,
  });
  const port = await freePort();
  const url = `postgres://attest@127.0.0.1:${port}/postgres`;
  const launch = async (): Promise<ChildProcess> => {
    const child = spawn(...asAccount(account, join(bin, 'postgres'), serverArguments(data, port)), {
      cwd: directory,
      stdio: 'ignore',
    });
    await answering(url, child);
    return child;
  };
  let server = await launch();
  return {
    url,
    createDatabase: async (name) => {
      await withClient(url, (client) => client.query(`create database ${name}`));
      return url.replace(/\/postgres$/, `/${name}`);
    },
    crash: () => ended(server, 'SIGQUIT'),
    restart: async () => {
      await ended(server, 'SIGINT');
      server = await launch();
    },
    stop: async () => {
      await ended(server, 'SIGQUIT');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const initdbArguments = (data: string): string[] =>
  [`--pgdata=${data}`, '--username=attest', '--auth=trust', '--encoding=UTF8', '--locale=C'].concat(
    '--no-sync',
  );

/** Without fsync: a process that is killed loses nothing by it, only a machine would. */
const serverArguments = (data: string, port: number): string[] =>
  [
    '-D',
    data,
    '-p',
    String(port),
    '-h',
    '127.0.0.1',
    '-F',
    '-c',
    'unix_socket_directories=',
  ].concat('-c', 'shared_buffers=32MB');

/** The folder of `initdb` and `postgres`: Debian keeps them off the path. */
async function binaries(): Promise<string> {
  const told = await execute('pg_config', ['--bindir']).then(
    ({ stdout }) => [stdout.trim()],
    () => [],
  );
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  const found = [...told, ...versions.map((version) => join(debian, version, 'bin'))].find(
    (folder) => existsSync(join(folder, 'initdb')),
  );
  if (found === undefined) throw new Error('This machine has no PostgreSQL (initdb not found).');
  return found;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: whom it then runs as. */
async function ownAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const idOf = async (option: string): Promise<number> =>
    Number((await execute('id', [option, 'postgres'])).stdout);
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

/** On Linux the server gets SIGQUIT when the process that started it dies, however it dies. */
function asAccount(account: Account | null, file: string, args: string[]): [string, string[]] {
  if (process.platform !== 'linux') return [file, args];
  const identity =
    account === null ? [] : [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  return ['setpriv', [...identity, '--pdeathsig=QUIT', file, ...args]];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const PATIENCE_MS = 60_000;

async function answering(url: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await withClient(url, (client) => client.query('select 1'));
      return;
    } catch (error) {
      if (child.exitCode !== null || Date.now() > end) throw error;
      await pause(50);
    }
  }
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
  }
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill(signal);
  await gone;
}
