import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { FhirResource } from 'fhir/r4.js';

import {
  createSandboxHost,
  type RequestLine,
} from '../../../src/sandbox/host/createSandboxHost.ts';
import { exportNdjson } from '../../../src/sandbox/host/exportNdjson.ts';
import { observation, startTrial, TRIAL_RECORD } from './trialRecord.ts';

const now = () => new Date('2026-04-01T09:00:00Z');

describe('the sandbox host', () => {
  it('takes the next free port when the first is taken', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    const running = await createSandboxHost({ resources: [], now }).listen({
      host: '127.0.0.1',
      port,
    });
    expect(Number(new URL(running.url).port)).toBeGreaterThan(port);
    expect((await fetch(`${running.url}/metadata`)).status).toBe(200);
    await running.close();
    await expect(fetch(`${running.url}/metadata`)).rejects.toThrow();
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('logs a request without its query', async () => {
    const lines: RequestLine[] = [];
    const trial = await startTrial({ log: (line) => lines.push(line) });
    await trial.ask('GET', '/Patient?name=brook');
    await trial.close();
    expect(lines).toEqual([
      {
        method: 'GET',
        path: '/fhir/Patient',
        status: 200,
        milliseconds: expect.any(Number) as number,
      },
    ]);
  });

  it('holds what it was given, and is not changed from outside', async () => {
    const given = structuredClone(TRIAL_RECORD) as FhirResource[];
    const trial = await startTrial({ resources: given });
    Object.assign(given[0] ?? {}, { birthDate: '1900-01-01' });
    const { body } = await trial.ask('GET', '/Patient/ann');
    await trial.close();
    expect(body.birthDate).toBe('1990-05-01');
    expect(trial.host.resources().map(({ id }) => id)).toEqual([
      'library',
      's1',
      's2',
      's3',
      's4',
      'ann',
      'joanne',
      't1',
    ]);
  });

  it('gives the same bytes for the same requests', async () => {
    const run = async () => {
      const trial = await startTrial();
      await trial.ask('POST', '/Observation', observation());
      await trial.ask('DELETE', '/Task/t1');
      await trial.close();
      return JSON.stringify(trial.host.versions());
    };
    expect(await run()).toBe(await run());
  });

  it('refuses to start with what it could not serve', () => {
    const start = (resource: object) => () =>
      createSandboxHost({ resources: [resource as FhirResource], now });
    expect(start({ resourceType: 'Nonsense', id: 'a' })).toThrow('keeps no Nonsense');
    expect(start({ resourceType: 'Patient' })).toThrow('no valid id');
  });

  it('finds what is asked fast among 20,000 resources', async () => {
    const resources = Array.from({ length: 20_000 }, (_, n): FhirResource => ({
      resourceType: 'Observation',
      id: `o${n}`,
      identifier: [{ system: 'https://record.example/note', value: `n${n}` }],
      status: 'final',
      code: { coding: [{ code: 'session' }] },
      subject: { reference: `Patient/p${n % 100}` },
      effectiveDateTime: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
    }));
    const trial = await startTrial({ resources });
    const start = performance.now();
    for (let n = 0; n < 20; n += 1) {
      const answer = await trial.ask(
        'GET',
        `/Observation?patient=p${n}&code=session&date=ge2026-01-02&_sort=-date`,
      );
      expect(answer.body.total).toBeGreaterThan(100);
      const one = await trial.ask('GET', `/Observation?identifier=n${n}`);
      expect(one.body.total).toBe(1);
    }
    await trial.close();
    // Reading every resource for each of the 40 searches would take minutes.
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('exporting', () => {
  it('writes one file a type with every version, by id and then version', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'attest-')), 'new');
    const host = createSandboxHost({ resources: TRIAL_RECORD, now });
    const files = exportNdjson(host.versions(), folder);
    expect(readdirSync(folder)).toEqual([
      'Goal.ndjson',
      'Observation.ndjson',
      'Patient.ndjson',
      'Task.ndjson',
    ]);
    expect(files[0]).toEqual({ file: join(folder, 'Goal.ndjson'), resources: 3 });
    const lines = readFileSync(join(folder, 'Goal.ndjson'), 'utf8').trimEnd().split('\n');
    const goals = lines.map((line) => JSON.parse(line) as { meta: { versionId: string } });
    expect(goals.map(({ meta }) => meta.versionId)).toEqual(['1', '2', '3']);
  });
});
