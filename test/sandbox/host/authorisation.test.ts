import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

import { type Answer, observation, startTrial, type Trial } from './trialRecord.ts';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

let es: Keys;
let rs: Keys;
let stranger: Keys;
let folder: string;
let served: Server;
let fetched = 0;
let trial: Trial;
let skew = 0;
beforeAll(async () => {
  [es, rs, stranger] = await Promise.all([
    generateKeyPair('ES384', { extractable: true }),
    generateKeyPair('RS384', { extractable: true }),
    generateKeyPair('ES384', { extractable: true }),
  ]);
  const jwks = async (keys: Keys, kid: string, alg: string) =>
    JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid, alg, use: 'sig' }] });
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  writeFileSync(join(folder, 'jwks.json'), await jwks(es, 'one', 'ES384'));
  const published = await jwks(rs, 'two', 'RS384');
  served = createServer((_request, response) => {
    fetched += 1;
    response.setHeader('content-type', 'application/json');
    response.end(published);
  });
  await new Promise<void>((resolve) => served.listen(0, '127.0.0.1', resolve));
  const { port } = served.address() as AddressInfo;
  trial = await startTrial({
    now: () => new Date(Date.now() + skew),
    clients: [
      { id: 'by-file', jwks: join(folder, 'jwks.json') },
      { id: 'by-address', jwks: `http://127.0.0.1:${port}/jwks` },
    ],
  });
});
afterAll(async () => {
  await trial.close();
  served.close();
  served.closeAllConnections();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  skew = 0;
});

const tokenUrl = (): string => new URL('/auth/token', trial.url).href;
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

interface Signing {
  readonly keys?: Keys;
  readonly header?: Readonly<Record<string, string | undefined>>;
  readonly claims?: Readonly<Record<string, string | number | undefined>>;
}

const signed = ({ keys = es, header = {}, claims = {} }: Signing = {}): Promise<string> => {
  const whole = {
    iss: 'by-file',
    sub: 'by-file',
    aud: tokenUrl(),
    exp: inSeconds(200),
    jti: randomUUID(),
    ...claims,
  };
  return new SignJWT(JSON.parse(JSON.stringify(whole)) as JWTPayload)
    .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: 'one', ...header })
    .sign(keys.privateKey);
};

interface Asked {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const ask = async (form: Readonly<Record<string, string>>): Promise<Asked> => {
  const answer = await fetch(tokenUrl(), { method: 'POST', body: new URLSearchParams(form) });
  return { status: answer.status, body: (await answer.json()) as Asked['body'] };
};

const formOf = (assertion: string, scope = 'system/*.read'): Record<string, string> => ({
  grant_type: 'client_credentials',
  client_assertion_type: ASSERTION,
  client_assertion: assertion,
  scope,
});

const tokenFor = async (scope: string): Promise<string> =>
  (await ask(formOf(await signed(), scope))).body['access_token'] as string;

const as = (token: string, method: string, path: string, body?: unknown): Promise<Answer> =>
  trial.ask(method, path, body, { authorization: `Bearer ${token}` });

describe('a record that asks who is there', () => {
  it('says where tokens are had, to everybody', async () => {
    const { status, text } = await trial.ask('GET', '/.well-known/smart-configuration');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      token_endpoint: tokenUrl(),
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES384', 'RS384'],
      grant_types_supported: ['client_credentials'],
    });
    const metadata = await trial.ask('GET', '/metadata');
    expect(metadata.status).toBe(200);
    expect(metadata.text).toContain(tokenUrl());
  });

  it.each([
    ['no token', {}],
    ['a token that it never gave', { authorization: 'Bearer made-up' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
  ])('lets nobody in who has %s', async (_what, headers) => {
    for (const [method, path, body] of [
      ['GET', '/Goal', undefined],
      ['GET', '/Goal/library', undefined],
      ['POST', '/Observation', observation()],
      ['POST', '', { resourceType: 'Bundle', type: 'batch', entry: [] }],
    ] as const) {
      const answer = await trial.ask(method, path, body, headers);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
      expect(answer.body.issue[0]?.severity).toBe('error');
    }
  });

  it('gives a client that proves itself a token for five minutes', async () => {
    const { status, body } = await ask(formOf(await signed()));
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'bearer', expires_in: 300, scope: 'system/*.read' });
    const token = body['access_token'] as string;
    expect((await as(token, 'GET', '/Goal/library')).status).toBe(200);
    skew = 299_000;
    expect((await as(token, 'GET', '/Goal/library')).status).toBe(200);
    skew = 301_000;
    expect((await as(token, 'GET', '/Goal/library')).status).toBe(401);
  });

  it('knows a client by the keys at its address, and asks for them once', async () => {
    for (let times = 0; times < 2; times += 1) {
      const claims = { iss: 'by-address', sub: 'by-address' };
      const header = { alg: 'RS384', kid: 'two' };
      expect((await ask(formOf(await signed({ keys: rs, claims, header })))).status).toBe(200);
    }
    expect(fetched).toBe(1);
  });

  const FAULTS: readonly (readonly [string, () => Signing])[] = [
    ['is signed by somebody else', () => ({ keys: stranger })],
    ['names no key', () => ({ header: { kid: undefined } })],
    ['names a key that is not there', () => ({ header: { kid: 'three' } })],
    ['says that it is something else', () => ({ header: { typ: 'at+jwt' } })],
    ['does not say what it is', () => ({ header: { typ: undefined } })],
    ['is meant for somebody else', () => ({ claims: { aud: 'https://other.example/token' } })],
    ['is from an unknown client', () => ({ claims: { iss: 'nobody', sub: 'nobody' } })],
    ['speaks of another subject', () => ({ claims: { sub: 'by-address' } })],
    ['is over', () => ({ claims: { exp: inSeconds(-10) } })],
    ['lives too long', () => ({ claims: { exp: inSeconds(400) } })],
    ['has no end', () => ({ claims: { exp: undefined } })],
    ['has no id', () => ({ claims: { jti: undefined } })],
  ];

  it.each(FAULTS)('believes no assertion that %s', async (_what, signing) => {
    const { status, body } = await ask(formOf(await signed(signing())));
    expect([status, body['error']]).toEqual([401, 'invalid_client']);
  });

  it('believes an assertion once', async () => {
    const assertion = await signed();
    expect((await ask(formOf(assertion))).status).toBe(200);
    expect((await ask(formOf(assertion))).body['error']).toBe('invalid_client');
  });

  it.each([
    [{ grant_type: 'authorization_code' }, 'unsupported_grant_type'],
    [{ client_assertion_type: 'jwt' }, 'invalid_request'],
    [{ scope: '' }, 'invalid_scope'],
    [{ scope: 'patient/*.read' }, 'invalid_scope'],
    [{ scope: 'system/Goal.sr' }, 'invalid_scope'],
  ])('refuses a request with %j', async (more, error) => {
    const { status, body } = await ask({ ...formOf(await signed()), ...more });
    expect([status, body['error']]).toEqual([400, error]);
  });

  const put = { resourceType: 'Task', id: 't1', status: 'completed', intent: 'order' };
  const patch = [{ op: 'replace', path: '/status', value: 'accepted' }];
  const ACTS = {
    create: ['POST', '/Task', { ...put, id: undefined }],
    read: ['GET', '/Task/t1', undefined],
    history: ['GET', '/Task/t1/_history', undefined],
    update: ['PUT', '/Task/t1', put],
    patch: ['PATCH', '/Task/t1', patch],
    search: ['GET', '/Task?status=x', undefined],
    'search by POST': ['POST', '/Task/_search', undefined],
    delete: ['DELETE', '/Task/none', undefined],
  } as const;
  const READS = ['read', 'history', 'search', 'search by POST'];
  const WRITES = ['create', 'update', 'patch', 'delete'];

  it.each([
    ['system/*.read', READS],
    ['system/Task.read', READS],
    ['system/Task.write', WRITES],
    ['system/*.*', [...READS, ...WRITES]],
    ['system/Goal.*', []],
    ['system/Task.c', ['create']],
    ['system/Task.r', ['read', 'history']],
    ['system/Task.u', ['update', 'patch']],
    ['system/Task.d', ['delete']],
    ['system/Task.s', ['search', 'search by POST']],
    ['system/*.cruds', [...READS, ...WRITES]],
    ['system/Goal.cruds system/Task.rs', READS],
  ])('lets a token for %s do %j and nothing else', async (scope, may) => {
    const token = await tokenFor(scope);
    const done: string[] = [];
    for (const [act, [method, path, body]] of Object.entries(ACTS)) {
      const { status } = await as(token, method, path, body);
      if (status !== 403) done.push(act);
      if (status !== 403) expect(status).toBeLessThan(300);
    }
    expect(done.sort()).toEqual([...may].sort());
  });

  it('looks at every entry of a bundle', async () => {
    const token = await tokenFor('system/Observation.c');
    const entry = (type: string, resource: object) => ({
      resource,
      request: { method: 'POST', url: type },
    });
    const entries = [entry('Observation', observation()), entry('Task', { ...put, id: undefined })];
    const batch = await as(token, 'POST', '', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: entries,
    });
    expect(batch.body.entry.map(({ response }) => response.status)).toEqual(['201', '403']);
    const held = trial.host.resources().length;
    const whole = { resourceType: 'Bundle', type: 'transaction', entry: entries };
    expect((await as(token, 'POST', '', whole)).status).toBe(403);
    expect(trial.host.resources().length).toBe(held);
  });

  it('includes nothing that the token does not reach', async () => {
    const query = '/Goal?_include=Goal:patient';
    const whole = await as(await tokenFor('system/*.rs'), 'GET', query);
    expect(whole.body.entry.map(({ resource }) => resource.resourceType)).toContain('Patient');
    const part = await as(await tokenFor('system/Goal.rs'), 'GET', query);
    expect(part.body.entry.map(({ resource }) => resource.resourceType)).toEqual(['Goal']);
  });
});
