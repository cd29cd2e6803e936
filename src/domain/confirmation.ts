import type { ReviewDecision, WrittenState } from './written.ts';
import type { Instant } from './time.ts';

/** Where managers' decisions are looked for, and until when. */
interface Situation {
  readonly now: { readonly asOf: Instant };
  readonly written: Pick<WrittenState, 'verdicts' | 'reviews'>;
  readonly provider: string | null;
}

/**
 * The decisions that confirm the verdict in this place: of a Registered Manager who answers for the
 * goal, made on this verdict and no later one, and naming the same level. Oldest first.
 */
export function confirmationsOf(
  { now, written, provider }: Situation,
  place: number,
): readonly ReviewDecision[] {
  const verdict = written.verdicts[place];
  if (verdict === undefined) return [];
  const until = Math.min(written.verdicts[place + 1]?.issued ?? Infinity, now.asOf);
  return written.reviews.filter(
    (review) =>
      isManagersOf(provider, review) &&
      review.issued > verdict.issued &&
      review.issued <= until &&
      review.level === verdict.decision.level,
  );
}

/** Another service's manager answers for that service. */
const isManagersOf = (provider: string | null, { organisations }: ReviewDecision): boolean =>
  provider === null || organisations.length === 0 || organisations.includes(provider);
