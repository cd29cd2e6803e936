import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Chunk, Write } from '../../src/fhir/write/chunks.ts';
import { readCapabilities } from '../../src/host/capabilities.ts';
import { connect } from '../../src/host/connection.ts';
import { provedCapabilities } from '../../src/host/provedCapabilities.ts';
import { writeChunks } from '../../src/host/writeBack.ts';
import type { WriteReport } from '../../src/host/writeReport.ts';
import { bundle, hang, json, startFaultyHost, status } from '../support/faultyHost.ts';
import type { FaultyHost } from '../support/faultyHost.ts';

const VERDICT = 'urn:uuid:00000000-0000-8000-a000-000000000001';

const creation = (
  type: string,
  value: string,
  more: object = {},
  fullUrl = `urn:uuid:${value}`,
): Write => ({
  fullUrl,
  resource: { resourceType: type, identifier: [{ system: 'urn:ids', value }], ...more },
  kind: 'create',
  identifier: { system: 'urn:ids', value },
  version: null,
});

const verdict = creation('Observation', 'v1', { status: 'preliminary' }, VERDICT);
const provenance: Write = {
  fullUrl: 'urn:uuid:provenance',
  resource: {
    resourceType: 'Provenance',
    recorded: '2026-03-01T10:00:00.000Z',
    target: [{ reference: VERDICT }],
    agent: [{ who: { reference: 'Device/d1' } }],
  },
  kind: 'create',
  identifier: null,
  version: null,
};
const flag = creation('Flag', 'f1', {
  extension: [{ url: 'urn:detail', valueReference: { reference: VERDICT } }],
});
const changedFlag: Write = {
  fullUrl: 'urn:uuid:flag',
  resource: { resourceType: 'Flag', id: 'f9', status: 'inactive' },
  kind: 'update',
  identifier: null,
  version: '3',
};
const chunks: readonly Chunk[] = [[verdict, provenance], [flag]];

interface Offers {
  readonly transaction?: boolean;
  readonly conditional?: boolean;
  /** False: a probe found that If-Match is ignored. */
  readonly ifMatch?: boolean;
  readonly without?: readonly string[];
  readonly searchParam?: readonly { readonly name: string }[];
}

function capabilities({
  transaction = false,
  conditional = false,
  ifMatch = true,
  without = [],
  searchParam = [],
}: Offers) {
  const codes = ['read', 'search-type', 'create', 'update'].map((code) => ({ code }));
  const types = ['Observation', 'Provenance', 'Flag', 'Task'].filter(
    (type) => !without.includes(type),
  );
  const rest = {
    interaction: transaction ? [{ code: 'transaction' }] : [],
    resource: types.map((type) => ({
      type,
      interaction: codes,
      conditionalCreate: conditional,
      searchParam,
    })),
  };
  const statement = { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest: [rest] };
  const state = ifMatch ? 'works' : 'fails';
  return provedCapabilities(readCapabilities(statement, 'host'), {
    'version-check': { state, because: null },
  });
}

let host: FaultyHost;

beforeEach(async () => {
  host = await startFaultyHost();
});
afterEach(() => host.close());

const write = (
  offers: Offers,
  what: readonly Chunk[] = chunks,
  options: Parameters<typeof writeChunks>[3] = { dryRun: false },
): Promise<WriteReport> => {
  const connection = connect({ baseUrl: host.url, timeoutMs: 300, sleep: () => Promise.resolve() });
  return writeChunks(connection, capabilities(offers), what, options);
};

const answered = (...entries: readonly object[]) =>
  json({
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: entries.map((response) => ({ response })),
  });

const created = (reference: string) => ({
  status: '201 Created',
  location: `${reference}/_history/1`,
});

const posts = () =>
  host.asked
    .filter(({ method }) => method !== 'GET')
    .map(({ method, url }) => `${method} ${url || '/'}`);

const accept = (type: string, id: string) => {
  host.on(
    `POST /${type}`,
    json({ resourceType: type, id, identifier: [], status: '', extension: [] }, 201, {
      location: `${host.url}/${type}/${id}/_history/1`,
    }),
  );
};

describe('with transactions', () => {
  it('sends a chunk as one Bundle, and later chunks refer to what it made', async () => {
    host.on('POST /', answered(created('Observation/o1'), created('Provenance/p1')));
    accept('Flag', 'f1');
    const report = await write({ transaction: true, conditional: true });
    expect(host.asked[0]?.body).toEqual({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          fullUrl: VERDICT,
          resource: verdict.resource,
          request: { method: 'POST', url: 'Observation', ifNoneExist: 'identifier=urn%3Aids%7Cv1' },
        },
        {
          fullUrl: 'urn:uuid:provenance',
          resource: provenance.resource,
          request: { method: 'POST', url: 'Provenance' },
        },
      ],
    });
    expect(host.asked[1]?.body).toMatchObject({
      extension: [{ url: 'urn:detail', valueReference: { reference: 'Observation/o1' } }],
    });
    expect(report).toMatchObject({
      written: { Flag: 1, Observation: 1, Provenance: 1 },
      alreadyThere: {},
      notWritten: [],
      conflicts: [],
    });
  });

  it('names the version it changes', async () => {
    host.on('POST /', answered({ status: '200' }, created('Task/t1')));
    const report = await write({ transaction: true }, [[changedFlag, creation('Task', 't1')]]);
    expect(host.asked[0]?.body).toMatchObject({
      entry: [{ request: { method: 'PUT', url: 'Flag/f9', ifMatch: 'W/"3"' } }, {}],
    });
    expect(report.written).toEqual({ Flag: 1, Task: 1 });
  });

  it('sees a refusal inside an answer of 200', async () => {
    host.on('POST /', answered({ status: '412 Precondition Failed' }, created('Provenance/p1')));
    const report = await write({ transaction: true });
    expect(report.conflicts).toEqual([
      { type: 'Observation', identifier: 'v1', because: 'the host answered 412' },
    ]);
    expect(report.written).toEqual({ Provenance: 1 });
    expect(posts()).toEqual(['POST /']);
  });

  it('counts what the host found there as no write of ours, and asks where it is when not told', async () => {
    host.on('POST /', answered({ status: '200' }, created('Provenance/p1')));
    host.on('GET /Observation', json(bundle([{ ...verdict.resource, id: 'o7' }])));
    accept('Flag', 'f1');
    const report = await write({ transaction: true, conditional: true });
    expect(report.alreadyThere).toEqual({ Observation: 1 });
    expect(JSON.stringify(host.asked.at(-1)?.body)).toContain('Observation/o7');
  });

  it.each([409, 412])('takes a whole answer of %s for a conflict and stops', async (code) => {
    host.on('POST /', status(code));
    const report = await write({ transaction: true });
    expect(report.conflicts.map(({ type }) => type)).toEqual(['Observation', 'Provenance']);
    expect(report.written).toEqual({});
    expect(report.notWritten).toEqual([]);
    expect(host.asked).toHaveLength(1);
    expect(posts()).toEqual(['POST /']);
  });

  it.each([400, 403, 405, 422, 501])('tries one by one after %s', async (code) => {
    host.on('POST /', status(code));
    accept('Observation', 'o1');
    accept('Provenance', 'p1');
    const report = await write({ transaction: true, conditional: true }, [[verdict, provenance]]);
    expect(report.written).toEqual({ Observation: 1, Provenance: 1 });
    expect(host.asked.at(-1)?.body).toMatchObject({ target: [{ reference: 'Observation/o1' }] });
  });

  it('looks before it writes again when no answer came', async () => {
    host.on('POST /', hang);
    host.on('GET /Observation', json(bundle([{ ...verdict.resource, id: 'o1' }])));
    const kept = { ...provenance.resource, id: 'p1', target: [{ reference: 'Observation/o1' }] };
    host.on('GET /Provenance', json(bundle([kept])));
    const report = await write({ transaction: true }, [[verdict, provenance]]);
    expect(report.alreadyThere).toEqual({ Observation: 1, Provenance: 1 });
    expect(posts()).toEqual(['POST /']);
  });
});

describe('without transactions', () => {
  it('creates each under its condition, in order, with real references', async () => {
    accept('Observation', 'o1');
    accept('Provenance', 'p1');
    accept('Flag', 'f1');
    await write({ conditional: true });
    expect(posts()).toEqual(['POST /Observation', 'POST /Provenance', 'POST /Flag']);
    expect(host.asked.map(({ headers }) => headers['if-none-exist'])).toEqual([
      'identifier=urn%3Aids%7Cv1',
      undefined,
      'identifier=urn%3Aids%7Cf1',
    ]);
    expect(host.asked[1]?.body).toMatchObject({ target: [{ reference: 'Observation/o1' }] });
  });

  it('looks for the identifier first where there are no conditions either', async () => {
    host.on('GET /Observation', json(bundle([{ ...verdict.resource, id: 'o5' }])));
    host.on('GET /Flag', json(bundle([{ resourceType: 'Flag', id: 'another', identifier: [] }])));
    accept('Provenance', 'p1');
    accept('Flag', 'f1');
    const report = await write({});
    expect(posts()).toEqual(['POST /Provenance', 'POST /Flag']);
    expect(report).toMatchObject({
      alreadyThere: { Observation: 1 },
      written: { Flag: 1, Provenance: 1 },
    });
  });

  it('does not create twice when the first answer got lost', async () => {
    host.on('GET /Flag', json(bundle([])), json(bundle([{ ...flag.resource, id: 'f1' }])));
    host.on('POST /Flag', status(500));
    const report = await write({}, [[flag]]);
    expect(report.alreadyThere).toEqual({ Flag: 1 });
    expect(posts()).toEqual(['POST /Flag']);
  });
});

describe('a host that checks no versions', () => {
  const unchecked = { transaction: true, conditional: true, ifMatch: false };
  const held = { ...changedFlag.resource, status: 'active', meta: { versionId: '3' } };
  const task = creation('Task', 't1');

  it('is written to only while it holds what was planned from, and never in a transaction', async () => {
    host.on('GET /Flag/f9', json(held));
    host.on('PUT /Flag/f9', json({ ...changedFlag.resource, meta: { versionId: '4' } }));
    accept('Task', 't1');
    const report = await write(unchecked, [[changedFlag, task]]);
    expect(posts()).toEqual(['PUT /Flag/f9', 'POST /Task']);
    expect(report.conflicts).toEqual([]);
  });

  it('keeps what staff wrote meanwhile', async () => {
    host.on('GET /Flag/f9', json({ ...held, meta: { versionId: '4' } }));
    const report = await write(unchecked, [[changedFlag, task]]);
    expect(posts()).toEqual([]);
    expect(report.conflicts.map(({ type }) => type)).toEqual(['Flag']);
  });

  it('and numbers none, is compared by what it says', async () => {
    host.on('GET /Flag/f9', json({ ...held, meta: undefined }));
    const unnumbered = { ...changedFlag, version: null };
    const isHeld = () => Promise.resolve(false);
    const report = await write(unchecked, [[unnumbered]], { dryRun: false, isHeld });
    expect(posts()).toEqual([]);
    expect(report.conflicts.map(({ type }) => type)).toEqual(['Flag']);
  });
});

describe('what a host refuses', () => {
  it.each([403, 405, 422, 501])('is listed after %s, and the rest goes on', async (code) => {
    host.on('POST /Observation', status(code));
    accept('Flag', 'f1');
    const report = await write({ conditional: true });
    expect(report.notWritten).toEqual([
      {
        type: 'Observation',
        identifier: 'v1',
        because: expect.stringContaining(`answered ${code}`),
      },
      { type: 'Provenance', identifier: null, because: 'what it speaks of was not written' },
    ]);
    expect(report.written).toEqual({ Flag: 1 });
    expect(JSON.stringify(host.asked.at(-1)?.body)).not.toContain('urn:uuid');
  });

  it('is not even sent where it is not offered', async () => {
    accept('Observation', 'o1');
    accept('Provenance', 'p1');
    const report = await write({ conditional: true, without: ['Flag'] });
    expect(report.notWritten).toEqual([
      { type: 'Flag', identifier: 'f1', because: 'the host does not offer to create it' },
    ]);
    expect(posts()).toEqual(['POST /Observation', 'POST /Provenance']);
  });

  it('is not risked twice where it could not be read and cannot be looked for', async () => {
    accept('Observation', 'o1');
    accept('Provenance', 'p1');
    accept('Flag', 'f1');
    const blind = { searchParam: [{ name: 'patient' }] };
    const unread = new Set(['Flag']);
    const report = await write(blind, chunks, { dryRun: false, unread });
    expect(report.notWritten.map(({ type }) => type)).toEqual(['Flag']);
    expect(report.written).toEqual({ Observation: 1, Provenance: 1 });
    const sure = await write({ ...blind, conditional: true }, chunks, { dryRun: false, unread });
    expect(sure.written).toEqual({ Flag: 1, Observation: 1, Provenance: 1 });
  });

  it('ends the writing when it is we who are refused, or when the host is away', async () => {
    host.on('POST /Observation', status(401));
    await expect(write({ conditional: true })).rejects.toMatchObject({ code: 'host-unauthorised' });
    host.on('POST /Observation', status(503));
    await expect(write({ conditional: true })).rejects.toMatchObject({ code: 'host-error' });
  });
});

it('lists what the host did not keep', async () => {
  host.on(
    'POST /Flag',
    json({ resourceType: 'Flag', id: 'f1', meta: { versionId: '1' }, identifier: [] }, 201),
  );
  const kept = creation('Flag', 'f2', {
    status: 'active',
    extension: [{ url: 'urn:detail', valueString: 'x' }],
    code: { extension: [{ url: 'urn:inner', valueString: 'x' }] },
  });
  const report = await write({ conditional: true }, [[kept]]);
  expect(report.dropped).toEqual(
    ['status', 'code', 'urn:detail', 'urn:inner'].map((element) => ({ type: 'Flag', element })),
  );
});

it('sends nothing in a dry run and says what it would write', async () => {
  const report = await write({ without: ['Flag'] }, chunks, { dryRun: true });
  expect(report).toMatchObject({ written: { Observation: 1, Provenance: 1 } });
  expect(report.notWritten.map(({ type }) => type)).toEqual(['Flag']);
  expect(host.asked).toEqual([]);
});
