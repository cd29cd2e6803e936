import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openJobs, type Jobs } from '../../src/jobs/boss.ts';
import { Later, type Job } from '../../src/jobs/queues.ts';
import { NO_LOG } from '../../src/log.ts';
import { Problem } from '../../src/problem.ts';
import type { Database, Queryable } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/openDatabase.ts';
import { KINDS, openStore, type StorePlace } from '../support/stores.ts';
import { handlersOf, QUIET, readableLog, until } from './crew.ts';

/** Each second begins one. */
const TICKS = { pglite: 4, postgres: 20 };

describe.each(KINDS)('jobs on %s', (kind) => {
  let database: Database;
  let place: StorePlace;
  let close: () => Promise<void>;
  let jobs: Jobs;
  let logged: ReturnType<typeof readableLog>;
  let tenant: string;
  let count = 0;

  beforeAll(async () => {
    const store = await openStore(kind);
    ({ database, place } = store);
    close = () => store.close();
    await database.query('create table marks (goal text)');
  }, 60_000);
  afterAll(() => close());
  beforeEach(async () => {
    tenant = `tenant-${(count += 1)}`;
    logged = readableLog();
    jobs = await openJobs(database, {
      log: logged.log,
      now: Date.now,
      backoff: () => 50,
      patienceMs: 1_000,
    });
  });
  afterEach(() => jobs.stop());

  const reassess = (goal: string): Job => ({ kind: 'reassess', tenant, goal });
  const serve = (work: (job: Job) => Promise<void> | void, atOnce = 2, id = tenant) =>
    jobs.serve({ id, atOnce, schedule: QUIET }, handlersOf(work));
  const idle = () =>
    until(async () => (await jobs.counts()).every(({ queued, active }) => queued + active === 0));

  describe('sent in a transaction', () => {
    it('goes with it', async () => {
      const done: unknown[] = [];
      await serve((job) => void done.push('goal' in job && job.goal));
      const sent = database.transaction(async (tx) => {
        await jobs.send(reassess('Goal/rolled-back'), { on: tx });
        throw new Error('something else failed');
      });
      await expect(sent).rejects.toThrow('something else failed');
      await database.transaction((tx) => jobs.send(reassess('Goal/kept'), { on: tx }));
      await until(() => done.length > 0);
      await pause(100);
      expect(done).toEqual(['Goal/kept']);
    });

    it('sees what was changed with it, though the same work was due before', async () => {
      const seen: number[] = [];
      await jobs.send(reassess('Goal/seen'), { notBefore: Date.now() + 200 });
      await serve(async () => {
        const marks = await database.query(`select goal from marks where goal = $1`, [tenant]);
        seen.push(marks.length);
      });
      await database.transaction(async (tx) => {
        await tx.query('insert into marks values ($1)', [tenant]);
        await jobs.send(reassess('Goal/seen'), { on: tx });
        await pause(500);
      });
      await until(() => seen.length > 0);
      await idle();
      expect(seen.at(-1)).toBe(1);
    });
  });

  describe('the same work', () => {
    it('is done once where it was queued often, and once more where it was running', async () => {
      let running = 0;
      let most = 0;
      let runs = 0;
      const work = async (): Promise<void> => {
        runs += 1;
        running += 1;
        most = Math.max(most, running);
        await pause(200);
        running -= 1;
      };
      for (let time = 0; time < 5; time += 1) await jobs.send(reassess('Goal/same'));
      await serve(work);
      await until(() => running === 1);
      for (let time = 0; time < 5; time += 1) await jobs.send(reassess('Goal/same'));
      await idle();
      expect({ runs, most }).toEqual({ runs: 2, most: 1 });
    });

    it('is done now though it was put down for later', async () => {
      let runs = 0;
      await jobs.send(reassess('Goal/soon'), { notBefore: Date.now() + 3_600_000 });
      await serve(() => void (runs += 1));
      await jobs.send(reassess('Goal/soon'));
      await until(() => runs === 1, 2_000);
    });

    it('comes together where it comes thick and fast, and is never put off by it', async () => {
      const runs: number[] = [];
      await serve(() => void runs.push(performance.now()));
      const begun = performance.now();
      while (performance.now() - begun < 2_000) {
        await jobs.send(reassess('Goal/busy'), { notBefore: Date.now() + 400 });
        await pause(20);
      }
      await idle();
      const [first = Infinity] = runs;
      expect(first - begun).toBeLessThan(800);
      expect(runs.length).toBeGreaterThanOrEqual(3);
      expect(runs.length).toBeLessThanOrEqual(6);
    });
  });

  describe('that fails', () => {
    it('is tried for as long as the host is away, and is no dead letter', async () => {
      let tries = 0;
      await serve(() => {
        tries += 1;
        if (tries <= 8) throw new Problem('host-unreachable', 'The host cannot be reached.');
      });
      await jobs.send({ kind: 'poll', tenant });
      await until(() => tries === 9);
      await idle();
      expect(await jobs.deadLetters(tenant)).toEqual([]);
      const lines = logged.lines().filter(({ message }) => message === 'job-put-off');
      expect(lines.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(lines[0]).toMatchObject({ tenant, job: 'poll', code: 'host-unreachable' });
    });

    it('waits for its turn whoever sends it again', async () => {
      const at: number[] = [];
      await jobs.stop();
      jobs = await openJobs(database, { log: logged.log, now: Date.now, backoff: () => 600 });
      await serve(() => {
        at.push(performance.now());
        if (at.length === 1) throw new Problem('host-throttled', 'The host asks for patience.');
      });
      await jobs.send({ kind: 'poll', tenant });
      await until(() => at.length === 1);
      await pause(100);
      await jobs.send({ kind: 'poll', tenant });
      await idle();
      expect(at).toHaveLength(2);
      expect((at[1] as number) - (at[0] as number)).toBeGreaterThan(550);
    });

    it('is given up after five tries, told with its reason, and replayed', async () => {
      let broken = true;
      let tries = 0;
      const since = Date.now();
      await serve(() => {
        tries += 1;
        if (broken) throw new Problem('host-refused', 'The host refuses Goal/poison.');
      });
      await jobs.send(reassess('Goal/poison'));
      await until(async () => (await jobs.deadLetters(tenant)).length > 0);
      expect(tries).toBe(5);
      const [letter] = await jobs.deadLetters(tenant);
      expect(letter).toMatchObject({
        ...{ tenant, kind: 'reassess', about: 'Goal/poison', tries: 5 },
        ...{ code: 'host-refused', because: 'The host refuses Goal/poison.' },
      });
      expect(Math.abs((letter?.since ?? 0) - since)).toBeLessThan(2_000);
      expect(await jobs.deadLetters('tenant-other')).toEqual([]);
      expect(await jobs.counts()).toContainEqual({
        ...{ tenant, kind: 'reassess', queued: 0, active: 0, dead: 1, oldestMs: null },
      });
      expect(logged.lines().at(-1)).toMatchObject({ message: 'job-given-up', level: 'error' });

      broken = false;
      expect(await jobs.replay([letter?.id ?? ''], tenant)).toBe(1);
      await until(() => tries === 6);
      expect(await jobs.deadLetters(tenant)).toEqual([]);
      expect(await jobs.replay('all')).toBe(0);
    });

    it('is no dead letter any more once it has succeeded', async () => {
      let broken = true;
      await serve(() => {
        if (broken) throw new TypeError('x');
      });
      await jobs.send(reassess('Goal/mended'));
      await until(async () => (await jobs.deadLetters(tenant)).length === 1);
      broken = false;
      await jobs.send(reassess('Goal/mended'));
      await until(async () => (await jobs.deadLetters(tenant)).length === 0);
    });

    it('has not failed where it was put off by its handler', async () => {
      const at: number[] = [];
      await serve(() => {
        at.push(Date.now());
        if (at.length <= 6) throw new Later(Date.now() + 120, 'The host asks for it.');
      });
      await jobs.send({ kind: 'notice', tenant, reference: 'Observation/o' });
      await until(() => at.length === 7);
      await idle();
      expect(await jobs.deadLetters(tenant)).toEqual([]);
      at.slice(1).forEach((one, index) => {
        expect(one - (at[index] as number)).toBeGreaterThanOrEqual(115);
      });
    });
  });

  describe('tenants', () => {
    it('never wait for each other, and have their share at once', async () => {
      const other = `${tenant}-other`;
      let free: () => void = () => undefined;
      const stuck = new Promise<void>((resolve) => {
        free = resolve;
      });
      let held = 0;
      let served = 0;
      await serve(() => ((held += 1), stuck), 3);
      await serve(() => void (served += 1), 1, other);
      const notice = (id: string, index: number): Job => ({
        ...{ kind: 'notice', tenant: id, reference: `Observation/${index}` },
      });
      for (let index = 0; index < 10; index += 1) await jobs.send(notice(tenant, index));
      for (let index = 0; index < 10; index += 1) await jobs.send(notice(other, index));
      await until(() => served === 10, 3_000);
      expect(held).toBe(3);
      const [waiting] = (await jobs.counts()).filter((one) => one.tenant === tenant);
      expect(waiting).toMatchObject({ kind: 'notice', queued: 7, active: 3 });
      expect(waiting?.oldestMs).toBeGreaterThan(0);
      free();
      await idle();
      expect(held).toBe(10);
    });

    it('keep what is queued when they are retired', async () => {
      let runs = 0;
      await serve(() => void (runs += 1));
      await jobs.retire(tenant);
      await jobs.send(reassess('Goal/waits'));
      await pause(300);
      expect(runs).toBe(0);
      await serve(() => void (runs += 1));
      await until(() => runs === 1);
    });

    it('are not served by a schedule that cannot be kept', async () => {
      const schedule = { changes: '61 * * * *', everything: 'daily', timeZone: 'Europe/Londinium' };
      const served = jobs.serve(
        { id: tenant, atOnce: 1, schedule },
        handlersOf(() => undefined),
      );
      await expect(served).rejects.toMatchObject({
        code: 'bad-configuration',
        message: `Tenant ${tenant}: schedule.changes: this is no cron expression of five or six fields; schedule.everything: this is no cron expression of five or six fields; schedule.timeZone: no such time zone.`,
      });
    });
  });

  it('takes back at the end what is not done', async () => {
    let runs = 0;
    await serve(() => new Promise(() => void (runs += 1)));
    await jobs.send(reassess('Goal/endless'));
    await until(() => runs === 1);
    await jobs.stop();
    jobs = await openJobs(database, { log: logged.log, now: Date.now });
    await serve(() => void (runs += 1));
    await until(() => runs === 2, 8_000);
  });

  it('does the work of each tick once, with two replicas', async () => {
    // The embedded database has no second process: two sets of workers stand for it.
    const second = kind === 'pglite' ? database : await openDatabase(place, NO_LOG);
    const replicas = [database, second];
    const both = await Promise.all(
      replicas.map((one) => openJobs(one, { log: NO_LOG, now: Date.now })),
    );
    let runs = 0;
    const handlers = handlersOf(() => void (runs += 1));
    const schedule = { ...QUIET, changes: '* * * * * *' };
    await pause(1_400 - (Date.now() % 1_000));
    for (const one of both) await one.serve({ id: tenant, atOnce: 2, schedule }, handlers);
    await pause(TICKS[kind] * 1_000);
    for (const one of both) await one.retire(tenant);
    for (const one of both) await one.stop();
    if (second !== database) await second.close();
    const kept = await database.query(
      `select state from attest_jobs.job where name = '${tenant}/host' and state = 'completed'`,
    );
    expect({ runs, kept: kept.length }).toEqual({ runs: TICKS[kind], kept: TICKS[kind] });
  }, 60_000);

  it('does what matters to somebody who waits before what is routine', async () => {
    const order: string[] = [];
    await jobs.send({ kind: 'survey', tenant });
    await jobs.send({ kind: 'read-person', tenant, patient: 'Patient/p' });
    await jobs.send({ kind: 'poll', tenant });
    await jobs.send({ kind: 'write-back', tenant, goal: 'Goal/g' });
    await jobs.send({ kind: 'notice', tenant, reference: 'Observation/o' });
    await serve((job) => void order.push(job.kind), 1);
    await idle();
    expect(order).toEqual(['notice', 'write-back', 'poll', 'read-person', 'survey']);
  });

  it('refuses what is no reference, so that nothing else can get in', async () => {
    const on: Queryable = database;
    await expect(jobs.send(reassess('Nia Wrenfallow'), { on })).rejects.toThrow();
  });
});
