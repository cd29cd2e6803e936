import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
import type { FhirResource } from 'fhir/r4.js';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { loadCalendar } from '../../src/calendar.ts';
import { parseTenants } from '../../src/config.ts';
import { readCapabilities } from '../../src/host/capabilities.ts';
import { connect } from '../../src/host/connection.ts';
import { createLog } from '../../src/log.ts';
import { createSandboxHost, type SandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';
import { prepareReading } from '../../src/tenant/prepareReading.ts';
import { createApp } from '../../src/web/app.ts';
import type { NoticeJob, WebDeps, WebTenant } from '../../src/web/deps.ts';
import { readCase, type GoldenCase } from '../cases/goldenCase.ts';

export const PUBLIC_URL = 'https://attest.test';
/** When everything in these tests happens, unless a test says otherwise. */
export const NOW = Date.parse('2026-04-02T09:00:00Z');
export const SECRET = 'a-secret-that-only-the-host-of-elm-knows-1';
export const TRIAL = 'a-token-for-trials-only-0123456789';

export const golden = (name: string): GoldenCase =>
  readCase(fileURLToPath(new URL(`../cases/${name}`, import.meta.url)));

export const resourcesIn = ({ entries }: GoldenCase): readonly FhirResource[] =>
  entries.map((entry) => (entry as { readonly resource: FhirResource }).resource);

export const bundleOf = (resources: readonly unknown[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});

/** A caller's key, with the set that is registered for it. */
export interface Key {
  readonly kid: string;
  readonly alg: 'ES384' | 'RS384';
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function newKey(alg: 'ES384' | 'RS384', kid: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg } };
}

interface TokenChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly at?: number;
}

/** A token as it should be, but for what is changed. */
export function tokenFrom(
  { kid, alg, privateKey }: Key,
  { header = {}, claims = {}, at = NOW }: TokenChanges = {},
): Promise<string> {
  const iat = Math.floor(at / 1000);
  return new SignJWT({
    iss: 'https://caller.test',
    aud: `${PUBLIC_URL}/fhir/elm`,
    iat,
    exp: iat + 300,
    jti: randomUUID(),
    ...claims,
  })
    .setProtectedHeader({ alg, typ: 'JWT', kid, ...header })
    .sign(privateKey);
}

export interface Service {
  readonly app: Express;
  readonly jobs: NoticeJob[];
  /** What the log holds so far. */
  readonly logged: () => string;
  readonly folder: string;
  readonly sandbox: SandboxHost;
  readonly close: () => Promise<void>;
}

export interface ServiceOptions {
  readonly resources?: readonly FhirResource[];
  readonly keys?: readonly Key[];
  readonly deps?: Partial<WebDeps>;
  /** In the place of the sandbox: where nobody answers, for one. */
  readonly hostUrl?: string;
}

/** A tenant as the service opens it: its own files, and a connection to its host. */
async function openTenant(tenant: ReturnType<typeof parseTenants>[number]): Promise<WebTenant> {
  const connection = connect({ baseUrl: tenant.host.baseUrl, sleep: () => Promise.resolve() });
  const contextWith = await prepareReading({ ...tenant, defaultProgramme: false });
  return {
    tenant,
    connection,
    contextWith,
    capabilities: async () => readCapabilities(await connection.metadata(), connection.baseUrl),
    context: () => Promise.resolve(contextWith([])),
    calendar: loadCalendar(),
  };
}

/** The service with tenants elm (all open), oak (another caller) and ash (nothing configured). */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'attest-web-'));
  const sandbox = createSandboxHost({
    resources: options.resources ?? [],
    now: () => new Date(NOW),
  });
  const running = await sandbox.listen({ host: '127.0.0.1', port: 0 });
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const host = { baseUrl: options.hostUrl ?? running.url };
  const keySet = { keys: (options.keys ?? []).map(({ publicJwk }) => publicJwk) };
  const tenants = parseTenants({
    tenants: [
      {
        id: 'elm',
        host,
        serviceNotes: true,
        noticeSecretFile: file('elm.secret', `${SECRET}\n`),
        callers: [
          {
            name: 'signing',
            issuer: 'https://caller.test',
            jwksFile: file('elm.jwks', JSON.stringify(keySet)),
          },
          { name: 'trial', bearerFile: file('elm.token', `${TRIAL}\n`) },
        ],
      },
      {
        id: 'oak',
        host,
        noticeSecretFile: file('oak.secret', `${SECRET.toUpperCase()}\n`),
        callers: [{ name: 'other', bearerFile: file('oak.token', `${TRIAL}-of-oak\n`) }],
      },
      { id: 'ash', host },
    ],
  });
  const opened = new Map(
    await Promise.all(tenants.map(async (each) => [each.id, await openTenant(each)] as const)),
  );
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const jobs: NoticeJob[] = [];
  const app = createApp({
    tenants: { get: (id) => opened.get(id) ?? null, all: () => [...opened.values()] },
    send: (job) => {
      jobs.push(job);
      return Promise.resolve();
    },
    useTokenId: null,
    now: () => NOW,
    log: createLog({ level: 'debug', stream }),
    publicUrl: PUBLIC_URL,
    ready: () => Promise.resolve([]),
    ...options.deps,
  });
  const close = async (): Promise<void> => {
    await running.close();
    rmSync(folder, { recursive: true });
  };
  return { app, jobs, logged: () => lines.join(''), folder, sandbox, close };
}
