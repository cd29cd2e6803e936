/** The service beside records that want to know who asks: keys and tokens change while it serves. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import express from 'express';
import { exportJWK, generateKeyPair } from 'jose';
import { yesterday } from '../../src/cli/sandbox.ts';
import type { Service } from '../../src/main.ts';
import { createSandboxHost, type SandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';
import { logLines } from '../support/logLines.ts';
import { quiet } from './quiet.ts';
import { GOALS, newSession, smallRecord } from './smallRecord.ts';
import { holds, startBeside, until, writeTenants } from './startBeside.ts';

const TOKEN_SECONDS = 2;
const RECORD = smallRecord(yesterday());

const log = logLines();
const servers: Server[] = [];
let folder: string;
let service: Service;
/** Wants a token of SMART Backend Services. */
let smart: SandboxHost;
/** Wants the one token that it knows. */
let plain: SandboxHost;
let accepted = 'the-first-token';
/** The same two records, for anybody. */
const open = { elm: '', oak: '' };
const closed = { elm: '', oak: '' };

const recordWith = (more: object = {}): SandboxHost =>
  createSandboxHost({ resources: RECORD.resources, now: () => new Date(), ...more });

async function listen(app: express.Express): Promise<string> {
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((ready) => server.once('listening', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Lets those through who show the accepted token. */
const guard: express.RequestHandler = (request, response, next) => {
  if (request.get('authorization') === `Bearer ${accepted}`) next();
  else response.status(401).json({ resourceType: 'OperationOutcome', issue: [] });
};

async function makeKey(name: string, alg: 'ES384' | 'RS384'): Promise<void> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: name, alg };
  writeFileSync(join(folder, name), JSON.stringify(jwk));
}

/** The tenants while one key signs, and perhaps another is published too. */
const tenants = (keyFile: string, otherKeyFile: string | null) => [
  {
    id: 'elm',
    host: { baseUrl: closed.elm, backendServices: { clientId: 'attest', keyFile, otherKeyFile } },
  },
  { id: 'oak', host: { baseUrl: closed.oak, bearerFile: 'token' } },
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  await makeKey('es', 'ES384');
  await makeKey('rs', 'RS384');
  writeFileSync(join(folder, 'token'), accepted);
  const port = await freePort();
  const jwks = `http://127.0.0.1:${port}/.well-known/jwks.json`;
  smart = recordWith({ clients: [{ id: 'attest', jwks }], tokenSeconds: TOKEN_SECONDS });
  plain = recordWith();
  closed.elm = `${await listen(smart.app)}/fhir`;
  closed.oak = `${await listen(express().use(guard).use(plain.app))}/fhir`;
  open.oak = `${await listen(plain.app)}/fhir`;
  service = await startBeside(folder, tenants('es', 'rs'), { log: log.log, now: Date.now, port });
  await quiet(service);
}, 120_000);
afterAll(async () => {
  await service.stop();
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  rmSync(folder, { recursive: true });
});

/** For hosts that have to know our address before we have one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

const verdictsIn = (host: SandboxHost): number =>
  host
    .resources()
    .filter(({ resourceType, meta }) => resourceType === 'Observation' && isComputed(meta)).length;
const isComputed = (meta: unknown): boolean => JSON.stringify(meta ?? '').includes('"computed"');

const poll = (tenant: string) => service.jobs.send({ kind: 'poll', tenant });

it('shows its keys at its own address, and is let in by both kinds of record', () => {
  expect([verdictsIn(smart), verdictsIn(plain)]).toEqual([GOALS.length, GOALS.length]);
});

const tokens = (): number => log.lines('token-received').length;

it('has new tokens as the old ones expire', async () => {
  const before = tokens();
  for (let nth = 1; nth <= 2; nth += 1) {
    await sleep(TOKEN_SECONDS * 1000);
    await poll('elm');
    await quiet(service);
  }
  expect(tokens()).toBeGreaterThanOrEqual(before + 2);
  expect(log.lines('job-put-off').filter(({ tenant }) => tenant === 'elm')).toEqual([]);
});

it.each([
  ['with the other kind of key, while both are known', 'rs', 'es', ['es', 'rs']],
  ['and when the first is withdrawn', 'rs', null, ['rs']],
])('goes on %s', async (_, keyFile, otherKeyFile, published) => {
  writeTenants(folder, tenants(keyFile, otherKeyFile));
  const inForce = () => service.tenants.get('elm')?.tenant.host.backendServices;
  await until('the new tenants are read', () => {
    const now = inForce();
    return (
      now?.keyFile.endsWith(keyFile) === true &&
      (now.otherKeyFile === null) === (otherKeyFile === null)
    );
  });
  const before = tokens();
  await poll('elm');
  await quiet(service);
  expect(tokens()).toBeGreaterThan(before);
  const answer = await fetch(`${service.url}/.well-known/jwks.json`);
  const { keys } = (await answer.json()) as { readonly keys: readonly { readonly kid: string }[] };
  expect(keys.map(({ kid }) => kid).sort()).toEqual(published);
  expect(log.lines('host-lets-us-in-no-longer')).toEqual([]);
});

it('takes up its work by itself when a token that was changed is renewed', async () => {
  const session = await newSession(open.oak, RECORD, Date.now());
  accepted = 'the-second-token';
  await poll('oak');
  await until('it is put off', () => log.lines('job-put-off').length > 0);
  expect(log.lines('host-lets-us-in-no-longer')).toMatchObject([{ tenant: 'oak', level: 'error' }]);
  expect(await holds(service, 'oak', session)).toBe(false);
  writeFileSync(join(folder, 'token'), accepted);
  await until('it is read', () => holds(service, 'oak', session));
  await quiet(service);
  expect(await service.jobs.deadLetters()).toEqual([]);
});
