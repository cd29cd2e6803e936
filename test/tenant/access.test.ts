import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseTenants, type Tenant } from '../../src/config.ts';
import { capabilitiesOf, type Capabilities } from '../../src/host/capabilities.ts';
import { openAccess, type TenantAccess } from '../../src/tenant/access.ts';
import type { Profiles, StoredProfile } from '../../src/tenant/hostProfile.ts';
import {
  bundle,
  json,
  startFaultyHost,
  status,
  type Behaviour,
  type FaultyHost,
} from '../support/faultyHost.ts';
import { logLines } from '../support/logLines.ts';

const HOUR = 3_600_000;
const TYPES = ['Goal', 'Observation', 'Flag', 'Device', 'ConceptMap'] as const;

let host: FaultyHost;
let log: ReturnType<typeof logLines>;
let now: number;
let device: Record<string, unknown>;
/** What this host is true to. */
let truth: {
  transactions: 'whole' | 'in part' | 'refused';
  ifNoneExist: boolean;
  ifMatch: boolean;
};

beforeEach(async () => {
  host = await startFaultyHost();
  log = logLines();
  now = Date.parse('2026-03-31T12:00:00Z');
  device = {};
  truth = { transactions: 'whole', ifNoneExist: true, ifMatch: true };
  claim();
  host.on('GET /Goal', json(bundle([])));
  host.on('GET /ConceptMap', json(bundle([])));
  host.on('GET /Device', (request, response) => {
    json(bundle(device['id'] === undefined ? [] : [device]))(request, response);
  });
  host.on('GET /Device/d1', (request, response) => {
    json(device)(request, response);
  });
  host.on('POST /Device', (request, response) => {
    const isThere = device['id'] !== undefined && truth.ifNoneExist;
    if (!isThere) device = { ...(request.body as object), id: 'd1' };
    json(device, isThere ? 200 : 201)(request, response);
  });
  host.on('PUT /Device/d1', (request, response) => {
    const refused = truth.ifMatch && request.headers['if-match'] !== undefined;
    if (!refused) device = request.body as Record<string, unknown>;
    (refused ? status(412) : json(device))(request, response);
  });
  host.on('POST /', transact);
});
afterEach(() => host.close());

const transact: Behaviour = (request, response) => {
  const { entry } = request.body as { entry: { resource: Record<string, unknown> }[] };
  if (truth.transactions === 'refused') status(405)(request, response);
  else if (entry.length > 1 && truth.transactions === 'whole') status(412)(request, response);
  else {
    device = entry[0]?.resource ?? {};
    const answers = entry.map(() => ({ response: { status: '200' } }));
    json({ resourceType: 'Bundle', entry: answers })(request, response);
  }
};

/** All that can be claimed, or without the abilities of which a probe could find good. */
function claim(all = true, create = true): void {
  const codes = ['read', 'search-type', 'update', ...(create ? ['create'] : [])];
  const resource = TYPES.map((type) => ({
    type,
    interaction: codes.map((code) => ({ code })),
    conditionalCreate: all,
    versioning: all ? 'versioned-update' : 'no-version',
  }));
  const interaction = all ? [{ code: 'transaction' }] : [];
  const rest = [{ mode: 'server', interaction, resource }];
  host.on(
    'GET /metadata',
    json({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest }),
  );
}

const tenantWith = (more: object = {}): Tenant =>
  parseTenants({
    tenants: [{ id: 'elm', host: { baseUrl: host.url, requestsPerSecond: 1000, ...more } }],
  })[0] as Tenant;

const open = (profiles?: Profiles, tenant = tenantWith()): Promise<TenantAccess> =>
  openAccess(tenant, { log: log.log, now: () => now, ...(profiles && { profiles }) });

const inMemory = (stored: StoredProfile | null = null) => {
  const kept = { stored };
  const profiles: Profiles = {
    load: () => Promise.resolve(kept.stored),
    save: (profile) => {
      // As a database gives it back.
      kept.stored = JSON.parse(JSON.stringify(profile)) as StoredProfile;
      return Promise.resolve();
    },
  };
  return { kept, profiles };
};

const countOf = (method: string, path: string): number =>
  host.asked.filter((each) => each.method === method && each.url.split('?')[0] === path).length;

function manners(capabilities: Capabilities) {
  const { conditionalCreate, ifMatch } = capabilitiesOf(capabilities, 'Flag');
  return { transaction: capabilities.transaction, conditionalCreate, ifMatch };
}

describe('what can be relied on', () => {
  it('is what a host claims, where it is found to be true', async () => {
    const access = await open();
    expect(manners(await access.capabilities())).toEqual({
      transaction: true,
      conditionalCreate: true,
      ifMatch: true,
    });
    expect(device).not.toHaveProperty('extension');
  });

  it.each([
    ['transactions', 'in part', 'transaction'],
    ['transactions', 'refused', 'transaction'],
    ['ifNoneExist', false, 'conditionalCreate'],
    ['ifMatch', false, 'ifMatch'],
  ] as const)('is not what it claims in vain: %s %s', async (ability, is, manner) => {
    truth = { ...truth, [ability]: is };
    const found = manners(await (await open()).capabilities());
    expect(found).toEqual({
      transaction: true,
      conditionalCreate: true,
      ifMatch: true,
      [manner]: false,
    });
  });

  it('is nothing that it does not claim, though it could', async () => {
    claim(false);
    expect(manners(await (await open()).capabilities())).toEqual({
      transaction: false,
      conditionalCreate: false,
      ifMatch: false,
    });
  });

  it('is found out without a write where nothing of ours can be written', async () => {
    claim(true, false);
    const access = await open();
    await access.capabilities();
    expect(host.asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('has not what the tenant leaves out', async () => {
    const access = await open(undefined, tenantWith({ leaveOut: ['Flag'] }));
    expect([...(await access.capabilities()).types.keys()].sort()).toEqual(
      TYPES.filter((type) => type !== 'Flag').sort(),
    );
  });
});

describe('a profile', () => {
  it('is read when it is first wanted, once for all, and again after a day', async () => {
    const access = await open();
    expect(host.asked).toEqual([]);
    await Promise.all(Array.from({ length: 10 }, () => access.capabilities()));
    now += 24 * HOUR - 1;
    await access.capabilities();
    expect(countOf('GET', '/metadata')).toBe(1);
    claim(false);
    now += 1;
    expect((await access.capabilities()).transaction).toBe(false);
    expect(countOf('GET', '/metadata')).toBe(2);
  });

  it('outlives the process, for the host that it is of', async () => {
    const { profiles, kept } = inMemory();
    truth.ifMatch = false;
    await (await open(profiles)).capabilities();
    expect(kept.stored?.readAt).toBe(now);
    const asked = host.asked.length;
    now += HOUR;
    expect(manners(await (await open(profiles)).capabilities()).ifMatch).toBe(false);
    expect(host.asked).toHaveLength(asked);
    const other = { ...(kept.stored?.results as object), host: 'https://other.example/fhir' };
    const moved = inMemory({ ...(kept.stored as StoredProfile), results: other });
    await (await open(moved.profiles)).capabilities();
    expect(countOf('GET', '/metadata')).toBe(2);
  });

  it('that makes no sense is read anew', async () => {
    const { profiles } = inMemory({ readAt: now, statement: 7, results: { host: 'x' } });
    expect((await (await open(profiles)).capabilities()).transaction).toBe(true);
  });

  it('stays in force while the host is away, and is asked for again later', async () => {
    const { profiles, kept } = inMemory();
    await (await open(profiles)).capabilities();
    const readAt = kept.stored?.readAt;
    now += 25 * HOUR;
    host.on('GET /metadata', status(403));
    const access = await open(profiles);
    expect((await access.capabilities()).transaction).toBe(true);
    await access.capabilities();
    expect(countOf('GET', '/metadata')).toBe(2);
    expect(kept.stored?.readAt).toBe(readAt);
    expect(log.lines('host-profile-kept')).toMatchObject([{ tenant: 'elm', code: 'host-refused' }]);
    claim(false);
    now += 5 * 60_000;
    expect((await access.capabilities()).transaction).toBe(false);
  });

  it('keeps what an earlier probe found where the host fails in passing', async () => {
    const access = await open();
    expect(manners(await access.capabilities()).ifMatch).toBe(true);
    host.on('PUT /Device/d1', (request, response) => {
      const isTrial = request.headers['if-match'] !== undefined;
      (isTrial ? status(500) : json(device))(request, response);
    });
    now += 24 * HOUR;
    expect(manners(await access.capabilities()).ifMatch).toBe(true);
    expect(countOf('GET', '/metadata')).toBe(2);
  });

  it('that another process has read since is taken over', async () => {
    const { profiles, kept } = inMemory();
    const shared = { ...profiles, readAt: () => Promise.resolve(kept.stored?.readAt ?? null) };
    const [first, second] = [await open(shared), await open(shared)];
    await first.capabilities();
    await second.capabilities();
    claim(false);
    now += 24 * HOUR;
    expect((await first.capabilities()).transaction).toBe(false);
    expect((await second.capabilities()).transaction).toBe(false);
    expect(countOf('GET', '/metadata')).toBe(2);
  });

  it('that there is none of cannot be made up', async () => {
    host.on('GET /metadata', status(403));
    await expect((await open()).capabilities()).rejects.toMatchObject({ code: 'host-refused' });
    claim();
    expect((await (await open()).capabilities()).transaction).toBe(true);
  });

  it('is doubted after a contradiction, and read anew once an hour at most', async () => {
    const access = await open();
    await access.capabilities();
    host.on('GET /Flag', status(404));
    const contradict = async (): Promise<number> => {
      await expect(access.connection.firstPage('Flag', {})).rejects.toThrow();
      await access.capabilities();
      await access.capabilities();
      return countOf('GET', '/metadata');
    };
    expect(await contradict()).toBe(2);
    now += HOUR - 1;
    expect(await contradict()).toBe(2);
    now += 1;
    expect(await contradict()).toBe(3);
    expect(log.lines('host-contradicts-itself')).toHaveLength(2);
  });

  it('is not doubted for what its own probes find', async () => {
    truth.transactions = 'refused';
    const access = await open();
    await access.capabilities();
    await access.capabilities();
    expect(countOf('GET', '/metadata')).toBe(1);
    // Else a real contradiction would have to wait for an hour.
    expect(log.lines('host-contradicts-itself')).toEqual([]);
  });
});

describe("the host's own maps", () => {
  const map = (id: string, code: string, state = 'active') => ({
    resourceType: 'ConceptMap',
    id,
    status: state,
    group: [
      {
        source: 'https://vendor.example/codes',
        target: 'https://attest.example/codes',
        element: [{ code: 'local', target: [{ code, equivalence: 'equivalent' }] }],
      },
    ],
  });
  const meanings = async (access: TenantAccess): Promise<readonly string[]> =>
    (await access.context()).conceptMaps
      .translate('https://vendor.example/codes', 'local')
      .map(({ code }) => code);

  it('are read with the profile, where they are in force', async () => {
    host.on('GET /ConceptMap', json(bundle([map('a', 'one'), map('b', 'two', 'retired')])));
    const access = await open();
    expect(await meanings(access)).toEqual(['one']);
    await Promise.all([access.context(), access.context()]);
    expect(countOf('GET', '/ConceptMap')).toBe(1);
    host.on('GET /ConceptMap', json(bundle([map('a', 'three')])));
    now += 24 * HOUR;
    expect(await meanings(access)).toEqual(['three']);
  });

  it('are read again by every process as soon as one has noticed a change', async () => {
    host.on('GET /ConceptMap', json(bundle([map('a', 'one')])));
    let changed = now;
    const shared = { ...inMemory().profiles, mapsChanged: () => Promise.resolve(changed) };
    const both = [await open(shared), await open(shared)];
    for (const access of both) expect(await meanings(access)).toEqual(['one']);
    for (const code of ['two', 'three']) {
      host.on('GET /ConceptMap', json(bundle([map('a', code)])));
      changed += 1;
      for (const access of both) expect(await meanings(access)).toEqual([code]);
    }
    expect(countOf('GET', '/ConceptMap')).toBe(6);
  });

  it('stay as they were when they cannot be read', async () => {
    host.on('GET /ConceptMap', json(bundle([map('a', 'one')])));
    const access = await open();
    await access.context();
    host.on('GET /ConceptMap', status(403));
    now += 24 * HOUR;
    expect(await meanings(access)).toEqual(['one']);
    expect(await meanings(access)).toEqual(['one']);
    expect(countOf('GET', '/ConceptMap')).toBe(2);
    host.on('GET /ConceptMap', json(bundle([map('a', 'two')])));
    now += 5 * 60_000;
    expect(await meanings(access)).toEqual(['two']);
  });

  it('stop nothing where the host does not give them', async () => {
    host.on('GET /ConceptMap', status(403));
    expect(await meanings(await open())).toEqual([]);
  });

  it('are waited for where the host fails to give them, and nothing is read without them', async () => {
    host.on('GET /ConceptMap', status(503));
    const access = await open(undefined, tenantWith({ timeoutSeconds: 2 }));
    await expect(access.context()).rejects.toMatchObject({ code: 'not-ready', retryable: true });
    host.on('GET /ConceptMap', json(bundle([map('a', 'one')])));
    expect(await meanings(access)).toEqual(['one']);
  });
});
