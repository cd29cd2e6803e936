import type { CodeableConcept } from 'fhir/r4.js';

import { SYSTEM } from '../../fhir/names.ts';
import { codeIn } from './records.ts';

/** How a verdict is coloured; never the only sign of what it says. */
export type Tone = 'good' | 'warn' | 'note' | 'quiet';

interface Phrase {
  readonly words: string;
  /** The same in one or two words, where there is little room. */
  readonly brief: string;
  readonly tone: Tone;
}

const VERDICTS: Readonly<Record<string, Phrase>> = {
  supported: { words: 'The evidence supports the claim', brief: 'as claimed', tone: 'good' },
  overstated: {
    words: 'More is claimed than the evidence supports',
    brief: 'overstated',
    tone: 'warn',
  },
  understated: {
    words: 'The evidence supports more than is claimed',
    brief: 'understated',
    tone: 'note',
  },
  unverifiable: {
    words: 'There is too little evidence to check the claim',
    brief: 'too little evidence',
    tone: 'quiet',
  },
  'no-claim': { words: 'No level is claimed', brief: 'no level claimed', tone: 'quiet' },
};

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [SYSTEM.level]: {
    baseline: 'Not yet partial',
    partial: 'Partial',
    'near-complete': 'Near complete',
    achieved: 'Achieved',
    sustained: 'Sustained',
  },
  [SYSTEM.goalAchievement]: {
    'in-progress': 'In progress',
    improving: 'Improving',
    worsening: 'Worsening',
    'no-change': 'No change',
    achieved: 'Achieved',
    sustaining: 'Sustaining',
    'not-achieved': 'Not achieved',
    'no-progress': 'No progress',
    'not-attainable': 'Not attainable',
  },
};

const asSentence = (code: string): string =>
  code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');

/** A concept in words: its own text, else a display, else what we know of the code, else the code. */
export function inWords(concept: CodeableConcept | undefined): string | undefined {
  const coding = concept?.coding?.find(({ display }) => display) ?? concept?.coding?.[0];
  const words = concept?.text ?? coding?.display;
  if (words !== undefined) return asSentence(words);
  if (coding?.code === undefined) return undefined;
  return WORDS[coding.system ?? '']?.[coding.code] ?? asSentence(coding.code);
}

export const verdictInWords = (concept: CodeableConcept | undefined): Phrase =>
  VERDICTS[codeIn(concept, SYSTEM.verdict) ?? ''] ?? {
    words: inWords(concept) ?? 'Looked at',
    brief: '',
    tone: 'quiet',
  };
