import { LINKING_WORDS, NUMBER_WORDS, PROMPT_WORDS, SEEN_WORDS } from './detailWords.ts';
import { plainWords, wordsOf } from './likeness.ts';

const QUOTATION = /"[^"]{2,}"|“[^“”]{2,}”|(?<=^|\s)['‘][^'‘’]{2,}['’](?=$|[\s.,!?])/;

/** Notes of fewer words need more kinds of detail. */
const SHORT = 8;

/** The longest ending of a word in a list of beginnings: "hesitat" and "ing", "ion", "ed". */
const LONGEST_ENDING = 4;

/**
 * Whether a note could be about anybody (E33): at most one of six kinds of concrete detail, or at most two
 * in fewer than eight words. An empty note is missing, not generic. `goalNouns` in lower case.
 */
export function isGeneric(text: string, goalNouns: readonly string[]): boolean {
  const words = wordsOf(text);
  if (words.length === 0) return false;
  const kinds = kindsOfDetail(text, words, goalNouns);
  return kinds <= 1 || (words.length < SHORT && kinds <= 2);
}

function kindsOfDetail(
  text: string,
  words: readonly string[],
  goalNouns: readonly string[],
): number {
  const nouns = goalNouns.flatMap(plainWords);
  return [
    words.some((word) => word.includes('#') || has(NUMBER_WORDS, word)),
    words.some((word) => beginsWithOne(PROMPT_WORDS, word)),
    words.some((word) => nouns.some((noun) => sameNoun(word, noun))),
    words.some((word) => beginsWithOne(SEEN_WORDS, word)),
    QUOTATION.test(text),
    words.some((word) => has(LINKING_WORDS, word)),
  ].filter(Boolean).length;
}

const has = (list: readonly string[], word: string): boolean => list.includes(word);

const beginsWithOne = (beginnings: readonly string[], word: string): boolean =>
  beginnings.some(
    (beginning) => word.startsWith(beginning) && word.length - beginning.length <= LONGEST_ENDING,
  );

/** "buses" and "bus", "shops" and "shop" are one noun, whichever of the two the goal has. */
const sameNoun = (word: string, noun: string): boolean =>
  [noun, `${noun}s`, `${noun}es`].includes(word) || [`${word}s`, `${word}es`].includes(noun);
