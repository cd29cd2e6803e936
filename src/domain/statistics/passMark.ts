/** A score that gains 1 for a met unit, loses `loss` for an unmet one and never falls below 0. */
export interface Points {
  /** The true chance that a unit is met. */
  readonly share: number;
  readonly loss: number;
  /** Days with a record. */
  readonly units: number;
}

/** Where the loss is no whole number, scores that differ by rounding alone are one score. */
const PLACES = 1e12;
const TOLERANCE = 1e-9;
const rounded = (score: number): number => Math.round(score * PLACES) / PLACES;

/** The exact chance that a true rate of `share` reaches the pass mark, looked at after every unit. */
export const passProbability = ({ mark, ...points }: Points & { readonly mark: number }): number =>
  chanceOfEnd(points, 0, (score) => (score >= mark - TOLERANCE ? null : Math.max(0, score)));

/** The exact chance that a full score falls to `lostAt`, looked at after every unit. */
export const lossProbability = ({
  cap,
  lostAt,
  ...points
}: Points & { readonly cap: number; readonly lostAt: number }): number =>
  chanceOfEnd(points, cap, (score) => (score <= lostAt + TOLERANCE ? null : Math.min(cap, score)));

/** The smallest pass mark that a true rate of `share` reaches by luck with at most these odds. */
export function derivePassMark({ odds, ...points }: Points & { readonly odds: number }): number {
  let mark = 1;
  while (passProbability({ ...points, mark }) > odds) mark += 1;
  return mark;
}

/** Walks the score unit by unit; `land` says where it comes to rest, null where it ends. */
function chanceOfEnd(
  { share, loss, units }: Points,
  start: number,
  land: (score: number) => number | null,
): number {
  let chances = new Map([[start, 1]]);
  let ended = 0;
  for (let unit = 0; unit < units; unit += 1) {
    const next = new Map<number, number>();
    const move = (score: number, chance: number): void => {
      const landed = land(rounded(score));
      if (landed === null) ended += chance;
      else next.set(landed, (next.get(landed) ?? 0) + chance);
    };
    for (const [score, chance] of chances) {
      move(score + 1, chance * share);
      move(score - loss, chance * (1 - share));
    }
    chances = next;
  }
  return ended;
}
