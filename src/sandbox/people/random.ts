import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded chance. */
export interface Dice {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
}

/** One of a list, in turn: chance would now and then make a worker's records come out all alike. */
export const inTurn = <T>(list: readonly T[], turn: number): T =>
  list[turn % list.length] as (typeof list)[number];

/** FNV-1a, so that neighbouring keys start far apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash | 0;
}

/** Dice of their own for every key: a story added later does not change what another one rolls. */
export function diceFor(seed: number, key: string): Dice {
  const generator = xoroshiro128plus(hashOf(`${seed}/${key}`));
  const int = (low: number, high: number): number => uniformInt(generator, low, high);
  return { int, pick: (list) => list[int(0, list.length - 1)] as (typeof list)[number] };
}
