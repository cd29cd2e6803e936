import type { ReadingProblem } from '../../domain/caseFile.ts';
import { compareText } from '../../domain/order.ts';
import type { Instant } from '../../domain/time.ts';
import { NO_BAD_NEWS, type Gravity } from './gravity.ts';

/** What shows that two records of one goal are the same record. */
interface Sameness {
  readonly reference: string;
  readonly knownAt: Instant;
  /** Business identifiers, and who did what when: one in common is enough. */
  readonly marks: readonly string[];
  readonly gravity: Gravity;
}

/**
 * Keeps of each record the one known first, and names the others. One that tells worse news than all
 * before it is kept as well: which of them is right nobody can tell from here, so that no repetition
 * may hide a safety event or a failed stage, and none may make a bad record good.
 */
export function withoutDuplicates<T extends Sameness>(
  records: readonly T[],
): { readonly kept: readonly T[]; readonly problems: readonly ReadingProblem[] } {
  const firsts = new Map<string, string>();
  /** The worst that was told under each first reference. */
  const told = new Map<string, Gravity>();
  const kept: T[] = [];
  const problems: ReadingProblem[] = [];
  for (const record of [...records].sort(byKnownAt)) {
    const { reference, knownAt, marks, gravity } = record;
    const first = marks.flatMap((mark) => firsts.get(mark) ?? [])[0] ?? reference;
    for (const mark of marks) if (!firsts.has(mark)) firsts.set(mark, first);
    const worst = told.get(first);
    told.set(first, worseOf(gravity, worst ?? NO_BAD_NEWS));
    if (worst === undefined || isWorse(gravity, worst)) kept.push(record);
    else {
      const because = `the same record as ${first}, which was known first`;
      problems.push({ reference, kind: 'duplicate', because, knownAt });
    }
  }
  return { kept, problems };
}

const isWorse = (one: Gravity, than: Gravity): boolean =>
  one.height < than.height || (one.safetyEvent && !than.safetyEvent);

const worseOf = (a: Gravity, b: Gravity): Gravity => ({
  safetyEvent: a.safetyEvent || b.safetyEvent,
  height: Math.min(a.height, b.height),
});

/** In the order they became known; together, by reference. */
export const byKnownAt = (
  a: Pick<Sameness, 'reference' | 'knownAt'>,
  b: Pick<Sameness, 'reference' | 'knownAt'>,
): number => a.knownAt - b.knownAt || compareText(a.reference, b.reference);
