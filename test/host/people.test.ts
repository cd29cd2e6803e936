import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readCapabilities } from '../../src/host/capabilities.ts';
import { connect } from '../../src/host/connection.ts';
import type { PeopleSource } from '../../src/host/people.ts';
import { openRecord } from '../../src/host/record.ts';
import { peopleSourceOf } from '../../src/tenant/peopleSource.ts';
import { bundle, json, startFaultyHost, status } from '../support/faultyHost.ts';
import type { FaultyHost } from '../support/faultyHost.ts';

const NOW = Date.parse('2026-03-31T12:00:00Z');
const STATEMENT = { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest: [] };

let host: FaultyHost;
beforeEach(async () => {
  host = await startFaultyHost();
});
afterEach(() => host.close());

function recordWith(people: PeopleSource) {
  const connection = connect({ baseUrl: host.url, timeoutMs: 500, sleep: () => Promise.resolve() });
  const capabilities = readCapabilities(STATEMENT, host.url);
  return openRecord(connection, capabilities, { people, now: () => NOW });
}

const goal = (id: string, subject: object) => ({ resourceType: 'Goal', id, subject });
const ref = (reference: string) => ({ reference });

describe('people found through all goals', () => {
  it('are each named once, over all pages, with the goals that name nobody', async () => {
    host.on(
      'GET /Goal',
      json(
        bundle(
          [goal('a', ref('Patient/p2')), goal('b', { display: 'Someone' })],
          `${host.url}/Goal?page=2`,
        ),
      ),
      json(bundle([goal('c', ref(`${host.url}/Patient/p1`)), goal('d', ref('Patient/p2'))])),
    );
    expect(await recordWith(null).people()).toEqual({
      patients: ['Patient/p1', 'Patient/p2'],
      unnamed: ['Goal/b'],
    });
    expect(host.asked.map(({ url }) => url)).toEqual(['/Goal?_count=200', '/Goal?page=2']);
  });

  it.each([400, 403, 405, 501])('are to be named where the host answers %i', async (code) => {
    host.on('GET /Goal', status(code));
    const found = recordWith(null).people();
    await expect(found).rejects.toMatchObject({ code: 'host-refused' });
    await expect(found).rejects.toThrow(/“people” in the tenants’ file/);
  });

  it('are not said to be refused where the host failed', async () => {
    host.on('GET /Goal', status(401));
    await expect(recordWith(null).people()).rejects.toMatchObject({ code: 'host-unauthorised' });
  });
});

describe('people found through a Group', () => {
  const group = (member: readonly unknown[], more: object = {}): void => {
    host.on('GET /Group/g1', json({ resourceType: 'Group', id: 'g1', member, ...more }));
  };
  const people = () => recordWith({ group: 'Group/g1' });

  it('are its members now who are Patients, and no goal is searched for', async () => {
    group([
      { entity: ref('Patient/stays') },
      { entity: ref('Patient/also'), inactive: false, period: { start: '2026-03-31' } },
      { entity: ref('Patient/also') },
      { entity: ref('Patient/until-today'), period: { end: '2026-03-31' } },
      { entity: ref('Patient/left'), period: { end: '2026-03-30' } },
      { entity: ref('Patient/comes'), period: { start: '2026-04-01' } },
      { entity: ref('Patient/inactive'), inactive: true },
      { entity: ref('Practitioner/w1') },
    ]);
    expect(await people().people()).toEqual({
      patients: ['Patient/also', 'Patient/stays', 'Patient/until-today'],
      unnamed: [],
    });
    expect(host.asked.map(({ url }) => url)).toEqual(['/Group/g1']);
  });

  it('are told of where a member cannot be followed', async () => {
    group([{ entity: { identifier: { value: '7' } } }, 'odd', { entity: ref('Patient/p1') }]);
    const record = people();
    expect((await record.people()).patients).toEqual(['Patient/p1']);
    expect(record.skipped()).toEqual([
      {
        kind: 'left-out',
        type: 'Group',
        patient: null,
        because: 'some members of Group/g1 are not named by a reference',
      },
    ]);
  });

  it('are not those of Groups in it', async () => {
    group([{ entity: ref('Patient/p1') }, { entity: ref('Group/g2') }]);
    await expect(people().people()).rejects.toMatchObject({
      code: 'bad-configuration',
      message:
        'Group/g1, which “people” names, has other Groups among its members, which are not followed.',
    });
  });

  it('are nobody where it is not in use, or is not there', async () => {
    group([{ entity: ref('Patient/p1') }], { active: false });
    await expect(people().people()).rejects.toMatchObject({ code: 'bad-configuration' });
    host.on('GET /Group/g1', status(404));
    await expect(people().people()).rejects.toMatchObject({ code: 'host-not-found' });
  });
});

describe('people found through a file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'attest-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (text: string): string => {
    writeFileSync(join(folder, 'people.txt'), text);
    return join(folder, 'people.txt');
  };

  it('are its lines, whatever else stands there, as it is when they are asked for', async () => {
    const path = file('\uFEFF# Elm House\r\n\r\nPatient/p2\r\n  Patient/p1 # moved in\nPatient/p2');
    const record = recordWith(peopleSourceOf({ file: path }));
    expect(await record.people()).toEqual({ patients: ['Patient/p1', 'Patient/p2'], unnamed: [] });
    file('Patient/p3\n');
    expect((await record.people()).patients).toEqual(['Patient/p3']);
    expect(host.asked).toEqual([]);
  });

  it('are refused with the place of every fault, and nothing of what stands there', async () => {
    const path = file('Patient/p1\nMargaret Hale\n\nPatient/p1/2\nGroup/g1\n');
    await expect(recordWith(peopleSourceOf({ file: path })).people()).rejects.toMatchObject({
      code: 'bad-configuration',
      message: `The list of people ${path}: line 2, line 4, line 5: write one Patient/id a line.`,
    });
  });

  it('have to be there', async () => {
    const source = peopleSourceOf({ file: join(folder, 'none.txt') });
    await expect(recordWith(source).people()).rejects.toMatchObject({ code: 'no-input' });
  });
});
