import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FhirResource } from 'fhir/r4.js';
import { parseEnvironment } from '../../src/config.ts';
import { startService, type Service } from '../../src/main.ts';
import {
  createSandboxHost,
  type RequestLine,
  type RunningSandbox,
} from '../../src/sandbox/host/createSandboxHost.ts';
import { readCase, type GoldenCase } from '../cases/goldenCase.ts';
import { until } from '../jobs/crew.ts';
import { allOf } from '../journeys/everythingIn.ts';
import { hang, startFaultyHost, status, type FaultyHost } from '../support/faultyHost.ts';
import { logLines } from '../support/logLines.ts';

/** When Olive's case, in its vendor's own codes, is looked at. */
const AS_OF = Date.parse('2026-03-09T07:00:00Z');
const NEVER = '0 0 29 2 *';
const PATIENCE_MS = 60_000;
const TOKEN = 'a-token-for-trials-only-0123456789';
const OTHER_TOKEN = 'another-token-for-trials-9876543210';

const golden = (name: string): GoldenCase =>
  readCase(fileURLToPath(new URL(`../cases/${name}`, import.meta.url)));
const olive = golden('personal-care-confidence/developing-in-the-vendors-own-codes');
const isla = golden('independent-travel/more-than-was-claimed');

interface Host extends RunningSandbox {
  readonly asked: readonly RequestLine[];
}

async function hostOf({ entries }: GoldenCase): Promise<Host> {
  const asked: RequestLine[] = [];
  const host = createSandboxHost({
    resources: entries.map((entry) => (entry as { readonly resource: FhirResource }).resource),
    now: () => new Date(AS_OF),
    log: (line) => asked.push(line),
  });
  return { ...(await host.listen({ host: '127.0.0.1', port: 0 })), asked };
}

/** What a decision says is validated, and against which claim. */
function validatedIn(line: unknown): object {
  const { validated, claimed, verdict } = (line ?? {}) as Readonly<Record<string, unknown>>;
  return { validated, claimed, verdict };
}

interface Entry {
  readonly id: string;
  readonly [field: string]: unknown;
}

const tenant = (id: string, baseUrl: string, more: object = {}): Entry => ({
  id,
  host: { baseUrl, requestsPerSecond: 1000 },
  schedule: { changes: NEVER, everything: NEVER },
  ...more,
});

describe('several tenants in one process', () => {
  const log = logLines();
  let folder: string;
  let well: Host;
  let plain: Host;
  let elsewhere: Host;
  let silent: FaultyHost;
  let busy: FaultyHost;
  let service: Service;

  const at = (name: string): string => join(folder, name);
  const configure = (...tenants: readonly Entry[]): void => {
    writeFileSync(at('tenants.json'), JSON.stringify({ tenants }));
  };
  const mapped = (host: Host): Entry =>
    tenant('well', host.url, {
      conceptMaps: ['maps.json'],
      goalWriteMode: 'B',
      callers: [{ name: 'well-app', bearerFile: 'well.token' }],
    });
  const unmapped = (): Entry =>
    tenant('plain', plain.url, { callers: [{ name: 'plain-app', bearerFile: 'plain.token' }] });

  /** Until the tenant was surveyed and nothing is left to be done for it. */
  const done = (id: string): Promise<void> =>
    until(async () => {
      const counts = await service.jobs.counts();
      return (
        log.lines('survey-begun').some((line) => line['tenant'] === id) &&
        counts.every(({ tenant: of, queued, active }) => of !== id || queued + active === 0)
      );
    }, PATIENCE_MS);
  const lineOf = async (id: string, goal: string): Promise<unknown> => {
    const [row] = await service.database.query<{ line: unknown }>(
      'select line from attest.verdicts where tenant = $1::text and goal = $2::text order by number desc limit 1',
      [id, goal],
    );
    return row?.line;
  };
  const heldOf = async (id: string): Promise<readonly string[]> => {
    const rows = await service.database.query<{ reference: string }>(
      `select reference from attest.resources where tenant = $1::text
       union select goal from attest.goals where tenant = $1::text
       union select goal from attest.verdicts where tenant = $1::text
       union select goal from attest.plans where tenant = $1::text
       union select reference from attest.written where tenant = $1::text
       union select patient from attest.people where tenant = $1::text`,
      [id],
    );
    return rows.map(({ reference }) => reference);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'attest-several-'));
    writeFileSync(
      at('maps.json'),
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'collection',
        entry: olive.conceptMaps.map((resource) => ({ resource })),
      }),
    );
    writeFileSync(at('well.token'), TOKEN);
    writeFileSync(at('plain.token'), OTHER_TOKEN);
    [well, plain, elsewhere, silent, busy] = await Promise.all([
      ...([hostOf(olive), hostOf(olive), hostOf(isla)] as const),
      ...([startFaultyHost(), startFaultyHost()] as const),
    ]);
    silent.on('GET /metadata', hang);
    busy.on('GET /metadata', status(503, { 'retry-after': '3600' }));
    configure(mapped(well), tenant('silent', silent.url), tenant('busy', busy.url));
    const environment = { TENANTS_FILE: at('tenants.json'), DATA_DIR: at('data'), PORT: '0' };
    service = await startService(parseEnvironment(environment), {
      log: log.log,
      now: () => AS_OF,
    });
  });
  afterAll(async () => {
    await Promise.all([silent.close(), busy.close()]);
    await service.stop();
    await Promise.all([well.close(), plain.close(), elsewhere.close()]);
    rmSync(folder, { recursive: true });
  });

  it('one is done while another’s host says nothing, and a third’s is busy', async () => {
    await done('well');
    expect(validatedIn(await lineOf('well', 'Goal/g-olive'))).toEqual(
      validatedIn(olive.accepted?.[0]),
    );
    expect((await allOf(well.url, 'Observation')).length).toBeGreaterThan(olive.entries.length / 2);
    expect(silent.asked.length).toBeGreaterThan(0);
    expect(await heldOf('silent')).toEqual([]);
    expect(await heldOf('busy')).toEqual([]);
    // It asked to be left alone for an hour: each of the few who were at it already asked once.
    expect(busy.asked.length).toBeLessThanOrEqual(4);
  });

  it('one that is added begins at once, and by its own maps reads the same record otherwise', async () => {
    configure(mapped(well), unmapped(), tenant('busy', busy.url));
    await until(() => service.tenants.get('plain') !== null, PATIENCE_MS);
    await done('plain');
    const line = await lineOf('plain', 'Goal/g-olive');
    expect(line).toBeDefined();
    expect(validatedIn(line)).not.toEqual(validatedIn(olive.accepted?.[0]));
    // The other one, with the same ids in its record, is as it was.
    expect(validatedIn(await lineOf('well', 'Goal/g-olive'))).toEqual(
      validatedIn(olive.accepted?.[0]),
    );
    // And its mode is its own.
    const versionsIn = async ({ url }: Host): Promise<number> => {
      const history = await fetch(`${url}/Goal/g-olive/_history`);
      return ((await history.json()) as { readonly entry: readonly object[] }).entry.length;
    };
    expect((await versionsIn(well)) - (await versionsIn(plain))).toBe(1);
  });

  it('each answers its own callers with its own', async () => {
    const ask = (id: string, token: string) =>
      fetch(`${service.url}/fhir/${id}/Goal/g-olive/$evaluate-attainment`, {
        headers: { authorization: `Bearer ${token}` },
      });
    const own = await Promise.all([ask('well', TOKEN), ask('plain', OTHER_TOKEN)]);
    expect(own.map((answer) => answer.status)).toEqual([200, 200]);
    const [one, other] = await Promise.all(own.map((answer) => answer.text()));
    expect(one).not.toEqual(other);
    const crossed = await Promise.all([ask('well', OTHER_TOKEN), ask('plain', TOKEN)]);
    expect(crossed.map((answer) => answer.status)).toEqual([401, 401]);
  });

  it('one that is taken away is left alone', async () => {
    await until(() => service.tenants.get('silent') === null, PATIENCE_MS);
    expect(log.lines('tenant-removed')).toMatchObject([{ tenant: 'silent' }]);
    expect((await fetch(`${service.url}/fhir/silent/metadata`)).status).toBe(404);
  });

  it('a faulty file changes nothing, and is told of', async () => {
    writeFileSync(at('tenants.json'), '{ "tenants": [');
    await until(() => log.lines('tenants-file-faulty').length > 0, PATIENCE_MS);
    expect(service.tenants.all().map((each) => each.tenant.id)).toEqual(['busy', 'plain', 'well']);
    const before = well.asked.length;
    await service.jobs.send({ kind: 'poll', tenant: 'well' });
    await until(() => well.asked.length > before, PATIENCE_MS);
    await done('well');
  });

  it('one that moves to another host is read there anew, and nothing of the old one stays', async () => {
    const before = well.asked.length;
    const surveys = log.lines('survey-begun').length;
    configure(mapped(elsewhere), unmapped());
    await until(() => log.lines('survey-begun').length > surveys, PATIENCE_MS);
    await done('well');
    const held = await heldOf('well');
    expect(held).toContain('Goal/g-isla');
    expect(held.filter((reference) => reference.includes('olive'))).toEqual([]);
    expect(log.lines('tenant-moved')).toMatchObject([{ tenant: 'well' }]);
    expect(await lineOf('well', 'Goal/g-isla')).toBeDefined();
    expect(well.asked.slice(before)).toEqual([]);
    expect((await heldOf('plain')).includes('Goal/g-olive')).toBe(true);
  });
});
