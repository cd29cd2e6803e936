import { assignProgramme, type AssignmentRules } from './assignment.ts';
import type { ReadingProblem } from '../../domain/caseFile.ts';
import { isOpen, type GoalRecord } from './goal.ts';
import { isOpenOn } from './goalLife.ts';
import { grouped } from './grouped.ts';
import type { GoalAtHand } from './inference.ts';
import type { PlanRecord } from './plans.ts';
import type { UnassignedGoal } from './reading.ts';
import type { Resolver } from './resolver.ts';

/** Goals that can be assessed, and those that cannot as no one programme is named for them. */
export interface SortedGoals {
  readonly atHand: ReadonlyMap<string, GoalAtHand>;
  readonly unassigned: readonly UnassignedGoal[];
  /** Goals that belong to nobody who can be named. */
  readonly problems: readonly ReadingProblem[];
  /** The host's own plan for this one goal; the first by reference where there are several. */
  readonly hostPlans: ReadonlyMap<string, string>;
}

/** @param histories the versions of each goal, oldest first, by reference */
export function sortGoals(
  histories: ReadonlyMap<string, readonly GoalRecord[]>,
  plans: readonly PlanRecord[],
  rules: AssignmentRules,
  resolver: Resolver,
): SortedGoals {
  const plansOf = grouped(
    plans.filter((plan) => plan.goals.length === 1),
    (plan) => resolver.resolve(plan.goals[0] as string),
  );
  const atHand = new Map<string, GoalAtHand>();
  const unassigned: UnassignedGoal[] = [];
  const problems: ReadingProblem[] = [];
  for (const [reference, versions] of histories) {
    const goal = versions.at(-1) as GoalRecord;
    const patient = resolver.resolve(goal.patient ?? '');
    if (patient.includes('?')) {
      problems.push({ reference, kind: 'unreadable', because: 'its subject is not a reference' });
      continue;
    }
    const assignment = patient.startsWith('Patient/')
      ? assignProgramme(goal, plansOf.get(reference) ?? [], rules)
      : { because: 'it does not say whose goal it is' };
    if ('because' in assignment) {
      unassigned.push({ goal: reference, patient, because: assignment.because });
      continue;
    }
    atHand.set(reference, {
      reference,
      patient,
      open: isOpen(goal.lifecycle),
      isOpenOn: (day) => isOpenOn(versions, day),
      firstDay: goal.startDate?.firstDay ?? null,
      programme: assignment.programme,
    });
  }
  const hostPlans = [...plansOf].flatMap(([goal, named]): [string, string][] => {
    const host = named.find((plan) => !plan.ours);
    return host === undefined ? [] : [[goal, host.reference]];
  });
  return { atHand, unassigned, problems, hostPlans: new Map(hostPlans) };
}
