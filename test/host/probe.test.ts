import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { deviceWrite } from '../../src/fhir/write/device.ts';
import { readCapabilities } from '../../src/host/capabilities.ts';
import type { Capabilities } from '../../src/host/capabilities.ts';
import { connect } from '../../src/host/connection.ts';
import { doctorLines } from '../../src/host/doctor.ts';
import { probe } from '../../src/host/probe.ts';
import type { CapabilityProfile } from '../../src/host/probe.ts';
import { bundle, json, startFaultyHost, status } from '../support/faultyHost.ts';
import type { Behaviour, FaultyHost } from '../support/faultyHost.ts';

const DEVICE = deviceWrite('elm');

let host: FaultyHost;
let stored: Record<string, unknown>;
let twins: Record<string, unknown>[];

beforeEach(async () => {
  host = await startFaultyHost();
  stored = {};
  twins = [];
  host.on(
    'GET /Goal',
    json(
      bundle([
        { resourceType: 'Goal', id: 'a' },
        { resourceType: 'Goal', id: 'b' },
      ]),
    ),
  );
});
afterEach(() => host.close());

const show: Behaviour = (request, response) => {
  json(stored)(request, response);
};

/** Believes every word of its claims to be true, and none of it is. */
function letItLie(): void {
  host.on(
    'POST /Device',
    (request, response) => {
      stored = { ...(request.body as object), id: 'd1' };
      json(stored, 201)(request, response);
    },
    (request, response) => {
      twins.push({ ...(request.body as object), id: 'd2' });
      json(twins[0], 201)(request, response);
    },
  );
  host.on('GET /Device/d1', show);
  host.on('PUT /Device/d1', (request, response) => {
    stored = { ...(request.body as object), extension: undefined };
    show(request, response);
  });
  host.on('PUT /Device/d2', (request, response) => {
    twins = [request.body as Record<string, unknown>];
    json(twins[0])(request, response);
  });
}

function claims(): Capabilities {
  const interaction = ['read', 'search-type', 'create', 'update'].map((code) => ({ code }));
  const resource = ['Goal', 'Device'].map((type) => ({
    type,
    interaction,
    conditionalCreate: true,
  }));
  const rest = [{ interaction: [{ code: 'transaction' }], resource }];
  return readCapabilities(
    { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest },
    'host',
  );
}

const probed = (device = DEVICE as typeof DEVICE | null): Promise<CapabilityProfile> => {
  const connection = connect({ baseUrl: host.url, timeoutMs: 500, sleep: () => Promise.resolve() });
  return probe({ connection, capabilities: claims() }, { device, now: () => 1 });
};

const statesOf = ({ results }: CapabilityProfile) =>
  Object.fromEntries(Object.entries(results).map(([name, { state }]) => [name, state]));

it('finds out a host whose claims are not true', async () => {
  letItLie();
  const profile = await probed();
  expect(statesOf(profile)).toEqual({
    read: 'works',
    'strict-search': 'fails',
    paging: 'fails',
    write: 'works',
    extensions: 'fails',
    'conditional-create': 'fails',
    'version-check': 'fails',
    rollback: 'fails',
  });
  expect(stored).toEqual({ ...DEVICE.resource, id: 'd1' });
  expect(twins).toMatchObject([{ id: 'd2', status: 'entered-in-error' }]);
  const degraded = doctorLines(claims(), profile, null).filter(({ state }) => state === 'degraded');
  expect(degraded.map(({ area }) => area)).toEqual([
    'transactions',
    'conditional create',
    'version check on update',
    'extensions kept',
    'strict searches',
    'size of pages',
  ]);
});

it('asks twice of a host that makes whatever an update names, as only the second must be refused', async () => {
  letItLie();
  let made = false;
  host.on('PUT /Device/d1', (request, response) => {
    if (request.headers['if-match'] !== undefined) {
      status(412)(request, response);
      return;
    }
    stored = request.body as Record<string, unknown>;
    show(request, response);
  });
  host.on('POST /', (request, response) => {
    if (made) {
      status(409)(request, response);
      return;
    }
    made = true;
    const { entry } = request.body as { entry: { resource: Record<string, unknown> }[] };
    stored = entry[0]?.resource ?? {};
    const inner = [{ response: { status: '200 OK' } }, { response: { status: '201 Created' } }];
    json({ resourceType: 'Bundle', type: 'transaction-response', entry: inner })(request, response);
  });
  expect((await probed()).results.rollback).toEqual({ state: 'works', because: null });
  expect([made, stored['extension']]).toEqual([true, undefined]);
});

it('finds out a transaction that is kept in part, and mends it', async () => {
  letItLie();
  host.on('PUT /Device/d1', (request, response) => {
    if (request.headers['if-match'] !== undefined) {
      status(412)(request, response);
      return;
    }
    stored = request.body as Record<string, unknown>;
    show(request, response);
  });
  host.on('POST /', (request, response) => {
    const { entry } = request.body as { entry: { resource: Record<string, unknown> }[] };
    stored = entry[0]?.resource ?? {};
    const inner = [{ response: { status: '200' } }, { response: { status: '412' } }];
    json({ resourceType: 'Bundle', type: 'transaction-response', entry: inner })(request, response);
  });
  const profile = await probed();
  expect(profile.results.rollback.state).toBe('fails');
  expect(stored['extension']).toBeUndefined();
  const lines = doctorLines(claims(), profile, null);
  expect(lines.find(({ area }) => area === 'transactions')?.state).toBe('degraded');
});

it('takes a host that is busy for no answer, rather than for a refusal', async () => {
  letItLie();
  host.on('POST /', status(503));
  await expect(probed()).rejects.toMatchObject({ code: 'host-error' });
});

it('writes nothing unless it is asked to, and then says nothing of what it has not tried', async () => {
  const profile = await probed(null);
  expect(host.asked.every(({ method }) => method === 'GET')).toBe(true);
  expect(profile.results.write).toEqual({ state: 'untried', because: 'writing was not asked for' });
  const areas = doctorLines(claims(), profile, null).map(({ area }) => area);
  expect(areas).not.toContain('extensions kept');
  expect(areas).toContain('strict searches');
});

it('is no answer when the host does not know us', async () => {
  host.on('GET /Goal', status(401));
  await expect(probed()).rejects.toMatchObject({ code: 'host-unauthorised' });
});
