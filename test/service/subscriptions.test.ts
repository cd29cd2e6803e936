/** The service is told of changes by records of each kind that tell, and never asks by itself. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '../../src/host/connection.ts';
import { subscribe, type SubscriptionLine } from '../../src/host/subscriptions.ts';
import { NO_LOG } from '../../src/log.ts';
import type { Service } from '../../src/main.ts';
import { createSandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';
import type { QuirkName } from '../../src/sandbox/host/quirks.ts';
import { quiet } from './quiet.ts';
import { GOAL, newSession, smallRecord } from './smallRecord.ts';
import { holds, startBeside, until } from './startBeside.ts';

const MINUTE = 60_000;
const SECRET = 'a-secret-of-more-than-thirty-two-characters';
/** Nothing but the fact; the resource, put; the resource, posted; a Bundle of the Backport. */
const KINDS: readonly QuirkName[] = ['open', 'hapi-like', 'medplum-like', 'backport'];
const RECORD = smallRecord('2026-03-31');

let now = Date.parse('2026-04-01T06:00:00Z');
const urls = new Map<string, string>();
const closing: (() => Promise<void>)[] = [];
let folder: string;
let service: Service;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  writeFileSync(join(folder, 'secret'), SECRET);
  for (const quirk of KINDS) {
    const host = createSandboxHost({
      resources: RECORD.resources,
      quirk,
      now: () => new Date(now),
      persistence: { attempts: 1 },
    });
    const { url, close } = await host.listen({ host: '127.0.0.1', port: 0 });
    closing.push(close);
    urls.set(quirk, url);
  }
  const tenants = KINDS.map((id) => ({
    id,
    host: { baseUrl: urls.get(id) },
    noticeSecretFile: 'secret',
  }));
  service = await startBeside(folder, tenants, { log: NO_LOG, now: () => now });
  await quiet(service);
}, 120_000);
afterAll(async () => {
  await service.stop();
  for (const close of closing) await close();
  rmSync(folder, { recursive: true });
});

const urlOf = (kind: QuirkName): string => urls.get(kind) ?? '';

async function subscribed(kind: QuirkName): Promise<readonly SubscriptionLine[]> {
  const access = service.tenants.get(kind);
  if (access === null) throw new Error(`${kind} is not served`);
  const host = { connection: access.connection, capabilities: await access.capabilities() };
  return subscribe(host, { tenant: kind, publicUrl: service.url, secret: SECRET });
}

async function decidedAt(tenant: QuirkName): Promise<number> {
  const [row] = await service.database.query<{ readonly decided_at: string | number }>(
    'select decided_at from attest.goals where tenant = $1::text and goal = $2::text',
    [tenant, GOAL],
  );
  return Number(row?.decided_at);
}

/** A new session in the host, until the service has judged by it. */
async function isNoticed(kind: QuirkName): Promise<void> {
  now += 5 * MINUTE;
  const session = await newSession(urlOf(kind), RECORD, now);
  await until(`${kind} is judged by its new session`, async () => {
    const isHeld = await holds(service, kind, session);
    return isHeld && (await decidedAt(kind)) === now;
  });
  await quiet(service);
}

describe.each(KINDS)('a record that is %s', (kind) => {
  it('tells of a new session, which is judged and written at once', async () => {
    const lines = await subscribed(kind);
    expect(new Set(lines.map(({ did }) => did))).toEqual(new Set(['created']));
    await isNoticed(kind);
  });

  it('tells again once its subscription, which had failed, is repaired', async () => {
    const connection = connect({ baseUrl: urlOf(kind) });
    const all = await Array.fromAsync(connection.search('Subscription', {}));
    const broken = all.find(({ criteria }) => criteria === 'Observation?');
    if (broken === undefined) throw new Error('there is no subscription');
    await connection.update({ ...broken, status: 'error', error: 'It failed.' }, null);
    now += 5 * MINUTE;
    const unseen = await newSession(urlOf(kind), RECORD, now);
    const lines = await subscribed(kind);
    const done = Object.fromEntries(lines.map(({ type, did }) => [type, did]));
    expect(done).toMatchObject({ Observation: 'repaired', Goal: 'kept', Task: 'kept' });
    await isNoticed(kind);
    // What came in between is found by the next look, if not before.
    await service.jobs.send({ kind: 'poll', tenant: kind });
    await quiet(service);
    expect(await holds(service, kind, unseen)).toBe(true);
  });
});

it('believes nobody who does not know the secret', async () => {
  for (const authorization of ['Bearer a-wrong-secret-of-thirty-two-characters-or-so', '']) {
    const answer = await fetch(`${service.url}/hooks/subscription/open`, {
      method: 'POST',
      headers: authorization === '' ? {} : { authorization },
    });
    expect(answer.status).toBe(401);
  }
  expect(await service.jobs.deadLetters()).toEqual([]);
});
