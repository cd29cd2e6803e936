import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FhirResource } from 'fhir/r4.js';
import { SYSTEM } from '../../src/fhir/names.ts';
import { deviceWrite } from '../../src/fhir/write/device.ts';
import type { Chunk, Write } from '../../src/fhir/write/chunks.ts';
import { readCapabilities } from '../../src/host/capabilities.ts';
import type { Capabilities } from '../../src/host/capabilities.ts';
import { connect } from '../../src/host/connection.ts';
import type { Connection } from '../../src/host/connection.ts';
import { doctorLines } from '../../src/host/doctor.ts';
import { probe } from '../../src/host/probe.ts';
import { openRecord } from '../../src/host/record.ts';
import { writeChunks } from '../../src/host/writeBack.ts';
import { createSandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';
import type { RunningSandbox, SandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';

const DEVICE = deviceWrite('elm');
const PATIENT = { reference: 'Patient/p1' };
const CODED = { text: 'a code' };

const goalOf = (id: string, patient: string, versionId: string): FhirResource => ({
  resourceType: 'Goal',
  id,
  meta: { versionId, lastUpdated: `2026-01-0${versionId}T10:00:00Z` },
  lifecycleStatus: 'active',
  description: { text: `Version ${versionId}` },
  subject: { reference: patient },
});

const RESOURCES: readonly FhirResource[] = [
  { resourceType: 'Patient', id: 'p1' },
  { resourceType: 'Patient', id: 'p2' },
  { resourceType: 'PractitionerRole', id: 'r1', practitioner: { reference: 'Practitioner/w1' } },
  goalOf('g1', 'Patient/p1', '1'),
  goalOf('g1', 'Patient/p1', '2'),
  goalOf('g2', 'Patient/p2', '1'),
  ...Array.from({ length: 120 }, (_, index): FhirResource => ({
    resourceType: 'Observation',
    id: `o${index}`,
    status: 'final',
    code: CODED,
    subject: PATIENT,
    issued: '2026-01-05T10:00:00Z',
    performer: [{ reference: 'PractitionerRole/r1' }],
  })),
];

const creation = (resource: Write['resource'], value: string): Write => ({
  fullUrl: `urn:uuid:00000000-0000-8000-a000-00000000${value}`,
  resource: { ...resource, identifier: [{ system: 'urn:ids', value }] },
  kind: 'create',
  identifier: { system: 'urn:ids', value },
  version: null,
});

const verdict = creation(
  {
    resourceType: 'Observation',
    meta: { tag: [{ system: SYSTEM.tag, code: 'computed' }] },
    status: 'preliminary',
    code: CODED,
    subject: PATIENT,
    device: { reference: DEVICE.fullUrl },
    issued: '2026-01-09T10:00:00Z',
  },
  '0001',
);
const flag = creation(
  {
    resourceType: 'Flag',
    status: 'active',
    code: CODED,
    subject: PATIENT,
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/flag-detail',
        valueReference: { reference: verdict.fullUrl },
      },
    ],
  },
  '0002',
);
const provenance: Write = {
  fullUrl: 'urn:uuid:00000000-0000-8000-a000-000000000003',
  resource: {
    resourceType: 'Provenance',
    target: [{ reference: verdict.fullUrl }],
    recorded: '2026-01-09T10:00:00Z',
    agent: [{ who: { reference: DEVICE.fullUrl } }],
  },
  kind: 'create',
  identifier: null,
  version: null,
};
const CHUNKS: readonly Chunk[] = [[DEVICE], [verdict, provenance], [flag]];

interface Met {
  readonly sandbox: SandboxHost;
  readonly running: RunningSandbox;
  readonly connection: Connection;
  readonly capabilities: Capabilities;
}

async function meet(quirk: 'open' | 'epic-like'): Promise<Met> {
  const now = () => new Date('2026-01-10T12:00:00Z');
  const sandbox = createSandboxHost({ resources: RESOURCES, quirk, now });
  const running = await sandbox.listen({ host: '127.0.0.1', port: 18_600 });
  const connection = connect({ baseUrl: running.url });
  const capabilities = readCapabilities(await connection.metadata(), connection.baseUrl);
  return { sandbox, running, connection, capabilities };
}

const written = ({ sandbox }: Met, type: string) =>
  sandbox
    .resources()
    .filter(({ resourceType, id }) => resourceType === type && !/^[og]\d+$/.test(id ?? ''));

/** All that it holds, but for the versions and times that a server keeps. */
const contents = ({ sandbox }: Met) =>
  sandbox.resources().map((resource) => ({ ...resource, meta: undefined }));

async function recordOf(met: Met): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const device = DEVICE.identifier;
  for await (const { resourceType } of openRecord(met.connection, met.capabilities, {
    device,
  }).fetchPatient('Patient/p1'))
    counts[resourceType] = (counts[resourceType] ?? 0) + 1;
  return counts;
}

const stateOf = (lines: ReturnType<typeof doctorLines>, area: string): string | undefined =>
  lines.find((line) => line.area === area)?.state;

describe('an open record', () => {
  let met: Met;
  beforeAll(async () => {
    met = await meet('open');
  });
  afterAll(() => met.running.close());

  it('is read whole: every page, every version, one person', async () => {
    expect(await recordOf(met)).toEqual({
      Goal: 2,
      Observation: 120,
      Patient: 1,
      PractitionerRole: 1,
    });
  });

  it('is written in transactions, once, however often it is tried', async () => {
    const first = await writeChunks(met.connection, met.capabilities, CHUNKS, { dryRun: false });
    expect(first).toMatchObject({
      written: { Device: 1, Flag: 1, Observation: 1, Provenance: 1 },
      alreadyThere: {},
      notWritten: [],
      conflicts: [],
      dropped: [],
    });
    const [device] = written(met, 'Device');
    const [stored] = written(met, 'Observation');
    expect(stored).toMatchObject({ device: { reference: `Device/${device?.id ?? ''}` } });
    expect(written(met, 'Provenance')).toMatchObject([
      { target: [{ reference: `Observation/${stored?.id ?? ''}` }] },
    ]);
    expect(JSON.stringify(written(met, 'Flag'))).toContain(`"Observation/${stored?.id ?? ''}"`);
    const again = await writeChunks(
      met.connection,
      met.capabilities,
      [[DEVICE], [verdict], [flag]],
      {
        dryRun: false,
      },
    );
    expect(again).toMatchObject({
      written: {},
      alreadyThere: { Device: 1, Flag: 1, Observation: 1 },
    });
    expect(written(met, 'Flag')).toHaveLength(1);
    expect(await recordOf(met)).toMatchObject({
      Device: 1,
      Flag: 1,
      Observation: 121,
      Provenance: 1,
    });
  });

  it('tells of an edit that somebody made meanwhile', async () => {
    const [stored] = written(met, 'Flag') as unknown as [Write['resource']];
    const edit: Write = {
      fullUrl: 'urn:uuid:edit',
      resource: { ...stored, status: 'inactive' },
      kind: 'update',
      identifier: null,
      version: '1',
    };
    const first = await writeChunks(met.connection, met.capabilities, [[edit]], { dryRun: false });
    expect(first.written).toEqual({ Flag: 1 });
    const other = { ...edit, resource: { ...stored, status: 'entered-in-error' } };
    const second = await writeChunks(met.connection, met.capabilities, [[other, verdict]], {
      dryRun: false,
    });
    expect(second.conflicts.map(({ type }) => type)).toContain('Flag');
    expect(written(met, 'Flag')).toMatchObject([{ status: 'inactive' }]);
  });

  it('is probed without a trace, and found to keep what it claims', async () => {
    const host = { connection: met.connection, capabilities: met.capabilities };
    const before = contents(met);
    const profile = await probe(host, { device: DEVICE, now: () => 7 });
    expect(profile).toEqual({
      probedAt: 7,
      device: expect.stringMatching(/^Device\/./),
      results: Object.fromEntries(
        [
          'read',
          'strict-search',
          'paging',
          'write',
          'extensions',
          'conditional-create',
          'version-check',
          'rollback',
        ].map((name) => [name, { state: 'works', because: null }]),
      ),
    });
    expect(contents(met)).toEqual(before);
    const lines = doctorLines(met.capabilities, profile, await met.connection.smartConfiguration());
    const troubled = lines.filter(({ state }) => state !== 'works').map(({ area }) => area);
    expect(troubled).toEqual(['SMART configuration']);
  });
});

describe('a record that takes little', () => {
  let met: Met;
  beforeAll(async () => {
    met = await meet('epic-like');
  });
  afterAll(() => met.running.close());

  it('gets what it takes, and the rest is named', async () => {
    const report = await writeChunks(met.connection, met.capabilities, CHUNKS, { dryRun: false });
    expect(report.written).toEqual({ Device: 1, Observation: 1 });
    expect(report.notWritten.map(({ type }) => type)).toEqual(['Provenance', 'Flag']);
    const again = await writeChunks(met.connection, met.capabilities, CHUNKS, { dryRun: false });
    expect(again.alreadyThere).toEqual({ Device: 1, Observation: 1 });
    expect(written(met, 'Observation')).toHaveLength(1);
  });

  it('is read as far as it goes', async () => {
    expect(await recordOf(met)).toMatchObject({ Goal: 1, Observation: 121 });
  });

  it('is described as it is', async () => {
    const host = { connection: met.connection, capabilities: met.capabilities };
    const profile = await probe(host, { device: DEVICE, now: () => 7 });
    const lines = doctorLines(met.capabilities, profile, null);
    expect(stateOf(lines, 'write Observation')).toBe('works');
    expect(stateOf(lines, 'write Flag')).toBe('missing');
    expect(stateOf(lines, 'read Provenance')).toBe('missing');
    expect(stateOf(lines, 'transactions')).toBe('degraded');
    expect(stateOf(lines, 'conditional create')).toBe('degraded');
    expect(lines.every(({ state, costs }) => (state === 'works') === (costs === ''))).toBe(true);
  });
});
