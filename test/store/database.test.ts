import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NO_LOG } from '../../src/log.ts';
import { cursorOf, saveCursor } from '../../src/store/cursors.ts';
import type { Database } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/openDatabase.ts';
import { copyOf, emptyPlace, KINDS, openStore } from '../support/stores.ts';
import { startPostgres } from '../support/postgresServer.ts';

const at = (newest: number) => ({ newest, seenAt: newest });

describe.each(KINDS)('the database on %s', (kind) => {
  let store: Awaited<ReturnType<typeof openStore>>;
  let database: Database;
  beforeAll(async () => {
    store = await openStore(kind);
    database = store.database;
  });
  afterAll(() => store.close());

  it('rolls back when the work throws, and works on', async () => {
    const failing = database.transaction(async (tx) => {
      await saveCursor(tx, 'elm', 'rolled-back', at(1));
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await cursorOf(database, 'elm', 'rolled-back')).toBeNull();
  });

  it('never commits over a statement that failed', async () => {
    const failing = database.transaction(async (tx) => {
      await saveCursor(tx, 'elm', 'half', at(1));
      await tx.query('select * from attest.nothing').catch(() => undefined);
    });
    await expect(failing).rejects.toThrow('passed over');
    expect(await cursorOf(database, 'elm', 'half')).toBeNull();
  });

  it('refuses a query beside the transaction inside it, and after it', async () => {
    const beside = database.transaction(() => cursorOf(database, 'elm', 'x'));
    await expect(beside).rejects.toThrow('only the transaction');
    const late = await database.transaction((tx) => Promise.resolve(() => tx.query('select 1')));
    await expect(late()).rejects.toThrow('has ended');
  });

  it('migrates once where two come at once, and leaves a later schema alone', async () => {
    const schema = 'drop schema attest cascade';
    await database.query(schema);
    const both = await Promise.all([migrate(database), migrate(database)]);
    expect(both.map(({ from }) => from).sort()).toEqual([0, 1]);
    await database.query('insert into attest.migrations (version) values (999)');
    await expect(migrate(database)).rejects.toMatchObject({ code: 'store-too-new' });
    await database.query('delete from attest.migrations where version = 999');
  });

  it('begins every key and index with the tenant, or with who issued a token', async () => {
    const rows = await database.query<{ definition: string }>(
      `select indexdef as definition from pg_indexes
       where schemaname = 'attest' and tablename <> 'migrations'`,
    );
    expect(rows.length).toBeGreaterThan(8);
    for (const { definition } of rows) expect(definition).toMatch(/\((tenant|issuer)[,)]/);
  });
});

/** What a program beside this test prints. */
const printedBy = async (program: string, ...args: readonly string[]): Promise<string> => {
  const file = join(import.meta.dirname, program);
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], {
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  return stdout;
};

describe('the data directory', () => {
  let empty: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    empty = await openStore('pglite');
    await empty.database.close();
  });
  afterAll(() => empty.place.discard());

  it('is its owner’s alone, and one process’s', async () => {
    const place = await copyOf(empty.place);
    await chmod(place.directory, 0o755);
    const first = await openDatabase(place, NO_LOG);
    expect((await stat(place.directory)).mode & 0o777).toBe(0o700);
    const refused = expect(openDatabase(place, NO_LOG)).rejects.toMatchObject({
      code: 'store-in-use',
    });
    expect(await printedBy('migrateOnce.ts', '', place.directory)).toBe('store-in-use');
    await refused;
    await saveCursor(first, 'elm', 'feed', at(1));
    await first.close();
    expect(await printedBy('migrateOnce.ts', '', place.directory)).toBe('1 to 1');
    await place.discard();
  });

  it('is taken over from a process that was killed, with all that was acknowledged', async () => {
    const place = await copyOf(empty.place);
    const script = join(import.meta.dirname, 'writeOnAndOn.ts');
    const child = spawn(process.execPath, [script, place.directory]);
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += String(chunk);
      if (printed.split('\n').length > 200) break;
    }
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const acknowledged = Number(printed.trimEnd().split('\n').slice(-2)[0]);
    const database = await openDatabase(place, NO_LOG);
    expect(acknowledged).toBeGreaterThan(100);
    for (const since of [1, acknowledged - 1, acknowledged]) {
      expect(await cursorOf(database, 'elm', `feed-${since}`)).toEqual(at(since));
    }
    await database.close();
    await place.discard();
  });

  it('says when the disk is full, and works when there is room again, even after it died of it', async () => {
    const disk = await smallDisk();
    if (disk === null) return;
    try {
      const data = join(disk, 'data');
      await cp(empty.place.directory, data, { recursive: true });
      const printed = await printedBy('fillDisk.ts', data, join(disk, 'ballast'));
      expect(printed.trimEnd().split('\n')).toEqual([
        'full beside it: ["store-full",true,null]',
        'room again: 1',
        'full within: ["store-full",true,"PANIC"]',
        'still full: ["store-full",true,null]',
        'warned: "store-started-again"',
        'after its death: 1',
        'work goes on: 4',
        'hears: ["rung"]',
        'closed: true',
      ]);
    } finally {
      execFileSync('umount', ['--lazy', disk]);
      await rm(disk, { recursive: true });
    }
  });
});

/** Null, and a line that says so, where this process may not mount one. */
async function smallDisk(): Promise<string | null> {
  const directory = await mkdtemp(join(tmpdir(), 'attest-full-'));
  try {
    const options = ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', directory];
    execFileSync('mount', options, { stdio: 'ignore' });
    return directory;
  } catch {
    process.stderr.write('Skipped: mounting a small disk needs root.\n');
    await rm(directory, { recursive: true });
    return null;
  }
}

const withServer = KINDS.includes('postgres') ? describe : describe.skip;
withServer('a PostgreSQL server', () => {
  it('is migrated once where two processes come at once', async () => {
    const place = await emptyPlace('postgres');
    const both = [place.url ?? '', place.url ?? ''];
    const printed = await Promise.all(both.map((url) => printedBy('migrateOnce.ts', url)));
    expect(printed.sort()).toEqual(['0 to 1', '1 to 1']);
    await place.discard();
  });

  it('fails what it is asked while it is away, and is used again when it is back', async () => {
    const server = await startPostgres();
    const database = await openDatabase({ url: server.url, directory: '' }, NO_LOG);
    await migrate(database);
    const interrupted = database.transaction(async (tx) => {
      await saveCursor(tx, 'elm', 'feed', at(1));
      await server.crash();
      await saveCursor(tx, 'elm', 'feed', at(2));
    });
    await expect(interrupted).rejects.toMatchObject({ code: 'store-unreachable', retryable: true });
    await expect(database.query('select 1')).rejects.toMatchObject({ code: 'store-unreachable' });
    await server.restart();
    expect(await cursorOf(database, 'elm', 'feed')).toBeNull();
    await saveCursor(database, 'elm', 'feed', at(3));
    await server.restart();
    expect(await cursorOf(database, 'elm', 'feed')).toEqual(at(3));
    await database.close();
    await server.stop();
  });
});
