import type { Flag, Goal, Observation, ObservationComponent, Reference, Task } from 'fhir/r4.js';

import { CORE_EXTENSION, IDENTIFIER, SYSTEM } from '../../fhir/names.ts';
import { codeIn, dayInWords, newestFirst, type Records } from './records.ts';
import { inWords, type Tone, verdictInWords } from './words.ts';

export interface VerdictView {
  readonly level: string;
  readonly words: string;
  readonly brief: string;
  readonly tone: Tone;
  readonly strength: string | undefined;
  readonly trajectory: string | undefined;
  readonly date: string;
  readonly isConfirmed: boolean;
  readonly findings: readonly string[];
  readonly needs: readonly string[];
}

export interface FlagView {
  readonly words: string;
  readonly since: string;
  readonly isHigh: boolean;
}

export interface TaskView {
  readonly title: string;
  readonly ask: string | undefined;
  readonly who: string | undefined;
  readonly due: string;
  readonly isUrgent: boolean;
}

export interface GoalView {
  readonly title: string;
  readonly isClosed: boolean;
  readonly since: string;
  readonly claim: { readonly words: string | undefined; readonly date: string };
  readonly verdict: VerdictView | null;
  readonly flags: readonly FlagView[];
  readonly tasks: readonly TaskView[];
}

const CLOSED: readonly string[] = ['cancelled', 'rejected', 'entered-in-error', 'completed'];
const DONE_WITH: readonly string[] = [
  'completed',
  'cancelled',
  'rejected',
  'entered-in-error',
  'failed',
];

const componentsOf = (verdict: Observation, code: string): readonly ObservationComponent[] =>
  (verdict.component ?? []).filter(
    (component) => codeIn(component.code, SYSTEM.observation) === code,
  );

const wordsOf = (verdict: Observation, code: string): string[] =>
  componentsOf(verdict, code).flatMap(
    ({ valueCodeableConcept }) => inWords(valueCodeableConcept) ?? [],
  );

const pointsAt = (reference: Reference | undefined, goal: Goal): boolean =>
  reference?.reference?.replace(/\/_history\/.*$/, '') === `Goal/${goal.id ?? ''}`;

const isVerdictOn = (goal: Goal) => (observation: Observation) =>
  codeIn(observation.code, SYSTEM.observation) === 'attainment' &&
  observation.status !== 'entered-in-error' &&
  (observation.focus ?? []).some((reference) => pointsAt(reference, goal));

/** What Attest wrote last about a goal; null where it has written nothing yet. */
function verdictOn(goal: Goal, records: Records): VerdictView | null {
  const about = records.about<Observation>('Observation', `Goal/${goal.id ?? ''}`);
  const [newest] = newestFirst(about.filter(isVerdictOn(goal)), ({ issued }) => issued);
  if (!newest) return null;
  return {
    level: inWords(newest.valueCodeableConcept) ?? 'Not stated',
    ...verdictInWords(componentsOf(newest, 'verdict')[0]?.valueCodeableConcept),
    strength: wordsOf(newest, 'evidence-strength')[0],
    trajectory: wordsOf(newest, 'trajectory')[0],
    date: dayInWords(newest.issued),
    isConfirmed: newest.status === 'final',
    findings: wordsOf(newest, 'finding'),
    needs: wordsOf(newest, 'need'),
  };
}

const extensionOf = (flag: Flag, url: string) =>
  (flag.extension ?? []).filter((extension) => extension.url === url);

/** Flags that Attest keeps open, the grave ones first. */
function flagsOn(goal: Goal, records: Records): readonly FlagView[] {
  const open = records
    .about<Flag>('Flag', `Goal/${goal.id ?? ''}`)
    .filter(
      (flag) =>
        flag.status === 'active' &&
        extensionOf(flag, CORE_EXTENSION.flagDetail).some(({ valueReference }) =>
          pointsAt(valueReference, goal),
        ),
    );
  const views = newestFirst(open, ({ period }) => period?.start).map((flag) => ({
    words: inWords(flag.code) ?? 'Flag',
    since: dayInWords(flag.period?.start),
    isHigh: extensionOf(flag, CORE_EXTENSION.flagPriority).some(
      ({ valueCodeableConcept }) => codeIn(valueCodeableConcept, SYSTEM.severity) === 'high',
    ),
  }));
  return views.toSorted((a, b) => Number(b.isHigh) - Number(a.isHigh));
}

const isOurs = (task: Task): boolean =>
  (task.identifier ?? []).some(({ system }) => system === IDENTIFIER.task);

/** Tasks that are still to be done, the next deadline first. */
function tasksOn(goal: Goal, records: Records): readonly TaskView[] {
  return records
    .about<Task>('Task', `Goal/${goal.id ?? ''}`)
    .filter(
      (task) => isOurs(task) && pointsAt(task.focus, goal) && !DONE_WITH.includes(task.status),
    )
    .toSorted((a, b) => Date.parse(dueOf(a) ?? '9999') - Date.parse(dueOf(b) ?? '9999'))
    .map((task) => ({
      title: inWords(task.code) ?? 'Task',
      ask: task.description,
      who: task.performerType?.map((role) => inWords(role)).join(', '),
      due: dayInWords(dueOf(task)),
      isUrgent: task.priority === 'urgent',
    }));
}

const dueOf = (task: Task): string | undefined => task.restriction?.period?.end;

/** A goal as the record claims it, beside what Attest wrote about it. */
export const goalView = (goal: Goal, records: Records): GoalView => ({
  title: goal.description.text ?? inWords(goal.description) ?? 'Goal',
  isClosed: CLOSED.includes(goal.lifecycleStatus),
  since: dayInWords(goal.startDate),
  claim: { words: inWords(goal.achievementStatus), date: dayInWords(goal.statusDate) },
  verdict: verdictOn(goal, records),
  flags: flagsOn(goal, records),
  tasks: tasksOn(goal, records),
});
