import { plainWords, withoutHeadings } from './likeness.ts';

/** Marks that a quotation does not need at its ends. */
const LOOSE_ENDS = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** A word as it is compared, and the text between two spaces that it stands in. */
interface Word {
  readonly plain: string;
  readonly written: number;
}

interface Run {
  /** Where in the words of the first text it begins. */
  readonly from: number;
  readonly length: number;
}

/**
 * The beginning of the longest run of words that two notes share, as the first of them wrote it and of
 * at most `most` words; empty where they share none. Of several as long it is the first.
 */
export function sharedRun(text: string, other: string, most: number): string {
  const written = withoutHeadings(text).split(/\s+/);
  const words: readonly Word[] = written.flatMap((token, at) =>
    plainWords(token).map((plain) => ({ plain, written: at })),
  );
  const { from, length } = longestRun(
    words.map(({ plain }) => plain),
    plainWords(withoutHeadings(other)),
  );
  const shown = words.slice(from, from + length);
  const tokens = [...new Set(shown.map((word) => word.written))].slice(0, most);
  return tokens
    .map((at) => written[at])
    .join(' ')
    .replace(LOOSE_ENDS, '');
}

/** For each pair of places the run that ends there is one longer than the run that ends before both. */
function longestRun(words: readonly string[], others: readonly string[]): Run {
  let best: Run = { from: 0, length: 0 };
  let before: readonly number[] = [];
  words.forEach((word, at) => {
    const here = others.map((other, there) => (word === other ? (before[there - 1] ?? 0) + 1 : 0));
    const length = Math.max(0, ...here);
    if (length > best.length) best = { from: at + 1 - length, length };
    before = here;
  });
  return best;
}
