import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { AssessmentLine } from '../src/domain/assessmentLine.ts';
import { disagreements } from './cases/expectation.ts';
import {
  assessEntries,
  caseFolders,
  caseName,
  readCase,
  type GoldenCase,
  type Outcome,
} from './cases/goldenCase.ts';

const folders = caseFolders().map((folder) => [caseName(folder), folder] as const);

/** Three fixed orders that no host sends: backwards, the halves swapped, and every third one first. */
const ORDERS: Readonly<Record<string, (entries: readonly unknown[]) => readonly unknown[]>> = {
  backwards: (entries) => [...entries].reverse(),
  'with the halves swapped': (entries) => {
    const half = Math.floor(entries.length / 2);
    return [...entries.slice(half), ...entries.slice(0, half)];
  },
  'every third one first': (entries) =>
    [1, 2, 0].flatMap((rest) => entries.filter((_, index) => index % 3 === rest)),
};

describe.each(folders)('%s', (_, folder) => {
  let golden: GoldenCase;
  let outcome: Outcome;

  beforeAll(() => {
    golden = readCase(folder);
    outcome = assessEntries(golden);
  });

  it('is judged as its author worked out on paper', () => {
    expect(disagreements(golden.expectations, outcome.lines, outcome.problems)).toEqual([]);
  });

  it('is told as it was accepted', () => {
    expect(outcome.lines).toEqual(golden.accepted);
  });

  it.each(Object.keys(ORDERS))('is the same %s', (order) => {
    const shuffled = ORDERS[order]?.(golden.entries) ?? [];
    expect(shuffled).not.toEqual(golden.entries);
    expect(JSON.stringify(assessEntries(golden, shuffled).lines)).toBe(
      JSON.stringify(outcome.lines),
    );
  });
});

describe('in another time zone', () => {
  it.each(['Pacific/Kiritimati', 'America/Los_Angeles'])(
    '%s: every case is the same',
    async (TZ) => {
      const script = fileURLToPath(new URL('cases/lines.ts', import.meta.url));
      const { stdout } = await promisify(execFile)(process.execPath, [script], {
        env: { ...process.env, TZ },
        maxBuffer: 64 * 1024 * 1024,
      });
      const there = JSON.parse(stdout) as Record<string, readonly AssessmentLine[]>;
      const accepted = folders.map(([name, folder]) => [name, readCase(folder).accepted]);
      expect(there).toEqual(Object.fromEntries(accepted));
    },
  );
});
