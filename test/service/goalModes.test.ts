/** The service where goals may be written on (B), and where their status follows the manager (D). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Goal, Patient, PractitionerRole } from 'fhir/r4.js';
import type { AssessmentLine } from '../../src/domain/assessmentLine.ts';
import { connect } from '../../src/host/connection.ts';
import type { Service } from '../../src/main.ts';
import { createSandboxHost, type SandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';
import { FHIR, startProxy, type Proxy } from '../journeys/proxy.ts';
import { logLines } from '../support/logLines.ts';
import { quiet } from './quiet.ts';
import { GOAL, referenceTo, smallRecord } from './smallRecord.ts';
import { startBeside } from './startBeside.ts';

const HOUR = 3_600_000;
const RECORD = smallRecord('2026-03-31');

let now = Date.parse('2026-04-01T06:00:00Z');
const log = logLines();
const closing: (() => Promise<void>)[] = [];
let folder: string;
let service: Service;
let bee: SandboxHost;
let dee: SandboxHost;
let deeUrl: string;
let proxy: Proxy;
/** Goals that a colleague edited between our reading and our writing. */
const edited: string[] = [];

async function start(): Promise<{ readonly host: SandboxHost; readonly url: string }> {
  const host = createSandboxHost({ resources: RECORD.resources, now: () => new Date(now) });
  const { url, close } = await host.listen({ host: '127.0.0.1', port: 0 });
  closing.push(close);
  return { host, url };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  const [first, second] = [await start(), await start()];
  [bee, dee, deeUrl] = [first.host, second.host, second.url];
  proxy = await startProxy(first.url, {
    before: async ({ body }) => {
      const [, id] = /"url":"(Goal\/[A-Za-z0-9.-]+)","ifMatch"/.exec(body) ?? [];
      if (id === undefined || edited.length > 0) return;
      edited.push(id);
      const held = (await (await fetch(`${first.url}/${id}`)).json()) as Goal;
      const changed = JSON.stringify({ ...held, language: 'cy' });
      await fetch(`${first.url}/${id}`, { method: 'PUT', headers: FHIR, body: changed });
    },
  });
  const tenants = [
    { id: 'bee', host: { baseUrl: proxy.url }, goalWriteMode: 'B' },
    { id: 'dee', host: { baseUrl: deeUrl }, goalWriteMode: 'D' },
  ];
  service = await startBeside(folder, tenants, { log: log.log, now: () => now });
  await quiet(service);
}, 120_000);
afterAll(async () => {
  await service.stop();
  proxy.close();
  for (const close of closing) await close();
  rmSync(folder, { recursive: true });
});

const goalIn = (host: SandboxHost, reference: string): Goal =>
  host.resources().find((each): each is Goal => referenceTo(each) === reference) as Goal;

const contents = (): readonly string[] =>
  [bee, dee].flatMap((host) => host.resources().map((each) => JSON.stringify(each)));

async function poll(): Promise<void> {
  for (const tenant of ['bee', 'dee']) await service.jobs.send({ kind: 'poll', tenant });
  await quiet(service);
}

it('keeps what a colleague wrote meanwhile, and names the verdict beside it', async () => {
  expect(edited).toHaveLength(1);
  expect(log.lines('write-conflict')).toMatchObject([{ tenant: 'bee', goal: edited[0] }]);
  const goal = goalIn(bee, edited[0] ?? '');
  expect(goal.language).toBe('cy');
  expect(JSON.stringify(goal.extension)).toContain('/validated-attainment"');
  const before = contents();
  now += HOUR;
  await poll();
  expect(contents()).toEqual(before);
});

/** The level that was found. */
async function levelOf(tenant: string): Promise<string> {
  const [row] = await service.database.query<{ readonly line: AssessmentLine }>(
    `select line from attest.verdicts where tenant = $1::text and goal = $2::text
     order by number desc limit 1`,
    [tenant, GOAL],
  );
  return row?.line.validated.level ?? '';
}

/** The registered manager of the person's service decides on a level. */
async function decide(level: string): Promise<void> {
  const all = dee.resources();
  const person = all.find((each): each is Patient => referenceTo(each) === RECORD.people[0]);
  const site = person?.managingOrganization?.reference;
  const manager = all.find(
    (each): each is PractitionerRole =>
      each.resourceType === 'PractitionerRole' &&
      each.organization?.reference === site &&
      JSON.stringify(each.code).includes('registered-manager'),
  );
  const coded = (system: string, code: string) => ({
    coding: [{ system: `https://attest.example/fhir/CodeSystem/${system}`, code }],
  });
  await connect({ baseUrl: deeUrl }).create({
    resourceType: 'Observation',
    status: 'final',
    code: coded('observation', 'review-decision'),
    subject: { reference: RECORD.people[0] },
    focus: [{ reference: GOAL }],
    effectiveDateTime: new Date(now).toISOString(),
    issued: new Date(now).toISOString(),
    performer: [{ reference: manager === undefined ? '' : referenceTo(manager) }],
    valueCodeableConcept: coded('level', level),
  });
}

it('has the status follow the manager’s decision, once', async () => {
  const claimed = goalIn(dee, GOAL).achievementStatus;
  const level = await levelOf('dee');
  expect(level).not.toBe('');
  now += HOUR;
  await decide(level);
  await poll();
  const { achievementStatus, statusDate, meta } = goalIn(dee, GOAL);
  expect(achievementStatus).not.toEqual(claimed);
  expect(JSON.stringify(achievementStatus)).toContain(`confirmed-level","code":"${level}"`);
  expect(statusDate).toBe('2026-04-01');
  now += HOUR;
  const before = contents();
  await poll();
  expect(contents()).toEqual(before);
  expect(goalIn(dee, GOAL).meta?.versionId).toBe(meta?.versionId);
  expect(await service.jobs.deadLetters()).toEqual([]);
});
