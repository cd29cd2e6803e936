import { isSafetyEvent } from '../attainment/fromCaseFile.ts';
import { fold } from '../attainment/holding.ts';
import { referencesOf, type Ground } from '../ground.ts';
import { dateOfDay, startOfLondonDay, type Day } from '../time.ts';
import { cannotTell, CLEAR, holds, plural, when, type Outcome, type Rule } from './rule.ts';

function safetyEvent({ caseFile, programme, today }: Ground): Outcome {
  const events = [...caseFile.sessions, ...caseFile.spotObservations].filter(
    (item) =>
      isSafetyEvent(item.values, programme) &&
      today - item.day <= programme.parameters['safety-event-days'],
  );
  const last = Math.max(...events.map((item) => item.day));
  return when(
    events.length > 0,
    () =>
      `A serious safety event is recorded for ${dateOfDay(last)}; every stage starts again from there.`,
    () => referencesOf(events),
  );
}

/** Support was reduced at a time when the evidence did not hold the stage that carries it (P03, P28, P32). */
function prematureReduction(ground: Ground): Outcome {
  const { caseFile, programme, today } = ground;
  const p = programme.parameters;
  if (caseFile.support.length === 0) {
    return cannotTell('How often support is given is not recorded with the goal.');
  }
  for (const [index, plan] of [...caseFile.support.entries()].reverse()) {
    const before = caseFile.support[index - 1];
    if (before === undefined || plan.timesPerWeek >= before.timesPerWeek) continue;
    if (plan.day > today || today - plan.day > p['pair-days']) continue;
    if (validatedOn(plan.day, ground) >= p['support-reduction-stage']) continue;
    return holds(
      `Support went from ${before.timesPerWeek} to ${plural(plan.timesPerWeek, 'time')} a week on ${dateOfDay(plan.day)}, before the evidence held the level for it.`,
      [before.reference, plan.reference],
    );
  }
  return CLEAR;
}

/** What was held on the day of the cut itself, whenever the cut was written down. */
function validatedOn(day: Day, { caseFile, programme, ledger }: Ground): number {
  const known = ledger.events.filter((event) => event.item.knownAt < startOfLondonDay(day + 1));
  return fold(known, programme, caseFile.goal.start, day).validated;
}

export const SAFETY_RULES: readonly Rule[] = [
  { code: 'safety-event', severity: 'high', requirements: ['T02', 'T23'], assess: safetyEvent },
  {
    code: 'premature-support-reduction',
    severity: 'high',
    requirements: ['P03', 'P28', 'P32', 'P27'],
    assess: prematureReduction,
  },
];
