import type { Assessment } from './domain/assessment.ts';
import type { ReadingProblem } from './domain/caseFile.ts';
import { compareText } from './domain/order.ts';
import type { UnassignedGoal } from './fhir/read/intake.ts';
import type { Skipped } from './host/skips.ts';
import type { Dropped, Missing, WriteReport } from './host/writeReport.ts';
import { Problem, sentenceOf, type ProblemCode } from './problem.ts';

/** A goal, or a person with all their goals, for whom the pass could not be completed. */
export interface Failed {
  readonly reference: string;
  readonly because: string;
  readonly code: ProblemCode | 'unexpected';
}

/** What one pass over a host did. */
export interface SyncReport {
  readonly people: number;
  /** Resources read, every version for itself. */
  readonly resources: number;
  readonly goals: number;
  /** Sorted by goal. */
  readonly assessments: readonly Assessment[];
  /** Goals for which nothing had to be written. */
  readonly unchanged: number;
  /** Goals for which all was done that the host allows. */
  readonly completed: number;
  /** Created or changed, by type. */
  readonly written: Readonly<Record<string, number>>;
  /** What the host does not take, or took only in part. */
  readonly notWritten: readonly Missing[];
  readonly dropped: readonly Dropped[];
  readonly unassigned: readonly UnassignedGoal[];
  readonly problems: readonly ReadingProblem[];
  readonly skipped: readonly Skipped[];
  readonly failed: readonly Failed[];
}

/** What became of one goal. */
export interface GoalDone {
  readonly assessment: Assessment | null;
  /** One for each time that its writing was begun. */
  readonly reports: readonly WriteReport[];
  readonly unchanged: boolean;
  readonly failure: Failed | null;
}

export const failedAt = (reference: string, error: unknown): Failed => ({
  reference,
  because: sentenceOf(error),
  code: error instanceof Problem ? error.code : 'unexpected',
});

/** The part of a report that the goals tell. */
export function goalsReport(
  done: readonly GoalDone[],
): Pick<
  SyncReport,
  'assessments' | 'unchanged' | 'completed' | 'written' | 'notWritten' | 'dropped'
> {
  const reports = done.flatMap((each) => each.reports);
  return {
    assessments: done.flatMap(({ assessment }) => assessment ?? []),
    unchanged: done.filter((each) => each.unchanged).length,
    completed: done.filter(({ failure }) => failure === null).length,
    written: totalOf(reports.map((report) => report.written)),
    notWritten: reports.flatMap((report) => report.notWritten),
    dropped: reports.flatMap((report) => report.dropped),
  };
}

function totalOf(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total = new Map<string, number>();
  for (const [type, count] of counts.flatMap((each) => Object.entries(each))) {
    total.set(type, (total.get(type) ?? 0) + count);
  }
  return Object.fromEntries([...total].sort(([a], [b]) => compareText(a, b)));
}
