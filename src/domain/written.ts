import type { Assessment } from './assessment.ts';
import { compareText } from './order.ts';
import type { Instant } from './time.ts';

/**
 * What a verdict decides, as it can be read back from the record. Days, ages, citations and the
 * version of the goal are no part of it: they move without the decision moving.
 */
export interface Decision {
  /** `url|version`; null where the record did not keep it, and then it is not compared. */
  readonly programme: string | null;
  /** The claimed level, else the host's own code, else null: no claim. */
  readonly claimed: string | null;
  readonly level: string | null;
  readonly stage: string | null;
  /** Null where the baseline does not tell, or the verdict is older than this part of it. */
  readonly baselineStage: string | null;
  readonly trajectory: string | null;
  readonly strength: string | null;
  readonly verdict: string | null;
  readonly grades: Readonly<Record<string, number>>;
  readonly stances: Readonly<Record<string, string>>;
  /** Codes, sorted, each once. */
  readonly findings: readonly string[];
  readonly needs: readonly string[];
}

export interface WrittenVerdict {
  readonly reference: string;
  /** 1 for the first of this goal. */
  readonly number: number;
  readonly decision: Decision;
  readonly issued: Instant;
  /** `set-aside`: a person gave it a status of their own (`entered-in-error`), and that stays. */
  readonly standing: 'preliminary' | 'confirmed' | 'set-aside';
  /** Who made it, and that a manager confirmed it, is on record beside it. */
  readonly traced: boolean;
  readonly confirmationTraced: boolean;
}

/** A finding that was raised in the record, and whether it still stands there. */
export interface RaisedFinding {
  readonly reference: string;
  readonly code: string;
  readonly episode: number;
  readonly active: boolean;
  readonly since: Instant;
  /** When it was closed, or last changed where the record does not say; null while active. */
  readonly closed: Instant | null;
  /** Closed once and set active again by a person. */
  readonly reopened: boolean;
  /** Null where the record did not keep it. */
  readonly severity: string | null;
}

/** What a task was opened for: one episode of one finding. */
export interface CaseKey {
  readonly code: string;
  readonly episode: number;
}

export interface WrittenTask {
  readonly reference: string;
  readonly kind: string;
  readonly number: number;
  readonly case: CaseKey | null;
  readonly open: boolean;
  /** A person took it, began it or wrote on it. */
  readonly touched: boolean;
  /** The last instant at which it is known to have been open or changed. */
  readonly lastSeen: Instant;
  readonly proposed: string | null;
  readonly traced: boolean;
}

/** A Registered Manager's decision on the level of this goal. */
export interface ReviewDecision {
  readonly reference: string;
  readonly level: string;
  readonly issued: Instant;
  readonly by: string;
  /** Where `by` is Registered Manager; empty where the record does not say. */
  readonly organisations: readonly string[];
}

/** All that earlier runs left in the record for one goal. */
export interface WrittenState {
  readonly plan: string | null;
  /** Ascending by number. */
  readonly verdicts: readonly WrittenVerdict[];
  /** Ascending by code, then episode. */
  readonly raised: readonly RaisedFinding[];
  /** Ascending by kind, then number. */
  readonly tasks: readonly WrittenTask[];
  /** Ascending by instant. */
  readonly reviews: readonly ReviewDecision[];
}

export const NOTHING_WRITTEN: WrittenState = {
  plan: null,
  verdicts: [],
  raised: [],
  tasks: [],
  reviews: [],
};

const codesOf = (items: readonly { readonly code: string }[]): readonly string[] =>
  [...new Set(items.map((item) => item.code))].sort(compareText);

export const decisionOf = (assessment: Assessment): Decision => ({
  programme: assessment.programme,
  claimed: assessment.claimed.level ?? assessment.claimed.code,
  level: assessment.validated.level,
  stage: assessment.validated.stage,
  baselineStage: assessment.baseline?.stage ?? null,
  trajectory: assessment.trajectory,
  strength: assessment.strength,
  verdict: assessment.verdict,
  grades: assessment.grades,
  stances: assessment.sources,
  findings: codesOf(assessment.findings),
  needs: codesOf(assessment.next),
});

const sorted = (record: Readonly<Record<string, string | number>>): readonly unknown[] =>
  Object.entries(record).sort(([a], [b]) => compareText(a, b));

const inOneLine = (decision: Decision, untold: ReadonlySet<string>): string =>
  JSON.stringify([
    decision.claimed,
    decision.level,
    decision.stage,
    decision.trajectory,
    decision.strength,
    decision.verdict,
    sorted(decision.grades),
    sorted(decision.stances),
    decision.findings.filter((code) => !untold.has(code)),
    decision.needs,
  ]);

/**
 * True when nothing that a verdict decides has changed. Findings that cannot be told now, by their
 * codes, are left out on both sides: a run that sees less must not undo what one that saw more said.
 * Programme and stage at the baseline are compared only where both sides have them.
 */
export function sameDecision(a: Decision, b: Decision, untold: ReadonlySet<string>): boolean {
  const agree = (one: string | null, other: string | null): boolean =>
    one === null || other === null || one === other;
  const sameStart = agree(a.programme, b.programme) && agree(a.baselineStage, b.baselineStage);
  return sameStart && inOneLine(a, untold) === inOneLine(b, untold);
}
