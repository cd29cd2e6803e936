import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import {
  createSandboxHost,
  type RunningSandbox,
  type SandboxHost,
} from '../../src/sandbox/host/createSandboxHost.ts';
import type { QuirkName } from '../../src/sandbox/host/quirks.ts';
import { bundle, json, startFaultyHost, status } from '../support/faultyHost.ts';
import { attest, jsonLines } from './commandLine.ts';

const { resources } = synthesise({ seed: 1, anchor: '2026-03-31' });

interface Line {
  readonly area: string;
  readonly state: 'works' | 'degraded' | 'missing';
  readonly costs: string;
}

const examine = async (url: string, ...args: readonly string[]) => {
  const { code, stdout, stderr } = await attest(['doctor', '--host', url, ...args]);
  const [found, ...others] = jsonLines(stdout);
  expect(others).toEqual([]);
  const lines = (found as { readonly lines: readonly Line[] }).lines;
  return {
    code,
    stderr,
    found,
    states: new Map(lines.map(({ area, state }) => [area, state])),
    lines,
  };
};

describe.each<QuirkName>(['open', 'epic-like'])('attest doctor on a record that is %s', (quirk) => {
  let sandbox: SandboxHost;
  let running: RunningSandbox;
  const writes: string[] = [];
  beforeAll(async () => {
    sandbox = createSandboxHost({
      resources,
      quirk,
      now: () => new Date('2026-04-01T06:00:00Z'),
      log: ({ method, path }) => {
        if (method !== 'GET') writes.push(`${method} ${path}`);
      },
    });
    running = await sandbox.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => running.close());

  it('writes nothing with --no-probe', async () => {
    const { code, stderr, found } = await examine(running.url, '--no-probe');
    expect([code, stderr, writes]).toEqual([0, '', []]);
    expect(found).toMatchObject({ host: running.url, fhirVersion: '4.0.1' });
  });

  it('tells what works, what does not and what that costs, having written our Device alone', async () => {
    const before = sandbox.resources().length;
    const { code, states, lines } = await examine(running.url);
    expect(code).toBe(0);
    expect(sandbox.resources().length).toBe(before + 1);
    // A transaction that has to be refused as a whole is part of the trial.
    for (const write of writes) expect(write).toMatch(/^(POST|PUT) \/fhir(\/Device(\/\S+)?)?\/?$/);
    for (const { state, costs } of lines) expect(costs === '').toBe(state === 'works');
    const limited = quirk === 'epic-like';
    expect(Object.fromEntries(states)).toMatchObject({
      'read Goal': 'works',
      'read Observation': 'works',
      'search of all goals': 'works',
      'earlier versions of Goal': limited ? 'missing' : 'works',
      'write Observation': 'works',
      'write Flag': limited ? 'missing' : 'works',
      'write Task': limited ? 'missing' : 'works',
      'write Provenance': limited ? 'missing' : 'works',
      transactions: limited ? 'degraded' : 'works',
      'conditional create': limited ? 'degraded' : 'works',
      'extensions kept': 'works',
    });
  });

  it('prints a table that says the same', async () => {
    const { code, stdout } = await attest(
      ['doctor', '--host', running.url, '--no-probe', '--format', 'table'],
      { env: { COLUMNS: '80' } },
    );
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^http\S+: .+, FHIR 4\.0\.1$/);
    expect(stdout).toMatch(/^ read Goal +works$/m);
    for (const line of stdout.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(80);
  });
});

it('ends with 1 where goals cannot be read by patient, as nothing could be assessed', async () => {
  const host = await startFaultyHost();
  const readable = { interaction: [{ code: 'search-type' }], searchParam: [{ name: 'patient' }] };
  const resource = [
    { type: 'Goal', interaction: [{ code: 'read' }] },
    { type: 'Observation', ...readable },
  ];
  host.on(
    'GET /metadata',
    json({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest: [{ resource }] }),
  );
  host.on('GET /Goal', status(400));
  const { code, states } = await examine(host.url, '--no-probe');
  expect(code).toBe(1);
  expect([states.get('read Goal'), states.get('read Observation')]).toEqual(['missing', 'works']);
  await host.close();
});

it('ends with 1 where the host promises more of goals than it keeps', async () => {
  const host = await startFaultyHost();
  const resource = ['Goal', 'Observation'].map((type) => ({
    type,
    interaction: [{ code: 'search-type' }],
    searchParam: [{ name: 'patient' }],
  }));
  host.on(
    'GET /metadata',
    json({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest: [{ resource }] }),
  );
  host.on('GET /Goal', status(403));
  host.on('GET /Observation', json(bundle([])));
  const { code, states } = await examine(host.url, '--no-probe');
  await host.close();
  expect(code).toBe(1);
  expect([states.get('read Goal'), states.get('search of all goals')]).toEqual([
    'works',
    'missing',
  ]);
});
