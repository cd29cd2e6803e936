import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FhirResource } from 'fhir/r4.js';
import { parseEnvironment } from '../../src/config.ts';
import { startService } from '../../src/main.ts';
import {
  createSandboxHost,
  type RunningSandbox,
} from '../../src/sandbox/host/createSandboxHost.ts';
import { readCase } from '../cases/goldenCase.ts';
import { until } from '../jobs/crew.ts';
import { everythingIn } from '../journeys/everythingIn.ts';
import { startProxy } from '../journeys/proxy.ts';
import { logLines } from '../support/logLines.ts';
import { startProcess, type ServiceProcess } from './serviceProcess.ts';

const AT = '2026-04-02T09:00:00Z';
const NEVER = '0 0 29 2 *';
const { entries } = readCase(
  fileURLToPath(new URL('../cases/independent-travel/more-than-was-claimed', import.meta.url)),
);

let folder: string;
let expected: readonly string[];
const open: RunningSandbox[] = [];

async function freshHost(): Promise<string> {
  const host = createSandboxHost({
    resources: entries.map((entry) => (entry as { readonly resource: FhirResource }).resource),
    now: () => new Date(AT),
  });
  const running = await host.listen({ host: '127.0.0.1', port: 0 });
  open.push(running);
  return running.url;
}

const beside = (baseUrl: string, name: string): Promise<ServiceProcess> => {
  const tenants = join(folder, `${name}.json`);
  const elm = {
    id: 'elm',
    host: { baseUrl, requestsPerSecond: 1000 },
    schedule: { changes: NEVER, everything: NEVER },
  };
  writeFileSync(tenants, JSON.stringify({ tenants: [elm] }));
  return startProcess(AT, { TENANTS_FILE: tenants, DATA_DIR: join(folder, name) });
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-stop-'));
  const host = await freshHost();
  const calm = await beside(host, 'calm');
  await calm.idle();
  expect(await calm.stop()).toBe(0);
  expected = await everythingIn(host);
  expect(expected.length).toBeGreaterThan(entries.length);
});
afterEach(async () => {
  for (const host of open.splice(0)) await host.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A host that holds the first write of a goal, so that the service is stopped in the middle of it. */
async function holding(host: string) {
  let isHeld = false;
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const proxy = await startProxy(host, {
    before: async ({ method, body }) => {
      if (isHeld || method !== 'POST' || !body.includes('Goal/g-isla')) return;
      isHeld = true;
      await released;
    },
  });
  return { ...proxy, isHeld: () => isHeld, release };
}

/** Plain sentences of ours and JSON lines: no stack, no warning of the runtime. */
const isPlain = (line: string): boolean =>
  line === '' || line.startsWith('{"') || /^(Attest|Finishing|attest:) .+[.\]]$/.test(line);

describe('a service that is asked to stop while it writes', () => {
  it('ends what it is at, and leaves the rest to its next start', async () => {
    const host = await freshHost();
    const held = await holding(host);
    const service = await beside(held.url, 'asked');
    await until(held.isHeld, 60_000);
    const code = service.stop();
    await until(() => service.log().includes('"message":"stopping"'), 60_000);
    held.release();
    expect(await code).toBe(0);
    expect(
      service
        .log()
        .split('\n')
        .filter((line) => !isPlain(line)),
    ).toEqual([]);
    const next = await beside(held.url, 'asked');
    await next.idle();
    expect(await next.stop()).toBe(0);
    expect(await everythingIn(host)).toEqual(expected);
    held.close();
  });

  it('asked again, ends at once, and nothing is lost', async () => {
    const host = await freshHost();
    const held = await holding(host);
    const service = await beside(held.url, 'twice');
    await until(held.isHeld, 60_000);
    service.signal('SIGTERM');
    await until(() => service.log().includes('"message":"stopping"'), 60_000);
    service.signal('SIGINT');
    expect(await service.ended).toBe(130);
    held.release();
    const next = await beside(held.url, 'twice');
    await next.idle();
    expect(await next.stop()).toBe(0);
    expect(await everythingIn(host)).toEqual(expected);
    held.close();
  });
});

describe('a service that has lost its store', () => {
  it('to another process, says so and ends', async () => {
    const service = await beside(await freshHost(), 'lost');
    rmSync(join(folder, 'lost', 'lock'), { recursive: true });
    expect(await service.ended).toBe(2);
    expect(service.log()).toMatch(/^attest: Another process has taken .+ \[store-in-use\]$/m);
    expect(
      service
        .log()
        .split('\n')
        .filter((line) => !isPlain(line)),
    ).toEqual([]);
  });

  it('before it began, waits for it with one line, and then says so', async () => {
    const log = logLines();
    const tenants = join(folder, 'nowhere.json');
    writeFileSync(
      tenants,
      JSON.stringify({ tenants: [{ id: 'elm', host: { baseUrl: 'http://127.0.0.1:9' } }] }),
    );
    const environment = parseEnvironment({
      TENANTS_FILE: tenants,
      DATABASE_URL: 'postgres://attest@127.0.0.1:9/attest',
    });
    const started = startService(environment, {
      log: log.log,
      now: Date.now,
      storePatienceMs: 1_200,
    });
    await expect(started).rejects.toMatchObject({
      code: 'store-unreachable',
      message: 'The database of the store cannot be reached.',
    });
    expect(log.lines('store-waited-for')).toHaveLength(1);
  });
});
