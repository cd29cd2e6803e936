import type { Programme } from '../programme.ts';
import type { Holding, StageHold } from './holding.ts';
import type { LedgerRecord } from './ledger.ts';
import { TOLERANCE } from './sessionLevel.ts';

/** Movement over time that a single verdict does not show. Several may hold at once. */
export interface Movement {
  readonly regressed: boolean;
  readonly inconsistent: boolean;
  readonly stalled: boolean;
}

/** Complete and not carried over from another note; late ones too. */
export const isUsable = (record: LedgerRecord): boolean => record.complete && !record.duplicate;

/** The next stage to be reached, at most the top. */
export const nextStageRank = (holding: Holding): number =>
  Math.min(holding.validated + 1, holding.stages.length);

export function movementOf(holding: Holding, programme: Programme): Movement {
  return {
    regressed: lostRecently(holding, programme).length > 0,
    inconsistent: isInconsistent(holding, programme),
    stalled: isStalled(holding, programme),
  };
}

/** Stages above the validated one that were lost not long ago and are not held again, lowest first. */
export const lostRecently = (holding: Holding, programme: Programme): readonly StageHold[] =>
  holding.stages.filter(
    ({ stage, heldFrom, lostOn }) =>
      stage.rank > holding.validated &&
      heldFrom === null &&
      lostOn !== null &&
      holding.today - lostOn < programme.parameters['regressed-days'],
  );

function isInconsistent(holding: Holding, programme: Programme): boolean {
  const p = programme.parameters;
  const next = nextStageRank(holding);
  const met = holding.known.records.filter(isUsable).map((record) => (record.level ?? 0) >= next);
  return switchesOften(met.slice(-p['inconsistent-records']), p) || blocksDiffer(met, p);
}

function switchesOften(met: readonly boolean[], p: Programme['parameters']): boolean {
  if (met.length < p['inconsistent-least']) return false;
  const share = met.filter(Boolean).length / met.length;
  const switches = met.filter((now, index) => index > 0 && now !== met[index - 1]).length;
  return (
    share >= p['inconsistent-low'] - TOLERANCE &&
    share < p['inconsistent-high'] - TOLERANCE &&
    switches >= p['inconsistent-switches']
  );
}

/** Good and bad spells: the last of four blocks is well below the best. */
function blocksDiffer(met: readonly boolean[], p: Programme['parameters']): boolean {
  const size = p['inconsistent-block'];
  if (met.length < 4 * size) return false;
  const shares = [4, 3, 2, 1].map((back) => {
    const from = met.length - back * size;
    return met.slice(from, from + size).filter(Boolean).length / size;
  });
  const best = Math.max(...shares);
  return (
    best - Math.min(...shares) >= p['inconsistent-spread'] - TOLERANCE &&
    best - (shares.at(-1) as number) > p['inconsistent-below-best'] + TOLERANCE
  );
}

function isStalled(holding: Holding, programme: Programme): boolean {
  const p = programme.parameters;
  const { today, validated, stages } = holding;
  if (validated === stages.length) return false;
  const usable = holding.known.records.filter(isUsable);
  const since = stages[validated - 1]?.heldFrom ?? holding.known.records[0]?.day;
  if (since === undefined || today - since < p['stalled-days']) return false;
  if (usable.filter((record) => record.day >= since).length < p['stalled-sessions']) return false;
  const next = stages[validated];
  if (next === undefined || next.line.now().points >= next.stage.pass / 2 - TOLERANCE) return false;
  const recent = p['recent-sessions'];
  const rise = meanLevel(usable.slice(-recent)) - meanLevel(usable.slice(-2 * recent, -recent));
  return rise <= p['stalled-rise'] + TOLERANCE;
}

const meanLevel = (records: readonly LedgerRecord[]): number =>
  records.reduce((sum, record) => sum + (record.level ?? 0), 0) / records.length;
