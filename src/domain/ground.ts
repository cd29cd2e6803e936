import type { ClaimTest } from './attainment/claimVerdict.ts';
import type { Movement } from './attainment/flags.ts';
import type { Ledger } from './attainment/fromCaseFile.ts';
import type { Holding } from './attainment/holding.ts';
import type { LedgerRecord } from './attainment/ledger.ts';
import type { SessionLevel } from './attainment/sessionLevel.ts';
import type { Assessment } from './assessment.ts';
import type { Baseline, CaseFile, Claim, MeasureValue, Session } from './caseFile.ts';
import type { Verdict } from './level.ts';
import type { Duplicate } from './narrative/nearDuplicate.ts';
import type { MeasureRole, Programme } from './programme.ts';
import type { Day } from './time.ts';

/** A session beside what the rules made of it. */
export interface Recorded {
  readonly session: Session;
  readonly record: LedgerRecord;
  readonly level: SessionLevel;
}

/** Everything that the rules of the findings may look at: what is known, and what was decided. */
export interface Ground {
  readonly caseFile: CaseFile;
  readonly programme: Programme;
  readonly today: Day;
  readonly isHoliday: (day: Day) => boolean;
  readonly ledger: Ledger;
  readonly holding: Holding;
  readonly movement: Movement;
  /** In order of the day; the same day as they became known. */
  readonly sessions: readonly Recorded[];
  readonly duplicates: ReadonlyMap<string, Duplicate>;
  readonly baseline: Baseline | null;
  /** The latest claim that claims a level; null when the latest claims none. */
  readonly claim: Claim | null;
  /** Rank of the stage that is claimed; null without a claim above the baseline. */
  readonly claimedStage: number | null;
  /** The stage that the sources are asked about: the claimed one, else the validated one, else the first. */
  readonly questionedStage: number;
  readonly claimTest: ClaimTest | null;
  readonly verdict: Verdict;
  readonly validated: Assessment['validated'];
  readonly sources: Assessment['sources'];
}

/** The last `count` of a list. */
export const latest = <Item>(items: readonly Item[], count: number): readonly Item[] =>
  items.slice(-count);

/** The recorded value that plays a part in this programme's rules; null when absent or unusable. */
export function valueOf(
  values: readonly MeasureValue[],
  programme: Programme,
  role: MeasureRole,
): MeasureValue | null {
  const measure = programme.measures[role];
  if (measure === undefined) return null;
  const value = values.find((item) => item.measure === measure);
  return value === undefined || value.kind === 'unusable' ? null : value;
}

export const referencesOf = (items: readonly { readonly reference: string }[]): readonly string[] =>
  items.map((item) => item.reference);

export const sessionReferences = (items: readonly Recorded[]): readonly string[] =>
  items.map((item) => item.session.reference);
