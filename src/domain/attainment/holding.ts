import type { Programme, Stage } from '../programme.ts';
import { londonDay, type Day } from '../time.ts';
import { gradeParts, gradesOf, weakest, type Known } from './grades.ts';
import {
  inOrderKnown,
  insertByDay,
  saysOf,
  wasObserved,
  type LedgerAudit,
  type LedgerClaim,
  type LedgerEvent,
  type LedgerFeedback,
  type LedgerObservation,
  type LedgerRecord,
} from './ledger.ts';
import { createScoreLine, lossPerMiss, type Score, type ScoreLine } from './score.ts';
import { TOLERANCE } from './sessionLevel.ts';
import { isSustained, testSustained } from './sustained.ts';

/** A stage's strength must reach this grade to be validated (moderate). */
const VALIDATES = 2;

/** What is remembered of one stage from look to look. */
export interface StageHold {
  readonly stage: Stage;
  /** The day of the look from which it is held; null when it is not. */
  heldFrom: Day | null;
  /** The day of the look that last lost it; null when it was never lost. */
  lostOn: Day | null;
  readonly line: ScoreLine;
}

/** An audit that did not find the claim justified; it lifts when enough observations since bear the stage out. */
interface AuditHold {
  readonly audit: LedgerAudit;
  readonly stage: number;
}

/** Where the goal stands after the last look. */
export interface Holding {
  readonly known: Known;
  readonly claim: LedgerClaim | null;
  readonly audits: readonly LedgerAudit[];
  readonly stages: readonly StageHold[];
  /** Rank of the highest stage held, 0 for none; an audit that stands keeps it below the audited stage. */
  readonly validated: number;
  readonly sustained: boolean;
  /** The day on which "sustained" was last found to hold no longer; null if never. */
  readonly lapsedOn: Day | null;
  /** The lowest stage that an audit keeps from being validated; null where none does. */
  readonly auditHold: AuditHold | null;
  readonly today: Day;
}

/**
 * The ledger, folded in the order in which its events became known, looked at after each and once
 * more on the day `today`. What was said before is never rewritten by what is learnt later.
 */
export function fold(
  events: readonly LedgerEvent[],
  programme: Programme,
  goalStart: Day,
  today: Day,
): Holding {
  const state = startState(programme, goalStart);
  for (const event of inOrderKnown(events)) {
    learn(state, event);
    look(state, londonDay(event.item.knownAt));
  }
  look(state, today);
  return conclude(state, today);
}

interface State {
  readonly programme: Programme;
  readonly goalStart: Day;
  readonly records: LedgerRecord[];
  readonly observations: LedgerObservation[];
  readonly feedback: LedgerFeedback[];
  readonly audits: LedgerAudit[];
  readonly auditHolds: AuditHold[];
  readonly stages: readonly StageHold[];
  claim: LedgerClaim | null;
  sustained: boolean;
  lapsedOn: Day | null;
}

function startState(programme: Programme, goalStart: Day): State {
  const loss = lossPerMiss(programme.parameters['criterion-share']);
  return {
    programme,
    goalStart,
    records: [],
    observations: [],
    feedback: [],
    audits: [],
    auditHolds: [],
    stages: programme.stages.map((stage) => ({
      stage,
      heldFrom: null,
      lostOn: null,
      line: createScoreLine(stage.rank, stage.cap, loss),
    })),
    claim: null,
    sustained: false,
    lapsedOn: null,
  };
}

function learn(state: State, event: LedgerEvent): void {
  switch (event.kind) {
    case 'session':
      insertByDay(state.records, event.item);
      for (const hold of state.stages) hold.line.add(event.item);
      break;
    case 'observation':
      insertByDay(state.observations, event.item);
      if (event.item.safetyEvent) for (const hold of state.stages) hold.line.empty(event.item.day);
      break;
    case 'feedback':
      insertByDay(state.feedback, event.item);
      break;
    case 'audit':
      insertByDay(state.audits, event.item);
      if (event.item.notJustified) {
        const stage = state.claim?.stage ?? Math.max(1, highestHeld(state));
        state.auditHolds.push({ audit: event.item, stage });
      }
      break;
    case 'claim':
      state.claim = event.item;
      break;
  }
}

/** One look: what is held is tested for loss, what is not held for validation; then "sustained". */
function look(state: State, today: Day): void {
  const barred = standingAuditHold(state)?.stage ?? Infinity;
  for (const hold of state.stages) {
    if (hold.heldFrom !== null) {
      if (isLost(state, hold, hold.heldFrom, today)) {
        hold.heldFrom = null;
        hold.lostOn = today;
      }
    } else if (hold.stage.rank < barred && validates(state, hold, today)) {
      hold.heldFrom = today;
    }
  }
  const sustained = sustainedNow(state, today);
  if (state.sustained && !sustained) state.lapsedOn = today;
  state.sustained = sustained;
}

function validates(state: State, hold: StageHold, today: Day): boolean {
  const score = hold.line.now();
  // Below the pass mark consistency alone keeps the strength below moderate.
  return (
    score.points >= hold.stage.pass - TOLERANCE &&
    strengthNow(state, hold, score, today) >= VALIDATES
  );
}

const strengthNow = (state: State, hold: StageHold, score: Score, today: Day): number =>
  weakest(gradesOf(gradeParts(state, state.programme, hold.stage, score, today, state.goalStart)));

/** A low strength alone loses nothing: the score, the observations or silence must speak. */
function isLost(state: State, hold: StageHold, heldFrom: Day, today: Day): boolean {
  const { stage, line } = hold;
  if (line.now().points <= stage.lostAt + TOLERANCE) return true;
  if (stage.observations > 0 && observedLost(state.observations, stage.rank, heldFrom)) return true;
  const p = state.programme.parameters;
  const lastDay = state.records.at(-1)?.day ?? -Infinity;
  return today - lastDay > p['recency-loss-factor'] * p['recency-days'];
}

/**
 * Two of the last three observations did not meet the stage, both since it was held. Looked for from the
 * end: this is asked after every event, and there may be thousands of observations.
 */
function observedLost(
  observations: readonly LedgerObservation[],
  stage: number,
  heldFrom: Day,
): boolean {
  let [said, missed] = [0, 0];
  for (let at = observations.length - 1; at >= 0 && said < 3; at -= 1) {
    const item = observations[at] as LedgerObservation;
    if (!saysOf(item, stage)) continue;
    said += 1;
    if (!wasObserved(item, stage) && item.day > heldFrom) missed += 1;
  }
  return missed >= 2;
}

function sustainedNow(state: State, today: Day): boolean {
  const top = state.stages.at(-1);
  if (top?.heldFrom == null || validatedRank(state) < top.stage.rank) return false;
  const test = testSustained(state, state.programme, top.stage, top.heldFrom, today);
  return isSustained(test) && strengthNow(state, top, top.line.now(), today) >= VALIDATES;
}

const highestHeld = (state: State): number =>
  state.stages.findLast((hold) => hold.heldFrom !== null)?.stage.rank ?? 0;

/** The lowest stage that a "not justified" audit still bars. */
function standingAuditHold(state: State): AuditHold | null {
  const needed = state.programme.parameters['audit-observations'];
  const standing = state.auditHolds.filter(({ audit, stage }) => {
    const since = state.observations.filter(
      (item) => item.day > audit.day && wasObserved(item, stage),
    );
    return since.length < needed;
  });
  return standing.reduce<AuditHold | null>(
    (lowest, hold) => (lowest === null || hold.stage < lowest.stage ? hold : lowest),
    null,
  );
}

function validatedRank(state: State): number {
  const barred = standingAuditHold(state)?.stage ?? Infinity;
  const held = state.stages.filter(
    ({ heldFrom, stage }) => heldFrom !== null && stage.rank < barred,
  );
  return held.at(-1)?.stage.rank ?? 0;
}

const conclude = (state: State, today: Day): Holding => ({
  known: { records: state.records, observations: state.observations, feedback: state.feedback },
  claim: state.claim,
  audits: state.audits,
  stages: state.stages,
  validated: validatedRank(state),
  sustained: state.sustained,
  lapsedOn: state.lapsedOn,
  auditHold: standingAuditHold(state),
  today,
});
