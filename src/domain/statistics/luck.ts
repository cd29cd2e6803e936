import { passProbability, type Points } from './passMark.ts';

/** How often a score as high as this comes about when the true rate is only `share`. */
export interface Luck {
  /** When units do not depend on one another. */
  readonly exact: number;
  /** Whatever the dependence between units: never more than this. */
  readonly guaranteed: number;
}

export const luckOf = ({ score, ...points }: Points & { readonly score: number }): Luck => ({
  exact: passProbability({ ...points, mark: score }),
  guaranteed: luckBound({ ...points, score }),
});

/**
 * Ville's inequality for the bet that pays `root` to the power of the score, from at most `units` starts.
 * A rate at or above the criterion makes no such bet fair, and nothing is guaranteed.
 */
export const luckBound = ({
  share,
  loss,
  units,
  score,
}: Points & { readonly score: number }): number =>
  Math.min(1, units * fairBetRoot(share, loss) ** -score);

/** The root above 1 of `share * x + (1 - share) * x ** -loss = 1`; 1 where there is none. */
export function fairBetRoot(share: number, loss: number): number {
  if (share >= loss / (1 + loss)) return 1;
  const excess = (x: number): number => share * x + (1 - share) * x ** -loss - 1;
  // The curve dips below 0 right of 1, is lowest here, and has risen above 0 by 1/share.
  let low = ((loss * (1 - share)) / share) ** (1 / (loss + 1));
  let high = 1 / share;
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
