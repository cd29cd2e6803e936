import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { assess } from '../../../src/domain/assess.ts';
import type { CaseFile } from '../../../src/domain/caseFile.ts';
import { levelRank, STRENGTHS } from '../../../src/domain/level.ts';
import { HOUR, type Instant } from '../../../src/domain/time.ts';
import { travel } from '../../support/caseFiles.ts';
import { caseFiles, instants } from './arbitraries.ts';

const calendar = { isHoliday: () => false };
const assessed = (caseFile: CaseFile, asOf: Instant) => assess(caseFile, travel, asOf, calendar);

const LISTS = [
  'baselines',
  'sessions',
  'spotObservations',
  'feedback',
  'audits',
  'claims',
  'support',
  'serviceNotes',
] as const;

/** The case file with each of its lists changed in one way. */
const withLists = (
  caseFile: CaseFile,
  change: <Item extends { readonly knownAt: Instant }>(items: readonly Item[]) => readonly Item[],
): CaseFile => ({
  ...caseFile,
  baselines: change(caseFile.baselines),
  sessions: change(caseFile.sessions),
  spotObservations: change(caseFile.spotObservations),
  feedback: change(caseFile.feedback),
  audits: change(caseFile.audits),
  claims: change(caseFile.claims),
  support: change(caseFile.support),
  serviceNotes: caseFile.serviceNotes && change(caseFile.serviceNotes),
});

/** Puts a list in an order that depends on the seed alone. */
const disordered =
  (seed: number) =>
  <Item>(items: readonly Item[]): readonly Item[] =>
    items
      .map((item, index) => [Math.sin(seed + index * 7919), item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item);

const referencesIn = (caseFile: CaseFile): ReadonlySet<string> =>
  new Set([
    caseFile.goal.reference,
    ...LISTS.flatMap((list) => (caseFile[list] ?? []).map((item) => item.reference)),
  ]);

const law = (holds: (caseFile: CaseFile, asOf: Instant, seed: number) => void) => () => {
  fc.assert(fc.property(caseFiles, instants, fc.nat(), holds), { numRuns: 150 });
};

describe('an assessment', () => {
  it(
    'is the same in whatever order its facts come',
    law((caseFile, asOf, seed) => {
      expect(assessed(withLists(caseFile, disordered(seed)), asOf)).toEqual(
        assessed(caseFile, asOf),
      );
    }),
  );

  it(
    'knows nothing of what became known later',
    law((caseFile, asOf) => {
      const known = withLists(caseFile, (items) => items.filter((item) => item.knownAt <= asOf));
      expect(assessed(caseFile, asOf)).toEqual(assessed(known, asOf));
    }),
  );

  it(
    'leaves the case file as it was',
    law((caseFile, asOf) => {
      const before = structuredClone(caseFile);
      assessed(caseFile, asOf);
      expect(caseFile).toEqual(before);
    }),
  );

  it(
    'cites nothing that is not in the case file',
    law((caseFile, asOf) => {
      const references = referencesIn(caseFile);
      const { findings, run, baseline, claimed } = assessed(caseFile, asOf);
      const cited = [
        ...findings.flatMap(({ cites }) => cites),
        ...run.cites,
        ...(baseline === null ? [] : [baseline.reference]),
        ...(claimed.reference === null ? [] : [claimed.reference]),
      ];
      expect(cited.filter((reference) => !references.has(reference))).toEqual([]);
    }),
  );

  it(
    'is no stronger than its weakest grade',
    law((caseFile, asOf) => {
      const { strength, grades } = assessed(caseFile, asOf);
      expect(STRENGTHS.indexOf(strength)).toBe(Math.min(...Object.values(grades)));
    }),
  );

  it(
    'never calls a claim overstated that it bears out, nor understated one that it does not',
    law((caseFile, asOf) => {
      const { validated, claimed, verdict } = assessed(caseFile, asOf);
      const above =
        claimed.level === null ? null : levelRank(validated.level) - levelRank(claimed.level);
      const allowed =
        above === null
          ? ['no-claim']
          : above === 0
            ? ['supported']
            : above > 0
              ? ['understated']
              : ['overstated', 'unverifiable'];
      expect(allowed).toContain(verdict);
    }),
  );

  it(
    'validates nothing by late records alone',
    law((caseFile, asOf) => {
      const sessions = caseFile.sessions.map((session) => ({
        ...session,
        knownAt: session.end + 49 * HOUR,
      }));
      const { validated } = assessed({ ...caseFile, sessions }, asOf);
      expect(validated.level).toBe('baseline');
    }),
  );

  it(
    'says what is missing for as long as something is left to reach',
    law((caseFile, asOf) => {
      const { validated, next, strength } = assessed(caseFile, asOf);
      if (validated.level === 'sustained') expect(next).toEqual([]);
      if (validated.level === 'baseline' && strength === 'insufficient')
        expect(next).not.toEqual([]);
    }),
  );

  it(
    'gives every finding a sentence, once, and never beside "cannot be told"',
    law((caseFile, asOf) => {
      const { findings, notAssessable } = assessed(caseFile, asOf);
      const codes = [...findings, ...notAssessable].map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
      for (const { because } of [...findings, ...notAssessable]) {
        expect(because).toMatch(/^\S.*\.$/u);
        expect(because).not.toMatch(/undefined|NaN|Infinity|null|Practitioner/u);
      }
    }),
  );
});

it('an assessment is the same in every time zone', () => {
  const script = new URL('../../support/printAssessments.ts', import.meta.url).pathname;
  const printed = (zone: string): string =>
    execFileSync(process.execPath, [script], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    });
  const utc = printed('UTC');
  expect(utc).toContain('"level":"achieved"');
  expect(printed('Pacific/Auckland')).toBe(utc);
});
