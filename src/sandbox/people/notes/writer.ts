import type { Dice } from '../random.ts';
import type { NoteStyle } from '../story.ts';
import type { Phrasebook } from './phrasebook.ts';
import type { Part, VoiceStyle } from './voices.ts';

/** What one note is about. */
export interface NoteTopic {
  readonly book: Phrasebook;
  readonly voice: VoiceStyle;
  /** As in a story's `levels`. */
  readonly level: string;
  readonly style: Exclude<NoteStyle, 'repeated' | 'copied'>;
  readonly slots: Readonly<Record<string, string>>;
}

/** One note, as this voice would put it; every call rolls other words. */
export function composeNote(topic: NoteTopic, dice: Dice): string {
  const sentences = drafts(topic, dice).map((phrase) => fill(phrase, topic, dice));
  return sentences.map((sentence) => finish(sentence, topic)).join(' ');
}

function drafts(topic: NoteTopic, dice: Dice): readonly string[] {
  const { book, style } = topic;
  if (style === 'generic') return twoOf(book.generic, dice);
  if (style === 'praise') return [dice.pick(book.praise), phraseFor('event', topic, dice)];
  return dice.pick(shapesFor(topic)).map((part) => phraseFor(part, topic, dice));
}

function twoOf(list: readonly string[], dice: Dice): readonly string[] {
  const first = dice.pick(list);
  return [first, dice.pick(list.filter((item) => item !== first))];
}

/** Nothing was done, so there is nothing to time and little to see. */
const DECLINED: Readonly<Record<string, readonly (readonly Part[])[]>> = {
  R: [
    ['event', 'quote', 'detail'],
    ['opening', 'event', 'plan'],
    ['event', 'detail', 'stamp', 'plan'],
    ['opening', 'event', 'quote', 'reflection'],
  ],
  N: [
    ['opening', 'event', 'plan'],
    ['event', 'quote', 'plan'],
    ['event', 'quote', 'reflection'],
  ],
};

const shapesFor = ({ level, voice }: NoteTopic): readonly (readonly Part[])[] =>
  DECLINED[level] ?? voice.shapes;

function phraseFor(part: Part, { book, level }: NoteTopic, dice: Dice): string {
  const day = ['3', '4'].includes(level) ? 'good' : 'poor';
  switch (part) {
    case 'event':
      return dice.pick(book.events[level] ?? []);
    case 'quote':
      return dice.pick(book.quotes[day]);
    case 'reflection':
      return dice.pick(book.reflections[day]);
    case 'opening':
      return dice.pick(book.openings);
    case 'timing':
      return dice.pick(book.timings);
    case 'stamp':
      return dice.pick(book.stamps);
    case 'detail':
      return dice.pick(book.details);
    case 'plan':
      return dice.pick(book.plans);
  }
}

const fill = (phrase: string, { slots }: NoteTopic, dice: Dice): string =>
  phrase.replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === 'n') return String(dice.int(2, 9));
    if (slot === 'time') return clock(Number(slots.minute) + dice.int(0, 60));
    if (slot === 'end') return clock(Number(slots.lastMinute) + dice.int(0, 6));
    return slots[slot] ?? '';
  });

const clock = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

function finish(sentence: string, { voice, slots }: NoteTopic): string {
  const name = `${slots.first ?? ''} `;
  const bare = voice.clipped && sentence.startsWith(name) ? sentence.slice(name.length) : sentence;
  const capital = bare.replace(
    /^("?)(\p{Ll})/u,
    (_, quote: string, letter: string) => quote + letter.toUpperCase(),
  );
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
