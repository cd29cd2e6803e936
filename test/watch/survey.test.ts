import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseTenants, type Tenant } from '../../src/config.ts';
import type { Job } from '../../src/jobs/queues.ts';
import {
  createSandboxHost,
  type RunningSandbox,
} from '../../src/sandbox/host/createSandboxHost.ts';
import { addPeople, peopleOf, savePersonFailure, savePersonRead } from '../../src/store/people.ts';
import { openAccess } from '../../src/tenant/access.ts';
import { poll } from '../../src/watch/poll.ts';
import { survey } from '../../src/watch/survey.ts';
import type { Work } from '../../src/watch/work.ts';
import { recordOf } from '../service/besideHost.ts';
import { logLines } from '../support/logLines.ts';
import { openStore } from '../support/stores.ts';

const HOUR = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'attest-survey-'));
const list = join(folder, 'people.txt');

let store: Awaited<ReturnType<typeof openStore>>;
let host: RunningSandbox;
let now: number;
let log: ReturnType<typeof logLines>;
let sent: Job[];
let count = 0;
let id: string;
beforeAll(async () => {
  store = await openStore('pglite');
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  log = logLines();
  sent = [];
  now = Date.parse('2026-04-01T06:00:00Z');
  count += 1;
  id = `elm-${count}`;
});
afterEach(() => host.close());

async function startHost(quirk: 'open' | 'epic-like' = 'open'): Promise<void> {
  const resources = recordOf(4);
  const running = createSandboxHost({ resources, quirk, now: () => new Date(now) });
  host = await running.listen({ host: '127.0.0.1', port: 0 });
}

async function workOn(tenant: object = {}, leaveOut: readonly string[] = []): Promise<Work> {
  const at = { baseUrl: host.url, requestsPerSecond: 1000, leaveOut };
  const [read] = parseTenants({ tenants: [{ id, host: at, ...tenant }] }) as readonly [Tenant];
  const access = await openAccess(read, { log: log.log, now: () => now });
  const send = (job: Job): Promise<void> => {
    sent.push(job);
    return Promise.resolve();
  };
  return { access, database: store.database, send, now: () => now, log: log.log };
}

/** Whether a poll calls for a survey. */
async function callsForSurvey(work: Work): Promise<boolean> {
  sent = [];
  await poll(work);
  return sent.some(({ kind }) => kind === 'survey');
}

const known = async (): Promise<readonly string[]> =>
  (await peopleOf(store.database, id)).map(({ patient }) => patient);

const everybody = recordOf(4)
  .filter(({ resourceType }) => resourceType === 'Patient')
  .map(({ id: patient = '' }) => `Patient/${patient}`)
  .sort();

const readAll = async (): Promise<void> => {
  for (const patient of await known()) {
    const read = { patient, readAt: now, projection: null, unread: [] };
    await savePersonRead(store.database, id, read);
  }
};

describe('a survey', () => {
  it('comes about by the next poll, where none did for more than a day or the tenant has changed', async () => {
    await startHost();
    const work = await workOn();
    expect(await callsForSurvey(work)).toBe(true);
    await survey(work);
    expect(await callsForSurvey(work)).toBe(false);
    now += 25 * HOUR;
    expect(await callsForSurvey(work)).toBe(false);
    now += 60_000;
    expect(await callsForSurvey(work)).toBe(true);
    await survey(work);
    const without = await workOn({}, ['Task']);
    expect(await callsForSurvey(without)).toBe(true);
    await survey(without);
    expect(await callsForSurvey(without)).toBe(false);
    // As it was before, it was last surveyed before the change.
    expect(await callsForSurvey(work)).toBe(true);
  });

  it('of a host that cannot tell what changed follows when the people of the last were read', async () => {
    await startHost('epic-like');
    writeFileSync(list, everybody.join('\n'));
    const work = await workOn({ people: { file: list } });
    await survey(work);
    now += 60_000;
    expect(await callsForSurvey(work)).toBe(false);
    await readAll();
    expect(await callsForSurvey(work)).toBe(true);
    // One that cannot be read holds up the others for an hour.
    now += 60_000;
    await survey(work);
    now += 60_000;
    expect(await callsForSurvey(work)).toBe(false);
    now += HOUR;
    expect(await callsForSurvey(work)).toBe(true);
  });

  it('lets go of somebody only where the next one does not find them either', async () => {
    await startHost();
    writeFileSync(list, everybody.join('\n'));
    const work = await workOn({ people: { file: list } });
    await survey(work);
    expect(await known()).toEqual(everybody);
    writeFileSync(list, everybody.slice(1).join('\n'));
    await survey(work);
    expect(await known()).toEqual(everybody);
    // Back again: the next absence is the first.
    writeFileSync(list, everybody.join('\n'));
    await survey(work);
    writeFileSync(list, everybody.slice(1).join('\n'));
    await survey(work);
    expect(await known()).toEqual(everybody);
    await survey(work);
    expect(await known()).toEqual(everybody.slice(1));
  });

  it.each([0, 1])('never lets go of most of all at once (%i left)', async (left) => {
    await startHost();
    writeFileSync(list, everybody.join('\n'));
    const work = await workOn({ people: { file: list } });
    await survey(work);
    writeFileSync(list, everybody.slice(0, left).join('\n'));
    for (let time = 0; time < 3; time += 1) await survey(work);
    expect(await known()).toEqual(everybody);
    expect(log.lines('people-missing')).toHaveLength(3);
    expect(log.lines('people-missing')[0]).toMatchObject({ tenant: id, count: 4 - left, total: 4 });
  });

  it('lets go of those whom the host no longer has, though nobody listed them', async () => {
    await startHost();
    const work = await workOn();
    await survey(work);
    const before = await known();
    const gone = 'Patient/erased';
    await addPeople(store.database, id, [gone]);
    await savePersonFailure(store.database, id, gone, 'refused');
    await survey(work);
    expect(await known()).toEqual([...before, gone].sort());
    await survey(work);
    expect(await known()).toEqual(before);
  });
});
