import { percent } from '../statistics/percent.ts';
import { plainWords } from './likeness.ts';
import { PRAISE, TAKEN_BACK, TURNED_ROUND } from './praisePhrases.ts';

/** What the person said is their own word, and no praise by the recorder. */
const QUOTED = /"[^"]*"|“[^“”]*”/g;

/** What stands before one of these says nothing of what follows. */
const CLAUSE_END = /[.,;:!?()\n–—]|\b(?:but|however|although|though)\b/i;

/** How many words before a phrase may turn it round. */
const REACH = 3;

const turnedRound: ReadonlySet<string> = new Set(TURNED_ROUND);
const takenBack: ReadonlySet<string> = new Set(TAKEN_BACK);
const phrases = PRAISE.map((phrase) => ({ phrase, words: phrase.split(' ') }));

/** Phrases of praise in a note, each once, in alphabetical order; negated or qualified ones are left out. */
export function praiseIn(text: string): readonly string[] {
  const clauses = text.replace(QUOTED, ' . ').split(CLAUSE_END).map(plainWords);
  return phrases
    .filter(({ words }) => clauses.some((clause, at) => praises(clause, words, clauses[at + 1])))
    .map(({ phrase }) => phrase);
}

function praises(
  clause: readonly string[],
  phrase: readonly string[],
  following: readonly string[] = [],
): boolean {
  return clause.some((_, at) => {
    if (!phrase.every((word, offset) => clause[at + offset] === word)) return false;
    const next = clause[at + phrase.length] ?? following[0] ?? '';
    return !isTurnedRound(clause.slice(Math.max(0, at - REACH), at)) && !takenBack.has(next);
  });
}

/** "Not only brilliant" is praise all the same. */
const isTurnedRound = (before: readonly string[]): boolean =>
  before.some((word, at) => turnedRound.has(word) && before[at + 1] !== 'only');

/** The facts of one record that words of praise can clash with; null where they were not recorded. */
export interface RecordedFacts {
  /** On the scale of prompt levels: 0 independent, 1 a gesture, 2 and above words or hands. */
  readonly promptRank: number | null;
  readonly promptCount: number | null;
  /** Safety checks done of those required, 0 to 1. */
  readonly safetyShare: number | null;
  /** Steps done without help of those required, 0 to 1. */
  readonly stepsShare: number | null;
  /** 0 none, 1 low, up to 4 full. */
  readonly confidenceRank: number | null;
}

/** Each row: a fact that clashes with praise from this value on, and how to say it. */
const CLASHES: readonly {
  readonly fact: keyof RecordedFacts;
  readonly clashes: (value: number) => boolean;
  readonly say: (value: number) => string;
}[] = [
  {
    fact: 'promptRank',
    clashes: (rank) => rank >= 2,
    say: () => 'prompting went beyond a gesture',
  },
  {
    fact: 'promptCount',
    clashes: (count) => count >= 2,
    say: (count) => `${count} prompts were given`,
  },
  {
    fact: 'safetyShare',
    clashes: (share) => share < 1,
    say: (share) => `${percent(share)} of the safety checks were done`,
  },
  {
    fact: 'stepsShare',
    clashes: (share) => share < 0.6,
    say: (share) => `${percent(share)} of the steps were done without help`,
  },
  {
    fact: 'confidenceRank',
    clashes: (rank) => rank <= 1,
    say: (rank) => (rank === 1 ? 'confidence was low' : 'no confidence was seen'),
  },
];

/** The recorded facts that the praise of the same record clashes with (T36), in words; empty when none do. */
export function contradicts(record: RecordedFacts, praise: readonly string[]): readonly string[] {
  if (praise.length === 0) return [];
  return CLASHES.flatMap(({ fact, clashes, say }) => {
    const value = record[fact];
    return value !== null && clashes(value) ? [say(value)] : [];
  });
}
