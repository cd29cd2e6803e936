import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { parseEnvironment } from '../../src/config.ts';
import { startService } from '../../src/main.ts';
import { serve, type Serving } from '../cli/commandLine.ts';
import { until } from '../jobs/crew.ts';
import { everythingIn } from '../journeys/everythingIn.ts';
import { startProxy, type Passing } from '../journeys/proxy.ts';
import { logLines } from '../support/logLines.ts';
import { postgresIfAny } from '../support/postgresIfAny.ts';
import { startProcess, type ServiceProcess } from './serviceProcess.ts';

const AT = '2026-04-01T06:00:00Z';
const SANDBOX = ['sandbox', '--anchor', '2026-03-31', '--seed', '3'];
const NEVER = '0 0 29 2 *';
const EACH_SECOND = '* * * * * *';
/** More writes than one look at what a host can do takes. */
const PROBES = 4;

const server = await postgresIfAny();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A host, the database of those beside it, and all writes that they sent. */
interface Site {
  readonly host: string;
  readonly database: string;
  /** The file that names it. */
  readonly tenants: string;
  readonly writes: readonly Passing[];
  /** Another process of the service. */
  readonly start: () => Promise<ServiceProcess>;
  readonly close: () => Promise<void>;
}

async function openSite(
  database: string,
  { changes = NEVER, onWrite }: { changes?: string; onWrite?: (count: number) => void } = {},
): Promise<Site> {
  const sandbox: Serving = await serve(SANDBOX);
  const writes: Passing[] = [];
  const proxy = await startProxy(sandbox.url, {
    before: (passing) => {
      if (passing.method === 'GET') return;
      writes.push(passing);
      onWrite?.(writes.length);
    },
  });
  const elm = {
    id: 'elm',
    host: { baseUrl: proxy.url, requestsPerSecond: 1000 },
    schedule: { changes, everything: NEVER },
  };
  const tenants = join(folder, `${new URL(proxy.url).port}.json`);
  writeFileSync(tenants, JSON.stringify({ tenants: [elm] }));
  return {
    host: sandbox.url,
    database,
    tenants,
    writes,
    start: () => startProcess(AT, { TENANTS_FILE: tenants, DATABASE_URL: database }),
    close: async () => {
      proxy.close();
      await sandbox.stop();
    },
  };
}

/** How many goals' plans this process has written. */
const wroteIn = ({ log }: ServiceProcess): number => log().split('"message":"written"').length - 1;

async function asked<Row extends object>(database: string, text: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const jobsOf = (kinds: string) => `
  select data->'job' as job, started_on as began, completed_on as ended
  from attest_jobs.job where name like 'elm/%' and started_on is not null
    and data->'job'->>'kind' in (${kinds})`;

/** Runs of the same work of which one began before the other had ended, by the database's clock. */
const OVERLAPPING = `
  with run as (${jobsOf(`'reassess', 'write-back', 'read-person'`)}),
  next as (
    select job, ended, lead(began) over (partition by job::text order by began) as "nextBegan" from run)
  select job from next where "nextBegan" < ended`;

const RUNS = `select count(*)::int as runs from (${jobsOf(`'reassess', 'write-back'`)}) as run`;

const DECIDED_TWICE = `
  select goal from attest.verdicts group by goal having count(*) > 1`;

interface Ticks {
  readonly polls: number;
  readonly clock: number;
}

const TICKS = `
  select count(*)::int as polls, extract(epoch from clock_timestamp())::float8 as clock
  from attest_jobs.job where name = 'elm/host' and data->'job'->>'kind' = 'poll'`;

/** Identifiers of ours that more than one resource in the host has. */
function doubled(everything: readonly string[]): readonly string[] {
  const ids = everything.map((text) => (JSON.parse(text) as { readonly id: string }).id);
  return ids.filter((id, index) => id !== 'Provenance' && ids.indexOf(id) !== index);
}

(server === null ? describe.skip : describe)(
  'several processes on one PostgreSQL (npm run test:postgres)',
  () => {
    const at = server as NonNullable<typeof server>;
    let expected: readonly string[];
    let writesOfOne: number;

    beforeAll(async () => {
      const site = await openSite(await at.createDatabase('alone'));
      const alone = await site.start();
      await alone.idle();
      expect(await alone.stop()).toBe(0);
      expected = await everythingIn(site.host);
      expect(expected.length).toBeGreaterThan(5_000);
      writesOfOne = site.writes.length;
      await site.close();
    });

    it('share the work, and do each thing once', async () => {
      const site = await openSite(await at.createDatabase('shared'));
      const all = await Promise.all([site.start(), site.start(), site.start()]);
      for (const each of all) await each.idle();
      const everything = await everythingIn(site.host);
      expect(everything).toEqual(expected);
      expect(doubled(everything)).toEqual([]);
      expect(Math.min(...all.map(wroteIn))).toBeGreaterThan(0);
      // Nothing was sent twice but the first look at what the host can do, which each may take for itself.
      expect(site.writes.length - writesOfOne).toBeLessThanOrEqual(2 * PROBES);
      expect(await asked(site.database, OVERLAPPING)).toEqual([]);
      expect(await asked(site.database, DECIDED_TWICE)).toEqual([]);
      const [{ runs } = { runs: 0 }] = await asked<{ runs: number }>(site.database, RUNS);
      expect(runs).toBeGreaterThan(60);
      for (const each of all) expect(await each.stop()).toBe(0);
      await site.close();
    });

    it('send each tick once', async () => {
      const site = await openSite(await at.createDatabase('ticks'), { changes: EACH_SECOND });
      const all = await Promise.all([site.start(), site.start()]);
      for (const each of all) await each.idle();
      const [before] = await asked<Ticks>(site.database, TICKS);
      await sleep(4_000);
      const [after] = await asked<Ticks>(site.database, TICKS);
      const polls = (after?.polls ?? 0) - (before?.polls ?? 0);
      const seconds = (after?.clock ?? 0) - (before?.clock ?? 0);
      expect(polls).toBeGreaterThanOrEqual(3);
      expect(polls).toBeLessThanOrEqual(seconds + 1);
      for (const each of all) expect(await each.stop()).toBe(0);
      await site.close();
    });

    it('finish what one of them was killed at', async () => {
      let victim: ServiceProcess | null = null;
      const power: Promise<void>[] = [];
      const site = await openSite(await at.createDatabase('halved'), {
        onWrite: (count) => {
          if (count >= 30 && power.length === 0 && victim !== null) power.push(victim.kill());
        },
      });
      const [first, second] = await Promise.all([site.start(), site.start()]);
      victim = first;
      await second.idle();
      expect(power).toHaveLength(1);
      await Promise.all(power);
      expect(await everythingIn(site.host)).toEqual(expected);
      expect(await asked(site.database, DECIDED_TWICE)).toEqual([]);
      expect(await second.stop()).toBe(0);
      await site.close();
    });

    it('all killed, leave the rest to the next', async () => {
      const all: ServiceProcess[] = [];
      const site = await openSite(await at.createDatabase('dark'), {
        onWrite: (count) => {
          if (count === 40) for (const each of all) void each.kill();
        },
      });
      all.push(...(await Promise.all([site.start(), site.start()])));
      await Promise.all(all.map((each) => each.ended));
      const next = await site.start();
      await next.idle();
      expect(await everythingIn(site.host)).toEqual(expected);
      expect(await next.stop()).toBe(0);
      await site.close();
    });

    it('outlive their database, and go on when it is back', async () => {
      let strike: () => void = () => undefined;
      const struck = new Promise<void>((resolve) => (strike = resolve));
      const site = await openSite(await at.createDatabase('away'), {
        onWrite: (count) => {
          if (count === 20) void at.restart();
          if (count === 60) strike();
        },
      });
      const service = await site.start();
      await struck;
      await at.crash();
      const ready = await fetch(`${service.url}/health/ready`);
      expect(ready.status).toBe(503);
      expect(await ready.json()).toMatchObject({ notReady: ['store'] });
      expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
      const log = logLines();
      const late = startService(
        parseEnvironment({ TENANTS_FILE: site.tenants, DATABASE_URL: site.database, PORT: '0' }),
        { log: log.log, now: () => Date.parse(AT) },
      );
      await until(() => log.lines('store-waited-for').length > 0, 60_000);
      await at.restart();
      await service.idle();
      expect(await everythingIn(site.host)).toEqual(expected);
      // The one that was started meanwhile has waited.
      await (await late).stop();
      expect(await service.stop()).toBe(0);
      expect(service.log()).not.toMatch(/^ +at /m);
      await site.close();
    });
  },
);
