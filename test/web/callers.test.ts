import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OperationOutcome } from 'fhir/r4.js';
import { base64url, exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import request from 'supertest';
import {
  bundleOf,
  golden,
  newKey,
  NOW,
  PUBLIC_URL,
  resourcesIn,
  startService,
  tokenFrom,
  TRIAL,
  type Key,
  type Service,
} from './service.ts';

const PATH = '/fhir/elm/Goal/g-isla/$evaluate-attainment';
const IAT = Math.floor(NOW / 1000);
const BODY = JSON.stringify({
  resourceType: 'Parameters',
  parameter: [
    {
      name: 'evidence',
      resource: bundleOf(resourcesIn(golden('independent-travel/more-than-was-claimed'))),
    },
  ],
});

let elliptic: Key;
let rsa: Key;
let foreign: Key;
let service: Service;

beforeAll(async () => {
  [elliptic, rsa, foreign] = await Promise.all([
    newKey('ES384', 'ec-1'),
    newKey('RS384', 'rsa-1'),
    newKey('ES384', 'ec-1'),
  ]);
  service = await startService({ keys: [elliptic, rsa] });
});
afterAll(() => service.close());

const call = (authorization: string | null, path = PATH) => {
  const asked = request(service.app).post(path).type('application/fhir+json');
  return (authorization === null ? asked : asked.set('authorization', authorization)).send(BODY);
};
const status = async (token: string): Promise<number> => (await call(`Bearer ${token}`)).status;

describe('a signed token', () => {
  it('of either algorithm lets a registered caller in', async () => {
    expect(await status(await tokenFrom(elliptic))).toBe(200);
    expect(await status(await tokenFrom(rsa))).toBe(200);
  });

  it.each([
    ['the address called', `${PUBLIC_URL}${PATH}`],
    ['the base, among others', ['https://other.test', `${PUBLIC_URL}/fhir/elm`]],
  ])('may be made out to %s', async (_, aud) => {
    expect(await status(await tokenFrom(elliptic, { claims: { aud } }))).toBe(200);
  });

  it('may be five minutes old by a clock that is a little off', async () => {
    expect(await status(await tokenFrom(elliptic, { at: NOW - 305_000 }))).toBe(200);
    expect(await status(await tokenFrom(elliptic, { at: NOW + 5000 }))).toBe(200);
  });

  it.each<[string, Parameters<typeof tokenFrom>[1]]>([
    ['to nobody', { claims: { aud: undefined } }],
    ['to another tenant', { claims: { aud: `${PUBLIC_URL}/fhir/oak` } }],
    ['to the service as a whole', { claims: { aud: PUBLIC_URL } }],
    ['to an address that only begins alike', { claims: { aud: `${PUBLIC_URL}/fhir/elm/` } }],
    ['by an issuer unknown', { claims: { iss: 'https://else.test' } }],
    ['by no issuer', { claims: { iss: undefined } }],
    ['that is over', { at: NOW - 400_000 }],
    ['of the future', { at: NOW + 60_000 }],
    ['of a long life', { claims: { exp: IAT + 301 } }],
    ['without an end', { claims: { exp: undefined } }],
    ['without a beginning', { claims: { iat: undefined } }],
    ['without an id', { claims: { jti: undefined } }],
    ['with an empty id', { claims: { jti: '' } }],
    ['with an id of no text', { claims: { jti: 7 } }],
    ['without a kid', { header: { kid: undefined } }],
    ['with a kid unknown', { header: { kid: '../../elm.token' } }],
    ["with another key's kid", { header: { kid: 'rsa-1' } }],
    ['of another type', { header: { typ: 'at+jwt' } }],
    ['of no type', { header: { typ: undefined } }],
  ])('made out %s is refused', async (_, changes) => {
    const answer = await call(`Bearer ${await tokenFrom(elliptic, changes)}`);
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect((answer.body as OperationOutcome).issue[0]?.code).toBe('login');
  });

  it('is good for one call, and no more at the same moment', async () => {
    const token = await tokenFrom(elliptic);
    const both = await Promise.all([status(token), status(token)]);
    expect(both.sort()).toEqual([200, 401]);
    expect(await status(token)).toBe(401);
    const again = { claims: { jti: 'same-id' } };
    expect(await status(await tokenFrom(elliptic, again))).toBe(200);
    expect(await status(await tokenFrom(rsa, again))).toBe(401);
  });

  it('is refused unsigned, signed with what is public, or by somebody else', async () => {
    const claims = {
      iss: 'https://caller.test',
      aud: `${PUBLIC_URL}/fhir/elm`,
      iat: IAT,
      exp: IAT + 60,
      jti: 'x1',
    };
    const spki = await exportSPKI(
      (await importJWK({ ...rsa.publicJwk }, 'RS384')) as Parameters<typeof exportSPKI>[0],
    );
    const shared = async (alg: string, kid: string, secret: string): Promise<string> =>
      new SignJWT(claims)
        .setProtectedHeader({ alg, typ: 'JWT', kid })
        .sign(new TextEncoder().encode(secret));
    const [, payload = ''] = (await tokenFrom(elliptic)).split('.');
    const header = base64url.encode(JSON.stringify({ alg: 'none', typ: 'JWT', kid: 'ec-1' }));
    const tokens = [
      new UnsecuredJWT(claims).encode(),
      `${header}.${payload}.`,
      `${header}.${payload}.AAAA`,
      await shared('HS384', 'rsa-1', spki),
      await shared('HS256', 'ec-1', JSON.stringify(elliptic.publicJwk)),
      await tokenFrom(foreign),
      'a.b.c',
      'e30.e30.e30',
    ];
    expect(await Promise.all(tokens.map(status))).toEqual(tokens.map(() => 401));
  });

  it('is never believed about keys, nor are they fetched', async () => {
    let asked = 0;
    const trap = createServer((_, response) => {
      asked += 1;
      response.end(JSON.stringify({ keys: [foreign.publicJwk] }));
    });
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/jwks.json`;
    const headers = [{ jku: url }, { x5u: url }, { jwk: foreign.publicJwk }];
    const tokens = await Promise.all(headers.map((header) => tokenFrom(foreign, { header })));
    expect(await Promise.all(tokens.map(status))).toEqual([401, 401, 401]);
    // A good token may carry the address that CDS Hooks clients send along.
    expect(await status(await tokenFrom(elliptic, { header: { jku: url } }))).toBe(200);
    expect(asked).toBe(0);
    await new Promise((resolve) => trap.close(resolve));
  });

  it('is checked with the keys that the file holds now', async () => {
    const file = join(service.folder, 'elm.jwks');
    const set = (keys: readonly Key[]): string =>
      JSON.stringify({ keys: keys.map(({ publicJwk }) => publicJwk) });
    const next = await newKey('ES384', 'ec-2');
    writeFileSync(file, set([next]));
    expect(await status(await tokenFrom(elliptic))).toBe(401);
    expect(await status(await tokenFrom(next))).toBe(200);
    writeFileSync(file, '{"keys":[');
    expect(await status(await tokenFrom(next))).toBe(401);
    expect(service.logged()).toContain('caller-keys-unreadable');
    writeFileSync(file, set([elliptic, rsa]));
    expect(await status(await tokenFrom(elliptic))).toBe(200);
  });
});

describe('a token for trials', () => {
  it('lets in, and nothing near it does', async () => {
    expect((await call(`Bearer ${TRIAL}`)).status).toBe(200);
    const near = [
      null,
      TRIAL,
      `Basic ${TRIAL}`,
      'Bearer',
      `Bearer ${TRIAL}x`,
      `Bearer ${TRIAL.slice(1)}`,
      `Bearer ${TRIAL} x`,
    ];
    for (const each of near) expect([each, (await call(each)).status]).toEqual([each, 401]);
  });

  it('is of one tenant', async () => {
    const other = PATH.replace('elm', 'oak');
    expect((await call(`Bearer ${TRIAL}`, other)).status).toBe(401);
    expect((await call(`Bearer ${TRIAL}-of-oak`, other)).status).toBe(200);
    expect((await call(`Bearer ${TRIAL}-of-oak`)).status).toBe(401);
    expect((await call(`Bearer ${await tokenFrom(elliptic)}`, other)).status).toBe(401);
  });

  it('does not help where nobody may call, which is said', async () => {
    const answer = await call(`Bearer ${TRIAL}`, PATH.replace('elm', 'ash'));
    expect([answer.status, (answer.body as OperationOutcome).issue[0]?.diagnostics]).toEqual([
      403,
      expect.stringContaining('callers'),
    ]);
  });
});

it('limits each caller by itself, and says when to come again', async () => {
  const narrow = await startService({ deps: { limits: { perCaller: 2 } } });
  const ask = (tenant: string, token: string) =>
    request(narrow.app)
      .get(`/fhir/${tenant}/Goal/g/$evaluate-attainment?asOf=never`)
      .set('authorization', `Bearer ${token}`);
  const statuses: number[] = [];
  while (statuses.length < 3) statuses.push((await ask('elm', TRIAL)).status);
  expect(statuses).toEqual([400, 400, 429]);
  const late = await ask('elm', TRIAL);
  expect(Number(late.headers['retry-after'])).toBeGreaterThan(0);
  expect((late.body as OperationOutcome).issue[0]?.code).toBe('throttled');
  expect((await ask('oak', `${TRIAL}-of-oak`)).status).toBe(400);
  await narrow.close();
});
