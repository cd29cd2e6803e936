import { SYSTEM } from '../../../fhir/names.ts';
import { inTurn, type Dice } from '../random.ts';
import { coded, count, share, words, yesNo, type Recorded } from './facts.ts';

interface Shape {
  readonly prompts: readonly string[];
  readonly promptCount: readonly [least: number, most: number];
  /** Safety checks left out of six to eight. */
  readonly missed: readonly [least: number, most: number];
  readonly confidence: readonly string[];
}

/** Values that meet exactly one stage: each fails at least one criterion of the stage above. */
const SHAPES: Readonly<Record<string, Shape>> = {
  // Below stage 1 by touch alone: fewer than half the checks would be a serious event.
  '0': {
    prompts: ['physical', 'partial-physical'],
    promptCount: [4, 8],
    missed: [2, 3],
    confidence: ['none', 'low'],
  },
  '1': { prompts: ['modelling'], promptCount: [2, 6], missed: [1, 3], confidence: ['low', 'some'] },
  '2': {
    prompts: ['verbal', 'indirect-verbal'],
    promptCount: [2, 3],
    missed: [0, 1],
    confidence: ['low', 'some'],
  },
  '3': {
    prompts: ['gestural'],
    promptCount: [1, 1],
    missed: [0, 0],
    confidence: ['some', 'good'],
  },
  '4': {
    prompts: ['independent'],
    promptCount: [0, 0],
    missed: [0, 0],
    confidence: ['good', 'full'],
  },
  E: { prompts: ['physical'], promptCount: [3, 5], missed: [5, 5], confidence: ['low'] },
};

/** The `number`th travel session, which meets exactly `level`; `R` was refused at the door. */
export function travelSession(level: string, route: string, number: number, dice: Dice): Recorded {
  const shape = SHAPES[level];
  if (!shape) {
    return { facts: [coded('prompt-level', SYSTEM.promptLevel, 'refused')], said: {} };
  }
  const required = dice.int(6, 8);
  const done = required - dice.int(...shape.missed);
  const prompts = dice.int(...shape.promptCount);
  return {
    facts: [
      words('route', route),
      yesNo('planned', true),
      coded('prompt-level', SYSTEM.promptLevel, dice.pick(shape.prompts)),
      count('prompt-count', prompts),
      share('safety-checks', done, required),
      coded('confidence-observed', SYSTEM.confidence, inTurn(shape.confidence, number)),
    ],
    said: { count: String(prompts), done: String(done), required: String(required) },
  };
}
