import { styleText } from 'node:util';
import { sentenceOf, Problem } from '../problem.ts';

/** Where a command prints: data to stdout, everything else to stderr. */
export interface Output {
  readonly data: (text: string) => void;
  readonly note: (text: string) => void;
  /** To stderr where a person looks on, else nowhere. */
  readonly aside: (text: string) => void;
  readonly isTerminal: boolean;
  readonly width: number;
}

export type Format = 'table' | 'json' | 'fhir';

/** Exit codes: done; some input or goal failed and the rest was done; nothing was done. */
export const DONE = 0;
export const PARTLY_DONE = 1;
export const NOTHING_DONE = 2;

/** Where neither a terminal nor COLUMNS sets one. */
const DEFAULT_WIDTH = 160;

export function processOutput(): Output {
  const note = (text: string): void => void process.stderr.write(`${text}\n`);
  return {
    data: (text) => void process.stdout.write(`${text}\n`),
    note,
    aside: (text) => {
      if (process.stderr.isTTY) note(text);
    },
    isTerminal: process.stdout.isTTY,
    width: widthOf(process.stdout.columns) ?? widthOf(process.env['COLUMNS']) ?? DEFAULT_WIDTH,
  };
}

function widthOf(columns: number | string | undefined): number | null {
  const width = Number(columns);
  return Number.isInteger(width) && width > 0 ? width : null;
}

/** One plain sentence with its code. */
export const errorLine = (error: unknown): string =>
  error instanceof Problem || isOfTheSystem(error)
    ? `attest: ${sentenceOf(error)} [${error instanceof Problem ? error.code : 'unexpected'}]`
    : `attest: A fault of Attest itself (${nameOf(error)}); LOG_LEVEL=debug shows where. [unexpected]`;

/** The system's own sentences (`EACCES: permission denied, mkdir '/x'`) name files, and no more. */
const isOfTheSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

/** Other messages could quote what was read. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** So many sentences of one kind are read; of more, their number is enough. */
const MOST_NOTES = 50;

/** What went wrong with parts of the input, each sentence once. */
export function noteAll(sentences: readonly string[], output: Output): void {
  const once = [...new Set(sentences)];
  for (const sentence of once.slice(0, MOST_NOTES)) output.note(`attest: ${sentence}`);
  if (once.length > MOST_NOTES) output.note(`attest: ... and ${once.length - MOST_NOTES} more.`);
}

export const plural = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

type Style = Parameters<typeof styleText>[0];

/** Styles text on a terminal that wants colour (NO_COLOR and FORCE_COLOR are heeded). */
export const paint =
  (output: Output) =>
  (style: Style, text: string): string =>
    output.isTerminal || process.env['FORCE_COLOR'] !== undefined
      ? styleText(style, text, { stream: process.stdout })
      : text;
