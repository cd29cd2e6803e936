import { SYSTEM } from '../../../fhir/names.ts';
import { inTurn, type Dice } from '../random.ts';
import { coded, count, share, words, type Recorded } from './facts.ts';

interface Shape {
  readonly prompts: readonly string[];
  /** Steps done alone, out of a routine of this many. */
  readonly steps: readonly (readonly [done: number, required: number])[];
  readonly reassured: readonly [least: number, most: number];
  readonly hesitation: readonly string[];
  readonly settled: readonly string[];
}

/** Values that meet exactly one stage: each fails at least one criterion of the stage above. */
const SHAPES: Readonly<Record<string, Shape>> = {
  '0': {
    prompts: ['physical', 'partial-physical'],
    steps: [
      [0, 6],
      [1, 6],
      [1, 8],
      [1, 7],
    ],
    reassured: [4, 7],
    hesitation: ['marked', 'stopped'],
    settled: ['distressed', 'unsettled'],
  },
  '1': {
    prompts: ['modelling', 'verbal'],
    steps: [
      [2, 6],
      [2, 7],
      [3, 8],
      [3, 7],
    ],
    reassured: [3, 6],
    hesitation: ['marked'],
    settled: ['unsettled', 'mostly-settled'],
  },
  '2': {
    prompts: ['verbal', 'indirect-verbal'],
    steps: [
      [4, 7],
      [4, 6],
      [5, 8],
      [5, 7],
    ],
    reassured: [2, 3],
    hesitation: ['slight', 'marked'],
    settled: ['unsettled', 'mostly-settled'],
  },
  '3': {
    prompts: ['indirect-verbal', 'gestural'],
    steps: [
      [5, 6],
      [6, 7],
      [7, 8],
    ],
    reassured: [0, 1],
    hesitation: ['none', 'slight'],
    settled: ['mostly-settled', 'settled'],
  },
  '4': {
    prompts: ['independent'],
    steps: [
      [6, 6],
      [7, 7],
      [8, 8],
    ],
    reassured: [0, 0],
    hesitation: ['none', 'slight'],
    settled: ['mostly-settled', 'settled'],
  },
};

/** The `number`th visit, which meets exactly `level`; `R` was refused. */
export function careVisit(level: string, task: string, number: number, dice: Dice): Recorded {
  const shape = SHAPES[level];
  if (!shape) {
    return { facts: [coded('prompt-level', SYSTEM.promptLevel, 'refused')], said: {} };
  }
  const [done, required] = dice.pick(shape.steps);
  const reassured = dice.int(...shape.reassured);
  const hesitation = inTurn(shape.hesitation, number);
  const dip = hesitation === 'none' ? [] : [words('confidence-dip', dice.pick(DIPS))];
  return {
    facts: [
      words('task-done', task),
      share('steps-independent', done, required),
      coded('prompt-level', SYSTEM.promptLevel, dice.pick(shape.prompts)),
      count('reassurance-count', reassured),
      coded('hesitation', SYSTEM.hesitation, hesitation),
      ...dip,
      coded('settled-after', SYSTEM.settled, dice.pick(shape.settled)),
    ],
    said: { count: String(reassured), done: String(done), required: String(required) },
  };
}

const DIPS = [
  'before starting',
  'stepping over the edge',
  'reaching behind',
  'when the water ran',
  'at the buttons',
  'towards the end',
] as const;
