import type { ReadingProblem } from '../../domain/caseFile.ts';
import { compareText } from '../../domain/order.ts';

/** Problems by the goal they touch; those that touch none of the goals at hand stand by themselves. */
export interface ProblemBook {
  note(goals: readonly string[], problem: ReadingProblem): void;
  of(goal: string): readonly ReadingProblem[];
  others(): readonly ReadingProblem[];
}

/** @param isAtHand whether a goal has a case file */
export function createProblemBook(isAtHand: (goal: string) => boolean): ProblemBook {
  const byGoal = new Map<string, ReadingProblem[]>();
  const others: ReadingProblem[] = [];
  return {
    note: (goals, problem) => {
      const atHand = goals.filter(isAtHand);
      if (atHand.length === 0) others.push(problem);
      for (const goal of atHand) {
        const held = byGoal.get(goal) ?? [];
        held.push(problem);
        byGoal.set(goal, held);
      }
    },
    of: (goal) => sorted(byGoal.get(goal) ?? []),
    others: () => sorted(others),
  };
}

/** Each problem once, by reference, kind and sentence. */
export function sorted(problems: readonly ReadingProblem[]): readonly ReadingProblem[] {
  const keyed = problems.map(
    (problem) =>
      [[problem.reference, problem.kind, problem.because].join('\u0000'), problem] as const,
  );
  return [...new Map(keyed)].sort(([a], [b]) => compareText(a, b)).map(([, problem]) => problem);
}
