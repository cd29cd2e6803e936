import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { circumstances } from './machine.ts';

const RESULTS = new URL('../results/', import.meta.url);

export type Row = Readonly<Record<string, string | number>>;

/** One table with what it shows. */
export interface Section {
  readonly title: string;
  readonly says: readonly string[];
  readonly rows: readonly Row[];
}

/** Prints the result of one run, and keeps it as `bench/results/NAME.md` in the place of the last one. */
export function report(
  name: string,
  sections: readonly Section[],
  busy: { readonly wall: number; readonly cpu: number } | null = null,
): void {
  const text = [
    `# ${name}`,
    '',
    ...circumstances(busy).lines,
    '',
    ...sections.flatMap(({ title, says, rows }) => [
      `## ${title}`,
      '',
      ...says.flatMap((sentence) => [sentence, '']),
      ...tableOf(rows),
      '',
    ]),
  ].join('\n');
  mkdirSync(RESULTS, { recursive: true });
  const file = fileURLToPath(new URL(`${name}.md`, RESULTS));
  writeFileSync(file, `${text.trimEnd()}\n`);
  process.stdout.write(`${text}\nWritten to ${file}\n`);
}

function tableOf(rows: readonly Row[]): readonly string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return [];
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => row[column] ?? ''))),
  ];
}

/** For tables: one digit behind the point where it says something. */
export const shown = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
