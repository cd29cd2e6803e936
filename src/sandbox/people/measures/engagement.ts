import { SYSTEM } from '../../../fhir/names.ts';
import type { Dice } from '../random.ts';
import { coded, minutes, words, yesNo, type Recorded } from './facts.ts';

interface Shape {
  readonly stayed: readonly [least: number, most: number];
  readonly prompts: readonly string[];
  readonly initiated: readonly string[];
  readonly enjoyment: readonly string[];
}

/** Values that meet exactly one stage: each fails at least one criterion of the stage above. */
const SHAPES: Readonly<Record<string, Shape>> = {
  '1': {
    stayed: [16, 24],
    prompts: ['modelling', 'partial-physical'],
    initiated: ['staff', 'family'],
    enjoyment: ['none', 'little'],
  },
  '2': {
    stayed: [15, 19],
    prompts: ['verbal', 'indirect-verbal'],
    initiated: ['staff', 'peer'],
    enjoyment: ['little', 'some'],
  },
  '3': {
    stayed: [22, 40],
    prompts: ['gestural', 'independent'],
    initiated: ['staff', 'peer', 'family'],
    enjoyment: ['some', 'clear'],
  },
  '4': {
    stayed: [31, 40],
    prompts: ['independent', 'gestural'],
    initiated: ['person'],
    enjoyment: ['clear', 'delighted'],
  },
};

const SEEN: Readonly<Record<string, readonly string[]>> = {
  none: ['looked at the floor throughout', 'turned the chair away', 'kept eyes closed'],
  little: ['glanced up once or twice', 'a half smile at the start', 'nodded when spoken to'],
  some: ['smiled at a neighbour', 'tapped along for a while', 'asked one question about it'],
  clear: ['laughed out loud', 'talked to two others about it', 'kept going after the tea came'],
  delighted: [
    'beamed and called a friend over',
    'asked when the next one is',
    'clapped at the end',
  ],
};

/** How long the activity itself ran; nobody stays longer. */
const LENGTH = [42, 58] as const;

/** An activity that meets exactly `level`; `N` was not attended. */
export function engagementSession(level: string, dice: Dice, brief: boolean): Recorded {
  const shape = SHAPES[level];
  const length = dice.int(...LENGTH);
  if (!shape) {
    return { facts: [yesNo('attended', false), minutes('session-duration', length)], said: {} };
  }
  const stayed = brief ? dice.int(3, 8) : dice.int(...shape.stayed);
  const enjoyment = dice.pick(shape.enjoyment);
  const basis = dice.pick(SEEN[enjoyment] ?? []);
  return {
    facts: [
      yesNo('attended', true),
      minutes('engagement-duration', stayed),
      minutes('session-duration', length),
      coded('prompt-level', SYSTEM.promptLevel, dice.pick(shape.prompts)),
      coded('initiated-by', SYSTEM.initiatedBy, dice.pick(shape.initiated)),
      coded('enjoyment-observed', SYSTEM.enjoyment, enjoyment),
      words('enjoyment-basis', basis),
    ],
    said: { stayed: String(stayed), length: String(length), basis },
  };
}
