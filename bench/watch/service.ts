import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { parseEnvironment } from '../../src/config.ts';
import { NO_LOG } from '../../src/log.ts';
import { startService, type Service } from '../../src/main.ts';
import type { Work } from '../../src/watch/work.ts';
import { AS_OF } from '../record/longHistory.ts';

export type Kind = 'pglite' | 'postgres';

const server = process.env['DATABASE_URL'] ?? '';
export const KINDS: readonly Kind[] = server === '' ? ['pglite'] : ['pglite', 'postgres'];

/** Practically never: only what is asked for comes. */
const NEVER = '0 0 29 2 *';

export interface Beside {
  readonly service: Service;
  readonly work: Work;
  /** Until nothing is queued or being worked on. */
  readonly quiet: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The service in this process beside a host, with an empty store of its own and a clock that stands still. */
export async function serveBeside(host: string, kind: Kind): Promise<Beside> {
  const folder = mkdtempSync(join(tmpdir(), 'attest-bench-'));
  const file = join(folder, 'tenants.json');
  const tenant = {
    id: 'bench',
    host: { baseUrl: host, requestsPerSecond: 1000 },
    schedule: { changes: NEVER, everything: NEVER },
  };
  writeFileSync(file, JSON.stringify({ tenants: [tenant] }));
  const url = kind === 'postgres' ? { DATABASE_URL: await emptyDatabase() } : {};
  const environment = { TENANTS_FILE: file, DATA_DIR: join(folder, 'data'), PORT: '0', ...url };
  const now = (): number => AS_OF;
  const service = await startService(parseEnvironment(environment), { log: NO_LOG, now });
  const access = service.tenants.get('bench');
  if (access === null) throw new Error('the tenant is not there');
  const { database, jobs } = service;
  return {
    service,
    work: { access, database, send: jobs.send, now, log: NO_LOG },
    quiet: () => quiet(service),
    stop: async () => {
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function quiet({ jobs }: Service): Promise<void> {
  for (let still = 0; still < 2;) {
    const counts = await jobs.counts();
    still = counts.every(({ queued, active }) => queued + active === 0) ? still + 1 : 0;
    await pause(5);
  }
}

async function emptyDatabase(): Promise<string> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}
