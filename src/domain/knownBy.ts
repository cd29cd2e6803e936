import type { CaseFile, Goal } from './caseFile.ts';
import { compareText } from './order.ts';
import type { Day, Instant } from './time.ts';

/** The case file as it was known at an instant, each list in order of its day. */
export function knownBy(whole: CaseFile, asOf: Instant): CaseFile {
  type Item = { readonly reference: string; readonly day: Day; readonly knownAt: Instant };
  const known = <T extends Item>(items: readonly T[]): readonly T[] =>
    items
      .filter((item) => item.knownAt <= asOf)
      .sort(
        (a, b) => a.day - b.day || a.knownAt - b.knownAt || compareText(a.reference, b.reference),
      );
  const { serviceNotes, ...own } = whole;
  return {
    ...own,
    baselines: known(whole.baselines),
    sessions: known(whole.sessions),
    spotObservations: known(whole.spotObservations),
    feedback: known(whole.feedback),
    audits: known(whole.audits),
    claims: [...known(whole.claims)].sort(
      (a, b) => a.knownAt - b.knownAt || compareText(a.reference, b.reference),
    ),
    support: known(whole.support),
    // The order of other people's notes decides nothing.
    serviceNotes: serviceNotes?.filter((note) => note.knownAt <= asOf) ?? null,
    problems: whole.problems.filter(({ knownAt = -Infinity }) => knownAt <= asOf),
    goal: goalAt(whole, asOf),
  };
}

/** The goal as its version of that time has it; before the first version held, as that one. */
function goalAt({ goal, goalStates = [] }: CaseFile, asOf: Instant): Goal {
  const inOrder = [...goalStates].sort((a, b) => a.knownAt - b.knownAt);
  const state = inOrder.findLast(({ knownAt }) => knownAt <= asOf) ?? inOrder[0];
  if (state === undefined) return goal;
  const { open, personLed, measurable } = state;
  return { ...goal, open, personLed, measurable };
}
