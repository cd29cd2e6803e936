import type { Ground } from '../ground.ts';
import type { Severity } from '../level.ts';

/** What one rule says of one goal: it holds, it does not, or it cannot be told. */
export type Outcome =
  | { readonly holds: true; readonly because: string; readonly cites: readonly string[] }
  | { readonly holds: false }
  | { readonly holds: null; readonly because: string };

/** One row of the catalogue of findings. */
export interface Rule {
  /** Code of CodeSystem `finding`. */
  readonly code: string;
  readonly severity: Severity;
  /** Ids in docs/requirements.md. */
  readonly requirements: readonly string[];
  /** Goals that ended or were withdrawn are no longer asked for more evidence. */
  readonly onlyWhileOpen?: true;
  readonly assess: (ground: Ground) => Outcome;
}

export const holds = (because: string, cites: readonly string[]): Outcome => ({
  holds: true,
  because,
  cites,
});

export const CLEAR: Outcome = { holds: false };

export const cannotTell = (because: string): Outcome => ({ holds: null, because });

/** `holds` with its sentence when the condition is true, else clear. */
export const when = (
  condition: boolean,
  because: () => string,
  cites: () => readonly string[],
): Outcome => (condition ? holds(because(), cites()) : CLEAR);

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${n} ${n === 1 ? one : many}`;

/** The middle value; of two middle ones their mean. Null for an empty list. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
