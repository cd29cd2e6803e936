import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openJobs, type Jobs } from '../src/jobs/boss.ts';
import type { Handlers, Job } from '../src/jobs/queues.ts';
import { NO_LOG } from '../src/log.ts';
import type { Database } from '../src/store/database.ts';
import { openDatabase } from '../src/store/openDatabase.ts';

/**
 * How soon a job starts, and how many can be done: on the embedded database, and on PostgreSQL where
 * DATABASE_URL names an empty database for it (`node test/support/withPostgres.ts node bench/jobs.ts`).
 */
const SINGLE = 200;
const MANY = 2_000;
const AT_ONCE = 4;
const TENANT = 'bench';
const schedule = { changes: '0 0 1 1 *', everything: '0 0 1 1 *', timeZone: 'UTC' };

interface Figures {
  readonly database: string;
  readonly startP50Ms: number;
  readonly startP95Ms: number;
  readonly sentPerSecond: number;
  readonly donePerSecond: number;
  readonly cpuMsPerJob: number;
  readonly idleCpuPercent: number;
}

const noticeOf = (index: number): Job => ({
  ...{ kind: 'notice', tenant: TENANT, reference: `Observation/${index}` },
});

let started: () => void = () => undefined;
const handler = (): Promise<void> => {
  started();
  return Promise.resolve();
};
const handlers: Handlers = {
  ...{ poll: handler, survey: handler, 'evaluate-due': handler, notice: handler },
  ...{ 'read-person': handler, reassess: handler, 'write-back': handler },
};

async function latencies(jobs: Jobs): Promise<readonly number[]> {
  const waits: number[] = [];
  for (let index = 0; index < SINGLE; index += 1) {
    const start = new Promise<void>((resolve) => {
      started = resolve;
    });
    const sent = performance.now();
    await jobs.send(noticeOf(index));
    await start;
    waits.push(performance.now() - sent);
    await pause(10);
  }
  return waits.sort((a, b) => a - b);
}

/** @returns seconds for sending and for doing them, and seconds of CPU for doing */
async function throughput(jobs: Jobs): Promise<readonly [number, number, number]> {
  await jobs.retire(TENANT);
  const begun = performance.now();
  for (let index = 0; index < MANY; index += 1) await jobs.send(noticeOf(index));
  const sent = performance.now();
  const cpu = process.cpuUsage();
  let left = MANY;
  const all = new Promise<void>((resolve) => {
    started = () => {
      left -= 1;
      if (left === 0) resolve();
    };
  });
  await jobs.serve({ id: TENANT, atOnce: AT_ONCE, schedule }, handlers);
  await all;
  return [(sent - begun) / 1000, (performance.now() - sent) / 1000, cpuSeconds(cpu)];
}

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

async function measure(database: Database): Promise<Figures> {
  const jobs = await openJobs(database, { log: NO_LOG, now: Date.now });
  await jobs.serve({ id: TENANT, atOnce: AT_ONCE, schedule }, handlers);
  await pause(1_000);
  const waits = await latencies(jobs);
  const [sending, doing, cpu] = await throughput(jobs);
  await pause(1_000);
  const idle = process.cpuUsage();
  await pause(10_000);
  const idleSeconds = cpuSeconds(idle);
  await jobs.stop();
  const at = (share: number): number => round(waits[Math.floor(share * waits.length)] ?? NaN);
  return {
    database: database.kind,
    startP50Ms: at(0.5),
    startP95Ms: at(0.95),
    sentPerSecond: Math.round(MANY / sending),
    donePerSecond: Math.round(MANY / doing),
    cpuMsPerJob: round((cpu * 1000) / MANY),
    idleCpuPercent: round((idleSeconds / 10) * 100),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

async function measureAt(url: string | null): Promise<Figures> {
  const directory = await mkdtemp(join(tmpdir(), 'attest-bench-'));
  const database = await openDatabase({ url, directory }, NO_LOG);
  try {
    return await measure(database);
  } finally {
    await database.close();
    await rm(directory, { recursive: true, force: true });
  }
}

const url = process.env['DATABASE_URL'] ?? '';
const figures = [await measureAt(null), ...(url === '' ? [] : [await measureAt(url)])];
// eslint-disable-next-line no-console -- the table is what it is for
console.table(Object.fromEntries(figures.map(({ database, ...rest }) => [database, rest])));
