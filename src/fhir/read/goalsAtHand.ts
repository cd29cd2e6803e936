import { assignProgramme, type AssignmentRules } from './assignment.ts';
import { isOpen, type GoalRecord } from './goal.ts';
import { grouped } from './grouped.ts';
import type { GoalAtHand } from './inference.ts';
import type { PlanRecord } from './plans.ts';
import type { UnassignedGoal } from './reading.ts';
import type { Resolver } from './resolver.ts';

/** Goals that can be assessed, and those that cannot as no one programme is named for them. */
export interface SortedGoals {
  readonly atHand: ReadonlyMap<string, GoalAtHand>;
  readonly unassigned: readonly UnassignedGoal[];
  /** The host's own plan for this one goal; the first by reference where there are several. */
  readonly hostPlans: ReadonlyMap<string, string>;
}

/** @param goals the newest version of each, by reference */
export function sortGoals(
  goals: readonly GoalRecord[],
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
  for (const goal of goals) {
    const { reference, lifecycle } = goal;
    const patient = resolver.resolve(goal.patient ?? '');
    const assignment = patient.startsWith('Patient')
      ? assignProgramme(goal, plansOf.get(reference) ?? [], rules)
      : { because: 'it does not say whose goal it is' };
    if ('because' in assignment) {
      unassigned.push({ goal: reference, patient, because: assignment.because });
      continue;
    }
    const firstDay = goal.startDate?.firstDay ?? null;
    const open = isOpen(lifecycle);
    atHand.set(reference, { reference, patient, open, firstDay, programme: assignment.programme });
  }
  const hostPlans = [...plansOf].flatMap(([goal, named]): [string, string][] => {
    const host = named.find((plan) => !plan.ours);
    return host === undefined ? [] : [[goal, host.reference]];
  });
  return { atHand, unassigned, hostPlans: new Map(hostPlans) };
}
