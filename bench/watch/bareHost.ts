import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseTenants } from '../../src/config.ts';
import type { Job } from '../../src/jobs/queues.ts';
import { NO_LOG } from '../../src/log.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/openDatabase.ts';
import { openTenants } from '../../src/tenant/tenants.ts';
import { readPerson } from '../../src/watch/readPerson.ts';
import { reassess } from '../../src/watch/reassess.ts';
import { survey } from '../../src/watch/survey.ts';
import type { Work } from '../../src/watch/work.ts';
import { writeBack } from '../../src/watch/writeBack.ts';
import { AS_OF } from '../record/longHistory.ts';
import { shown, type Section } from '../report/report.ts';
import { post, startHost, type Asked, type Host } from './host.ts';
import { costOf, reads, type Cost } from './meter.ts';

const PEOPLE = 300;

/**
 * The survey beside fetching the same pages, and the writing beside posting the same bundles: one after the
 * other, without queues, with the embedded database.
 */
export async function bareHost(): Promise<readonly Section[]> {
  const host = await startHost({ people: PEOPLE });
  const { work, sent, stop } = await openWork(host.url);
  await work.access.capabilities();
  await work.access.context();
  await host.figures();
  const surveyed = await costOf(host, async () => {
    await survey(work);
    for (const job of sent.splice(0))
      if (job.kind === 'read-person') await readPerson(work, job.patient);
  });
  const goals = new Set(
    sent.splice(0).flatMap((job) => (job.kind === 'reassess' ? [job.goal] : [])),
  );
  for (const goal of goals) await reassess(work, goal);
  await host.figures();
  const written = await costOf(host, async () => {
    for (const goal of goals) await writeBack(work, goal);
  });
  await stop();
  host.close();
  const other = await startHost({ people: PEOPLE });
  const fetched = await costOf(other, () => fetchAgain(other, surveyed.asked));
  const posted = await costOf(other, () => postAgain(other, written.asked));
  other.close();
  return [
    {
      title: `The survey of ${PEOPLE} people beside fetching the same pages`,
      says: [
        `${host.observations} Observations. The survey reads, reduces each resource to what is kept of it, and stores that; beside it, the same addresses by fetch, one after the other, each parsed as JSON and dropped.`,
      ],
      rows: [
        rowOf('survey', surveyed, reads(surveyed), 'pages'),
        rowOf('fetch and JSON.parse', fetched, reads(fetched), 'pages'),
        ratioOf(surveyed, fetched),
      ],
    },
    {
      title: `Writing ${goals.size} verdicts beside posting the same transactions`,
      says: [
        'Verdicts with their flags, tasks and provenance. Beside it, the same conditional transactions by fetch into a host of the same record, one after the other.',
      ],
      rows: [
        rowOf('write-back', written, goals.size, 'goals'),
        rowOf('fetch', posted, goals.size, 'goals'),
        ratioOf(written, posted),
      ],
    },
  ];
}

async function openWork(url: string) {
  const folder = mkdtempSync(join(tmpdir(), 'attest-bench-'));
  const database = await openDatabase({ url: null, directory: folder }, NO_LOG);
  await migrate(database);
  const now = (): number => AS_OF;
  const host = { baseUrl: url, requestsPerSecond: 1000 };
  const tenants = await openTenants(parseTenants({ tenants: [{ id: 'bench', host }] }), {
    log: NO_LOG,
    now,
  });
  const access = tenants.get('bench');
  if (access === null) throw new Error('the tenant is not there');
  const sent: Job[] = [];
  const send: Work['send'] = (job) => {
    sent.push(job);
    return Promise.resolve();
  };
  return {
    work: { access, database, send, now, log: NO_LOG },
    sent,
    stop: async () => {
      await tenants.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function fetchAgain({ url }: Host, asked: readonly Asked[]): Promise<void> {
  const origin = new URL(url).origin;
  for (const { method, url: path } of asked) {
    if (method === 'GET') await (await fetch(`${origin}${path}`)).json();
  }
}

async function postAgain({ url }: Host, asked: readonly Asked[]): Promise<void> {
  for (const { method, body } of asked) if (method === 'POST') await post(url, body);
}

function rowOf(what: string, { wallMs, cpuMs, hostCpuMs }: Cost, count: number, of: string) {
  return {
    what,
    [of]: count,
    'wall s': shown(wallMs / 1000),
    'CPU s': shown(cpuMs / 1000),
    [`${of} a second of CPU`]: Math.round(count / (cpuMs / 1000)),
    [`${of} a second`]: Math.round(count / (wallMs / 1000)),
    'CPU s of the host': shown(hostCpuMs / 1000),
  };
}

const ratioOf = (ours: Cost, bare: Cost) => ({
  what: 'ratio',
  'wall s': shown(ours.wallMs / bare.wallMs),
  'CPU s': shown(ours.cpuMs / bare.cpuMs),
  'CPU s of the host': shown(ours.hostCpuMs / bare.hostCpuMs),
});
