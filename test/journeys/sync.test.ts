import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AssessmentLine } from '../../src/domain/assessmentLine.ts';
import { attest, jsonLines, serve, type Ran, type Serving } from '../cli/commandLine.ts';
import { allOf, everythingIn } from './everythingIn.ts';

const ANCHOR = '2026-03-31';
const AS_OF = '2026-04-01T06:00:00Z';
const GOALS = 47;
const SANDBOX = ['sandbox', '--anchor', ANCHOR, '--seed', '7'];

const sync = (host: string, ...more: readonly string[]): Promise<Ran> =>
  attest(['sync', '--host', host, '--as-of', AS_OF, ...more]);

const countsIn = ({ stdout }: Ran) => jsonLines(stdout).at(-1);

/** The lines about goals, as they were printed. */
const linesOf = ({ stdout }: Ran): readonly string[] => stdout.trimEnd().split('\n').slice(0, -1);

/** What was found, without the day from which a status that claims no level has stood: only earlier versions tell it. */
const verdictsIn = (lines: readonly string[]) =>
  lines.map((line) => {
    const { claimed, ...found } = JSON.parse(line) as AssessmentLine;
    return { ...found, claimed: claimed.level === null ? { ...claimed, date: null } : claimed };
  });

let open: Serving;
let limited: Serving;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
  open = await serve(SANDBOX);
  limited = await serve([...SANDBOX, '--quirk', 'epic-like']);
});
afterAll(async () => {
  await open.stop();
  await limited.stop();
  rmSync(folder, { recursive: true });
});

describe('a record that takes all we write', () => {
  let first: Ran;

  it('is only looked at in a dry run, which says what the next run then writes', async () => {
    const before = await everythingIn(open.url);
    const dry = await sync(open.url, '--dry-run');
    expect([dry.code, countsIn(dry)?.['dryRun']]).toEqual([0, true]);
    expect(await everythingIn(open.url)).toEqual(before);
    first = await sync(open.url);
    expect(first.code).toBe(0);
    expect(linesOf(first)).toEqual(linesOf(dry));
    expect(countsIn(first)).toMatchObject({
      goals: GOALS,
      assessed: GOALS,
      unchanged: 0,
      failed: [],
    });
    // In a dry run each goal would bring the Device that the first of them then brings for all.
    const { Device, ...would } = countsIn(dry)?.['written'] as Record<string, number>;
    const { Device: devices, ...wrote } = countsIn(first)?.['written'] as Record<string, number>;
    expect([wrote, devices, Device]).toEqual([would, 1, GOALS]);
    expect(wrote).toMatchObject({ CarePlan: GOALS, Observation: GOALS });
  });

  it('gets nothing from a second run, at the same instant or a little later', async () => {
    const before = await everythingIn(open.url);
    const again = await sync(open.url);
    expect(countsIn(again)).toMatchObject({ unchanged: GOALS, written: {}, failed: [] });
    expect(linesOf(again)).toEqual(linesOf(first));
    const later = await attest(['sync', '--host', open.url, '--as-of', '2026-04-01T07:00:00Z']);
    expect(countsIn(later)).toMatchObject({ unchanged: GOALS, written: {}, failed: [] });
    expect(await everythingIn(open.url)).toEqual(before);
  });

  it('has one goal assessed alone where one is named', async () => {
    const [goal] = jsonLines(first.stdout).map((line) => line['goal'] as string);
    const { code, stdout } = await sync(open.url, '--goal', goal ?? '');
    expect(code).toBe(0);
    expect(jsonLines(stdout).map((line) => line['goal'])).toEqual([goal, undefined]);
    const absent = await sync(open.url, '--goal', 'Goal/not-there');
    expect([absent.code, absent.stdout]).toEqual([2, '']);
    expect(absent.stderr).toMatch(
      /^attest: GET .*\/Goal\/not-there answered 404: .* \[host-not-found\]\n$/,
    );
  });

  it('is told the same offline, from its export', async () => {
    await attest([...SANDBOX, '--export', folder]);
    const { code, stdout } = await attest(['assess', folder, '--as-of', AS_OF]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual(linesOf(first));
  });

  it('keeps what staff have added to a task of ours while it is worked on', async () => {
    const [task] = await allOf(open.url, 'Task');
    const mine = { ...task, status: 'in-progress', note: [{ text: 'Booked for Friday' }] };
    await fetch(`${open.url}/Task/${task?.id ?? ''}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(mine),
    });
    const { code } = await attest(['sync', '--host', open.url, '--as-of', '2026-05-20T06:00:00Z']);
    expect(code).toBe(0);
    const after = (await allOf(open.url, 'Task')).find(({ id }) => id === task?.id);
    expect(after?.['note']).toEqual(mine.note);
  });
});

describe('a record that takes little', () => {
  it('gives the same verdicts, and hears what it could not be told', async () => {
    const ran = await sync(limited.url);
    expect(ran.code).toBe(0);
    const offline = await attest(['assess', folder, '--as-of', AS_OF]);
    expect(verdictsIn(linesOf(ran))).toEqual(verdictsIn(offline.stdout.trimEnd().split('\n')));
    const counts = countsIn(ran);
    expect(Object.keys(counts?.['written'] as object)).toEqual([
      'CarePlan',
      'Device',
      'Observation',
    ]);
    const { Flag, Task, Provenance } = counts?.['notWritten'] as Record<string, number>;
    for (const [type, count] of Object.entries({ Flag, Task, Provenance })) {
      expect(count).toBeGreaterThan(0);
      expect(ran.stderr).toContain(
        `attest: ${count ?? 0} not written, ${type}: the host does not offer to create it\n`,
      );
    }
  });

  it('gets nothing from a second run', async () => {
    const before = await everythingIn(limited.url);
    const again = await sync(limited.url);
    expect([again.code, countsIn(again)?.['written']]).toEqual([0, {}]);
    expect(await everythingIn(limited.url)).toEqual(before);
  });
});
