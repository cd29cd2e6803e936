import { compareText } from '../order.ts';
import type { Day, Instant } from '../time.ts';
import { jaccard, shinglesOfWords, wordsOf } from './likeness.ts';

/** A note beside the facts that were recorded with it. */
export interface Note {
  readonly reference: string;
  readonly worker: string | null;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly text: string;
  /** The recorded values in a canonical form: equal text for equal facts. */
  readonly facts: string;
}

export interface DuplicateOptions {
  /** How many earlier notes on the goal each is compared with. */
  readonly window: number;
  /** Notes of fewer words are duplicates only when words and facts are both equal. */
  readonly shortest: number;
  /** Likeness, 0 to 1, from which a note is a near-duplicate, and from which a copy. */
  readonly nearDuplicate: number;
  readonly copy: number;
}

export interface Duplicate {
  /** The earlier note that it is most like. */
  readonly of: string;
  readonly likeness: number;
  readonly kind: 'near-duplicate' | 'copy';
  readonly sameAuthor: boolean;
}

interface Prepared extends Note {
  readonly plain: string;
  readonly short: boolean;
  readonly shingles: ReadonlySet<string>;
}

/**
 * Notes whose words repeat an earlier note on the same goal, by anyone (E33), by reference. Words are
 * compared by the Jaccard likeness of their two-word shingles, in the order in which the notes became
 * known. Empty notes are never duplicates.
 */
export function findDuplicates(
  notes: readonly Note[],
  options: DuplicateOptions,
): ReadonlyMap<string, Duplicate> {
  const inOrder = [...notes]
    .sort((a, b) => a.knownAt - b.knownAt || compareText(a.reference, b.reference))
    .map((note) => prepare(note, options.shortest))
    .filter((note) => note.plain !== '');
  const found = new Map<string, Duplicate>();
  inOrder.forEach((note, at) => {
    const earlier = inOrder.slice(Math.max(0, at - options.window), at);
    const duplicate = nearest(note, earlier, options);
    if (duplicate !== null) found.set(note.reference, duplicate);
  });
  return found;
}

function prepare(note: Note, shortest: number): Prepared {
  const words = wordsOf(note.text);
  const short = words.length < shortest;
  return { ...note, plain: words.join(' '), short, shingles: shinglesOfWords(words) };
}

/** The most like of the earlier notes, of several alike the first; null where none is like enough. */
function nearest(
  note: Prepared,
  earlier: readonly Prepared[],
  options: DuplicateOptions,
): Duplicate | null {
  let best: Prepared | null = null;
  let likeness = 0;
  for (const other of earlier) {
    const like = likenessOf(note, other, options.nearDuplicate);
    if (like > likeness) [best, likeness] = [other, like];
  }
  if (best === null) return null;
  return {
    of: best.reference,
    likeness,
    kind: likeness >= options.copy ? 'copy' : 'near-duplicate',
    sameAuthor: note.worker !== null && note.worker === best.worker,
  };
}

/** "All went well" is often true twice; only with the very same facts does it count as repeated. */
function likenessOf(note: Prepared, other: Prepared, least: number): number {
  if (note.short || other.short) {
    return note.plain === other.plain && note.facts === other.facts ? 1 : 0;
  }
  return jaccard(note.shingles, other.shingles, least);
}
