/**
 * What Attest does with a host from the first look to the last conflict, as steps that go on from one
 * another. They know of the host its base URL, and what it is said to lack: any host can be walked through.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { FhirResource } from 'fhir/r4.js';
import type { AssessmentLine } from '../../src/domain/assessmentLine.ts';
import { connect } from '../../src/host/connection.ts';
import { failureOf, type HostFailure } from '../../src/host/failure.ts';
import type { Resource } from '../../src/host/resource.ts';
import { exportNdjson } from '../../src/sandbox/host/exportNdjson.ts';
import { attest, jsonLines, type Ran } from '../cli/commandLine.ts';
import { busyHost } from '../journeys/busyHost.ts';
import { allOf, TYPES } from '../journeys/everythingIn.ts';
import { killedSync } from '../journeys/killedSync.ts';
import type { Moment } from '../journeys/powerFailure.ts';

export interface Visit {
  /** FHIR base URL. */
  readonly url: string;
  /** What the host was given. */
  readonly resources: readonly FhirResource[];
  /** After all of it. */
  readonly asOf: string;
}

interface Journey {
  readonly name: string;
  /** What `attest doctor` must find working for it; without that there is nothing to see. */
  readonly needs?: string;
  readonly walk: (visit: Visit, lacks: readonly string[]) => Promise<void>;
}

/**
 * A test for each journey, in order. `lacks` are the areas that `attest doctor` must find not to work,
 * by its own names, in its order; what needs one of them is left out.
 */
export function walkAll(visit: () => Visit, lacks: readonly string[]): void {
  for (const { name, needs, walk } of JOURNEYS) {
    if (needs === undefined || !lacks.includes(needs)) it(name, () => walk(visit(), lacks));
  }
}

const JOURNEYS: readonly Journey[] = [
  { name: 'is looked at by doctor, who finds nothing missing that is there', walk: isExamined },
  { name: 'is whole after passes that were killed, with nothing written twice', walk: isKilled },
  { name: 'has the verdicts that its export has', walk: isJudged },
  { name: 'gets nothing from another pass', walk: isLeftAlone },
  {
    name: 'shows a new session to those who ask what has changed, however often they ask',
    needs: 'changes of Observation',
    walk: showsChanges,
  },
  {
    name: 'is written on where somebody changed what was about to be changed, which is read again first',
    needs: 'transactions',
    walk: isContested,
  },
  {
    name: 'refuses a change to a version that is not the last',
    needs: 'version check on update',
    walk: refusesStale,
  },
];

interface Counts {
  readonly goals: number;
  readonly written: Readonly<Record<string, number>>;
  readonly failed: readonly unknown[];
}

const sync = (url: string, asOf: string): Promise<Ran> =>
  attest(['sync', '--host', url, '--as-of', asOf]);

const countsIn = ({ stdout }: Ran): Counts => jsonLines(stdout).at(-1) as unknown as Counts;

const goalsOf = ({ resources }: Visit): number =>
  new Set(resources.flatMap(({ resourceType, id }) => (resourceType === 'Goal' ? [id] : []))).size;

async function isExamined({ url }: Visit, lacks: readonly string[]): Promise<void> {
  for (const look of ['first', 'second']) {
    const { code, stdout } = await attest(['doctor', '--host', url, '--format', 'json']);
    const [{ lines } = { lines: [] }] = jsonLines(stdout) as unknown as readonly {
      readonly lines: readonly { readonly area: string; readonly state: string }[];
    }[];
    const notWorking = lines.filter(({ state }) => state !== 'works').map(({ area }) => area);
    expect({ look, code, notWorking }).toEqual({
      look,
      code: 0,
      notWorking: lacks.filter((area) => !area.startsWith('changes of ')),
    });
  }
}

/** With the first write done and its answer lost, and between two writes. */
const MOMENTS: readonly Moment[] = [
  { method: 'POST', nth: 1, when: 'after' },
  { method: 'POST', nth: 4, when: 'before' },
];

async function isKilled(visit: Visit): Promise<void> {
  const { url, asOf } = visit;
  for (const moment of MOMENTS) {
    expect(await killedSync(url, moment, '--as-of', asOf)).toBeNull();
  }
  const last = await sync(url, asOf);
  expect(last.code).toBe(0);
  expect(countsIn(last)).toMatchObject({ goals: goalsOf(visit), failed: [] });
  const ours = await identifiersOfOurs(url);
  expect(ours.filter((each) => each.startsWith('Observation '))).toHaveLength(goalsOf(visit));
  expect(ours).toEqual([...new Set(ours)]);
}

const OURS = 'https://attest.example/fhir/id/';

async function identifiersOfOurs(url: string): Promise<readonly string[]> {
  const all = (await Promise.all(TYPES.map((type) => allOf(url, type)))).flat();
  return all.flatMap(({ resourceType, identifier }) =>
    ((identifier ?? []) as readonly { readonly system?: string; readonly value?: string }[])
      .filter(({ system = '' }) => system.startsWith(OURS))
      .map(({ value = '' }) => `${resourceType} ${value}`),
  );
}

const verdictsIn = ({ stdout }: Ran) =>
  (jsonLines(stdout) as unknown as readonly AssessmentLine[])
    .filter(({ goal }) => typeof goal === 'string')
    .map(({ goal, verdict, validated }) => ({ goal, verdict, ...validated }));

async function isJudged(visit: Visit): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'attest-'));
  try {
    exportNdjson(visit.resources, folder);
    const offline = await attest(['assess', folder, '--as-of', visit.asOf]);
    const expected = verdictsIn(offline);
    expect(expected).toHaveLength(goalsOf(visit));
    expect(verdictsIn(await sync(visit.url, visit.asOf))).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function isLeftAlone(visit: Visit): Promise<void> {
  const ran = await sync(visit.url, visit.asOf);
  expect(ran.code).toBe(0);
  expect(countsIn(ran)).toMatchObject({ goals: goalsOf(visit), written: {}, failed: [] });
}

/** A search may be answered from a cache or an index that lags: as long as a poll would wait. */
const PATIENCE_MS = 20_000;

async function showsChanges({ url, resources }: Visit): Promise<void> {
  const connection = connect({ baseUrl: url });
  const since = { _lastUpdated: `ge${new Date().toISOString()}` };
  const changed = () => Array.fromAsync(connection.search('Observation', since));
  expect(await changed()).toEqual([]);
  const { id, ...session } = sessionIn(resources);
  const { resource: made } = await connection.create(session);
  expect(made?.id).not.toBe(id);
  const end = Date.now() + PATIENCE_MS;
  let seen = await changed();
  while (seen.length === 0 && Date.now() < end) {
    await sleep(500);
    seen = await changed();
  }
  expect(seen.map((each) => each.id)).toEqual([made?.id]);
}

const sessionIn = (resources: readonly FhirResource[]): Resource =>
  resources.find(({ resourceType }) => resourceType === 'Observation') as unknown as Resource;

const DAY_MS = 86_400_000;

/** By then flags have to be closed and tasks cancelled: resources that exist are changed. */
const later = ({ asOf }: Visit): string => new Date(Date.parse(asOf) + 50 * DAY_MS).toISOString();

async function isContested(visit: Visit): Promise<void> {
  const busy = await busyHost(visit.url, 1);
  const ran = await sync(busy.url, later(visit));
  busy.close();
  expect([busy.edited.length, ran.code, countsIn(ran).failed]).toEqual([1, 0, []]);
  const edited = await connect({ baseUrl: visit.url }).read(busy.edited[0] ?? '');
  // Theirs and ours: the language is what they changed.
  expect(edited['language']).toBe('cy');
  expect(countsIn(await sync(visit.url, later(visit)))).toMatchObject({ written: {}, failed: [] });
}

async function refusesStale({ url, resources }: Visit): Promise<void> {
  const connection = connect({ baseUrl: url });
  const { id = '' } = sessionIn(resources);
  const before = await connection.read(`Observation/${id}`);
  const version = (before['meta'] as { readonly versionId: string }).versionId;
  await connection.update({ ...before, language: 'cy' }, version);
  const stale = await connection.update({ ...before, language: 'en' }, version).catch(failureOf);
  expect([409, 412]).toContain((stale as HostFailure | null)?.status);
  expect((await connection.read(`Observation/${id}`))['language']).toBe('cy');
}
