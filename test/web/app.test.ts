import type { CapabilityStatement, OperationOutcome } from 'fhir/r4.js';
import request from 'supertest';
import { expectConformant } from '../support/conformance.ts';
import { NOW, startService, type Service } from './service.ts';

let service: Service;
let notReady: readonly string[] = [];
beforeAll(async () => {
  service = await startService({
    deps: {
      ready: () => Promise.resolve(notReady),
      hostsAway: () => ['oak'],
      faultyTenants: () => ['ash'],
      publicKeys: () => Promise.resolve({ keys: [{ kty: 'EC', kid: 'k1' }] }),
      limits: { perAddress: 20 },
    },
  });
});
afterAll(() => service.close());
const get = (path: string) => request(service.app).get(path);

describe('health', () => {
  it('tells life and readiness apart, and a host that is away makes nothing unready', async () => {
    notReady = [];
    expect((await get('/health/ready')).body).toEqual({
      ready: true,
      notReady: [],
      hostsAway: ['oak'],
      faultyTenants: ['ash'],
      work: { queued: 0, active: 0, dead: 0 },
    });
    notReady = ['store'];
    const answer = await get('/health/ready');
    expect([answer.status, answer.type]).toEqual([503, 'application/problem+json']);
    expect(answer.body).toMatchObject({
      status: 503,
      code: 'not-ready',
      notReady: ['store'],
      hostsAway: ['oak'],
    });
    expect(answer.headers['retry-after']).toBe('30');
    expect((await get('/health/live')).status).toBe(200);
  });

  it('is not ready when the look fails', async () => {
    const other = await startService({ deps: { ready: () => Promise.reject(new Error('x')) } });
    expect((await request(other.app).get('/health/ready')).status).toBe(503);
    await other.close();
  });
});

it('publishes our keys for as long as they may be kept', async () => {
  const answer = await get('/.well-known/jwks.json');
  expect(answer.body).toEqual({ keys: [{ kty: 'EC', kid: 'k1' }] });
  expect(answer.headers['cache-control']).toBe('public, max-age=300');
});

describe('every answer', () => {
  it('is safe in a browser, and is not kept', async () => {
    const { headers } = await get('/health/live');
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'strict-transport-security': expect.stringContaining('max-age') as unknown,
    });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-powered-by']));
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('carries the id of its request, and the log has it; never the address', async () => {
    const kept = await get('/health/live?who=me').set('x-request-id', 'caller-0001');
    expect(kept.headers['x-request-id']).toBe('caller-0001');
    for (const bad of ['x', 'a b c d e f g h', 'ä'.repeat(9), 'a'.repeat(65)]) {
      const made = await get('/health/live').set('x-request-id', encodeURI(bad).slice(0, 70));
      expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
    const lines = service
      .logged()
      .split('\n')
      .filter((line) => line.includes('caller-0001'));
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        message: 'request-answered',
        method: 'GET',
        route: 'live',
        status: 200,
      }),
    ]);
    expect(service.logged()).not.toContain('who=me');
  });

  it('to what is not there is in the words of the place', async () => {
    const [outside, inside] = [await get('/nowhere'), await get('/fhir/elm/Patient/p1')];
    expect([outside.status, outside.type]).toEqual([404, 'application/problem+json']);
    expect(outside.body).toMatchObject({ title: 'Not Found', status: 404, code: 'unknown-path' });
    expect([inside.status, inside.type]).toEqual([404, 'application/fhir+json']);
    expect((inside.body as OperationOutcome).issue[0]).toMatchObject({
      severity: 'error',
      code: 'not-found',
    });
    const method = await request(service.app).delete('/health/live');
    expect([method.status, method.headers['allow']]).toEqual([405, 'GET, HEAD']);
    expect((await request(service.app).options('/fhir/elm/metadata')).status).toBe(405);
  });
});

describe('metadata', () => {
  it('are open, of this tenant and this version, and promise what is served', async () => {
    const answer = await get('/fhir/elm/metadata');
    expect([answer.status, answer.type]).toEqual([200, 'application/fhir+json']);
    const statement = answer.body as CapabilityStatement;
    expect(statement).toMatchObject({
      kind: 'instance',
      url: 'https://attest.test/fhir/elm/metadata',
      date: new Date(NOW).toISOString(),
      implementation: { url: 'https://attest.test/fhir/elm' },
      fhirVersion: '4.0.1',
    });
    const [rest] = statement.rest ?? [];
    expect(
      rest?.resource?.map(({ type, operation }) => [type, operation?.map(({ name }) => name)]),
    ).toEqual([['Goal', ['evaluate-attainment']]]);
    expect(answer.text).not.toMatch(/not served yet/i);
    expectConformant(statement);
  });

  it('are in JSON, and of nobody else', async () => {
    expect((await get('/fhir/elm/metadata?_format=xml')).status).toBe(406);
    expect((await get('/fhir/elm/metadata').set('accept', 'application/fhir+xml')).status).toBe(
      406,
    );
    expect((await get('/fhir/nobody/metadata')).status).toBe(404);
    expect((await get('/fhir/%2e%2e/metadata')).status).toBe(404);
  });

  it('are limited for each address', async () => {
    const answers = [];
    for (let n = 0; n < 21; n += 1) answers.push(await get('/fhir/elm/metadata'));
    expect(answers.at(-1)?.status).toBe(429);
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
  });
});
