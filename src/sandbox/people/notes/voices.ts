/** A part of a note; the phrasebook of the programme has the words. */
export type Part =
  'opening' | 'timing' | 'event' | 'detail' | 'quote' | 'plan' | 'reflection' | 'stamp';

/** How one member of staff writes. */
export interface VoiceStyle {
  readonly name: string;
  /** The orders in which they put things down. */
  readonly shapes: readonly (readonly Part[])[];
  /** Leaves the person's name away at the start of a sentence. */
  readonly clipped: boolean;
}

export const VOICES: readonly VoiceStyle[] = [
  {
    name: 'storyteller',
    shapes: [
      ['opening', 'event', 'detail', 'quote'],
      ['opening', 'event', 'reflection', 'stamp'],
      ['opening', 'detail', 'event', 'stamp'],
    ],
    clipped: false,
  },
  {
    name: 'clipped',
    shapes: [
      ['event', 'detail', 'stamp'],
      ['timing', 'event'],
      ['event', 'stamp', 'plan'],
    ],
    clipped: true,
  },
  {
    name: 'methodical',
    shapes: [
      ['timing', 'event', 'detail'],
      ['timing', 'event', 'plan'],
      ['event', 'timing', 'reflection'],
    ],
    clipped: false,
  },
  {
    name: 'listener',
    shapes: [
      ['event', 'quote', 'detail', 'stamp'],
      ['quote', 'event', 'stamp', 'plan'],
      ['detail', 'quote', 'event'],
    ],
    clipped: false,
  },
  {
    name: 'reflective',
    shapes: [
      ['event', 'detail', 'stamp', 'reflection'],
      ['event', 'stamp', 'reflection', 'plan'],
      ['detail', 'event', 'reflection', 'stamp'],
    ],
    clipped: false,
  },
];
