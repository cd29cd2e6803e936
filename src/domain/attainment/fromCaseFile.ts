import type { CaseFile, Claim, MeasureValue, Session, SpotObservation } from '../caseFile.ts';
import { levelRank } from '../level.ts';
import type { Duplicate } from '../narrative/nearDuplicate.ts';
import type { Programme } from '../programme.ts';
import { HOUR } from '../time.ts';
import type { LedgerEvent, LedgerObservation, LedgerRecord } from './ledger.ts';
import { magnitudeOf, sessionLevel, TOLERANCE, type SessionLevel } from './sessionLevel.ts';

/** What a case file says of the ladder: its events, and the level of every session and observation. */
export interface Ledger {
  readonly events: readonly LedgerEvent[];
  readonly levels: ReadonlyMap<string, SessionLevel>;
  /** Observations by somebody who recorded the session, or made the claim: shown, never counted. */
  readonly notIndependent: readonly SpotObservation[];
}

/** Turns what is known into the ledger's events. */
export function ledgerOf(
  caseFile: CaseFile,
  programme: Programme,
  duplicates: ReadonlyMap<string, Duplicate>,
): Ledger {
  const levels = new Map<string, SessionLevel>();
  for (const attempt of [...caseFile.sessions, ...caseFile.spotObservations]) {
    levels.set(attempt.reference, sessionLevel(attempt, programme));
  }
  const levelOf = (reference: string): SessionLevel => levels.get(reference) as SessionLevel;
  const claimants = new Set(
    caseFile.claims.filter((claim) => claim.level !== null).map((claim) => claim.author),
  );
  const events: LedgerEvent[] = [];
  const notIndependent: SpotObservation[] = [];

  for (const session of caseFile.sessions) {
    const duplicate = duplicates.has(session.reference);
    const level = levelOf(session.reference);
    events.push({ kind: 'session', item: recordOf(session, level, duplicate, programme) });
  }
  for (const spot of caseFile.spotObservations) {
    const together = sameSession(spot, caseFile.sessions);
    const item = observationOf(spot, levelOf(spot.reference), together, programme);
    if (isIndependent(spot, together, claimants)) {
      events.push({ kind: 'observation', item });
    } else {
      notIndependent.push(spot);
      // What went dangerously wrong is believed of anybody; of the stages it says nothing.
      if (item.safetyEvent) events.push({ kind: 'observation', item: { ...item, ...SILENT } });
    }
  }
  events.push(...feedbackEvents(caseFile, programme), ...governanceEvents(caseFile, programme));
  return { events, levels, notIndependent };
}

function recordOf(
  session: Session,
  level: SessionLevel,
  duplicate: boolean,
  programme: Programme,
): LedgerRecord {
  const lateAfter = programme.parameters['late-after-hours'] * HOUR;
  return {
    reference: session.reference,
    day: session.day,
    knownAt: session.knownAt,
    worker: session.worker,
    level: level.level,
    missedFrom: level.missedFrom,
    complete: level.complete,
    late:
      !session.recordingTimeKnown ||
      (session.recordedAt ?? session.knownAt) - session.end > lateAfter,
    duplicate,
    safetyEvent: isSafetyEvent(session.values, programme),
    inferred: session.link === 'inferred',
  };
}

/** A component that says so, or safety checks below the programme's own stop line. */
export function isSafetyEvent(values: readonly MeasureValue[], programme: Programme): boolean {
  const stopBelow = programme.parameters['stop-below'];
  return values.some((value) => {
    if (value.measure === 'safety-event') return value.kind === 'boolean' && value.value;
    if (stopBelow === undefined || value.measure !== programme.measures.safety) return false;
    return value.kind === 'ratio' && (magnitudeOf(value) ?? 1) < stopBelow - TOLERANCE;
  });
}

/** An observation that neither meets nor fails any stage. */
const SILENT = { level: null, missedFrom: Infinity, pairedWith: null } as const;

/** Session records of the same encounter, else those whose time overlaps. */
function sameSession(spot: SpotObservation, sessions: readonly Session[]): readonly Session[] {
  const encountered = sessions.filter(
    (session) => spot.encounter !== null && session.encounter === spot.encounter,
  );
  if (encountered.length > 0) return encountered;
  return sessions.filter((session) => overlaps(session, spot));
}

/** Visits that only follow one another do not overlap; an instant within a visit does. */
function overlaps(a: Pick<Session, 'start' | 'end'>, b: Pick<Session, 'start' | 'end'>): boolean {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared > 0 || (shared === 0 && (a.start === a.end || b.start === b.end));
}

/** An observer, or a worker watched, whom the host does not name cannot be shown to be somebody else. */
const isIndependent = (
  spot: SpotObservation,
  together: readonly Session[],
  claimants: ReadonlySet<string | null>,
): boolean =>
  spot.observer !== null &&
  !claimants.has(spot.observer) &&
  together.every((session) => session.worker !== null && session.worker !== spot.observer);

const observationOf = (
  spot: SpotObservation,
  level: SessionLevel,
  together: readonly Session[],
  programme: Programme,
): LedgerObservation => ({
  reference: spot.reference,
  day: spot.day,
  knownAt: spot.knownAt,
  level: level.level,
  missedFrom: level.missedFrom,
  pairedWith: together.length === 1 ? (together[0] as Session).reference : null,
  safetyEvent: isSafetyEvent(spot.values, programme),
  inferred: spot.link === 'inferred',
});

/** The person's own scores; a proxy's only where the programme allows it and says why. */
function feedbackEvents(caseFile: CaseFile, programme: Programme): readonly LedgerEvent[] {
  return caseFile.feedback.flatMap((item): LedgerEvent[] => {
    const speaks =
      item.source === 'person' ||
      (item.source === 'proxy' && programme.proxyFeedbackReason !== null);
    if (!speaks || item.score === null || item.declined) return [];
    const { reference, day, knownAt, score } = item;
    const inferred = item.link === 'inferred';
    return [{ kind: 'feedback', item: { reference, day, knownAt, score, inferred } }];
  });
}

function governanceEvents(caseFile: CaseFile, programme: Programme): readonly LedgerEvent[] {
  return [
    ...caseFile.audits.map((audit): LedgerEvent => {
      const { reference, day, knownAt, opinion } = audit;
      const notJustified = opinion === 'not-justified';
      return { kind: 'audit', item: { reference, day, knownAt, notJustified } };
    }),
    ...caseFile.claims.map((claim): LedgerEvent => {
      const { reference, day, knownAt, level } = claim;
      const stage = claimedStage(claim, programme);
      return { kind: 'claim', item: { reference, day, knownAt, level, stage } };
    }),
  ];
}

/**
 * The lowest stage at or above the claimed level; "sustained" is claimed of the top stage. Null where
 * no level above the baseline is claimed.
 */
export function claimedStage(claim: Pick<Claim, 'level'>, programme: Programme): number | null {
  if (claim.level === null || claim.level === 'baseline') return null;
  const level = claim.level === 'sustained' ? 'achieved' : claim.level;
  const atLeast = programme.stages.find((stage) => levelRank(stage.level) >= levelRank(level));
  return atLeast?.rank ?? null;
}
