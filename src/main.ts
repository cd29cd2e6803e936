import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Environment } from './config.ts';
import { openJobs, type Jobs } from './jobs/boss.ts';
import { faultsOfSchedule } from './jobs/ticks.ts';
import type { Log } from './log.ts';
import { Problem, sentenceOf } from './problem.ts';
import { serveTenants, type Running } from './serveTenants.ts';
import type { Database } from './store/database.ts';
import { cursorOf } from './store/cursors.ts';
import { hostProfileOf, hostProfileReadAt, saveHostProfile } from './store/hostProfiles.ts';
import { migrate } from './store/migrate.ts';
import { openDatabase } from './store/openDatabase.ts';
import { useTokenId } from './store/tokenIds.ts';
import { publicKeys } from './tenant/publicKeys.ts';
import { readTenantsFile } from './tenant/tenantsFile.ts';
import { openTenants, type Tenants } from './tenant/tenants.ts';
import { createApp } from './web/app.ts';

export interface Service {
  /** Where it listens. */
  readonly url: string;
  readonly tenants: Tenants;
  readonly jobs: Jobs;
  readonly database: Database;
  /** Resolves when the store is another process's now, and nothing here works any more. */
  readonly lost: Promise<Problem>;
  /**
   * Lets running work end, and closes everything in the reverse order of its opening: within half a
   * minute, and without fail.
   */
  readonly stop: () => Promise<void>;
}

interface Deps {
  readonly log: Log;
  readonly now: () => number;
  /** How long a database that is away at the start is waited for; one minute. */
  readonly storePatienceMs?: number;
}

type Close = () => Promise<void> | void;

/**
 * Everything that `attest serve` runs.
 * @throws Problem where the configuration, the store or the port is not usable; nothing is left open then
 */
export async function startService(environment: Environment, deps: Deps): Promise<Service> {
  const opened: Close[] = [];
  const stop = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await closing(close, deps.log);
  };
  try {
    return { ...(await start(environment, deps, opened)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What cannot be closed, as the store is away, keeps nothing else open. */
async function closing(close: Close, log: Log): Promise<void> {
  try {
    await close();
  } catch (error) {
    log.warn('stop-incomplete', { code: codeOf(error) });
  }
}

const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : 'unexpected');

async function start(
  environment: Environment,
  deps: Deps,
  opened: Close[],
): Promise<Omit<Service, 'stop'>> {
  const { DATABASE_URL, DATA_DIR, TENANTS_FILE } = environment;
  if (TENANTS_FILE === null) {
    throw new Problem(
      'bad-configuration',
      'Name the file of the tenants in the environment variable TENANTS_FILE.',
    );
  }
  // What can be wrong with it is found before anything is opened.
  readTenantsFile(TENANTS_FILE);
  const { promise: lost, resolve: lose } = Promise.withResolvers<Problem>();
  const database = await openWhenThere(DATABASE_URL, DATA_DIR, { ...deps, lose });
  opened.push(() => database.close());
  await migrate(database);
  const jobs = await openJobs(database, { ...deps, patienceMs: PATIENCE_MS });
  opened.push(() => jobs.stop());
  const tenants = await openTenants(TENANTS_FILE, {
    ...deps,
    profiles: (tenant) => ({
      load: () => hostProfileOf(database, tenant),
      save: (profile) => saveHostProfile(database, tenant, profile),
      readAt: () => hostProfileReadAt(database, tenant),
      mapsChanged: async () => (await cursorOf(database, tenant, 'ConceptMap'))?.newest ?? null,
    }),
    check: ({ schedule }) => faultsOfSchedule(schedule),
  });
  opened.push(() => tenants.close());
  const running = { ...deps, database, jobs };
  let begun = false;
  // Where the port is taken nothing has been begun; and a host may fetch our keys before it answers us.
  const server = await listen(environment, { ...running, tenants, hasBegun: () => begun });
  opened.push(() => closed(server));
  opened.push(await serveTenants(tenants, running));
  begun = true;
  return { url: urlOf(server), tenants, jobs, database, lost };
}

/** What runs when we are asked to stop gets so long. */
const PATIENCE_MS = 20_000;
const STORE_PATIENCE_MS = 60_000;
const STORE_RETRY_MS = 500;

/** A database that is started together with us is waited for; whatever else is wrong is told at once. */
async function openWhenThere(
  url: string | null,
  directory: string,
  { log, lose, storePatienceMs = STORE_PATIENCE_MS }: Deps & { lose: (problem: Problem) => void },
): Promise<Database> {
  const end = performance.now() + storePatienceMs;
  for (let tries = 0; ; tries += 1) {
    try {
      return await openDatabase({ url, directory }, log, lose);
    } catch (error) {
      if (url === null || codeOf(error) !== 'store-unreachable') throw error;
      if (performance.now() > end) throw error;
      if (tries === 0) log.warn('store-waited-for', { delayMs: storePatienceMs });
      await pause(STORE_RETRY_MS);
    }
  }
}

interface Answering extends Running {
  readonly tenants: Tenants;
  readonly hasBegun: () => boolean;
}

async function listen(environment: Environment, answering: Answering): Promise<Server> {
  const { PORT, LISTEN_ADDRESS } = environment;
  const server = appFor(environment, answering).listen(PORT, LISTEN_ADDRESS);
  await once(server, 'listening').catch((cause: unknown) => {
    const sentence = `Port ${PORT} on ${LISTEN_ADDRESS} cannot be used: ${sentenceOf(cause)}.`;
    throw new Problem('port-taken', sentence, { cause });
  });
  // A client that sends a byte a second must not keep a connection for ever.
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  return server;
}

const HEADERS_MS = 15_000;
const REQUEST_MS = 30_000;

const appFor = (
  { PORT, PUBLIC_URL, PROXIES }: Environment,
  { database, jobs, tenants, hasBegun, now, log }: Answering,
): ReturnType<typeof createApp> =>
  createApp({
    tenants,
    send: jobs.send,
    useTokenId: (use) => useTokenId(database, use),
    now,
    log,
    proxies: PROXIES,
    publicUrl: PUBLIC_URL ?? `http://localhost:${PORT}`,
    publicKeys: () =>
      publicKeys(
        tenants.all().map(({ tenant }) => tenant),
        log,
      ),
    ready: async () => {
      const isThere = await jobs.counts().then(
        () => true,
        () => false,
      );
      return [
        ...(isThere ? [] : ['store']),
        ...(hasBegun() ? [] : ['the work has not begun yet']),
        ...(tenants.all().length === 0 ? ['no tenant of the file can be used'] : []),
      ];
    },
    work: () => jobs.counts(),
    hostsAway: () =>
      tenants
        .all()
        .filter(({ isAway }) => isAway())
        .map(({ tenant }) => tenant.id),
    faultyTenants: tenants.faulty,
  });

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

const CLOSING_MS = 5_000;

/** Whoever is being answered still gets the answer, unless it takes long. */
async function closed(server: Server): Promise<void> {
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, CLOSING_MS);
  await once(server, 'close');
  clearTimeout(cut);
}
