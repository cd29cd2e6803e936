import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { OperationOutcome } from 'fhir/r4.js';
import request from 'supertest';
import { SECRET, startService, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());
beforeEach(() => service.jobs.splice(0));

const HOOK = '/hooks/subscription/elm';
const AUTHORISED = { authorization: `Bearer ${SECRET}` };
const send = (
  method: 'post' | 'put',
  path: string,
  body?: string | object,
  type = 'application/fhir+json',
) => {
  const asked = request(service.app)[method](path).set(AUTHORISED);
  return body === undefined ? asked : asked.type(type).send(body);
};

const notice = (reference: string) => ({ kind: 'notice', tenant: 'elm', reference });
const POLL = { kind: 'poll', tenant: 'elm' };

/** The notification of the Subscriptions R5 Backport for R4. */
const notification = (type: string, focuses: readonly string[] = []) => ({
  resourceType: 'Bundle',
  type: 'history',
  entry: [
    {
      resource: {
        resourceType: 'Parameters',
        parameter: [
          { name: 'subscription', valueReference: { reference: 'Subscription/s1' } },
          { name: 'type', valueCode: type },
          ...focuses.map((reference) => ({
            name: 'notification-event',
            part: [
              { name: 'event-number', valueString: '1' },
              { name: 'focus', valueReference: { reference } },
            ],
          })),
        ],
      },
    },
  ],
});

const status4B = (type: string, focus: string) => ({
  resourceType: 'Bundle',
  type: 'history',
  entry: [
    {
      resource: {
        resourceType: 'SubscriptionStatus',
        type,
        notificationEvent: [{ focus: { reference: focus } }],
      },
    },
  ],
});

describe('every shape of a notice', () => {
  it.each<[string, string | object | undefined, readonly object[]]>([
    ['nothing at all', undefined, [POLL]],
    ['a resource', { resourceType: 'Observation', id: 's1' }, [notice('Observation/s1')]],
    ['a resource that is not read', { resourceType: 'Medication', id: 'm1' }, []],
    ['a map of codes', { resourceType: 'ConceptMap', id: 'm1' }, [POLL]],
    ['a resource without an id', { resourceType: 'Observation' }, [POLL]],
    ['an id that leads elsewhere', { resourceType: 'Observation', id: '../Patient/p1' }, [POLL]],
    ['an id of points', { resourceType: 'Observation', id: '..' }, [POLL]],
    ['a handshake', notification('handshake'), []],
    ['a heartbeat', notification('heartbeat'), []],
    [
      'events, one of them twice',
      notification('event-notification', [
        'Observation/s2',
        'https://host.test/fhir/Goal/g1',
        'Observation/s2',
      ]),
      [notice('Goal/g1'), notice('Observation/s2')],
    ],
    ['an event without a focus', notification('event-notification', ['']), [POLL]],
    [
      'events, one of something else',
      notification('event-notification', ['Goal/g1', 'Medication/m1']),
      [notice('Goal/g1')],
    ],
    [
      'more events than are worth it',
      notification(
        'event-notification',
        Array.from({ length: 101 }, (_, n) => `Goal/g${n}`),
      ),
      [POLL],
    ],
    ['a status that is asked for', notification('query-status'), [POLL]],
    ['an event as R4B tells it', status4B('event-notification', 'Goal/g1'), [notice('Goal/g1')]],
    ['a heartbeat as R4B tells it', status4B('heartbeat', 'Goal/g1'), []],
    [
      'a Bundle of something else',
      { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Goal', id: 'g1' } }] },
      [POLL],
    ],
    ['a Bundle of nonsense', { resourceType: 'Bundle', entry: [null, 3] }, [POLL]],
    ['no JSON', 'Zephyrine called', [POLL]],
    ['depth', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, [POLL]],
    ['names of JavaScript', '{"__proto__":{"resourceType":"Goal","id":"g1"}}', [POLL]],
  ])('%s', async (_, body, jobs) => {
    const answer = await send('post', HOOK, body);
    expect([answer.status, (answer.body as OperationOutcome).resourceType]).toEqual([
      200,
      'OperationOutcome',
    ]);
    expect(answer.type).toBe('application/fhir+json');
    expect(service.jobs).toEqual(jobs);
  });

  it.each(['put', 'post'] as const)('%s of a resource at its own address', async (method) => {
    const lie = { resourceType: 'Goal', id: 'other' };
    expect((await send(method, `${HOOK}/Observation/s1`, lie)).status).toBe(200);
    expect((await send(method, `${HOOK}/Observation/s1`)).status).toBe(200);
    expect((await send(method, `${HOOK}/Medication/m1`, lie)).status).toBe(200);
    expect((await send(method, `${HOOK}/Observation/%2e%2e`, lie)).status).toBe(200);
    expect(service.jobs).toEqual([notice('Observation/s1'), notice('Observation/s1'), POLL]);
  });

  it('of any type and encoding, but of no size', async () => {
    const zipped = gzipSync(JSON.stringify({ resourceType: 'Goal', id: 'g1' }));
    const gzip = { 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' };
    const ask = () => request(service.app).post(HOOK).set(AUTHORISED);
    expect((await ask().set(gzip).send(zipped)).status).toBe(200);
    expect((await ask().set(gzip).send('not zipped')).status).toBe(200);
    expect(
      (
        await ask()
          .set({ ...gzip, 'content-encoding': 'rot13' })
          .send('x')
      ).status,
    ).toBe(200);
    expect((await send('post', HOOK, '<Goal/>', 'application/xml')).status).toBe(200);
    expect(service.jobs).toEqual([notice('Goal/g1'), POLL, POLL, POLL]);
    expect((await send('post', HOOK, 'x'.repeat(2_000_000), 'text/plain')).status).toBe(413);
    expect(
      (
        await ask()
          .set(gzip)
          .send(gzipSync('x'.repeat(2_000_000)))
      ).status,
    ).toBe(413);
    expect(service.jobs).toHaveLength(4);
  });
});

describe('a notice from anybody else', () => {
  const asked = async (path: string, authorization?: string) => {
    const post = request(service.app).post(path);
    return authorization === undefined ? post : post.set({ authorization });
  };

  it('changes nothing', async () => {
    const wrong = [
      undefined,
      SECRET,
      `Bearer ${SECRET}x`,
      `Bearer ${SECRET.slice(1)}`,
      'Bearer',
      `Basic ${SECRET}`,
      `Bearer ${SECRET.toUpperCase()}`,
    ];
    for (const each of wrong) expect([each, (await asked(HOOK, each)).status]).toEqual([each, 401]);
    expect((await asked('/hooks/subscription/oak', AUTHORISED.authorization)).status).toBe(401);
    expect(service.jobs).toEqual([]);
  });

  it('to nobody is answered as one with a wrong secret', async () => {
    const wrong = await asked(HOOK, 'Bearer no');
    for (const tenant of [
      'nobody',
      '__proto__',
      '%2e%2e',
      'elm%2f',
      'ELM',
      'elm%0d%0aset-cookie:a',
    ]) {
      const answer = await asked(`/hooks/subscription/${tenant}`, AUTHORISED.authorization);
      expect([tenant, answer.status, answer.text]).toEqual([tenant, 401, wrong.text]);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(wrong.type).toBe('application/problem+json');
  });

  it('is refused before its body is read', async () => {
    const answer = await request(service.app).post(HOOK).type('text').send('x'.repeat(2_000_000));
    expect(answer.status).toBe(401);
  });

  it('finds a tenant without a secret closed, as one whose file is gone', async () => {
    expect((await asked('/hooks/subscription/ash', AUTHORISED.authorization)).status).toBe(404);
    const other = await startService();
    rmSync(join(other.folder, 'elm.secret'));
    const answer = await request(other.app).post(HOOK).set(AUTHORISED);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain(other.folder);
    expect(other.logged()).toContain('notice-secret-unreadable');
    await other.close();
  });
});

it('is not taken as heard when it could not be noted, nor in other methods', async () => {
  const send503 = () => Promise.reject(new Error('the store of Zephyrine is away'));
  const other = await startService({ deps: { send: send503 } });
  const answer = await request(other.app).post(HOOK).set(AUTHORISED);
  expect([answer.status, answer.type]).toEqual([500, 'application/problem+json']);
  expect(answer.text + other.logged()).not.toContain('Zephyrine');
  const read = await request(other.app).get(HOOK).set(AUTHORISED);
  expect([read.status, read.headers['allow']]).toEqual([405, 'POST']);
  await other.close();
});
