/** A note reduced to its two-word shingles, each as a number. */
export type Shingles = ReadonlySet<number>;

/** Numbers shingles as they are met. */
export function createShingler(): (text: string) => Shingles {
  const numbers = new Map<string, number>();
  const numberOf = (shingle: string): number => {
    const number = numbers.get(shingle) ?? numbers.size;
    numbers.set(shingle, number);
    return number;
  };
  return (text) => {
    const words = wordsIn(text);
    return new Set(words.slice(1).map((word, at) => numberOf(`${words[at] ?? ''} ${word}`)));
  };
}

/** "To do:" and the like at the start of a sentence: the form's words, not the writer's. */
const HEADING = /(^|[.!?;]\s*)[^.!?;:]{1,40}:(?=\s)/g;

/** Lower case without headings and punctuation, numbers masked: as somebody would who compares notes. */
const wordsIn = (text: string): readonly string[] =>
  text
    .replace(HEADING, '$1')
    .toLowerCase()
    .replace(/\d+(?:[:.]\d+)*/g, '#')
    .replace(/['’]/g, '')
    .match(/[\p{L}#]+/gu) ?? [];
