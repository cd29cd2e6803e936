import type { Act, NewTask } from './acts.ts';
import { casesOf, isGone, cannotBeTold } from './cases.ts';
import type { Case, Looks } from './cases.ts';
import { confirmationsOf } from './confirmation.ts';
import { isRaised } from './findingWords.ts';
import { goalActs, isAnswered } from './goalActs.ts';
import type { GoalFace } from './goalActs.ts';
import type { Programme } from './programme.ts';
import { dueAt, isDoubtful, isRequest, rolesFor, tasksFor } from './tasks.ts';
import type { TaskKind } from './taskWords.ts';
import { DAY } from './time.ts';
import type { Day } from './time.ts';
import { decisionOf, sameDecision } from './written.ts';
import type { WrittenState, WrittenTask, WrittenVerdict } from './written.ts';

export interface Comparison extends Looks {
  readonly written: WrittenState;
  readonly programme: Programme;
  /** The Organization that answers for the support (`Organization/id`); null where it is not known. */
  readonly provider: string | null;
  /** Also propose a change of the goal's status to the manager. */
  readonly propose: boolean;
  /** What stands in the goal itself; null where goals are never written. */
  readonly goal: GoalFace | null;
  readonly isHoliday: (day: Day) => boolean;
}

/**
 * What has to be done in the record so that it says what is known now. What is there already is never
 * done again, and what an interrupted run left undone is completed.
 */
export function compare(comparison: Comparison): readonly Act[] {
  const cases = casesOf(comparison, comparison.written);
  const onVerdicts = verdictActs(comparison);
  const fresh = onVerdicts.some(({ act }) => act === 'record-verdict');
  const onGoal = comparison.goal === null ? [] : goalActs(comparison, comparison.goal, fresh);
  const asked = { ...comparison, answered: isAnswered(comparison, comparison.goal, onGoal) };
  return [
    ...attaching(comparison),
    ...onVerdicts,
    ...onGoal,
    ...closing(comparison),
    ...raising(cases),
    ...asking(asked, cases),
    ...withdrawing(asked, cases),
  ];
}

interface Asked extends Comparison {
  /** The goal's status says already what the manager would be asked. */
  readonly answered: boolean;
}

const attaching = ({ written }: Comparison): readonly Act[] =>
  written.plan === null ? [{ act: 'attach-programme' }] : [];

function verdictActs(comparison: Comparison): readonly Act[] {
  const { now, written } = comparison;
  const last = written.verdicts.at(-1);
  const untold = new Set(now.notAssessable.map(({ code }) => code));
  const settled = last !== undefined && sameDecision(last.decision, decisionOf(now), untold);
  const number = (last?.number ?? 0) + 1;
  return [
    ...(settled ? [] : [{ act: 'record-verdict', number } as const]),
    ...written.verdicts
      .filter((verdict) => !verdict.traced)
      .map((verdict) => ({ act: 'trace-verdict', verdict: verdict.reference }) as const),
    ...confirming(comparison),
  ];
}

/** A manager's decision confirms the verdict it was made on when both name the same level. */
const confirming = (comparison: Comparison): readonly Act[] =>
  comparison.written.verdicts.flatMap((verdict, place): readonly Act[] => {
    const [review] = confirmationsOf(comparison, place);
    const act = confirmingAct(verdict);
    return review && act ? [{ act, verdict: verdict.reference, by: review.by }] : [];
  });

function confirmingAct({ standing, confirmationTraced }: WrittenVerdict) {
  if (standing === 'preliminary') return 'confirm-verdict';
  return standing === 'confirmed' && !confirmationTraced ? 'trace-confirmation' : null;
}

/** A finding that a person set active again after it was closed is that person's. */
const closing = (comparison: Comparison): readonly Act[] =>
  comparison.written.raised
    .filter((raised) => raised.active && !raised.reopened && isGone(comparison, raised.code))
    .map((raised) => ({ act: 'close-finding', raised: raised.reference }));

const raising = (cases: readonly Case[]): readonly Act[] =>
  cases.flatMap(({ finding, episode, raised, firm }): readonly Act[] => {
    if (!isRaised(finding.code)) return [];
    if (raised === null) return firm ? [{ act: 'raise-finding', finding, episode }] : [];
    // A record that did not keep the severity would not keep it the next time either.
    if (raised.severity === null || raised.severity === finding.severity) return [];
    return [{ act: 'reweigh-finding', raised: raised.reference, severity: finding.severity }];
  });

/** What one case asks for, as a plan of tasks: each kind is opened once for all cases that want it. */
function asking(comparison: Asked, cases: readonly Case[]): readonly Act[] {
  const opened = new Map<TaskKind, Act>();
  for (const each of cases.filter((one) => one.firm))
    for (const kind of kindsFor(comparison, each)) {
      const act = opened.has(kind) ? null : taskAct(comparison, each, kind);
      if (act) opened.set(kind, act);
    }
  return [
    ...opened.values(),
    ...comparison.written.tasks
      .filter((task) => !task.traced)
      .map((task) => ({ act: 'trace-task', task: task.reference }) as const),
  ];
}

const kindsFor = (
  { programme, propose, answered }: Asked,
  { finding }: Case,
): readonly TaskKind[] => tasksFor(finding.code, programme, propose && !answered);

function taskAct(comparison: Comparison, each: Case, kind: TaskKind): Act | null {
  const ofKind = comparison.written.tasks.filter((task) => task.kind === kind);
  if (kind === 'confirm-status-change') return proposal(comparison, each, ofKind);
  const rests = isRequest(each.finding.code) ? askedLately(comparison) : answers(each);
  return ofKind.some((task) => task.open || rests(task))
    ? null
    : openTask(comparison, each, kind, ofKind);
}

/** A request is made anew while what it asks for is lacking, but not at once. */
const askedLately =
  ({ now, programme }: Comparison) =>
  (task: WrittenTask): boolean =>
    now.asOf - task.lastSeen < programme.parameters['observation-request-days'] * DAY;

/** A finding asks once in each of its episodes, and not for what was done since it began. */
const answers =
  (each: Case) =>
  (task: WrittenTask): boolean =>
    isOf(task, each) || task.lastSeen >= each.since;

/** An open proposal follows the validated level; a settled one is not put to the manager again. */
function proposal(comparison: Comparison, each: Case, ofKind: readonly WrittenTask[]): Act | null {
  const proposed = comparison.now.validated.level;
  const open = ofKind.find((task) => task.open);
  if (open?.proposed === proposed) return null;
  if (open) return { act: 'propose-again', task: open.reference, proposed };
  const settled = ofKind.some((task) => isOf(task, each) && task.proposed === proposed);
  return settled ? null : openTask(comparison, each, 'confirm-status-change', ofKind);
}

const isOf = (task: WrittenTask, { finding, episode }: Case): boolean =>
  task.case?.code === finding.code && task.case.episode === episode;

function openTask(
  { now, programme, isHoliday }: Comparison,
  { finding, episode }: Case,
  kind: TaskKind,
  ofKind: readonly WrittenTask[],
): Act {
  const task: NewTask = {
    kind,
    number: Math.max(0, ...ofKind.map((each) => each.number)) + 1,
    case: { code: finding.code, episode },
    because: finding,
    roles: rolesFor(kind, programme),
    due: dueAt(kind, programme, now.asOf, isHoliday),
    proposed: kind === 'confirm-status-change' ? now.validated.level : null,
  };
  return { act: 'open-task', ...task };
}

/** A task that no case wants any more is withdrawn, unless a person has made it theirs. */
function withdrawing(comparison: Asked, cases: readonly Case[]): readonly Act[] {
  const wanted = new Set<string>(cases.flatMap((each) => kindsFor(comparison, each)));
  return comparison.written.tasks
    .filter((task) => task.open && !task.touched && !wanted.has(task.kind))
    .filter((task) => mayWithdraw(comparison, task))
    .map((task) => ({ act: 'cancel-task', task: task.reference }));
}

/**
 * What was asked for because a claim is in doubt stays until people close it, whatever becomes of the
 * claim (C24). Only the question whether to change the status is settled by the status itself.
 */
function mayWithdraw({ now, propose }: Comparison, { kind, case: of }: WrittenTask): boolean {
  if (of === null || cannotBeTold(now, of.code)) return false;
  return kind === 'confirm-status-change' ? propose : !isDoubtful(of.code);
}
