import type { ReadingProblem } from '../../domain/caseFile.ts';
import { compareText } from '../../domain/order.ts';
import type { Instant } from '../../domain/time.ts';

/** What shows that two records of one goal are the same record. */
interface Sameness {
  readonly reference: string;
  readonly knownAt: Instant;
  /** Business identifiers, and who did what when: one in common is enough. */
  readonly marks: readonly string[];
}

/** Keeps of each record the one known first, and names the others. */
export function withoutDuplicates<T extends Sameness>(
  records: readonly T[],
): { readonly kept: readonly T[]; readonly problems: readonly ReadingProblem[] } {
  const seen = new Map<string, string>();
  const kept: T[] = [];
  const problems: ReadingProblem[] = [];
  for (const record of [...records].sort(byKnownAt)) {
    const first = record.marks.flatMap((mark) => seen.get(mark) ?? [])[0];
    for (const mark of record.marks) if (!seen.has(mark)) seen.set(mark, first ?? record.reference);
    if (first === undefined) kept.push(record);
    else {
      const because = `the same record as ${first}, which was known first`;
      const { reference, knownAt } = record;
      problems.push({ reference, kind: 'duplicate', because, knownAt });
    }
  }
  return { kept, problems };
}

/** In the order they became known; together, by reference. */
export const byKnownAt = (
  a: Pick<Sameness, 'reference' | 'knownAt'>,
  b: Pick<Sameness, 'reference' | 'knownAt'>,
): number => a.knownAt - b.knownAt || compareText(a.reference, b.reference);
