import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FhirResource, Observation } from 'fhir/r4.js';
import { loadCalendar } from '../../src/calendar.ts';
import { parseEnvironment, parseTenants } from '../../src/config.ts';
import { connect } from '../../src/host/connection.ts';
import { NO_LOG } from '../../src/log.ts';
import { startService, type Service } from '../../src/main.ts';
import {
  createSandboxHost,
  type RequestLine,
  type RunningSandbox,
} from '../../src/sandbox/host/createSandboxHost.ts';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import { syncHost } from '../../src/syncHost.ts';
import { prepareReading } from '../../src/tenant/prepareReading.ts';
import { allOf, everythingIn, type Resource } from '../journeys/everythingIn.ts';

const ANCHOR = '2026-03-31';
const AS_OF = Date.parse('2026-04-01T06:00:00Z');

/** Only where a test asks for it: nothing comes by itself. */
const NEVER = '0 0 29 2 *';

interface Host extends RunningSandbox {
  readonly asked: RequestLine[];
}

const { resources } = synthesise({ seed: 3, anchor: ANCHOR });

/** The same record each time, as it is before anything is written into it. */
async function freshHost(): Promise<Host> {
  const asked: RequestLine[] = [];
  const host = createSandboxHost({
    resources,
    now: () => new Date(AS_OF),
    log: (line) => asked.push(line),
  });
  return { ...(await host.listen({ host: '127.0.0.1', port: 0 })), asked };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The service in this process, on a store of its own, with a clock that stands still. */
function serviceBeside(host: Host, store: string, at: () => number = () => AS_OF) {
  const file = join(folder, `${store}.json`);
  const tenant = {
    id: 'elm',
    host: { baseUrl: host.url, requestsPerSecond: 1000 },
    schedule: { changes: NEVER, everything: NEVER },
  };
  writeFileSync(file, JSON.stringify({ tenants: [tenant] }));
  const environment = { TENANTS_FILE: file, DATA_DIR: join(folder, store), PORT: '0' };
  return startService(parseEnvironment(environment), { log: NO_LOG, now: at });
}

async function quiet({ jobs }: Service): Promise<void> {
  for (let still = 0; still < 3;) {
    const counts = await jobs.counts();
    still = counts.every(({ queued, active }) => queued + active === 0) ? still + 1 : 0;
    await sleep(50);
  }
}

/** All that the store holds of the record, as text; not our Device, of which each probe makes new versions. */
async function projectionIn({ database }: Service): Promise<readonly string[]> {
  const rows = await Promise.all([
    database.query(
      `select patient, reference, slot, version, updated, hash, entries, kept from attest.resources
       where reference not like 'Device/%'
       order by patient, reference, slot`,
    ),
    database.query(
      `select goal, patient, state, because, dirty, next_look from attest.goals order by goal`,
    ),
    database.query(`select goal, decision, line from attest.verdicts order by goal, number`),
    database.query(
      `select patient, failure, projection, unread from attest.people order by patient`,
    ),
  ]);
  return rows.flat().map((row) => JSON.stringify(row));
}

describe('a service beside a record', () => {
  let host: Host;
  let service: Service;
  beforeAll(async () => {
    host = await freshHost();
    service = await serviceBeside(host, 'first');
    await quiet(service);
  });
  afterAll(async () => {
    await service.stop();
    await host.close();
  });

  it('leaves in it what one pass over it leaves', async () => {
    const other = await freshHost();
    const [tenant] = parseTenants({ tenants: [{ id: 'elm', host: { baseUrl: other.url } }] });
    if (tenant === undefined) throw new Error('no tenant');
    const report = await syncHost(connect({ baseUrl: other.url }), {
      tenant: 'elm',
      leaveOut: [],
      asOf: AS_OF,
      calendar: loadCalendar(),
      contextWith: await prepareReading({ ...tenant, defaultProgramme: false }),
      goalWriteMode: 'A',
      dryRun: false,
      goal: null,
      log: NO_LOG,
    });
    expect(report.failed).toEqual([]);
    const expected = await everythingIn(other.url);
    expect(await everythingIn(host.url)).toEqual(expected);
    await other.close();
  });

  it('writes nothing when it is started again', async () => {
    await service.stop();
    const before = host.asked.length;
    service = await serviceBeside(host, 'first');
    await quiet(service);
    const asked = host.asked.slice(before);
    expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    // It asks what changed, and reads nobody again.
    expect(asked.length).toBeLessThan(20);
  });

  it('and without its store, leaves the record as it is and holds the same again', async () => {
    const before = await everythingIn(host.url);
    const held = await projectionIn(service);
    expect(held.length).toBeGreaterThan(5_000);
    await service.stop();
    rmSync(join(folder, 'first'), { recursive: true });
    service = await serviceBeside(host, 'first');
    await quiet(service);
    expect(await everythingIn(host.url)).toEqual(before);
    expect(await projectionIn(service)).toEqual(held);
  });

  it('takes in one new session without reading the person again', async () => {
    const goal = 'Goal/engagement-takes-part';
    const before = host.asked.length;
    const session = await newSessionFor(host, goal);
    await service.jobs.send({ kind: 'poll', tenant: 'elm' });
    await quiet(service);
    const held = await service.database.query(
      'select reference from attest.resources where reference = $1::text',
      [session],
    );
    expect(held).toHaveLength(1);
    const reads = host.asked.slice(before).filter(({ path }) => path.includes('/Goal/'));
    expect(reads).toEqual([]);
  });

  it('lets go of a session that was deleted, when the host tells of it', async () => {
    const session = await newSessionFor(host, 'Goal/engagement-takes-part');
    await service.jobs.send({ kind: 'notice', tenant: 'elm', reference: session });
    await quiet(service);
    await fetch(`${host.url}/${session}`, { method: 'DELETE' });
    await service.jobs.send({ kind: 'notice', tenant: 'elm', reference: session });
    await quiet(service);
    const held = await service.database.query(
      'select reference from attest.resources where reference = $1::text',
      [session],
    );
    expect(held).toEqual([]);
  });
});

/** The goal's newest session once more, recorded now. */
async function newSessionFor(host: Host, goal: string): Promise<string> {
  const all = await allOf(host.url, 'Observation');
  const last = all.filter((each) => isSessionOf(each, goal)).at(-1);
  if (last === undefined) throw new Error(`${goal} has no session`);
  const copy = { ...(last as unknown as Observation) };
  delete copy.id;
  delete copy.meta;
  delete copy.identifier;
  const session: FhirResource = {
    ...copy,
    effectivePeriod: { start: '2026-04-01T04:00:00Z', end: '2026-04-01T05:00:00Z' },
    issued: '2026-04-01T05:05:00Z',
  };
  const answer = await fetch(`${host.url}/Observation`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(session),
  });
  const { id } = (await answer.json()) as Resource;
  return `Observation/${id}`;
}

const isSessionOf = (resource: Resource, goal: string): boolean =>
  JSON.stringify(resource['extension'] ?? '').includes(goal) &&
  JSON.stringify(resource['code']).includes('"session"');
