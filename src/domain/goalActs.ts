import type { ActOf } from './acts.ts';
import type { Assessment } from './assessment.ts';
import { confirmationsOf } from './confirmation.ts';
import { LEVELS } from './level.ts';
import type { Level } from './level.ts';
import { londonDay } from './time.ts';
import type { Instant } from './time.ts';
import type { WrittenState, WrittenVerdict } from './written.ts';

/** What stands in the goal's own record, beside what staff say there. */
export interface GoalFace {
  /** Our verdicts that it names. */
  readonly names: readonly string[];
  /** The level to which its status was set on a manager's word; null where the status is staff's. */
  readonly setTo: Level | null;
  /** What was put beside the claim is there in full. */
  readonly keepsOurs: boolean;
  /** Verdicts of which it is on record that the goal was made to name them. */
  readonly shown: readonly string[];
  /** Verdicts of which it is on record that the status was set from them. */
  readonly followed: readonly string[];
  /** When staff claimed what they claim now; null where they claim nothing. */
  readonly claimedAt: Instant | null;
  /** The record still shows what the goal said before an edit. */
  readonly showsEarlier: boolean;
  /** The goal itself says on which day its status was given. */
  readonly dated: boolean;
  /** The status is to follow the manager. */
  readonly follows: boolean;
}

interface Situation {
  readonly now: Assessment;
  readonly written: WrittenState;
  readonly provider: string | null;
}

type GoalAct =
  | ActOf<'show-verdict'>
  | ActOf<'hide-verdict'>
  | ActOf<'set-status'>
  | ActOf<'trace-shown'>
  | ActOf<'trace-status'>;

/**
 * What has to be done to the goal itself. Its claim is never changed because of the evidence: only a
 * manager's decision on the verdict in force sets the status, and only where staff said nothing since.
 *
 * @param fresh a new verdict is recorded in this run
 */
export function goalActs(situation: Situation, face: GoalFace, fresh: boolean): readonly GoalAct[] {
  if (fresh) return [showingAct(face)];
  const last = situation.written.verdicts.at(-1);
  if (last === undefined) return [];
  return [...showing(face, last), ...setting(situation, face, last)];
}

/** Where the goal's last change is all that dates a claim, a change of ours would move it. */
const showingAct = ({ claimedAt, showsEarlier, dated }: GoalFace): GoalAct => ({
  act: 'show-verdict',
  barred: claimedAt === null || showsEarlier || dated ? null : 'claim-undated',
});

function showing(face: GoalFace, { reference, standing }: WrittenVerdict): readonly GoalAct[] {
  const named = face.names.includes(reference);
  if (standing === 'set-aside') return named ? [{ act: 'hide-verdict', verdict: reference }] : [];
  const told = face.shown.includes(reference);
  if (named) return told ? [] : [{ act: 'trace-shown', verdict: reference }];
  // What people take out of their own goal stays out, until there is another verdict.
  return told ? [] : [showingAct(face)];
}

function setting(
  situation: Situation,
  face: GoalFace,
  verdict: WrittenVerdict,
): readonly GoalAct[] {
  const { now, written } = situation;
  const { reference } = verdict;
  const level = LEVELS.find((one) => one === verdict.decision.level);
  const decided = confirmationsOf(situation, written.verdicts.length - 1).at(-1);
  if (!face.follows || verdict.standing === 'set-aside' || !level || !decided) return [];
  const told = { verdict: reference, by: decided.by };
  if (face.setTo === level)
    return isTraced(face, written, level) ? [] : [{ act: 'trace-status', ...told }];
  if ((face.setTo ?? now.claimed.level) === level || isOvertaken(face, verdict, decided.issued))
    return [];
  const barred = barOf(face, reference);
  if (barred === 'not-yet') return [];
  return [{ act: 'set-status', ...told, level, day: londonDay(decided.issued), barred }];
}

/** That the goal was set to this level is on record, from whichever verdict it was. */
const isTraced = ({ followed }: GoalFace, { verdicts }: WrittenState, level: Level): boolean =>
  verdicts.some(
    ({ reference, decision }) => followed.includes(reference) && decision.level === level,
  );

/** Staff have spoken since: theirs is the last word until the manager decides again. */
const isOvertaken = (face: GoalFace, { reference }: WrittenVerdict, decided: Instant): boolean =>
  face.followed.includes(reference) || (face.claimedAt !== null && face.claimedAt >= decided);

/** A status is set only where it can be known again as ours, and what staff said can still be read. */
function barOf(face: GoalFace, verdict: string): ActOf<'set-status'>['barred'] | 'not-yet' {
  if (!face.showsEarlier) return 'claim-lost';
  if (face.keepsOurs) return null;
  return face.shown.includes(verdict) || face.names.includes(verdict) ? 'not-kept' : 'not-yet';
}

/** A manager's question that the status already answers, now or at the end of this run. */
export const isAnswered = (
  { now }: Situation,
  face: GoalFace | null,
  acts: readonly GoalAct[],
): boolean =>
  face?.setTo === now.validated.level ||
  acts.some((act) => act.act === 'set-status' && act.barred === null);
