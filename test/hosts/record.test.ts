/** The journeys, and what only another's server can show, on HAPI FHIR's JPA server. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FhirResource } from 'fhir/r4.js';
import { yesterday } from '../../src/cli/sandbox.ts';
import { connect } from '../../src/host/connection.ts';
import type { Resource } from '../../src/host/resource.ts';
import { subscribe as subscribeTo } from '../../src/host/subscriptions.ts';
import { NO_LOG } from '../../src/log.ts';
import type { Service } from '../../src/main.ts';
import type { TenantAccess } from '../../src/tenant/access.ts';
import { quiet } from '../service/quiet.ts';
import { holds, startBeside } from '../service/startBeside.ts';
import { fewPeople, load } from './fewPeople.ts';
import { walkAll, type Visit } from './journeys.ts';
import { startRecord, type Record } from './record.ts';

let record: Record;
let visit: Visit;
beforeAll(async () => {
  record = await startRecord();
  const resources = fewPeople(yesterday());
  await load(record.url, resources);
  const asOf = new Date().toISOString();
  visit = { url: record.url, resources: resources.map((each) => arrivedBy(asOf, each)), asOf };
}, 600_000);

/** HAPI says of everything that it was written when it came, so earlier claims count from then on only. */
const arrivedBy = (lastUpdated: string, resource: FhirResource): FhirResource => ({
  ...resource,
  meta: { ...resource.meta, lastUpdated },
});

// Where the record did not start there is nothing to stop.
afterAll(() => (record as Record | undefined)?.stop());

describe('HAPI FHIR', () => {
  walkAll(() => visit, ['SMART configuration']);
});

it('answers the same search from a cache, unless it is told not to', async () => {
  const search = `${record.url}/Task?_lastUpdated=ge${new Date().toISOString()}`;
  const seen = async (headers: HeadersInit = {}): Promise<number> =>
    (((await (await fetch(search, { headers })).json()) as { entry?: unknown[] }).entry ?? [])
      .length;
  expect(await seen()).toBe(0);
  const task = { resourceType: 'Task', status: 'draft', intent: 'plan' };
  await connect({ baseUrl: record.url }).create(task);
  expect([await seen(), await seen({ 'cache-control': 'no-cache' })]).toEqual([0, 1]);
});

it('keeps what others refer to', async () => {
  const [goal] = visit.resources.filter(({ resourceType }) => resourceType === 'Goal');
  const address = `${record.url}/Goal/${goal?.id ?? ''}`;
  const refused = await fetch(address, { method: 'DELETE' });
  expect(refused.status).toBe(409);
  expect((await fetch(address)).status).toBe(200);
});

interface Notice {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('a rest-hook of HAPI', () => {
  const notices: Notice[] = [];
  let receiver: Server;
  let endpoint: string;
  beforeAll(async () => {
    receiver = createServer((request, response) => {
      const { method = '', url = '', headers } = request;
      void text(request).then((body) => {
        notices.push({ method, path: url, headers, body });
        // HAPI wants a resource back, and takes the one that it sent.
        response.writeHead(200, { 'content-type': 'application/fhir+json' }).end(body);
      });
    });
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    receiver.close();
    receiver.closeAllConnections();
  });

  /** Subscribes to every Communication, of which nothing else here makes one. HAPI makes a subscription active by itself. */
  async function subscribe(path: string, payload: object): Promise<void> {
    const connection = connect({ baseUrl: record.url });
    const { resource } = await connection.create({
      resourceType: 'Subscription',
      status: 'requested',
      reason: 'Evidence of goals',
      criteria: 'Communication?',
      channel: {
        type: 'rest-hook',
        endpoint: `${endpoint}${path}`,
        header: ['Authorization: Bearer a-shared-secret'],
        ...payload,
      },
    });
    const status = async (): Promise<unknown> =>
      (await connection.read(`Subscription/${resource?.id ?? ''}`))['status'];
    await until(async () => (await status()) === 'active');
  }

  const heard = (path: string): readonly Notice[] =>
    notices.filter((notice) => notice.path.startsWith(path));

  it('puts the resource to a place below the endpoint, or, without a payload, posts nothing to it', async () => {
    await subscribe('/whole', { payload: 'application/fhir+json' });
    await subscribe('/empty', {});
    const note = { resourceType: 'Communication', id: 'notice-1', status: 'completed' };
    const connection = connect({ baseUrl: record.url });
    await connection.update(note, null);
    await until(() => heard('/whole').length > 0 && heard('/empty').length > 0);

    const [whole] = heard('/whole');
    expect(whole).toMatchObject({ method: 'PUT', path: '/whole/Communication/notice-1' });
    expect(whole?.headers).toMatchObject({
      authorization: 'Bearer a-shared-secret',
      'content-type': expect.stringMatching(/^application\/fhir\+json/),
      'if-match': 'W/"1"',
    });
    expect(JSON.parse(whole?.body ?? '')).toMatchObject({ ...note, meta: { versionId: '1' } });

    const [empty] = heard('/empty');
    expect(empty).toMatchObject({ method: 'POST', path: '/empty', body: '' });
    expect(empty?.headers).toMatchObject({
      authorization: 'Bearer a-shared-secret',
      'content-length': '0',
    });
  });

  it('tells nobody of a deletion', async () => {
    const before = notices.length;
    await fetch(`${record.url}/Communication/notice-1`, { method: 'DELETE' });
    const note = { resourceType: 'Communication', id: 'notice-2', status: 'completed' };
    await connect({ baseUrl: record.url }).update(note, null);
    await until(() => heard('/whole/Communication/notice-2').length > 0);
    const paths = notices.slice(before).map(({ path }) => path);
    expect(paths).not.toContain('/whole/Communication/notice-1');
  });
});

describe('the service beside HAPI', () => {
  const SECRET = 'a-secret-of-more-than-thirty-two-characters';
  let folder: string;
  let service: Service;
  const begun = new Date();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'attest-'));
    writeFileSync(join(folder, 'secret'), SECRET);
    service = await serve();
    await quiet(service);
  }, 120_000);
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  const serve = (): Promise<Service> =>
    startBeside(
      folder,
      [{ id: 'elm', host: { baseUrl: record.url }, noticeSecretFile: 'secret' }],
      { log: NO_LOG, now: Date.now },
    );

  /** What the service holds, and how its goals stand; not the Device, which probes touch. */
  const held = async (): Promise<readonly string[]> => {
    const { database } = service;
    const rows = await Promise.all([
      database.query(
        `select patient, reference, slot, version, hash, entries from attest.resources
         where reference not like 'Device/%' order by patient, reference, slot`,
      ),
      database.query('select goal, state, because from attest.goals order by goal'),
    ]);
    return rows.flat().map((row) => JSON.stringify(row));
  };

  /** What was written in the host; no search, which could be answered from its cache. */
  async function writtenSince(instant: Date): Promise<readonly string[]> {
    const query = new URLSearchParams({ _since: instant.toISOString(), _count: '200' });
    const answer = await fetch(`${record.url}/_history?${query.toString()}`);
    const { entry = [] } = (await answer.json()) as {
      readonly entry?: readonly { readonly resource?: Resource }[];
    };
    return entry
      .map(({ resource }) => `${resource?.resourceType ?? ''}/${resource?.id ?? ''}`)
      .filter((reference) => !/^(Device|Subscription)\//.test(reference));
  }

  /** One more session of somebody who is assessed, as `Observation/id`. */
  async function anotherSession(): Promise<string> {
    const [last] = visit.resources.filter(
      (each) =>
        each.resourceType === 'Observation' && JSON.stringify(each.code).includes('"session"'),
    );
    const ends = new Date();
    const { resource } = await connect({ baseUrl: record.url }).create({
      ...(last as Resource | undefined),
      resourceType: 'Observation',
      id: undefined,
      meta: undefined,
      identifier: undefined,
      effectivePeriod: {
        start: new Date(ends.getTime() - 3_600_000).toISOString(),
        end: ends.toISOString(),
      },
      issued: ends.toISOString(),
    });
    return `Observation/${resource?.id ?? ''}`;
  }

  it('is told of a new session by the host itself', async () => {
    const { connection, capabilities } = service.tenants.get('elm') as TenantAccess;
    const host = { connection, capabilities: await capabilities() };
    const hook = { tenant: 'elm', publicUrl: service.url, secret: SECRET };
    const lines = await subscribeTo(host, hook);
    expect(new Set(lines.map(({ did }) => did))).toEqual(new Set(['created']));
    const session = await anotherSession();
    await until(() => holds(service, 'elm', session));
    for (const { subscription } of lines) {
      const one = await connection.read(subscription ?? '');
      await connection.update({ ...one, status: 'off' }, null);
    }
    await quiet(service);
  }, 120_000);

  it('finds one by asking, though the host answers searches from a cache', async () => {
    await service.jobs.send({ kind: 'poll', tenant: 'elm' });
    await quiet(service);
    const session = await anotherSession();
    await service.jobs.send({ kind: 'poll', tenant: 'elm' });
    await quiet(service);
    expect(await holds(service, 'elm', session)).toBe(true);
  }, 120_000);

  it('writes nothing when it is started again, and without its store holds the same', async () => {
    expect(await writtenSince(begun)).not.toEqual([]);
    const since = new Date();
    await service.stop();
    service = await serve();
    await quiet(service);
    expect(await writtenSince(since)).toEqual([]);
    const known = await held();
    expect(known.length).toBeGreaterThan(100);
    await service.stop();
    rmSync(join(folder, 'data'), { recursive: true });
    service = await serve();
    await quiet(service);
    expect(await writtenSince(since)).toEqual([]);
    expect(await held()).toEqual(known);
    expect(await service.jobs.deadLetters()).toEqual([]);
  }, 180_000);
});

const PATIENCE_MS = 60_000;

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('It did not come about in a minute.');
    await sleep(200);
  }
}
