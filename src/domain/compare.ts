import type { Act, NewTask } from './acts.ts';
import { casesOf, isGone, cannotBeTold } from './cases.ts';
import type { Case, Looks } from './cases.ts';
import { isRaised } from './findingWords.ts';
import type { Programme } from './programme.ts';
import { dueAt, rolesFor, tasksFor } from './tasks.ts';
import type { TaskKind } from './taskWords.ts';
import type { Day } from './time.ts';
import { decisionOf, sameDecision } from './written.ts';
import type { ReviewDecision, WrittenState, WrittenTask, WrittenVerdict } from './written.ts';

export interface Comparison extends Looks {
  readonly written: WrittenState;
  readonly programme: Programme;
  /** Also propose a change of the goal's status to the manager. */
  readonly propose: boolean;
  readonly isHoliday: (day: Day) => boolean;
}

/**
 * What has to be done in the record so that it says what is known now. What is there already is never
 * done again, and what an interrupted run left undone is completed.
 */
export function compare(comparison: Comparison): readonly Act[] {
  const cases = casesOf(comparison, comparison.written);
  return [
    ...attaching(comparison),
    ...verdictActs(comparison),
    ...closing(comparison),
    ...raising(cases),
    ...asking(comparison, cases),
    ...withdrawing(comparison, cases),
  ];
}

const attaching = ({ written }: Comparison): readonly Act[] =>
  written.plan === null ? [{ act: 'attach-programme' }] : [];

function verdictActs({ now, written }: Comparison): readonly Act[] {
  const last = written.verdicts.at(-1);
  const settled = last !== undefined && sameDecision(last.decision, decisionOf(now));
  const number = (last?.number ?? 0) + 1;
  return [
    ...(settled ? [] : [{ act: 'record-verdict', number } as const]),
    ...written.verdicts
      .filter((verdict) => !verdict.traced)
      .map((verdict) => ({ act: 'trace-verdict', verdict: verdict.reference }) as const),
    ...confirming(written, now.asOf),
  ];
}

/** A manager's decision confirms the verdict it was made on when both name the same level. */
function confirming(written: WrittenState, asOf: number): readonly Act[] {
  return written.verdicts.flatMap((verdict, index): readonly Act[] => {
    const until = Math.min(written.verdicts[index + 1]?.issued ?? Infinity, asOf);
    const review = written.reviews.find((each) => confirms(each, verdict, until));
    if (!review || (verdict.confirmed && verdict.confirmationTraced)) return [];
    const act = verdict.confirmed ? 'trace-confirmation' : 'confirm-verdict';
    return [{ act, verdict: verdict.reference, by: review.by }];
  });
}

const confirms = (review: ReviewDecision, verdict: WrittenVerdict, until: number): boolean =>
  review.issued > verdict.issued &&
  review.issued <= until &&
  review.level === verdict.decision.level;

/** A finding that a person set active again after it was closed is that person's. */
const closing = (comparison: Comparison): readonly Act[] =>
  comparison.written.raised
    .filter((raised) => raised.active && !raised.reopened && isGone(comparison, raised.code))
    .map((raised) => ({ act: 'close-finding', raised: raised.reference }));

const raising = (cases: readonly Case[]): readonly Act[] =>
  cases.flatMap(({ finding, episode, raised }): readonly Act[] => {
    if (!isRaised(finding.code)) return [];
    if (raised === null) return [{ act: 'raise-finding', finding, episode }];
    if (raised.severity === finding.severity) return [];
    return [{ act: 'reweigh-finding', raised: raised.reference, severity: finding.severity }];
  });

/** What one case asks for, as a plan of tasks: each kind is opened once for all cases that want it. */
function asking(comparison: Comparison, cases: readonly Case[]): readonly Act[] {
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

const kindsFor = ({ programme, propose }: Comparison, { finding }: Case): readonly TaskKind[] =>
  tasksFor(finding.code, programme, propose);

function taskAct(comparison: Comparison, each: Case, kind: TaskKind): Act | null {
  const ofKind = comparison.written.tasks.filter((task) => task.kind === kind);
  if (kind === 'confirm-status-change') return proposal(comparison, each, ofKind);
  const asked = ofKind.some((task) => isOf(task, each) || task.open || task.lastSeen >= each.since);
  return asked ? null : openTask(comparison, each, kind, ofKind);
}

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
function withdrawing(comparison: Comparison, cases: readonly Case[]): readonly Act[] {
  const wanted = new Set<string>(cases.flatMap((each) => kindsFor(comparison, each)));
  return comparison.written.tasks
    .filter((task) => task.open && !task.touched && !wanted.has(task.kind))
    .filter((task) => task.case !== null && !cannotBeTold(comparison.now, task.case.code))
    .map((task) => ({ act: 'cancel-task', task: task.reference }));
}
