import type { Assessment } from './assessment.ts';
import { testClaim, type ClaimTest } from './attainment/claimVerdict.ts';
import { movementOf } from './attainment/flags.ts';
import { claimedStage, ledgerOf, type Ledger } from './attainment/fromCaseFile.ts';
import { fold, type Holding } from './attainment/holding.ts';
import type { Baseline, CaseFile, Claim } from './caseFile.ts';
import { factsOf } from './facts.ts';
import type { Ground, Recorded } from './ground.ts';
import { levelRank, type Level, type Verdict } from './level.ts';
import { findDuplicates, type Duplicate } from './narrative/nearDuplicate.ts';
import type { Programme } from './programme.ts';
import { sourcesOf } from './sources.ts';
import type { Day } from './time.ts';

/** Walks the ledger of what is known on the day `today`, and lays out what the findings may look at. */
export function groundOf(
  caseFile: CaseFile,
  programme: Programme,
  today: Day,
  isHoliday: (day: Day) => boolean,
): Ground {
  const duplicates = repeatedNotes(caseFile, programme);
  const ledger = ledgerOf(caseFile, programme, duplicates);
  const holding = fold(ledger.events, programme, caseFile.goal.start, today);
  const latestClaim = caseFile.claims.at(-1) ?? null;
  const claim = latestClaim?.level == null ? null : latestClaim;
  const stage = claim === null ? null : claimedStage(claim, programme);
  const validated = validatedOf(holding, programme);
  const falls = claim?.level != null && levelRank(validated.level) < levelRank(claim.level);
  const claimTest =
    falls && stage !== null ? testClaim(holding.known, programme, stage, claim.day, today) : null;
  const questioned = stage ?? Math.max(1, holding.validated);
  return {
    caseFile,
    programme,
    today,
    isHoliday,
    ledger,
    holding,
    movement: movementOf(holding, programme),
    sessions: sessionsOf(caseFile, ledger, holding),
    duplicates,
    baseline: firstBaseline(caseFile.baselines),
    claim,
    claimedStage: stage,
    questionedStage: questioned,
    claimTest,
    verdict: verdictOf(claim, validated.level, claimTest),
    validated,
    sources: sourcesOf(caseFile, programme, ledger, holding, questioned),
  };
}

function repeatedNotes(caseFile: CaseFile, programme: Programme): ReadonlyMap<string, Duplicate> {
  const p = programme.parameters;
  const notes = caseFile.sessions.map((session) => {
    const { reference, worker, day, note, values } = session;
    const knownAt = session.recordedAt ?? session.knownAt;
    return { reference, worker, day, knownAt, text: note, facts: factsOf(values) };
  });
  return findDuplicates(notes, {
    window: p['note-window'],
    shortest: p['note-shortest'],
    nearDuplicate: p['note-near-duplicate'],
    copy: p['note-copy'],
  });
}

/** The baseline recorded first stands; later ones, even if dated back, are re-baselines (C09, C28). */
const firstBaseline = (baselines: readonly Baseline[]): Baseline | null =>
  baselines.reduce<Baseline | null>(
    (first, baseline) => (first === null || baseline.knownAt < first.knownAt ? baseline : first),
    null,
  );

function sessionsOf(caseFile: CaseFile, ledger: Ledger, holding: Holding): readonly Recorded[] {
  const byReference = new Map(caseFile.sessions.map((session) => [session.reference, session]));
  return holding.known.records.flatMap((record) => {
    const session = byReference.get(record.reference);
    const level = ledger.levels.get(record.reference);
    return session && level ? [{ session, record, level }] : [];
  });
}

function validatedOf(holding: Holding, programme: Programme): Assessment['validated'] {
  const held = holding.stages[holding.validated - 1];
  if (held === undefined) {
    return { level: 'baseline', stage: null, since: null, word: programme.words.baseline };
  }
  const { code, level, displayWord } = held.stage;
  return holding.sustained
    ? { level: 'sustained', stage: code, since: held.heldFrom, word: programme.words.sustained }
    : { level, stage: code, since: held.heldFrom, word: displayWord };
}

/** Claims are of a level: the claim stands when the validated level is at or above it. */
function verdictOf(claim: Claim | null, validated: Level, test: ClaimTest | null): Verdict {
  if (claim?.level == null) return 'no-claim';
  const difference = levelRank(validated) - levelRank(claim.level);
  if (difference > 0) return 'understated';
  if (difference === 0) return 'supported';
  return test !== null && test.contradictedBy.length > 0 ? 'overstated' : 'unverifiable';
}
