import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  bundle,
  hang,
  hangUp,
  html,
  json,
  startFaultyHost,
  status,
  truncatedJson,
  type Behaviour,
  type FaultyHost,
} from '../support/faultyHost.ts';
import { attest, jsonLines, type Ran } from './commandLine.ts';

let host: FaultyHost;
let folder: string;
beforeEach(async () => {
  host = await startFaultyHost();
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

/** Through a tenants' file, so that we need not wait half a minute for a host that hangs. */
function run(...args: readonly string[]): Promise<Ran> {
  const tenants = [{ id: 'elm', host: { baseUrl: host.url, timeoutSeconds: 1 } }];
  const file = join(folder, 'tenants.json');
  writeFileSync(file, JSON.stringify({ tenants }));
  return attest(args, { env: { TENANTS_FILE: file } });
}

/** What faulty hosts say in their answers, and what is nobody's business on a console. */
const PERSONAL = /Margaret|Hale|fell on/;

function expectPlain({ stderr }: Ran): void {
  expect(stderr).not.toMatch(/^ +at |Error:|\[unexpected\]/m);
  expect(stderr).not.toMatch(PERSONAL);
}

const statement = {
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [
    {
      mode: 'server',
      resource: ['Goal', 'Observation', 'CarePlan'].map((type) => ({
        type,
        interaction: ['read', 'search-type', 'create'].map((code) => ({ code })),
        searchParam: ['patient', 'identifier'].map((name) => ({ name })),
      })),
    },
  ],
};

const goal = (id: string, patient: string) => ({
  resourceType: 'Goal',
  id,
  lifecycleStatus: 'active',
  startDate: '2026-01-05',
  category: [
    {
      coding: [
        { system: 'https://attest.example/fhir/CodeSystem/goal-domain', code: 'community-travel' },
      ],
    },
  ],
  description: { text: 'Margaret Hale takes the bus' },
  subject: { reference: `Patient/${patient}` },
});

describe('a host that does not answer as it should', () => {
  const cases: readonly (readonly [string, readonly Behaviour[], RegExp])[] = [
    [
      '401',
      [status(401)],
      /answered 401: the host does not accept our credentials \(processing\)\. \[host-unauthorised\]/,
    ],
    [
      '403',
      [status(403)],
      /answered 403: our credentials do not allow this \(processing\)\. \[host-refused\]/,
    ],
    [
      '404',
      [status(404)],
      /answered 404: there is no such thing in the host \(processing\)\. \[host-not-found\]/,
    ],
    [
      '429 for ever',
      [status(429, { 'retry-after': '1' })],
      /answered 429: the host asks for fewer requests \(processing\)\. \[host-throttled\]/,
    ],
    ['500', [status(500)], /answered 500: the host failed \(processing\)\. \[host-error\]/],
    ['a page to sign in', [html()], /\[host-not-fhir\]/],
    [
      'a page to sign in, as an error',
      [html(502)],
      /answered 502: the host failed\. \[host-error\]/,
    ],
    ['half an answer', [truncatedJson], /\[host-not-fhir\]/],
    ['silence', [hang], /the host gave no whole answer in time\. \[host-timeout\]/],
    ['hanging up', [hangUp], /\[host-(unreachable|not-fhir)\]/],
    [
      'another version',
      [json({ ...statement, fhirVersion: '3.0.2' })],
      /speaks FHIR 3\.0\.2; Attest needs R4 \(4\.0\)\. \[wrong-fhir-version\]/,
    ],
    [
      'something else',
      [json({ hello: 'Margaret Hale' })],
      /answered with something that is no FHIR resource\. \[host-not-fhir\]/,
    ],
    [
      'another resource',
      [json({ resourceType: 'Patient', id: 'Hale' })],
      /does not describe itself in a CapabilityStatement\. \[host-not-fhir\]/,
    ],
  ];
  async function expectRefused(command: string, answers: readonly Behaviour[], sentence: RegExp) {
    host.on('GET /metadata', ...answers);
    const ran = await run(command);
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toMatch(/^attest: [^\n]*\]\n$/);
    expect(ran.stderr).toMatch(sentence);
    expectPlain(ran);
  }

  it.each(cases)('%s: sync ends with one sentence, its code, and 2', (_what, answers, sentence) =>
    expectRefused('sync', answers, sentence),
  );

  it.each(cases.filter(([what]) => /^(401|404|a page to sign in|another.*)$/.test(what)))(
    '%s: so does doctor',
    (_what, answers, sentence) => expectRefused('doctor', answers, sentence),
  );
});

it('tells within five seconds that nobody listens there', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  const started = performance.now();
  const ran = await attest(['sync', '--host', `http://127.0.0.1:${port}/fhir`]);
  expect(performance.now() - started).toBeLessThan(6_000);
  expect([ran.code, ran.stdout]).toEqual([2, '']);
  expect(ran.stderr).toBe(
    `attest: GET http://127.0.0.1:${port}/fhir/metadata: the host cannot be reached (ECONNREFUSED). [host-unreachable]\n`,
  );
});

it('waits as it is asked to, says so, and goes on', async () => {
  host.on('GET /metadata', status(429, { 'retry-after': '3' }), json(statement));
  host.on('GET /Goal', json(bundle([])));
  const ran = await run('sync', '--format', 'json');
  expect(ran.code).toBe(0);
  expect(jsonLines(ran.stdout)).toMatchObject([{ goals: 0, assessed: 0, failed: [] }]);
  expect(ran.stderr).toBe(
    'The host answered 429; asking again in 3 s.\nThe host holds no goals: there was nothing to do.\n',
  );
});

describe('a host that fails midway', () => {
  const people = ['p1', 'p2', 'p3'];
  const goals = people.map((patient) => goal(`g-${patient}`, patient));

  beforeEach(() => {
    host.on('GET /metadata', json(statement));
    host.on('GET /Goal', (request, response) => {
      const { patient } = request.query as { readonly patient?: string };
      const found = goals.filter(({ subject }) => !patient || subject.reference === patient);
      json(bundle(found))(request, response);
    });
    for (const type of ['Observation', 'CarePlan']) host.on(`GET /${type}`, json(bundle([])));
    const created: Behaviour = (request, response) => {
      json({ ...(request.body as object), id: 'new' }, 201)(request, response);
    };
    for (const type of ['Observation', 'CarePlan']) host.on(`POST /${type}`, created);
  });

  it('for one person: names them, does the others, and ends with 1', async () => {
    const failsOnce: Behaviour = (request, response) => {
      const isSecond = (request.query as { readonly patient: string }).patient === 'Patient/p2';
      (isSecond ? status(422) : json(bundle([])))(request, response);
    };
    host.on('GET /Observation', failsOnce);
    const ran = await run('sync');
    expect(ran.code).toBe(1);
    expect(jsonLines(ran.stdout).at(-1)).toMatchObject({
      assessed: 2,
      written: { CarePlan: 2, Observation: 2 },
      failed: [{ reference: 'Patient/p2', code: 'host-refused' }],
    });
    expect(ran.stderr).toMatch(/^attest: Patient\/p2 failed: .* \[host-refused\]$/m);
    expectPlain(ran);
  });

  it('for everybody, while reading: ends with 2 and has written nothing', async () => {
    let count = 0;
    host.on('GET /Observation', (request, response) => {
      count += 1;
      (count > 1 ? status(401) : json(bundle([])))(request, response);
    });
    const ran = await run('sync');
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toMatch(/^attest: GET \S+ answered 401: [^\n]* \[host-unauthorised\]\n$/);
    expect(host.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    expectPlain(ran);
  });

  it('while writing: what was written is counted, the rest is named once and not tried', async () => {
    let count = 0;
    host.on('POST /CarePlan', (request, response) => {
      count += 1;
      if (count > 1) status(401)(request, response);
      else json({ ...(request.body as object), id: 'new' }, 201)(request, response);
    });
    const ran = await run('sync');
    expect(ran.code).toBe(1);
    expect(jsonLines(ran.stdout).at(-1)).toMatchObject({
      goals: 3,
      written: { CarePlan: 1, Observation: 1 },
      failed: [
        { reference: 'Goal/g-p2', code: 'host-unauthorised' },
        { reference: 'Goal/g-p3', code: 'host-unauthorised' },
      ],
    });
    expect(ran.stderr).toMatch(/^attest: Goal\/g-p2 and 1 more failed: .* \[host-unauthorised\]$/m);
    expect(count).toBe(2);
    expectPlain(ran);
  });

  it('by going away while it is read: ends with 2 and one sentence, without asking for everybody', async () => {
    host.on('GET /Observation', (_request, response) => {
      response.socket?.destroy();
    });
    const ran = await run('sync');
    expect([ran.code, ran.stdout]).toEqual([2, '']);
    expect(ran.stderr).toMatch(
      /^attest: [^\n]* broke the connection \(\w+\)\. \[host-unreachable\]\n$/,
    );
    const asked = host.asked.filter(({ url }) => url.startsWith('/Observation'));
    expect(new Set(asked.map(({ url }) => url)).size).toBe(1);
  });
});

it('tells every five seconds how far it has come, where nobody sees a progress bar', async () => {
  const goals = ['p1', 'p2', 'p3'].map((patient) => goal(`g-${patient}`, patient));
  host.on('GET /metadata', json(statement));
  host.on('GET /Goal', json(bundle(goals)));
  host.on('GET /CarePlan', json(bundle([])));
  host.on('GET /Observation', (request, response) => {
    setTimeout(() => {
      json(bundle([]))(request, response);
    }, 2_200);
  });
  const ran = await attest(['sync', '--host', host.url, '--dry-run']);
  expect(ran.code).toBe(0);
  expect(ran.stderr).toMatch(/^Reading people: 2 of 3$/m);
});
