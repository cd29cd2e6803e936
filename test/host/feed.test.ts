import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FhirResource } from 'fhir/r4.js';
import { SYSTEM } from '../../src/fhir/names.ts';
import { readCapabilities } from '../../src/host/capabilities.ts';
import type { Capabilities } from '../../src/host/capabilities.ts';
import { feedsOf } from '../../src/host/changes.ts';
import { connect } from '../../src/host/connection.ts';
import { openRecord } from '../../src/host/record.ts';
import type { HostRecord } from '../../src/host/record.ts';
import type { Resource } from '../../src/host/resource.ts';
import { createSandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';
import type { RunningSandbox } from '../../src/sandbox/host/createSandboxHost.ts';
import { bundle, json, startFaultyHost, status } from '../support/faultyHost.ts';
import type { FaultyHost } from '../support/faultyHost.ts';

const SINCE = Date.parse('2026-03-01T10:00:00Z');
const FOLLOWED = [
  'Goal',
  'Observation',
  'CarePlan',
  'QuestionnaireResponse',
  'ServiceRequest',
  'Encounter',
  'DocumentReference',
  'Flag',
  'Task',
  'Provenance',
  'ConceptMap',
];

const session = (id: string, lastUpdated?: string): Resource => ({
  resourceType: 'Observation',
  id,
  ...(lastUpdated === undefined ? {} : { meta: { versionId: '1', lastUpdated } }),
  status: 'final',
  code: { text: 'a code' },
  subject: { reference: 'Patient/p1' },
  issued: '2026-03-01T09:00:00Z',
});

async function idsOf(found: AsyncIterable<Resource>): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { resourceType, id = '', meta } of found) {
    const version = (meta as { readonly versionId?: string } | undefined)?.versionId;
    ids.push(`${resourceType}/${id}${version === undefined ? '' : `@${version}`}`);
  }
  return ids;
}

describe('the sandbox', () => {
  let running: RunningSandbox;
  let minute = 0;
  const at = (quirk: 'open' | 'epic-like') =>
    createSandboxHost({
      resources: [
        ...Array.from({ length: 250 }, (_, index) => session(`old${index}`)),
      ] as unknown as readonly FhirResource[],
      quirk,
      now: () => new Date(Date.parse('2026-03-01T09:00:00Z') + minute * 60_000),
    }).listen({ host: '127.0.0.1', port: 0 });
  const meet = async (): Promise<{ record: HostRecord; capabilities: Capabilities }> => {
    const connection = connect({ baseUrl: running.url });
    const capabilities = readCapabilities(await connection.metadata(), connection.baseUrl);
    return { record: openRecord(connection, capabilities), capabilities };
  };
  afterEach(() => running.close());

  it('tells what changed of every type, oldest first, and nothing before that', async () => {
    minute = 0;
    running = await at('open');
    const { record, capabilities } = await meet();
    expect(feedsOf(capabilities)).toEqual({ fed: FOLLOWED, unfed: [] });
    const connection = connect({ baseUrl: running.url });
    for (minute = 60; minute < 63; minute += 1) await connection.create(session('x'));
    minute = 90;
    await connection.update({ ...session('old7'), note: [{ text: 'Changed.' }] }, null);
    const all = await Array.fromAsync(record.changes('Observation', SINCE));
    const times = all.map(({ meta }) => (meta as { readonly lastUpdated: string }).lastUpdated);
    expect(all).toHaveLength(4);
    expect(all.at(-1)).toMatchObject({ id: 'old7' });
    expect(times).toEqual([...times].sort());
    // The instant itself belongs to it, so that two changes of one moment cannot be parted.
    expect(await idsOf(record.changes('Observation', SINCE + 30 * 60_000))).toHaveLength(1);
    expect(await idsOf(record.changes('Observation', SINCE + 30 * 60_000 + 1))).toEqual([]);
    expect(record.skipped()).toEqual([]);
    const everything = await idsOf(record.changes('Observation', 0));
    expect(new Set(everything).size).toBe(253);
  });

  it('tells it of documents alone, where it is like those of large hospitals', async () => {
    running = await at('epic-like');
    const { fed, unfed } = feedsOf((await meet()).capabilities);
    expect(fed).toEqual(['DocumentReference']);
    expect(unfed).toEqual(FOLLOWED.filter((type) => type !== 'DocumentReference'));
  });
});

describe('another host', () => {
  let host: FaultyHost;
  beforeEach(async () => {
    host = await startFaultyHost();
  });
  afterEach(() => host.close());

  const offers = (type: string, codes: readonly string[], names: readonly string[]) => ({
    type,
    interaction: codes.map((code) => ({ code })),
    searchParam: names.map((name) => ({ name })),
  });
  const recordOf = (device?: { system: string; value: string }): HostRecord => {
    const resource = [
      offers('Goal', ['search-type', 'history-instance'], ['patient', '_lastUpdated']),
      offers('Observation', ['search-type'], ['patient', '_lastUpdated']),
      offers('Provenance', ['search-type'], ['target']),
      offers('Device', ['search-type'], ['identifier']),
    ];
    const rest = [{ resource }];
    const statement = { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest };
    const capabilities = readCapabilities(statement, host.url);
    const connection = connect({
      baseUrl: host.url,
      timeoutMs: 500,
      sleep: () => Promise.resolve(),
    });
    return openRecord(connection, capabilities, { device: device ?? null });
  };
  const asked = (): readonly string[] => host.asked.map(({ url }) => decodeURIComponent(url));

  describe('asked for what changed', () => {
    it('is asked for the instant itself, and for every page', async () => {
      host.on(
        'GET /Observation',
        json(bundle([session('a', '2026-03-01T10:00:00Z')], `${host.url}/Observation?page=2`)),
        json(bundle([session('b', '2026-03-01T11:00:00+01:00'), session('c')])),
      );
      const record = recordOf();
      expect(await idsOf(record.changes('Observation', SINCE))).toEqual([
        'Observation/a@1',
        'Observation/b@1',
        'Observation/c',
      ]);
      expect(asked()).toEqual([
        '/Observation?_lastUpdated=ge2026-03-01T10:00:00.000Z&_count=200&_sort=_lastUpdated',
        '/Observation?page=2',
      ]);
      expect(record.skipped()).toEqual([]);
    });

    it('may ignore the question: what did not change is left out, and that is said', async () => {
      const old = session('a', '2026-03-01T09:59:59.999Z');
      host.on('GET /Observation', json(bundle([old, session('b', '2026-03-01T10:00:00.000Z')])));
      const record = recordOf();
      expect(await idsOf(record.changes('Observation', SINCE))).toEqual(['Observation/b@1']);
      expect(record.skipped()).toEqual([
        {
          kind: 'left-out',
          type: 'Observation',
          patient: null,
          because: 'asked for what changed, the host also sent what did not, which was left out',
        },
      ]);
    });

    it('may refuse to sort', async () => {
      host.on('GET /Observation', status(400), json(bundle([session('a')])));
      expect(await idsOf(recordOf().changes('Observation', SINCE))).toEqual(['Observation/a']);
      expect(asked().at(-1)).toBe(
        '/Observation?_lastUpdated=ge2026-03-01T10:00:00.000Z&_count=200',
      );
    });

    it('may refuse altogether, or break off: half the changes are not the changes', async () => {
      host.on('GET /Observation', status(403));
      await expect(idsOf(recordOf().changes('Observation', SINCE))).rejects.toMatchObject({
        code: 'host-refused',
      });
      host.on(
        'GET /Observation',
        json(bundle([session('a')], `${host.url}/Observation?page=2`)),
        status(403),
      );
      await expect(idsOf(recordOf().changes('Observation', SINCE))).rejects.toMatchObject({
        code: 'host-refused',
      });
    });
  });

  describe('asked for what belongs to a change', () => {
    const goal = (versionId: string, more: object = {}): Resource => ({
      resourceType: 'Goal',
      id: 'g1',
      meta: { versionId },
      subject: { reference: 'Patient/p1' },
      ...more,
    });
    const by = (role: string): Resource => ({
      ...session(`by-${role}`),
      performer: [{ reference: `PractitionerRole/${role}` }],
    });
    const held = (...references: readonly string[]) => {
      const all = new Set(['Patient/p1', ...references]);
      return (reference: string): boolean => all.has(reference);
    };

    it('is asked for nothing more when a session comes in of people known', async () => {
      const changed = [by('r1')];
      const found = recordOf().completed('Patient/p1', changed, held('PractitionerRole/r1'));
      expect(await idsOf(found)).toEqual(['Observation/by-r1']);
      expect(asked()).toEqual([]);
    });

    it('gives the versions of a goal, who claimed, and who that is', async () => {
      host.on(
        'GET /Goal/g1/_history',
        json(bundle([goal('3'), goal('2'), goal('1', { subject: { reference: 'Patient/p9' } })])),
      );
      const agent = [{ who: { reference: 'PractitionerRole/manager' } }];
      const target = [{ reference: 'Goal/g1/_history/3' }];
      host.on(
        'GET /Provenance',
        json(bundle([{ resourceType: 'Provenance', id: 'v1', target, agent }])),
      );
      const role = { resourceType: 'PractitionerRole', id: 'manager' };
      host.on('GET /PractitionerRole/manager', json(role));
      const found = await idsOf(recordOf().completed('Patient/p1', [goal('3')], held()));
      expect(found).toEqual([
        'Goal/g1@3',
        'Goal/g1@2',
        'Provenance/v1',
        'PractitionerRole/manager',
      ]);
      expect(asked()).toEqual([
        '/Goal/g1/_history',
        '/Provenance?target=Goal/g1&_count=200',
        '/PractitionerRole/manager',
      ]);
    });

    it.each([404, 410])('does without a person who is answered with %i', async (code) => {
      host.on('GET /PractitionerRole/gone', status(code));
      host.on('GET /PractitionerRole/r2', json({ resourceType: 'PractitionerRole', id: 'r2' }));
      const record = recordOf();
      const changed = [by('gone'), by('r2')];
      expect(await idsOf(record.completed('Patient/p1', changed, held()))).toEqual([
        'Observation/by-gone',
        'Observation/by-r2',
        'PractitionerRole/r2',
      ]);
      expect(record.skipped()).toMatchObject([{ kind: 'failed', type: 'PractitionerRole' }]);
    });

    it('gives the person and our own Device where they are not held, and not otherwise', async () => {
      const identifier = [{ system: 'urn:ids', value: 'elm' }];
      host.on('GET /Device', json(bundle([{ resourceType: 'Device', id: 'd1', identifier }])));
      host.on('GET /Patient/p1', json({ resourceType: 'Patient', id: 'p1' }));
      host.on('GET /Provenance', json(bundle([])));
      const tag = [{ system: SYSTEM.tag, code: 'computed' }];
      const verdict = { ...session('v1'), meta: { tag } };
      const record = recordOf({ system: 'urn:ids', value: 'elm' });
      expect(await idsOf(record.completed('Patient/p1', [verdict], () => false))).toEqual([
        'Observation/v1',
        'Patient/p1',
        'Device/d1',
      ]);
      const known = held('Device/d1');
      expect(await idsOf(record.completed('Patient/p1', [verdict], known))).toEqual([
        'Observation/v1',
      ]);
    });
  });
});
