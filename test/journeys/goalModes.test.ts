import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadCalendar } from '../../src/calendar.ts';
import { assessmentLine } from '../../src/domain/assessmentLine.ts';
import type { GoalWriteMode } from '../../src/fhir/write/planInput.ts';
import { connect } from '../../src/host/connection.ts';
import { NO_LOG } from '../../src/log.ts';
import { createSandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';
import type { RunningSandbox } from '../../src/sandbox/host/createSandboxHost.ts';
import type { QuirkName } from '../../src/sandbox/host/quirks.ts';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import { syncHost } from '../../src/syncHost.ts';
import type { SyncReport } from '../../src/syncReport.ts';
import { prepareReading } from '../../src/tenant/prepareReading.ts';
import { allOf, type Resource } from './everythingIn.ts';
import { FHIR, startProxy } from './proxy.ts';

const HOUR = 3_600_000;
const FIRST = Date.parse('2026-04-01T06:00:00Z');
/** Each of them has one goal; somebody's is claimed too high. */
const PEOPLE = 4;
const { resources } = synthesise({ seed: 7, anchor: '2026-03-31' });
const people = resources.filter(({ resourceType }) => resourceType === 'Patient').slice(0, PEOPLE);
const ofThem = new Set(people.map(({ id = '' }) => `Patient/${id}`));

/** A few people of the service, with what is about nobody. */
const few = resources.filter((resource) => {
  const { subject, patient, id = '' } = resource as unknown as Record<string, Subject> & Named;
  const about = (subject ?? patient)?.reference ?? `${resource.resourceType}/${id}`;
  return !about.startsWith('Patient/') || ofThem.has(about);
});
type Subject = { readonly reference?: string } | undefined;
type Named = { readonly id?: string };

/** The host's own clock, which each pass follows. */
let clock = FIRST;

const start = (quirk?: QuirkName): Promise<RunningSandbox> =>
  createSandboxHost({
    resources: few,
    now: () => new Date(clock),
    ...(quirk === undefined ? {} : { quirk }),
  }).listen({ host: '127.0.0.1', port: 0 });

async function sync(url: string, goalWriteMode: GoalWriteMode, asOf: number): Promise<SyncReport> {
  clock = asOf;
  return syncHost(connect({ baseUrl: url }), {
    tenant: 'elm',
    leaveOut: [],
    asOf,
    calendar: loadCalendar(),
    contextWith: await prepareReading({
      programmes: [],
      conceptMaps: [],
      adapters: [],
      defaultProgramme: false,
      serviceNotes: false,
    }),
    goalWriteMode,
    dryRun: false,
    goal: null,
    log: NO_LOG,
  });
}

/** What was found, less the versions that are cited. */
const foundIn = ({ assessments }: SyncReport): readonly string[] =>
  assessments.map((assessment) =>
    JSON.stringify({ ...assessmentLine(assessment), asOf: null }).replace(/_history\/\d+/g, ''),
  );

const goalsOf = async (url: string): Promise<readonly Resource[]> =>
  (await allOf(url, 'Goal')).toSorted((a, b) => (a.id < b.id ? -1 : 1));

const OURS = new Set(['meta', 'extension', 'outcomeReference', 'achievementStatus', 'statusDate']);
const theirs = (goals: readonly Resource[]) =>
  goals.map((goal) => Object.fromEntries(Object.entries(goal).filter(([name]) => !OURS.has(name))));
const claimsIn = (goals: readonly Resource[]) =>
  goals.map(({ achievementStatus, statusDate }) => ({ achievementStatus, statusDate }));

/** The Registered Manager of the person's service decides on the level that was found. */
async function decide(url: string, report: SyncReport, goal: string): Promise<void> {
  const found = report.assessments.find((each) => each.goal === goal);
  const people = await allOf(url, 'Patient');
  const person = people.find(({ id }) => `Patient/${id}` === found?.patient);
  const site = (person?.['managingOrganization'] as { reference: string }).reference;
  const manager = (await allOf(url, 'PractitionerRole')).find(
    (role) =>
      JSON.stringify(role['organization']).includes(`"${site}"`) &&
      JSON.stringify(role['code']).includes('registered-manager'),
  );
  const coded = (system: string, code: string | undefined) => ({
    coding: [{ system: `https://attest.example/fhir/CodeSystem/${system}`, code }],
  });
  const answer = await fetch(`${url}/Observation`, {
    method: 'POST',
    headers: FHIR,
    body: JSON.stringify({
      resourceType: 'Observation',
      status: 'final',
      code: coded('observation', 'review-decision'),
      subject: { reference: found?.patient },
      focus: [{ reference: goal }],
      effectiveDateTime: new Date(clock).toISOString(),
      issued: new Date(clock).toISOString(),
      performer: [{ reference: `PractitionerRole/${manager?.id ?? ''}` }],
      valueCodeableConcept: coded('level', found?.validated.level),
    }),
  });
  expect(answer.status).toBe(201);
}

const overstatedIn = ({ assessments }: SyncReport): readonly string[] =>
  assessments.filter(({ verdict }) => verdict === 'overstated').map(({ goal }) => goal);

describe('a record that lets its goals be annotated (B)', () => {
  let host: RunningSandbox;
  let before: readonly Resource[];
  let first: SyncReport;
  beforeAll(async () => {
    host = await start();
    before = await goalsOf(host.url);
    first = await sync(host.url, 'B', FIRST);
  });
  afterAll(() => host.close());

  it('has every goal name its verdict, with the claim and all else as it was', async () => {
    const after = await goalsOf(host.url);
    expect(first).toMatchObject({ notWritten: [], dropped: [], failed: [] });
    expect(first.written['Goal']).toBe(before.length);
    expect([theirs(after), claimsIn(after)]).toEqual([theirs(before), claimsIn(before)]);
    for (const goal of after)
      expect(JSON.stringify(goal['extension'])).toContain('/validated-attainment"');
  });

  it('finds the same afterwards, and has nothing more to write', async () => {
    const again = await sync(host.url, 'B', FIRST + HOUR);
    expect(again).toMatchObject({ unchanged: before.length, written: {}, failed: [] });
    expect(foundIn(again)).toEqual(foundIn(first));
  });
});

describe('a record in which the status follows the manager (D)', () => {
  let host: RunningSandbox;
  let before: readonly Resource[];
  let first: SyncReport;
  let chosen: string;
  const goal = async (): Promise<Resource> =>
    (await goalsOf(host.url)).find(({ id }) => `Goal/${id}` === chosen) as Resource;
  beforeAll(async () => {
    host = await start();
    before = await goalsOf(host.url);
    first = await sync(host.url, 'D', FIRST);
    [chosen = ''] = overstatedIn(first);
  });
  afterAll(() => host.close());

  it('keeps every claim until a manager decides', async () => {
    expect(claimsIn(await goalsOf(host.url))).toEqual(claimsIn(before));
    expect(chosen).not.toBe('');
  });

  it('sets the one status that was decided, and compares with the claim of staff as before', async () => {
    clock = FIRST + HOUR;
    await decide(host.url, first, chosen);
    const report = await sync(host.url, 'D', FIRST + 2 * HOUR);
    expect(report.failed).toEqual([]);
    expect(report.written['Goal']).toBe(1);
    const level = first.assessments.find((each) => each.goal === chosen)?.validated.level;
    const { achievementStatus, statusDate } = await goal();
    expect(statusDate).toBe('2026-04-01');
    expect(JSON.stringify(achievementStatus)).toContain(`confirmed-level","code":"${level ?? ''}"`);
    const others = (all: readonly Resource[]) => all.filter(({ id }) => `Goal/${id}` !== chosen);
    const after = await goalsOf(host.url);
    expect(claimsIn(others(after))).toEqual(claimsIn(others(before)));
    expect(theirs(after)).toEqual(theirs(before));

    const again = await sync(host.url, 'D', FIRST + 3 * HOUR);
    expect(again).toMatchObject({ written: {}, failed: [], unchanged: before.length });
    expect(foundIn(again)).toEqual(foundIn(first));
    expect(overstatedIn(again)).toEqual(overstatedIn(first));
  });

  it('takes what staff say next for a claim, and leaves it', async () => {
    clock = FIRST + 4 * HOUR;
    const said = before.find(({ id }) => `Goal/${id}` === chosen)?.['achievementStatus'];
    const body = JSON.stringify({ ...(await goal()), achievementStatus: said });
    await fetch(`${host.url}/${chosen}`, { method: 'PUT', headers: FHIR, body });
    const report = await sync(host.url, 'D', FIRST + 5 * HOUR);
    expect(report.failed).toEqual([]);
    expect((await goal())['achievementStatus']).toEqual(said);
    const again = await sync(host.url, 'D', FIRST + 6 * HOUR);
    expect(again).toMatchObject({ written: {}, failed: [] });
  });
});

describe('a colleague who edits a goal between our reading and our writing', () => {
  it('keeps the edit, and the goal names its verdict beside it', async () => {
    const host = await start();
    const edited: string[] = [];
    const proxy = await startProxy(host.url, {
      before: async ({ body }) => {
        const [, id] = /"url":"(Goal\/[A-Za-z0-9.-]+)","ifMatch"/.exec(body) ?? [];
        if (id === undefined || edited.length > 0) return;
        edited.push(id);
        const now = (await (await fetch(`${host.url}/${id}`)).json()) as Resource;
        const changed = JSON.stringify({ ...now, language: 'cy' });
        await fetch(`${host.url}/${id}`, { method: 'PUT', headers: FHIR, body: changed });
      },
    });
    const report = await sync(proxy.url, 'B', FIRST);
    proxy.close();
    expect([edited.length, report.failed]).toEqual([1, []]);
    const goal = (await goalsOf(host.url)).find(({ id }) => `Goal/${id}` === edited[0]);
    expect(goal?.['language']).toBe('cy');
    expect(JSON.stringify(goal)).toContain('/validated-attainment"');
    expect((await sync(host.url, 'B', FIRST + HOUR)).written).toEqual({});
    await host.close();
  });
});

describe('a record whose goals are its own', () => {
  it.each(['B', 'D'] as const)('is told so, and gets all the rest (%s)', async (mode) => {
    const host = await start('epic-like');
    const before = await goalsOf(host.url);
    const report = await sync(host.url, mode, FIRST);
    expect(report.failed).toEqual([]);
    expect(report.written['Observation']).toBe(before.length);
    expect(report.notWritten.filter(({ type }) => type === 'Goal')).toEqual(
      before.map(() => ({
        type: 'Goal',
        identifier: null,
        because: 'the host does not offer to update it',
      })),
    );
    expect(await goalsOf(host.url)).toEqual(before);
    expect((await sync(host.url, mode, FIRST + HOUR)).written).toEqual({});
    await host.close();
  });
});
