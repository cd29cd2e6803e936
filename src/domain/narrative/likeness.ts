const ACCENTS = /[\u0300-\u036f]/g;

/** "Mood:" at the start of a line or sentence: the form's own words, the same in every note. */
const HEADING = /(^|[.!?;\n])[^\S\n]*\p{L}[\p{L}'’/&-]*(?:[^\S\n]+[\p{L}'’/&-]+){0,3}[^\S\n]*:/gu;

/** A number, a date or a time of day: one place-holder, however many digits it has. */
const NUMBER = /\p{Nd}+(?:[:.,/]\p{Nd}+)*/gu;

const APOSTROPHE = /['’]/g;
const WORD = /[\p{L}\p{M}\p{N}#]+/gu;

/** So that a share of exactly `least` is within reach. */
const SLACK = 1e-9;

/** Unaccented lower-case words without punctuation, numbers as `#`. */
export const plainWords = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .toLowerCase()
    .replace(NUMBER, '#')
    .replace(APOSTROPHE, '')
    .match(WORD) ?? [];

/** A note as its recorder wrote it, without form headings. */
export const withoutHeadings = (text: string): string =>
  text.normalize('NFKC').replace(HEADING, '$1 ');

/** The words of a note without form headings, as two notes are compared (T36, E33). */
export const wordsOf = (text: string): readonly string[] => plainWords(withoutHeadings(text));

/** A note reduced to what is compared: notes that differ only in a time or a number are equal. */
export const normaliseNote = (text: string): string => wordsOf(text).join(' ');

/** Runs of `size` words; a note shorter than that is one shingle, an empty one has none. */
export const shinglesOf = (text: string, size = 2): ReadonlySet<string> =>
  shinglesOfWords(wordsOf(text), size);

/** The same for words that are already plain. */
export function shinglesOfWords(words: readonly string[], size = 2): ReadonlySet<string> {
  if (words.length === 0) return new Set();
  const last = Math.max(0, words.length - size);
  return new Set(
    Array.from({ length: last + 1 }, (_, from) => words.slice(from, from + size).join(' ')),
  );
}

/**
 * Share of common members (Jaccard 1901): 0 to 1; two empty sets have nothing in common. With `least`, it
 * gives up with 0 as soon as that share is out of reach: most notes differ within a few shingles.
 */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>, least = 0): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  const needed = (least * (a.size + b.size)) / (1 + least);
  const missesAllowed = small.size - needed + SLACK;
  let misses = 0;
  for (const member of small) {
    if (!large.has(member)) misses += 1;
    if (misses > missesAllowed) return 0;
  }
  const common = small.size - misses;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}
