import type { MeasureForm } from '../measures.ts';
import type { Report } from '../programme/fault.ts';
import { expressionOf, givesOf, type Expression } from './expression.ts';
import type { ComponentEntry } from './mappingFile.ts';

/** Where an entry stands in the mapping, and how it is judged. */
export interface Place {
  readonly path: string;
  readonly report: Report;
  /** Records in which nothing is recorded. */
  readonly blanks: readonly object[];
}

/** What a value, or one part of it, is taken from. */
export interface Source {
  readonly expression: Expression;
  /** So many of a fixed number is a share as well: the second part may answer of itself. */
  readonly mayBeFixed: boolean;
}

/** One source, or two where the component is a share; none where a fault was reported. */
export function sourcesOf(
  entry: ComponentEntry,
  { kind }: MeasureForm,
  place: Place,
): readonly Source[] {
  const { path, report } = place;
  const { value, done, required } = entry;
  const shared = done !== undefined || required !== undefined;
  if (shared && kind !== 'ratio' && kind !== 'magnitude') {
    report(path, 'is no share: it takes a value, not done and required');
    return [];
  }
  const wanted = kind === 'ratio' || shared ? { done, required } : { value };
  if (shared && value !== undefined) report(path, 'takes done and required, or a value, not all');
  if (kind === 'ratio' && (entry.bands ?? entry.table) !== undefined) {
    report(path, 'is a share: it takes neither bands nor a table');
  }
  const parts = Object.entries(wanted);
  const sound = parts.flatMap(([key, text]) => sourceOf(key, text, place) ?? []);
  return sound.length === parts.length ? sound : [];
}

function sourceOf(key: string, text: string | undefined, within: Place): Source | undefined {
  const place = { ...within, path: `${within.path}.${key}` };
  if (text === undefined) {
    place.report(place.path, 'is missing');
    return undefined;
  }
  const mayBeFixed = key === 'required';
  const expression = mayBeFixed ? reported(text, place.path, place.report) : recorded(text, place);
  return expression === undefined ? undefined : { expression, mayBeFixed };
}

/** The expression, or undefined with its fault reported. */
export function reported(text: string, path: string, report: Report): Expression | undefined {
  const expression = expressionOf(text);
  if (!('fault' in expression)) return expression;
  report(path, expression.fault);
  return undefined;
}

/** The same for what is to be taken from the record, and from nowhere else. */
export function recorded(text: string, { path, report, blanks }: Place): Expression | undefined {
  const expression = reported(text, path, report);
  if (expression === undefined) return undefined;
  const given = new Set(blanks.map((blank) => givesOf(expression, blank)));
  const instead = 'give the place of what is recorded';
  if (given.has('something')) {
    report(path, `gives a value though nothing is recorded: ${instead}`);
  } else if (given.has('fault')) {
    report(path, `cannot be evaluated where nothing is recorded: ${instead}`);
  } else return expression;
  return undefined;
}
