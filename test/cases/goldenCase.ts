import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCalendar } from '../../src/calendar.ts';
import { loadDefinitions } from '../../src/definitions.ts';
import { assess } from '../../src/domain/assess.ts';
import { assessmentLine, type AssessmentLine } from '../../src/domain/assessmentLine.ts';
import type { ReadingProblem } from '../../src/domain/caseFile.ts';
import { conceptMapsOf } from '../../src/fhir/conceptMaps.ts';
import { createIntake, type ReadingContext } from '../../src/fhir/read/intake.ts';
import { expectationsIn, type Expectation } from './expectation.ts';

/** One person's records, the instants at which they are looked at, and what must be found. */
export interface GoldenCase {
  /** `programme/what-it-shows`. */
  readonly name: string;
  readonly folder: string;
  readonly entries: readonly unknown[];
  readonly instants: readonly number[];
  /** ConceptMaps of the host's own codes; none where it uses ours. */
  readonly conceptMaps: readonly unknown[];
  readonly expectations: readonly Expectation[];
  /** The accepted lines; null before the case was accepted for the first time. */
  readonly accepted: readonly AssessmentLine[] | null;
}

/** What the engine says of a case. */
export interface Outcome {
  readonly lines: readonly AssessmentLine[];
  /** What of the resources could not be used. */
  readonly problems: readonly ReadingProblem[];
}

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** Folders of all cases, sorted. */
export const caseFolders = (): readonly string[] => foldersIn(ROOT).flatMap(foldersIn);

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();

export const caseName = (folder: string): string =>
  folder.replace(/\/+$/, '').split('/').slice(-2).join('/');

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8')) as unknown;

interface Entry {
  readonly resource: unknown;
}

/** The entries of a Bundle; another resource by itself counts as one. */
function entriesOf(path: string): readonly Entry[] {
  const content = readJson(path) as { readonly resourceType: string; readonly entry?: Entry[] };
  return content.resourceType === 'Bundle' ? (content.entry ?? []) : [{ resource: content }];
}

export function readCase(folder: string): GoldenCase {
  const at = (name: string): string => join(folder, name);
  return {
    name: caseName(folder),
    folder,
    entries: entriesOf(at('resources.json')),
    instants: readFileSync(at('as-of.txt'), 'utf8').split('\n').filter(Boolean).map(instantOf),
    conceptMaps: existsSync(at('concept-maps.json'))
      ? entriesOf(at('concept-maps.json')).map(({ resource }) => resource)
      : [],
    expectations: expectationsIn(readFileSync(at('why.md'), 'utf8')),
    accepted: existsSync(at('expected.json'))
      ? (readJson(at('expected.json')) as readonly AssessmentLine[])
      : null,
  };
}

function instantOf(text: string): number {
  const instant = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(instant))
    throw new Error(`as-of.txt: “${text}” is no instant with a time zone.`);
  return instant;
}

const DEFINITIONS = loadDefinitions();
const CALENDAR = loadCalendar();

/** The host's own maps stand before those that ship. */
const contextWith = (conceptMaps: readonly unknown[]): ReadingContext => ({
  programmes: DEFINITIONS.programmes,
  terminology: DEFINITIONS.terminology,
  conceptMaps: conceptMapsOf([...conceptMaps, ...DEFINITIONS.conceptMaps]),
  defaultProgramme: null,
  serviceNotes: true,
});

/** Reads the entries in the order given, and assesses each goal at each of the case's instants. */
export function assessEntries(
  { conceptMaps, instants, entries: inOrder }: GoldenCase,
  entries: readonly unknown[] = inOrder,
): Outcome {
  const intake = createIntake(contextWith(conceptMaps));
  intake.add({ resourceType: 'Bundle', type: 'collection', entry: entries }, 'resources.json');
  const { cases, unassigned, problems } = intake.finish();
  if (unassigned.length > 0) throw new Error(`No programme: ${unassigned[0]?.because ?? ''}`);
  return {
    lines: cases.flatMap(({ caseFile, programme }) =>
      instants.map((asOf) => assessmentLine(assess(caseFile, programme, asOf, CALENDAR))),
    ),
    problems: [...problems, ...cases.flatMap(({ caseFile }) => caseFile.problems)],
  };
}
