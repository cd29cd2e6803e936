import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/fhir/names.ts';
import { readCapabilities } from '../../src/host/capabilities.ts';
import { connect } from '../../src/host/connection.ts';
import { openRecord } from '../../src/host/record.ts';
import type { HostRecord } from '../../src/host/record.ts';
import { bundle, json, startFaultyHost, status } from '../support/faultyHost.ts';
import type { FaultyHost } from '../support/faultyHost.ts';

const TYPES = [
  'Goal',
  'Observation',
  'CarePlan',
  'QuestionnaireResponse',
  'ServiceRequest',
  'Encounter',
  'DocumentReference',
  'Flag',
  'Task',
];

const offers = (type: string, codes: readonly string[], parameters: readonly string[]) => ({
  type,
  interaction: codes.map((code) => ({ code })),
  searchParam: parameters.map((name) => ({ name })),
});

const offered = [
  ...TYPES.map((type) => offers(type, ['search-type'], ['patient'])),
  offers('Provenance', ['search-type'], ['target']),
];

let host: FaultyHost;

beforeEach(async () => {
  host = await startFaultyHost();
  for (const type of [...TYPES, 'Provenance']) host.on(`GET /${type}`, json(bundle([])));
});
afterEach(() => host.close());

function record(
  resource: readonly object[] = offered,
  device?: { system: string; value: string },
): HostRecord {
  const statement = {
    resourceType: 'CapabilityStatement',
    fhirVersion: '4.0.1',
    rest: [{ resource }],
  };
  const connection = connect({ baseUrl: host.url, timeoutMs: 500, sleep: () => Promise.resolve() });
  return openRecord(connection, readCapabilities(statement, host.url), { device: device ?? null });
}

async function fetched(from: HostRecord, patient = 'Patient/p1'): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { resourceType, id, meta } of from.fetchPatient(patient)) {
    const version = (meta as { versionId?: string } | undefined)?.versionId;
    names.push(`${resourceType}/${id ?? ''}${version === undefined ? '' : `@${version}`}`);
  }
  return names;
}

const of = (resourceType: string, id: string, more: object = {}) => ({
  resourceType,
  id,
  [resourceType === 'Task' ? 'for' : 'subject']: { reference: 'Patient/p1' },
  ...more,
});

const asks = (path: string): readonly string[] =>
  host.asked.map(({ url }) => decodeURIComponent(url)).filter((url) => url.startsWith(path));

describe('fetchPatient', () => {
  it('asks for each type by patient and leaves out what is about somebody else', async () => {
    const other = { subject: { reference: 'Patient/p2' } };
    host.on(
      'GET /Observation',
      json(
        bundle([
          of('Observation', 'o1', { issued: '2026-03-01T10:00:00Z' }),
          of('Observation', 'o2', other),
          of('Observation', 'o3', {
            issued: '2026-03-01T10:00:00Z',
            subject: { reference: 'https://inner.example/fhir/Patient/p1/_history/4' },
          }),
        ]),
      ),
    );
    host.on('GET /Task', json(bundle([of('Task', 't1')])));
    const reader = record();
    expect(await fetched(reader)).toEqual(['Observation/o1', 'Observation/o3', 'Task/t1']);
    expect(asks('/Observation')).toEqual(['/Observation?patient=Patient/p1&_count=200']);
    expect(reader.skipped()).toEqual([
      {
        kind: 'left-out',
        type: 'Observation',
        patient: 'Patient/p1',
        because: 'the host also sent records that do not name this person, which were left out',
      },
      expect.objectContaining({ type: 'Patient', patient: null }),
    ]);
  });

  it('reads every version of goals and orders where the host keeps them', async () => {
    const versions = (type: string) => [
      of(type, 'x', { meta: { versionId: '2' } }),
      of(type, 'x', { meta: { versionId: '1' } }),
    ];
    for (const type of ['Goal', 'ServiceRequest']) {
      host.on(`GET /${type}`, json(bundle(versions(type).slice(0, 1))));
      host.on(`GET /${type}/x/_history`, json(bundle(versions(type))));
    }
    const keeps = ['Goal', 'ServiceRequest'].map((type) =>
      offers(type, ['search-type', 'history-instance'], ['patient']),
    );
    expect(await fetched(record([...offered, ...keeps]))).toEqual([
      'Goal/x@2',
      'Goal/x@1',
      'ServiceRequest/x@2',
      'ServiceRequest/x@1',
    ]);
  });

  it('asks who recorded goals, our own verdicts, and records that show no time of recording', async () => {
    const ours = {
      meta: { tag: [{ system: SYSTEM.tag, code: 'computed' }] },
      issued: '2026-03-01',
    };
    host.on('GET /Goal', json(bundle([of('Goal', 'g1')])));
    host.on(
      'GET /Observation',
      json(
        bundle([
          of('Observation', 'timed', { issued: '2026-03-01T10:00:00Z' }),
          of('Observation', 'untimed'),
          of('Observation', 'verdict', ours),
        ]),
      ),
    );
    host.on(
      'GET /Provenance',
      json(
        bundle([
          { resourceType: 'Provenance', id: 'mine', target: [{ reference: 'Goal/g1/_history/2' }] },
          { resourceType: 'Provenance', id: 'other', target: [{ reference: 'Goal/g9' }] },
        ]),
      ),
    );
    expect(await fetched(record())).toContain('Provenance/mine');
    expect(await fetched(record())).not.toContain('Provenance/other');
    expect(asks('/Provenance')[0]).toBe(
      '/Provenance?target=Goal/g1,Observation/untimed,Observation/verdict&_count=200',
    );
  });

  it('reads people by reference, once a run, and does without those that are missing', async () => {
    const by = (role: string) => ({
      issued: '2026-03-01T10:00:00Z',
      performer: [{ reference: `PractitionerRole/${role}` }, { reference: 'Practitioner/anyone' }],
    });
    host.on(
      'GET /Observation',
      json(bundle([of('Observation', 'a', by('r1')), of('Observation', 'b', by('r2'))])),
    );
    host.on('GET /PractitionerRole/r1', json({ resourceType: 'PractitionerRole', id: 'r1' }));
    host.on('GET /Patient/p1', json({ resourceType: 'Patient', id: 'p1' }));
    const reader = record();
    const once = await fetched(reader);
    expect(once.slice(2)).toEqual(['Patient/p1', 'PractitionerRole/r1']);
    expect(await fetched(reader)).toEqual(once);
    expect(asks('/PractitionerRole')).toEqual(['/PractitionerRole/r1', '/PractitionerRole/r2']);
    expect(asks('/Practitioner/')).toEqual([]);
  });

  it('finds our own Device by its identifier only', async () => {
    const device = { system: 'urn:ids', value: 'elm' };
    const named = (id: string, value: string) => ({
      resourceType: 'Device',
      id,
      identifier: [{ system: 'urn:ids', value }],
    });
    host.on(
      'GET /Device',
      json(bundle([named('d2', 'elm'), named('d0', 'oak'), named('d1', 'elm')])),
    );
    const reader = record([...offered, offers('Device', ['search-type'], ['identifier'])], device);
    expect(await fetched(reader)).toEqual(['Device/d1']);
    await fetched(reader);
    expect(asks('/Device')).toEqual(['/Device?identifier=urn:ids|elm']);
  });
});

describe('what a host lacks', () => {
  it('is skipped and named: a type not offered, refused or failing', async () => {
    host.on('GET /DocumentReference', status(403));
    host.on('GET /Task', status(500));
    host.on('GET /Goal', json(bundle([of('Goal', 'g1')])));
    host.on('GET /Patient/p1', json({ resourceType: 'Patient', id: 'p1' }));
    const reader = record(offered.filter(({ type }) => type !== 'Flag' && type !== 'Provenance'));
    expect(await fetched(reader)).toEqual(['Goal/g1', 'Patient/p1']);
    expect(reader.skipped().map(({ type }) => type)).toEqual([
      'DocumentReference',
      'Flag',
      'Task',
      'Provenance',
    ]);
  });

  it.each(['CarePlan', 'QuestionnaireResponse', 'ServiceRequest', 'Encounter', 'Provenance'])(
    'fails the person when %s is offered and then not given: half the evidence is a wrong verdict',
    async (type) => {
      host.on('GET /Goal', json(bundle([of('Goal', 'g1')])));
      host.on(`GET /${type}`, status(403));
      await expect(fetched(record())).rejects.toMatchObject({ code: 'host-refused' });
    },
  );

  it('is told for each person, so that nothing unseen is written again', async () => {
    host.on('GET /Flag', status(500), status(500), status(500), status(500), json(bundle([])));
    const reader = record(offered.filter(({ type }) => type !== 'Task'));
    await fetched(reader, 'Patient/p1');
    await fetched(reader, 'Patient/p2');
    expect([...reader.unread('Patient/p1')]).toEqual(expect.arrayContaining(['Flag', 'Task']));
    expect([...reader.unread('Patient/p2')]).not.toContain('Flag');
    expect([...reader.unread('Patient/p2')]).toContain('Task');
  });

  it.each(['Goal', 'Observation'])('fails the person when it is %s', async (type) => {
    host.on(`GET /${type}`, status(403));
    await expect(fetched(record())).rejects.toMatchObject({ code: 'host-refused' });
    const without = record(offered.filter((entry) => entry.type !== type));
    await expect(fetched(without)).rejects.toMatchObject({ code: 'host-refused' });
  });

  it('fails the person when the host no longer knows us', async () => {
    host.on('GET /Flag', status(401));
    await expect(fetched(record())).rejects.toMatchObject({ code: 'host-unauthorised' });
  });
});
