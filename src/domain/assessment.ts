import type { Grade, Level, Severity, Stance, Strength, Trajectory, Verdict } from './level.ts';
import type { Day, Instant } from './time.ts';

export const GRADED = [
  'consistency',
  'volume',
  'span',
  'independence',
  'completeness',
  'contemporaneity',
  'recency',
] as const;
type Component = (typeof GRADED)[number];
export type Grades = Readonly<Record<Component, Grade>>;

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** One plain sentence about the records, never about a worker. */
  readonly because: string;
  /** References of what it rests on, sorted. */
  readonly cites: readonly string[];
}

/** A rule that could not be applied, and what it lacked. */
export interface NotAssessable {
  readonly code: string;
  readonly because: string;
}

export interface Improvement {
  readonly measure: string;
  /** As people read it (`modelling`, `2`, `5 of 6`); null when it was not recorded. */
  readonly baseline: string | null;
  readonly recent: string | null;
  readonly direction: 'better' | 'same' | 'worse' | 'unknown';
}

export interface Need {
  readonly code: string;
  readonly need: string;
}

/** What the evidence supports for one goal, as known at one instant. */
export interface Assessment {
  readonly goal: string;
  readonly patient: string;
  /** `url|version` of the programme. */
  readonly programme: string;
  readonly asOf: Instant;
  readonly baseline: {
    readonly reference: string;
    readonly day: Day;
    /** The highest stage that it meets by itself, or `none`; null where it holds too little to tell. */
    readonly stage: string | null;
  } | null;
  readonly claimed: {
    readonly level: Level | null;
    readonly code: string | null;
    readonly day: Day | null;
    readonly reference: string | null;
  };
  readonly validated: {
    readonly level: Level;
    readonly stage: string | null;
    readonly since: Day | null;
    /** The programme's word for it, as staff know it. */
    readonly word: string;
  };
  readonly trajectory: Trajectory;
  readonly strength: Strength;
  /** Strength at the claimed stage; null without a claim. */
  readonly strengthAtClaim: Strength | null;
  readonly grades: Grades;
  readonly verdict: Verdict;
  /** Ordered by severity, then code. */
  readonly findings: readonly Finding[];
  readonly notAssessable: readonly NotAssessable[];
  readonly sources: {
    readonly records: Stance;
    readonly observation: Stance;
    readonly feedback: Stance;
    readonly audit: Stance;
  };
  readonly improvement: readonly Improvement[];
  readonly next: readonly Need[];
  /** First day and references of the current run, newest first: what the verdict rests on. */
  readonly run: { readonly start: Day | null; readonly cites: readonly string[] };
  /** Version of these rules. */
  readonly rules: string;
}
