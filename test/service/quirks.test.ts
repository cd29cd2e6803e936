/** The service beside a record of each kind that the sandbox can be, all of them tenants of one process. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FhirResource } from 'fhir/r4.js';
import { parseEnvironment } from '../../src/config.ts';
import { startService, type Service } from '../../src/main.ts';
import { createSandboxHost, type SandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';
import { QUIRK_NAMES, type QuirkName } from '../../src/sandbox/host/quirks.ts';
import { logLines } from '../support/logLines.ts';
import { quiet } from './quiet.ts';
import { GOAL, GOALS, newSession, smallRecord } from './smallRecord.ts';

const MINUTE = 60_000;
let now = Date.parse('2026-04-01T06:00:00Z');

/** Only where a test asks for it: nothing comes by itself. */
const NEVER = '0 0 29 2 *';

const RECORD = smallRecord('2026-03-31');

/** So many requests that no search within a test shows what was just written. */
const LAG = 400;

interface Beside {
  readonly host: SandboxHost;
  readonly url: string;
}

const beside = new Map<QuirkName, Beside>();
const closing: (() => Promise<void>)[] = [];
const log = logLines();
let folder: string;
let service: Service;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  for (const quirk of QUIRK_NAMES) {
    const host = createSandboxHost({
      resources: RECORD.resources,
      quirk,
      now: () => new Date(now),
      ...(quirk === 'eventual' ? { searchLag: LAG } : {}),
    });
    const { url, close } = await host.listen({ host: '127.0.0.1', port: 0 });
    closing.push(close);
    beside.set(quirk, { host, url });
  }
  writeFileSync(join(folder, 'people'), `${[...RECORD.people].sort().join('\n')}\n`);
  const tenants = [...beside].map(([quirk, { url }]) => ({
    id: quirk,
    host: { baseUrl: url, requestsPerSecond: 1000 },
    schedule: { changes: NEVER, everything: NEVER },
    // Its goals cannot be searched for.
    ...(quirk === 'oracle-like' ? { people: { file: 'people' } } : {}),
  }));
  const file = join(folder, 'tenants.json');
  writeFileSync(file, JSON.stringify({ tenants }));
  const environment = { TENANTS_FILE: file, DATA_DIR: join(folder, 'data'), PORT: '0' };
  service = await startService(parseEnvironment(environment), { log: log.log, now: () => now });
  await quiet(service);
}, 180_000);
afterAll(async () => {
  await service.stop();
  for (const close of closing) await close();
  rmSync(folder, { recursive: true });
});

function metBy(quirk: QuirkName): Beside {
  const met = beside.get(quirk);
  if (met === undefined) throw new Error(`${quirk} was not started`);
  return met;
}

async function look(...kinds: readonly ('poll' | 'survey')[]): Promise<void> {
  for (const kind of kinds) {
    for (const tenant of QUIRK_NAMES) await service.jobs.send({ kind, tenant });
    await quiet(service);
  }
}

interface Identified {
  readonly identifier?: readonly { readonly system?: string; readonly value?: string }[];
}

/** Ours, by type and identifier. */
const oursIn = ({ host }: Beside): readonly string[] =>
  host.resources().flatMap((resource) => {
    const { identifier } = resource as Identified;
    return (Array.isArray(identifier) ? (identifier as Required<Identified>['identifier']) : [])
      .filter(({ system }) => system?.startsWith('https://attest.example/') === true)
      .map(({ value }) => `${resource.resourceType} ${value ?? ''}`);
  });

const twinsIn = (met: Beside): readonly string[] =>
  oursIn(met).filter((name, place, names) => names.indexOf(name) !== place);

/** What the records hold; not the Device, which probes touch. */
const contents = (): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    [...beside].map(([quirk, { host }]) => [quirk, host.resources().filter(isNoDevice).map(text)]),
  );
const isNoDevice = ({ resourceType }: FhirResource): boolean => resourceType !== 'Device';
const text = (resource: FhirResource): string => JSON.stringify(resource);

interface GoalRow {
  readonly decided_at: string | number;
  readonly line: { readonly validated: unknown };
}

/** How the goal stands in the store. */
async function standing(tenant: QuirkName): Promise<GoalRow | undefined> {
  const rows = await service.database.query<GoalRow>(
    `select g.decided_at, v.line from attest.goals g
     join attest.verdicts v on v.tenant = g.tenant and v.goal = g.goal
     where g.tenant = $1::text and g.goal = $2::text order by v.number desc limit 1`,
    [tenant, GOAL],
  );
  return rows[0];
}

async function holds(tenant: string, reference: string): Promise<boolean> {
  const rows = await service.database.query(
    'select 1 from attest.resources where tenant = $1::text and reference = $2::text',
    [tenant, reference],
  );
  return rows.length > 0;
}

/** Until the searches of a record show all that was written. */
async function catchUp({ url }: Beside): Promise<void> {
  for (let nth = 0; nth < LAG; nth += 20)
    await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/Goal?_count=1`)));
}

/** What is told of what a record lacks. */
const lacks = (): readonly unknown[] =>
  ['host-skipped', 'not-written', 'host-dropped-part'].flatMap((message) => log.lines(message));

/** Of a host that does not take everything. */
const WRITTEN: Readonly<Partial<Record<QuirkName, readonly string[]>>> = {
  'epic-like': ['CarePlan', 'Device', 'Observation'],
  lenient: ['CarePlan', 'Flag', 'Observation', 'Task'],
  'oracle-like': ['Observation'],
};
const EVERYTHING = ['CarePlan', 'Device', 'Flag', 'Observation', 'Task'];

describe('a service beside records of every kind', () => {
  it.each(QUIRK_NAMES)('writes each thing once into one that is %s', (quirk) => {
    const ours = oursIn(metBy(quirk)).map((name) => name.split(' ')[0] ?? '');
    expect([...new Set(ours)].sort()).toEqual(WRITTEN[quirk] ?? EVERYTHING);
    expect(ours.filter((type) => type === 'Observation')).toHaveLength(GOALS.length);
    expect(twinsIn(metBy(quirk))).toEqual([]);
  });

  it('decides the same everywhere', async () => {
    const standings = await Promise.all(QUIRK_NAMES.map(standing));
    const decided = standings.map((row) => JSON.stringify(row?.line.validated));
    expect(new Set(decided).size).toBe(1);
    expect(decided[0]).toContain('"level"');
  });

  it('writes nothing at a second look, though searches may not show yet what it wrote', async () => {
    now += MINUTE;
    const before = contents();
    await look('poll', 'survey');
    expect(contents()).toEqual(before);
  });

  it('notices a new session by what changed, or where that is not told by reading all again', async () => {
    now += 5 * MINUTE;
    const sessions = new Map<QuirkName, string>();
    for (const [quirk, { url }] of beside) sessions.set(quirk, await newSession(url, RECORD, now));
    await catchUp(metBy('eventual'));
    await look('poll');
    for (const [quirk, session] of sessions) {
      expect([quirk, await holds(quirk, session)]).toEqual([quirk, true]);
      const decidedAt = Number((await standing(quirk))?.decided_at);
      expect([quirk, decidedAt]).toEqual([quirk, now]);
    }
  });

  it('then has no more to write, and tells no second time what a record lacks', async () => {
    now += MINUTE;
    const before = contents();
    const told = lacks();
    expect(told).not.toEqual([]);
    await look('poll', 'survey');
    expect(contents()).toEqual(before);
    expect(lacks()).toEqual(told);
    for (const [quirk, met] of beside) expect([quirk, twinsIn(met)]).toEqual([quirk, []]);
  });

  it('leaves no work undone', async () => {
    expect(await service.jobs.deadLetters()).toEqual([]);
  });
});
