import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decideGoal } from '../../src/assessGoal.ts';
import { loadCalendar } from '../../src/calendar.ts';
import { loadDefinitions } from '../../src/definitions.ts';
import { conceptMapsOf } from '../../src/fhir/conceptMaps.ts';
import { PROFILE } from '../../src/fhir/names.ts';
import { createIntake } from '../../src/fhir/read/intake.ts';
import { readCase } from '../cases/goldenCase.ts';
import type { GoldenCase } from '../cases/goldenCase.ts';
import { examples } from '../support/builtPackage.ts';
import { createMemoryRecord } from '../support/memoryRecord.ts';

interface Row {
  readonly type: string;
  readonly element: string;
  readonly filled: string;
  readonly because: string;
}

/** The rows of the table in docs/uk-core.md. */
const rows: readonly Row[] = readFileSync(
  join(import.meta.dirname, '../../docs/uk-core.md'),
  'utf8',
)
  .split('\n')
  .filter((line) => /^\| [A-Z]/.test(line))
  .map((line) => {
    const [type = '', element = '', filled = '', because = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    return { type, element, filled, because };
  });

/** What UK Core's definitions of June 2025 mark as must-support, as far as it is known. */
const MUST_SUPPORT: Readonly<Record<string, readonly string[]>> = {
  CarePlan: ['status', 'intent', 'category', 'subject'],
  Flag: ['status', 'code', 'subject'],
  Task: ['focus', 'owner', 'reasonCode', 'reasonReference', 'restriction.period', 'input'],
};

const CASES = [
  'independent-travel/one-strong-session-claimed-as-achieved',
  'independent-travel/achieved-after-eight-weeks-of-practice',
  'independent-travel/audited-before-it-was-earned',
  'meaningful-engagement/good-days-and-bad-days',
  'meaningful-engagement/a-goal-that-nobody-could-measure',
  'personal-care-confidence/a-fall-in-the-shower-starts-again',
  'personal-care-confidence/sustained-for-six-weeks-then-lapsed',
];

const calendar = loadCalendar();
const shipped = loadDefinitions();

type Json = Readonly<Record<string, unknown>> & { readonly resourceType: string };

/** What a run over the case's record writes at its last instant, as the host then holds it. */
function writtenFor({ entries, instants, conceptMaps }: GoldenCase): readonly Json[] {
  const intake = createIntake({
    programmes: shipped.programmes,
    terminology: shipped.terminology,
    conceptMaps: conceptMapsOf([...conceptMaps, ...shipped.conceptMaps]),
    defaultProgramme: null,
    serviceNotes: true,
  });
  intake.add({ resourceType: 'Bundle', type: 'collection', entry: entries }, 'resources.json');
  const record = createMemoryRecord();
  for (const goalCase of intake.finish().cases) {
    const { chunks } = decideGoal(goalCase, null, {
      tenant: 'elm',
      asOf: instants.at(-1) ?? 0,
      calendar,
      goalWriteMode: 'C',
      device: null,
      provenanceReadable: true,
    });
    for (const chunk of chunks) record.apply(chunk);
  }
  return record.all();
}

const WRITTEN: ReadonlySet<string> = new Set([
  PROFILE.verdict,
  PROFILE.flag,
  PROFILE.task,
  PROFILE.attainmentPlan,
]);

const isWritten = (resource: Json): boolean =>
  (resource['meta'] as { readonly profile?: readonly string[] } | undefined)?.profile?.some((url) =>
    WRITTEN.has(url),
  ) ?? false;

const written = CASES.flatMap((name) =>
  writtenFor(readCase(join(import.meta.dirname, '../cases', name))),
);
const all = [...written, ...(examples.values() as Iterable<Json>)].filter(isWritten);

/** `effective[x]` is there under any of its names, `restriction.period` below another. */
function has(value: unknown, [first = '', ...rest]: readonly string[]): boolean {
  if (first === '') return value !== undefined;
  const stem = first.replace('[x]', '');
  const named = Object.entries(value as object).filter(([name]) =>
    first.endsWith('[x]') ? name.startsWith(stem) : name === first,
  );
  return named.some(([, each]) => has(each, rest));
}

/** How many of how many resources of its type hold the element. */
function filledIn({ type, element }: Row) {
  const ofType = all.filter(({ resourceType }) => resourceType === type);
  return {
    of: ofType.length,
    filled: ofType.filter((each) => has(each, element.split('.'))).length,
  };
}

describe('what is written, beside UK Core', () => {
  it.each(rows.map((row) => [`${row.type}.${row.element}`, row] as const))(
    '%s is filled as the table says',
    (_name, row) => {
      const { of, filled } = filledIn(row);
      expect(of).toBeGreaterThan(3);
      expect(row.because).not.toBe('');
      if (row.filled === 'always') expect(filled).toBe(of);
      else if (row.filled === 'never') expect(filled).toBe(0);
      else {
        expect(row.filled).toBe('known');
        expect(filled).toBeGreaterThan(0);
      }
    },
  );

  it.each(Object.entries(MUST_SUPPORT))('has a row for each element of %s', (type, elements) => {
    const told = rows.filter((row) => row.type === type && row.filled !== 'never');
    expect(told.map(({ element }) => element)).toEqual(expect.arrayContaining([...elements]));
  });

  it('comes from several people', () => {
    const kinds = written.filter(({ resourceType }) => resourceType === 'Observation');
    expect(kinds.length).toBe(CASES.length);
  });
});
