import type { Assessment, Finding } from '../domain/assessment.ts';
import type { Verdict } from '../domain/level.ts';
import { compareText } from '../domain/order.ts';
import { dateOfDay, londonDay } from '../domain/time.ts';
import { paint, type Output } from './output.ts';
import { plainTable } from './plainTable.ts';

/** One goal as people read it; names are only for synthetic people. */
export interface TableRow {
  readonly who: string;
  readonly assessment: Assessment;
  /** The day is shown where a history is printed. */
  readonly dated?: boolean;
}

const VERDICT_STYLE = {
  supported: 'green',
  overstated: 'red',
  understated: 'cyan',
  unverifiable: 'yellow',
  'no-claim': 'dim',
} as const satisfies Record<Verdict, Parameters<ReturnType<typeof paint>>[0]>;

const HEADS = ['who', 'claimed', 'validated', 'verdict', 'strength'] as const;
type Cells = readonly [string, string, string, Verdict, string];

const LONGEST = [34, 15, 28, 14, 14] as const;
/** What columns are cut to where the terminal is narrow; together they fit into 80. */
const SHORTEST = [24, 13, 15, 12, 12] as const;
/** A reason shorter than this says nothing: it then gets a line of its own. */
const SHORTEST_WHY = 40;

/** A table of one line a goal, by programme: what staff claim beside what the evidence supports, and why. */
export function assessmentTable(rows: readonly TableRow[], output: Output): string {
  const widths = widthsFor(rows.map(cellsOf), LONGEST);
  const left = output.width - widthOf(widths);
  const print =
    left < SHORTEST_WHY
      ? twoLines(widthsFor(rows.map(cellsOf), SHORTEST), output)
      : oneLine([...widths, left], output);
  const style = paint(output);
  return [...Map.groupBy(rows, ({ assessment }) => programmeName(assessment.programme))]
    .sort(([a], [b]) => compareText(a, b))
    .map(([programme, group]) => {
      const title = style('bold', `${programme} (${group.length})`);
      return `${title}\n${print(group)}`;
    })
    .join('\n\n');
}

type Print = (rows: readonly TableRow[]) => string;

const oneLine =
  (widths: readonly number[], output: Output): Print =>
  (rows) =>
    plainTable(
      [...HEADS, 'why'],
      rows.map((row) => [...styled(cellsOf(row), output), whyOf(row.assessment)]),
      { widths },
      output,
    );

const twoLines =
  (widths: readonly number[], output: Output): Print =>
  (rows) =>
    plainTable(
      HEADS,
      rows.flatMap((row) => [
        styled(cellsOf(row), output),
        [{ content: `  ${whyOf(row.assessment)}`, colSpan: HEADS.length }],
      ]),
      { widths },
      output,
    );

function styled([who, claimed, validated, verdict, strength]: Cells, output: Output): string[] {
  return [who, claimed, validated, paint(output)(VERDICT_STYLE[verdict], verdict), strength];
}

/** Columns as wide as their longest word, within bounds. */
const widthsFor = (rows: readonly Cells[], longest: readonly number[]): readonly number[] =>
  HEADS.map((head, at) => {
    const fit = Math.max(head.length, ...rows.map((cells) => (cells[at] as string).length)) + 2;
    return Math.min(longest[at] as number, fit);
  });

/** With the space between columns, and what is left for the last one taken off. */
const widthOf = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width + 1, 0);

function cellsOf({ who, assessment, dated = false }: TableRow): Cells {
  const { claimed, validated, verdict, strength, asOf } = assessment;
  return [
    dated ? `${dateOfDay(londonDay(asOf))} ${who}` : who,
    claimed.level ?? claimed.code ?? '–',
    validated.word,
    verdict,
    strength,
  ];
}

/** The gravest finding in words, and how many more there are; without any, what the next stage lacks. */
function whyOf(assessment: Assessment): string {
  const [first, ...others] = assessment.findings;
  if (first === undefined) return assessment.next[0]?.need ?? 'Nothing speaks against it.';
  return others.length === 0 ? said(first) : `${said(first)} (+${others.length} more)`;
}

const said = (finding: Finding): string => `${finding.code}: ${finding.because}`;

/** `Independent travel` of a pinned canonical. */
function programmeName(canonical: string): string {
  const words = canonical.replace(/\|.*$/, '').replace(/^.*\//, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
