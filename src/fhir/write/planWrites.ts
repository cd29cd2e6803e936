import { actsOf } from '../../domain/acts.ts';
import type { Act } from '../../domain/acts.ts';
import { compare } from '../../domain/compare.ts';
import { NOTHING_WRITTEN } from '../../domain/written.ts';
import { readGoalFace } from '../read/written/goalFace.ts';
import { planWrite } from './attainmentPlan.ts';
import { chunksOf } from './chunks.ts';
import type { Chunk, Write } from './chunks.ts';
import { deviceWrite } from './device.ts';
import { identifierKey } from './elements.ts';
import { closedFlag, flagWrite, reweighedFlag } from './flag.ts';
import { fullUrlOf } from './fullUrl.ts';
import { placeOf } from './place.ts';
import { goalWrites } from './goal.ts';
import { proposes, rawOf, writesGoals } from './planInput.ts';
import type { Desk, PlanInput } from './planInput.ts';
import { taskWrites } from './taskWrites.ts';
import { verdictIdentifier } from './verdict.ts';
import { verdictWrites } from './verdictWrites.ts';

/**
 * All that the record lacks of what is now known of one goal, in the order in which it must be
 * written: Device and CarePlan, the verdict with its Provenance, the Goal itself where that is wanted,
 * flags, tasks with theirs. The same
 * input gives the same bytes; a record that says it all already gives nothing to write.
 */
export function planWrites(input: PlanInput): readonly Chunk[] {
  const desk = deskOf(input, actsFor(input));
  return [
    ...chunksOf([foundations(desk)]),
    ...chunksOf(verdictWrites(desk)),
    ...chunksOf(goalWrites(desk)),
    ...chunksOf(flagWrites(desk).map((write) => [write])),
    ...chunksOf(taskWrites(desk)),
  ];
}

const actsFor = (input: PlanInput): readonly Act[] => {
  const { assessment, dayBefore, goalCase, written, mode, calendar } = input;
  return compare({
    now: assessment,
    dayBefore,
    written: written?.state ?? NOTHING_WRITTEN,
    open: goalCase.caseFile.goal.open,
    programme: goalCase.programme,
    provider: goalCase.provider,
    propose: proposes(mode),
    goal: faceOf(input),
    isHoliday: (day) => calendar.isHoliday(day),
  });
};

/** Null where goals are never written. */
function faceOf({ mode, goal, goalCase, written, historyReadable = false }: PlanInput) {
  if (!writesGoals(mode) || goal == null) return null;
  return {
    ...readGoalFace(goal),
    shown: written?.onGoal.shown ?? [],
    followed: written?.onGoal.followed ?? [],
    claimedAt: goalCase.caseFile.claims?.at(-1)?.knownAt ?? null,
    showsEarlier: historyReadable,
    follows: mode === 'D',
  };
}

function deskOf(input: PlanInput, acts: readonly Act[]): Desk {
  const place = placeOf(input);
  const recorded = actsOf(acts, 'record-verdict')[0];
  const last = input.written?.state.verdicts.at(-1)?.reference ?? '';
  const verdict = recorded
    ? fullUrlOf(identifierKey(verdictIdentifier(place, recorded.number)))
    : last;
  return { input, acts, place, verdict };
}

function foundations({ input, acts, place }: Desk): readonly Write[] {
  const { device, tenant, goalCase } = input;
  const { hostPlan, caseFile } = goalCase;
  return [
    ...(device === null ? [deviceWrite(tenant)] : []),
    ...actsOf(acts, 'attach-programme').map(() =>
      planWrite(place, { start: caseFile.goal.start, hostPlan }),
    ),
  ];
}

function flagWrites(desk: Desk): readonly Write[] {
  const { acts, place, verdict } = desk;
  return [
    ...actsOf(acts, 'close-finding').map(({ raised }) =>
      closedFlag(rawOf(desk, raised), place.asOf),
    ),
    ...actsOf(acts, 'reweigh-finding').map(({ raised, severity }) =>
      reweighedFlag(rawOf(desk, raised), severity),
    ),
    ...actsOf(acts, 'raise-finding').map(({ finding, episode }) =>
      flagWrite(place, finding, episode, verdict),
    ),
  ];
}
