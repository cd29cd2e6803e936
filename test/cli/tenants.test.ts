import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createSandboxHost,
  type RunningSandbox,
} from '../../src/sandbox/host/createSandboxHost.ts';
import { bundle, json, startFaultyHost, type FaultyHost } from '../support/faultyHost.ts';
import { attest, jsonLines } from './commandLine.ts';
import { FOURTH_PROGRAMME, HOUSE_WORDS, SUPPERS, SUPPERS_AS_OF } from './kitchen.ts';

const TOKEN = 'aGVsbG8.d29ybGQ';
const HELPS = {
  goal: 'Goal/supper',
  programme: 'https://kitchen.example/fhir/PlanDefinition/cooking-a-meal|0.3.0',
  validated: { level: 'partial', stage: 'helps' },
};

let folder: string;
let elm: RunningSandbox;
let oak: FaultyHost;
let tenantsFile: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  mkdirSync(join(folder, 'maps'));
  writeFileSync(join(folder, 'maps', 'house.json'), JSON.stringify(HOUSE_WORDS));
  writeFileSync(join(folder, 'oak.token'), `${TOKEN}\n`);
  writeFileSync(
    join(folder, 'suppers.ndjson'),
    SUPPERS.map((each) => JSON.stringify(each)).join('\n'),
  );
  const now = () => new Date('2026-02-10T12:00:00Z');
  elm = await createSandboxHost({ resources: SUPPERS, now }).listen({ host: '127.0.0.1', port: 0 });
  oak = await startFaultyHost();
  oak.on(
    'GET /metadata',
    json({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest: [] }),
  );
  oak.on('GET /Goal', json(bundle([])));
  tenantsFile = write('tenants.json', [
    {
      id: 'elm',
      host: { baseUrl: elm.url },
      programmes: [FOURTH_PROGRAMME],
      // Meant from where this file lies, not from where the command is run.
      conceptMaps: ['maps/house.json'],
    },
    { id: 'oak', host: { baseUrl: oak.url, bearerFile: 'oak.token' } },
  ]);
});
afterAll(async () => {
  await elm.close();
  await oak.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, tenants: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify({ tenants }));
  return file;
}

const sync = (TENANTS_FILE: string, ...args: readonly string[]) =>
  attest(['sync', '--as-of', SUPPERS_AS_OF, ...args], { env: { TENANTS_FILE } });

describe('a tenants’ file', () => {
  it('brings a tenant’s own programme and words to its goals, under its own identifiers', async () => {
    const { code, stdout } = await sync(tenantsFile, '--tenant', 'elm');
    expect(code).toBe(0);
    expect(jsonLines(stdout)[0]).toMatchObject(HELPS);
    const plans = await fetch(`${elm.url}/CarePlan?patient=ted`);
    expect(await plans.text()).toContain('"value":"elm.supper"');
  });

  it('gives the token of a tenant to its host, and prints it nowhere', async () => {
    const { code, stdout, stderr } = await sync(tenantsFile, '--tenant', 'oak');
    expect(code).toBe(0);
    expect(oak.asked.length).toBeGreaterThan(0);
    for (const { headers } of oak.asked) expect(headers['authorization']).toBe(`Bearer ${TOKEN}`);
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  it.each([[[]], [['--tenant', 'ash']]])('of two tenants has one named: %j', async (args) => {
    const { code, stderr } = await sync(tenantsFile, ...args);
    expect(code).toBe(2);
    expect(stderr).toBe('attest: Name one of the tenants with --tenant: elm, oak. [bad-usage]\n');
  });

  it('needs no name where it has one tenant', async () => {
    const file = write('one.json', [{ id: 'oak', host: { baseUrl: oak.url } }]);
    expect((await sync(file)).code).toBe(0);
  });

  it('has all its faults listed at once, and none of its values', async () => {
    const file = write('faulty.json', [
      { id: 'Elm House', host: { baseUrl: 'ftp://secret.example' }, goalWriteMode: 'Z' },
      { id: 'oak', host: { baseUrl: elm.url, timeoutSeconds: 0 }, color: 'red' },
    ]);
    const { code, stdout, stderr } = await sync(file, '--tenant', 'oak');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^attest: The tenants' file has faults: [^\n]*\. \[bad-configuration\]\n$/,
    );
    for (const place of [
      'tenants.0.id',
      'tenants.0.host.baseUrl',
      'tenants.0.goalWriteMode',
      'tenants.1.host.timeoutSeconds',
      'tenants.1',
    ]) {
      expect(stderr).toContain(`${place}: `);
    }
    expect(stderr).not.toMatch(/secret|Elm House/);
  });

  it.each([
    ['is not there', 'nowhere.json', /cannot be read: ENOENT/],
    ['is not JSON', 'suppers.ndjson', /cannot be read: it is neither JSON nor YAML/],
  ])('that %s is told of in one sentence', async (_what, name, sentence) => {
    const { code, stdout, stderr } = await sync(join(folder, name));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^attest: [^\n]* \[bad-configuration\]\n$/);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('Patient');
  });

  it('whose token or programme cannot be read stops before anything is asked of the host', async () => {
    const before = oak.asked.length;
    const token = await sync(
      write('token.json', [
        { id: 'oak', host: { baseUrl: oak.url, bearerFile: 'suppers.ndjson' } },
      ]),
    );
    expect([token.code, token.stdout]).toEqual([2, '']);
    expect(token.stderr).toMatch(
      /suppers\.ndjson does not hold a bearer token\. \[bad-configuration\]\n$/,
    );
    const programme = await sync(
      write('programme.json', [
        { id: 'oak', host: { baseUrl: oak.url }, programmes: ['oak.token'] },
      ]),
    );
    expect([programme.code, programme.stdout]).toEqual([2, '']);
    expect(programme.stderr).toMatch(/oak\.token is not JSON[^]* \[bad-input\]\n$/);
    expect(oak.asked.length).toBe(before);
  });
});

describe('the same programme and words offline', () => {
  const assess = (...args: readonly string[]) =>
    attest(['assess', join(folder, 'suppers.ndjson'), '--as-of', SUPPERS_AS_OF, ...args]);

  it('are given as options', async () => {
    const maps = join(folder, 'maps', 'house.json');
    const ran = await assess('--programme', FOURTH_PROGRAMME, '--concept-maps', maps);
    expect(ran.code).toBe(0);
    expect(jsonLines(ran.stdout)).toMatchObject([HELPS]);
  });

  it('may come with the evidence', async () => {
    const ran = await attest(
      ['assess', '-', '--programme', FOURTH_PROGRAMME, '--as-of', SUPPERS_AS_OF],
      { stdin: [...SUPPERS, HOUSE_WORDS].map((each) => JSON.stringify(each)).join('\n') },
    );
    expect(jsonLines(ran.stdout)).toMatchObject([HELPS]);
  });

  it('prove nothing where the words are not explained, and no programme is guessed', async () => {
    const unexplained = await assess('--programme', FOURTH_PROGRAMME);
    expect(jsonLines(unexplained.stdout)).toMatchObject([{ validated: { level: 'baseline' } }]);
    const without = await assess();
    expect([without.code, without.stdout]).toEqual([0, '']);
    expect(without.stderr).toBe(
      'attest: Goal/supper was not assessed: nothing in the record names a programme for it [no-programme]\n',
    );
  });
});
