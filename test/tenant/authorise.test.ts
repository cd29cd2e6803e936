import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { parseTenants, type Tenant } from '../../src/config.ts';
import type { Connection } from '../../src/host/connection.ts';
import { Problem } from '../../src/problem.ts';
import { connectTo } from '../../src/tenant/connectTo.ts';
import { publicKeys } from '../../src/tenant/publicKeys.ts';
import { json, startFaultyHost, status, type FaultyHost } from '../support/faultyHost.ts';
import { logLines } from '../support/logLines.ts';
import { CLIENT, startTokenServer, type TokenServer } from '../support/tokenServer.ts';

const GOAL = { resourceType: 'Goal', id: 'g1' };
const PATIENCE = 15_000;

let folder: string;
let host: FaultyHost;
let server: TokenServer;
let log: ReturnType<typeof logLines>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-keys-'));
  for (const [name, alg] of [
    ['ec.jwk', 'ES384'],
    ['rsa.jwk', 'RS384'],
    ['next.jwk', 'ES384'],
  ] as const) {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    writeFileSync(join(folder, name), JSON.stringify(await exportJWK(privateKey)));
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  writeFileSync(join(folder, 'rsa.pem'), pem);
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  writeFileSync(join(folder, 'ec.pem'), ec.export({ format: 'pem', type: 'pkcs8' }));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  [host, server] = await Promise.all([startFaultyHost(), startTokenServer()]);
  log = logLines();
  host.on('GET /Goal/g1', (request, response) => {
    const known = server.accepts(request.headers.authorization);
    (known ? json(GOAL) : status(401))(request, response);
  });
});
afterEach(async () => {
  expect(log.text()).not.toContain('CANARY');
  await Promise.all([host.close(), server.close()]);
});

const tenantWith = (services: object): Tenant =>
  parseTenants({
    tenants: [
      {
        id: 'elm',
        host: {
          baseUrl: host.url,
          timeoutSeconds: 2,
          backendServices: { clientId: CLIENT, tokenUrl: server.url, ...services },
        },
      },
    ],
  })[0] as Tenant;

const at = (name: string): string => join(folder, name);

async function connected(services: object = { keyFile: at('ec.jwk') }): Promise<Connection> {
  const tenant = tenantWith(services);
  server.register(await publicKeys([tenant]));
  return connectTo(tenant, log.log);
}

const failureOf = (asking: Promise<unknown>): Promise<Problem> =>
  asking.then(
    () => {
      throw new Error('it should have failed');
    },
    (error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      // Whatever prints an error prints its causes too.
      expect(inspect(error, { depth: 10 })).not.toMatch(/CANARY|client_assertion|eyJ/);
      return error;
    },
  );

describe('a token by Backend Services', () => {
  it.each([
    ['ec.jwk', 'ES384'],
    ['rsa.jwk', 'RS384'],
    ['ec.pem', 'ES384'],
    ['rsa.pem', 'RS384'],
  ])('is had with %s, signed with %s', async (file, algorithm) => {
    const connection = await connected({ keyFile: at(file) });
    expect(await connection.read('Goal/g1')).toEqual(GOAL);
    expect(server.answers).toEqual(['token']);
    expect(server.algorithms).toEqual([algorithm]);
  });

  it('is asked for once, however many wait for it, and no assertion is used twice', async () => {
    const connection = await connected();
    const readings = Array.from({ length: 20 }, () => connection.read('Goal/g1'));
    expect(await Promise.all(readings)).toHaveLength(20);
    expect(server.answers).toEqual(['token']);
    server.revoke();
    await connection.read('Goal/g1');
    // The server refuses an assertion whose jti it has seen.
    expect(server.answers).toEqual(['token', 'token']);
  });

  it('is kept until shortly before it expires', async () => {
    server.lifeSeconds(2);
    const connection = await connected();
    await connection.read('Goal/g1');
    await connection.read('Goal/g1');
    expect(server.answers).toHaveLength(1);
    await new Promise((later) => setTimeout(later, 1_600));
    await connection.read('Goal/g1');
    expect(server.answers).toHaveLength(2);
    expect(host.asked.map(({ headers }) => headers.authorization)).toEqual(
      [0, 0, 1].map((index) => `Bearer ${server.tokens[index] ?? ''}`),
    );
  });

  it('that the host no longer takes is replaced once, and once only', async () => {
    const connection = await connected();
    await connection.read('Goal/g1');
    server.revoke();
    expect(await connection.read('Goal/g1')).toEqual(GOAL);
    expect(server.answers).toHaveLength(2);
    host.on('GET /Goal/g2', status(401));
    expect((await failureOf(connection.read('Goal/g2'))).code).toBe('host-unauthorised');
    expect(host.asked.filter(({ url }) => url === '/Goal/g2')).toHaveLength(2);
  });

  it('is had where the SMART configuration says, which is asked without one', async () => {
    const tenant = tenantWith({ keyFile: at('ec.jwk'), tokenUrl: null });
    server.register(await publicKeys([tenant]));
    const itself = { ...tenant, host: { ...tenant.host, baseUrl: `${server.origin}/fhir` } };
    const connection = await connectTo(itself, log.log);
    expect(await connection.read('Goal/g1')).toEqual(GOAL);
    server.revoke();
    server.answerWith((_request, response) => {
      response.redirect(307, `${host.origin}/collect`);
    });
    expect((await failureOf(connection.read('Goal/g1'))).code).toBe('host-unauthorised');
    expect(host.asked).toEqual([]);
  });

  it('is not had where the host does not say', async () => {
    const connection = await connected({ keyFile: at('ec.jwk'), tokenUrl: null });
    const problem = await failureOf(connection.read('Goal/g1'));
    expect(problem.message).toContain("name tokenUrl in the tenants' file");
  });

  it.each([
    'http://records.example/token',
    'https://169.254.169.254/token',
    'https://10.0.0.7/token',
    'https://[::1]/token',
    'https://localhost/token',
    'http://127.0.0.1:9/token',
    'https://user:pass@auth.example/token',
    'file:///etc/passwd',
  ])('is never asked for at %s because a host says so', async (token_endpoint) => {
    host.on('GET /.well-known/smart-configuration', json({ token_endpoint }));
    const connection = await connected({ keyFile: at('ec.jwk'), tokenUrl: null });
    const problem = await failureOf(connection.read('Goal/g1'));
    expect([problem.code, problem.retryable]).toEqual(['host-unauthorised', false]);
    expect(problem.message).toContain('names a token address that is not used');
  });

  it('is not asked for in the clear', async () => {
    const tokenUrl = 'http://auth.example/token';
    await expect(connected({ keyFile: at('ec.jwk'), tokenUrl })).rejects.toThrow(/is not https/);
  });
});

describe('without a token', () => {
  it('says what the server answered, by its code alone', async () => {
    const connection = await connected();
    server.register({ keys: [] });
    const problem = await failureOf(connection.read('Goal/g1'));
    expect(problem.code).toBe('host-unauthorised');
    expect(problem.message).toBe(
      `The token address ${server.url} answered 400 (invalid_client): it gives us no token.`,
    );
    expect(host.asked).toEqual([]);
  });

  it('tells nothing of an answer that holds one, but is wrong', async () => {
    const connection = await connected();
    server.answerWith((_request, response) => {
      response.json({ access_token: 'CANARY-1', token_type: 7, expires_in: 'soon' });
    });
    const problem = await failureOf(connection.read('Goal/g1'));
    expect(problem.message).toContain('holds no usable token');
  });

  it(
    'asks again where the server is away or busy',
    async () => {
      const connection = await connected();
      server.answerWith((_request, response) => {
        server.answerWith(null);
        response.status(503).json({ error: 'temporarily_unavailable' });
      });
      expect(await connection.read('Goal/g1')).toEqual(GOAL);
      expect(server.answers).toEqual(['overridden', 'token']);
      server.revoke();
      await server.close();
      const problem = await failureOf(connection.read('Goal/g1'));
      expect([problem.code, problem.retryable]).toEqual(['host-unreachable', true]);
      server = await startTokenServer();
    },
    PATIENCE,
  );
});

describe('keys', () => {
  it('are published both, with what hosts need to choose among them', async () => {
    const keyFile = at('ec.jwk');
    const services = tenantWith({ keyFile, otherKeyFile: at('rsa.jwk') });
    const { keys } = await publicKeys([services, tenantWith({ keyFile: at('nothing.jwk') })]);
    expect(keys).toEqual([
      { kty: 'EC', crv: 'P-384', ...words('x', 'y', 'kid'), alg: 'ES384', use: 'sig' },
      { kty: 'RSA', ...words('n', 'e', 'kid'), alg: 'RS384', use: 'sig' },
    ]);
  });

  it('can be changed while the server knows both, and after', async () => {
    const before = { keyFile: at('ec.jwk'), otherKeyFile: at('next.jwk') };
    const after = { keyFile: at('next.jwk'), otherKeyFile: at('ec.jwk') };
    const connection = await connected(before);
    await connection.read('Goal/g1');
    const swapped = await connectTo(tenantWith(after), log.log);
    // The server has forgotten the first key.
    server.register(await publicKeys([tenantWith({ keyFile: at('next.jwk') })]));
    server.revoke();
    expect(await swapped.read('Goal/g1')).toEqual(GOAL);
    expect((await failureOf(connection.read('Goal/g1'))).message).toContain('invalid_client');
  });

  const secret = 'CANARY-private-part';
  it.each([
    ['a curve of another kind', ecPem('P-256'), /another kind \(ec, prime256v1\).*P-384.*RSA/],
    ['a short RSA key', rsaPem(1024), /another kind \(rsa, 1024 bits\)/],
    ['an Ed25519 key', edPem(), /another kind \(ed25519\)/],
    ['no key', `{"kty":"EC","d":"${secret}"}`, /no private key that can be read/],
    ['a public key', '{"kty":"EC","crv":"P-384","x":"a","y":"b"}', /holds no private key/],
    ['broken JSON', `{"kty":"EC","d":"${secret}`, /no JSON Web Key/],
    ['a set of keys', '{"keys":[]}', /one key, not a set/],
    ['something else', secret, /no private key that can be read/],
  ])('are refused plainly: %s', async (_what, content, words) => {
    writeFileSync(at('wrong.key'), content);
    const problem = await failureOf(connected({ keyFile: at('wrong.key') }));
    expect(problem.code).toBe('bad-configuration');
    expect(problem.message).toMatch(words);
    expect(problem.message).toContain(at('wrong.key'));
  });

  it('for another algorithm are refused', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(privateKey)), alg: 'RS256' };
    writeFileSync(at('wrong.key'), JSON.stringify(jwk));
    const problem = await failureOf(connected({ keyFile: at('wrong.key') }));
    expect(problem.message).toContain('says that it is for RS256');
  });
});

describe('a bearer token in a file', () => {
  const bearerTenant = (file: string): Tenant =>
    parseTenants({
      tenants: [{ id: 'elm', host: { baseUrl: host.url, bearerFile: file } }],
    })[0] as Tenant;

  it('is read again when it changes, and stays while the file is being replaced', async () => {
    const file = at('token');
    host.on('GET /Goal/g1', json(GOAL));
    writeFileSync(file, 'CANARY-first\n');
    const connection = await connectTo(bearerTenant(file), log.log);
    await connection.read('Goal/g1');
    writeFileSync(file, '');
    await connection.read('Goal/g1');
    writeFileSync(at('token.new'), 'CANARY-second\n');
    renameSync(at('token.new'), file);
    await connection.read('Goal/g1');
    expect(host.asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer CANARY-first',
      'Bearer CANARY-first',
      'Bearer CANARY-second',
    ]);
    expect(log.lines('bearer-unreadable')).toHaveLength(1);
  });

  it('that the host refuses is not sent again while it is the same', async () => {
    writeFileSync(at('token'), 'CANARY-first');
    const connection = await connectTo(bearerTenant(at('token')), log.log);
    await failureOf(connection.read('Goal/g1'));
    expect(host.asked).toHaveLength(1);
  });
});

const words = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, expect.stringMatching(/^[\w-]+$/)]));

function ecPem(namedCurve: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
}

function rsaPem(modulusLength: number): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
}

function edPem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
}
