import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bundle, json, startFaultyHost, status, type FaultyHost } from '../support/faultyHost.ts';
import { attest, jsonLines } from './commandLine.ts';

const subject = { reference: 'Patient/p1' };
const goal = { resourceType: 'Goal', id: 'g1', lifecycleStatus: 'active', subject };
const searched = (type: string) => ({
  type,
  interaction: [{ code: 'search-type' }, { code: 'read' }],
  searchParam: [{ name: 'patient' }],
});

let folder: string;
let host: FaultyHost;

/** A host that gives goals of one person, and of no one else. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  host = await startFaultyHost();
  const rest = [{ resource: ['Goal', 'Observation'].map(searched) }];
  host.on(
    'GET /metadata',
    json({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest }),
  );
  host.on('GET /Goal', (request, response) => {
    const named = request.query['patient'] !== undefined;
    (named ? json(bundle([goal])) : status(403))(request, response);
  });
  host.on('GET /Observation', json(bundle([])));
  const member = [{ entity: { reference: 'Patient/p1' } }];
  host.on('GET /Group/g1', json({ resourceType: 'Group', id: 'g1', member }));
  writeFileSync(join(folder, 'people.txt'), '# Elm House\nPatient/p1\n');
  writeFileSync(join(folder, 'names.txt'), 'Margaret Hale\n');
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

function run(command: readonly string[], people: object | null) {
  const TENANTS_FILE = join(folder, 'tenants.json');
  const tenants = [{ id: 'elm', host: { baseUrl: host.url }, people }];
  writeFileSync(TENANTS_FILE, JSON.stringify({ tenants }));
  return attest(command, { env: { TENANTS_FILE } });
}

const DOCTOR = ['doctor', '--format', 'json'];
const areasOf = (stdout: string): readonly string[] =>
  (jsonLines(stdout)[0] as { lines: readonly { area: string; state: string }[] }).lines
    .filter(({ area }) => /^(people|search of all)/.test(area))
    .map(({ area, state }) => `${area}: ${state}`);

describe('a host that lets no one search for all goals', () => {
  it('is told what to say, and nothing is done', async () => {
    const { code, stdout, stderr } = await run(['sync'], null);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/answered 403.*“people” in the tenants’ file.*\[host-refused\]\n$/);
    const doctor = await run(DOCTOR, null);
    expect(doctor.code).toBe(1);
    expect(areasOf(doctor.stdout)).toEqual(['search of all goals: missing']);
  });

  it.each([
    [{ file: 'people.txt' }, 'people of people.txt: works'],
    [{ group: 'Group/g1' }, 'people of Group/g1: works'],
  ])('is worked with for the people of %j', async (people, area) => {
    const { code, stdout } = await run(['sync', '--format', 'json'], people);
    expect(code).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([{ goals: 1, noProgramme: 1 }]);
    const doctor = await run(DOCTOR, people);
    expect(doctor.code).toBe(0);
    expect(areasOf(doctor.stdout)).toEqual([area]);
  });

  it('is not asked where the list has faults', async () => {
    const people = { file: 'names.txt' };
    const { code, stderr } = await run(['sync'], people);
    expect(code).toBe(2);
    expect(stderr).toMatch(/names\.txt: line 1: write one Patient\/id a line\. \[bad-conf/);
    expect(stderr).not.toContain('Hale');
    const doctor = await run(DOCTOR, people);
    expect([doctor.code, ...areasOf(doctor.stdout)]).toEqual([1, 'people of names.txt: missing']);
  });
});
