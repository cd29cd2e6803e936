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
  /** References of what it says it was made of, such as the form that was filled in. */
  readonly sources: readonly string[];
  readonly gravity: Gravity;
}

/**
 * Keeps of each record the one known first, and names the others. A record made of another one (SDC
 * extracts Observations from forms) is that record once more. One that tells worse news than all
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
  const inOrder = [...records].sort(byKnownAt);
  const places = new Map(inOrder.map(({ reference }, place) => [reference, place]));
  for (const record of inOrder) {
    const { reference, knownAt, gravity } = record;
    const marks = [...record.marks, ...lineage(record, places)];
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

/**
 * The record itself, and the first known of those that it was made of. Not all of them: two sessions in
 * one summary are still two.
 */
function lineage(
  { reference, sources }: Sameness,
  places: ReadonlyMap<string, number>,
): readonly string[] {
  const known = sources.filter((source) => places.has(source));
  const placeOf = (source: string): number => places.get(source) ?? 0;
  const first = known.sort((a, b) => placeOf(a) - placeOf(b)).slice(0, 1);
  return [reference, ...first].map((name) => `record ${name}`);
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
