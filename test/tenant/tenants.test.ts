import { mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { openTenants, type Tenants, type TenantsChange } from '../../src/tenant/tenants.ts';
import { publicKeys } from '../../src/tenant/publicKeys.ts';
import { logLines } from '../support/logLines.ts';
import { CLIENT, startTokenServer, type TokenServer } from '../support/tokenServer.ts';

const GOAL = { resourceType: 'Goal', id: 'g1' };
const SECRET = 'CANARY-in-a-file';

let folder: string;
let server: TokenServer;
let log: ReturnType<typeof logLines>;
let tenants: Tenants | null;
let changes: TenantsChange[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-tenants-'));
  server = await startTokenServer();
  log = logLines();
  tenants = null;
  changes = [];
});
afterEach(async () => {
  await tenants?.close();
  await server.close();
  rmSync(folder, { recursive: true });
  expect(log.text()).not.toContain('CANARY');
});

const at = (name: string): string => join(folder, name);

interface Entry {
  readonly id: string;
  readonly [more: string]: unknown;
}
const bearer = (id: string, more: object = {}): Entry => ({
  id,
  host: { baseUrl: `https://${id}.example/fhir` },
  ...more,
});
const services = (id: string, keyFile: string): Entry => ({
  id,
  host: {
    baseUrl: `${server.origin}/fhir`,
    backendServices: { clientId: CLIENT, tokenUrl: server.url, keyFile },
  },
});

const textOf = (...entries: readonly Entry[]): string => JSON.stringify({ tenants: entries });
const write = (...entries: readonly Entry[]): void => {
  writeFileSync(at('tenants.json'), textOf(...entries));
};

async function opened(more: object = {}): Promise<Tenants> {
  tenants = await openTenants(at('tenants.json'), {
    log: log.log,
    now: Date.now,
    settleMs: 50,
    ...more,
  });
  tenants.onChange((change) => void changes.push(change));
  return tenants;
}

/** Until it holds; the file system tells of changes when it likes. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !holds(); tries += 1) await sleepFor(50);
  expect(holds()).toBe(true);
}

const ids = (all: Tenants): readonly string[] => all.all().map(({ tenant }) => tenant.id);
const faults = (): readonly string[] =>
  ['tenants-file-faulty', 'tenant-faulty'].flatMap((message) =>
    log.lines(message).map(({ problem }) => String(problem)),
  );
const told = (): readonly unknown[] =>
  changes.map(({ added, changed, removed }) => ({
    added: added.map(({ tenant }) => tenant.id),
    changed: changed.map(({ tenant }) => tenant.id),
    removed,
  }));

async function makeKey(name: string): Promise<void> {
  const { privateKey } = await generateKeyPair('ES384', { extractable: true });
  writeFileSync(at(name), JSON.stringify(await exportJWK(privateKey)));
}

it('follows its file: tenants come, change and go, and the others notice nothing', async () => {
  write(bearer('elm'), bearer('oak'));
  const all = await opened();
  const elm = all.get('elm');
  expect(ids(all)).toEqual(['elm', 'oak']);

  write(bearer('elm'), bearer('oak'), bearer('ash'));
  await until(() => all.get('ash') !== null);
  write(bearer('elm'), bearer('oak', { goalWriteMode: 'C' }), bearer('ash'));
  await until(() => all.get('oak')?.tenant.goalWriteMode === 'C');
  // An editor, or a deployment, puts another file in its place.
  writeFileSync(at('tenants.new'), textOf(bearer('elm'), bearer('ash')));
  renameSync(at('tenants.new'), at('tenants.json'));
  await until(() => all.get('oak') === null);

  expect(told()).toEqual([
    { added: ['ash'], changed: [], removed: [] },
    { added: [], changed: ['oak'], removed: [] },
    { added: [], changed: [], removed: ['oak'] },
  ]);
  expect(all.get('elm')).toBe(elm);
  // It is written as it is, only later: nothing has changed.
  write(bearer('elm'), bearer('ash'));
  await sleepFor(300);
  expect(changes).toHaveLength(3);
});

it('keeps what it had while the file is faulty, and names every fault once', async () => {
  write(bearer('elm'));
  const all = await opened({ pollMs: 100 });
  const elm = all.get('elm');
  write(bearer('elm'), { id: 'OAK', host: { baseUrl: SECRET } });
  await until(() => faults().length > 0);
  await sleepFor(300);
  expect(faults()).toHaveLength(1);
  expect(faults()[0]).toMatch(/tenants\.1\.id: .*; tenants\.1\.host\.baseUrl: /);
  expect([ids(all), all.get('elm')]).toEqual([['elm'], elm]);
  writeFileSync(at('tenants.json'), `{"tenants": [ ${SECRET}`);
  await until(() => faults().length > 1);
  unlinkSync(at('tenants.json'));
  await until(() => faults().length > 2);
  expect(ids(all)).toEqual(['elm']);
  write(bearer('elm'), bearer('oak'));
  await until(() => all.get('oak') !== null);
  expect(all.get('elm')).toBe(elm);
});

it('leaves a tenant as it was whose own files are faulty, names every fault, and lets the others go on', async () => {
  write(bearer('elm'), bearer('oak'));
  const all = await opened({
    check: ({ schedule }: { schedule: { changes: string } }) =>
      schedule.changes === 'now' ? ['schedule.changes: “now” is no cron expression'] : [],
  });
  const elm = all.get('elm');
  writeFileSync(at('secret'), SECRET);
  writeFileSync(at('maps.json'), `{ ${SECRET}`);
  write(
    bearer('elm', {
      host: { baseUrl: 'https://elm.example/fhir', bearerFile: 'none' },
      programmes: ['none.json'],
      conceptMaps: ['maps.json'],
      adapters: ['maps.json'],
      noticeSecretFile: 'secret',
      people: { file: 'people.txt' },
      schedule: { changes: 'now' },
      callers: [{ name: 'ehr', issuer: 'https://ehr.example', jwksFile: 'tenants.json' }],
    }),
    bearer('oak', { goalWriteMode: 'C' }),
  );
  await until(() => all.get('oak')?.tenant.goalWriteMode === 'C');
  expect(all.get('elm')).toBe(elm);
  expect(faults()).toHaveLength(8);
  for (const words of [
    /none cannot be read/,
    /none\.json/,
    /concept maps .*maps\.json are not JSON/,
    /adapter .*maps\.json/,
    /secret does not hold a secret of 32 characters/,
    /people\.txt cannot be read/,
    /no cron expression/,
    /holds no set of keys/,
  ]) {
    expect(faults().join('\n')).toMatch(words);
  }
});

it('starts with the tenants that can be opened, and takes another in once its file is there', async () => {
  write(bearer('elm'), services('oak', 'oak.jwk'));
  const all = await opened();
  expect(ids(all)).toEqual(['elm']);
  expect(faults()).toEqual([`The key file ${at('oak.jwk')} cannot be read.`]);
  await makeKey('oak.jwk');
  await until(() => all.get('oak') !== null);
  expect(told()).toEqual([{ added: ['oak'], changed: [], removed: [] }]);
});

it('does not start on a faulty file', async () => {
  writeFileSync(at('tenants.json'), '{"tenants": []}');
  await expect(opened()).rejects.toMatchObject({ code: 'bad-configuration' });
});

it('signs with a new key as soon as its file is replaced, and keeps the token of who has not changed', async () => {
  await makeKey('first.jwk');
  await makeKey('second.jwk');
  symlinkSync(at('first.jwk'), at('elm.jwk'));
  write(services('elm', 'elm.jwk'), services('oak', 'first.jwk'));
  const all = await opened();
  const known = await publicKeys(all.all().map(({ tenant }) => tenant));
  server.register(known);
  expect(await all.get('elm')?.connection.read('Goal/g1')).toEqual(GOAL);
  expect(await all.get('oak')?.connection.read('Goal/g1')).toEqual(GOAL);

  symlinkSync(at('second.jwk'), at('elm.new'));
  renameSync(at('elm.new'), at('elm.jwk'));
  await until(() => changes.length > 0);
  const keys = await publicKeys(all.all().map(({ tenant }) => tenant));
  // From now on the server knows only the new key.
  server.register({ keys: keys.keys.filter(({ kid }) => kid !== known.keys[0]?.kid) });
  expect(await all.get('elm')?.connection.read('Goal/g1')).toEqual(GOAL);
  expect(await all.get('oak')?.connection.read('Goal/g1')).toEqual(GOAL);
  expect(server.answers).toEqual(['token', 'token', 'token']);
  expect(told()).toEqual([{ added: [], changed: ['elm'], removed: [] }]);
});

it('looks now and then where the system tells of no change', async () => {
  write(bearer('elm'));
  // Longer than the test: only looking from time to time is left.
  const all = await opened({ settleMs: 60_000, pollMs: 100 });
  write(bearer('elm'), bearer('oak'));
  await until(() => all.get('oak') !== null);
});

it('goes on when one who listens fails', async () => {
  write(bearer('elm'));
  const all = await opened();
  all.onChange(() => {
    throw new Error(SECRET);
  });
  write(bearer('elm'), bearer('oak'));
  await until(() => all.get('oak') !== null);
  write(bearer('elm'), bearer('oak'), bearer('ash'));
  await until(() => all.get('ash') !== null);
  expect(log.lines('tenant-change-failed')).toHaveLength(2);
});

it('opens a list as it is', async () => {
  write(bearer('elm'));
  const list = (await opened()).all().map(({ tenant }) => tenant);
  const all = await openTenants(list, { log: log.log, now: Date.now });
  expect(ids(all)).toEqual(['elm']);
  await all.close();
});
