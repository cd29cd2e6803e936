import type { Grade } from '../level.ts';
import type { Programme, Stage } from '../programme.ts';
import type { Day } from '../time.ts';
import { saysOf, wasObserved, type LedgerObservation, type LedgerRecord } from './ledger.ts';
import { TOLERANCE } from './sessionLevel.ts';

/** Records and observations, each in order of its day. */
interface Observed {
  readonly records: readonly LedgerRecord[];
  readonly observations: readonly LedgerObservation[];
}

/**
 * How far independent observations bear a stage out, 0 to 3. No statistic defends against biased recorders; this gate and the person's word do.
 */
export function observationGrade(
  known: Observed,
  programme: Programme,
  stage: Stage,
  runStart: Day,
  today: Day,
): Grade {
  const p = programme.parameters;
  const need = stage.observations;
  const spoken = known.observations.filter((item) => saysOf(item, stage.rank));
  const inRun = spoken.filter((item) => item.day >= runStart);
  const met = inRun.filter((item) => wasObserved(item, stage.rank)).length;
  const last = inRun.at(-1);
  if (need === 0) return last === undefined || wasObserved(last, stage.rank) ? 3 : 1;
  if (met === 0 || last === undefined) return 0;
  if (today - last.day > p['observation-days']) return 1;
  if (hasOpenDiscordance(known, programme, stage.rank, today)) return 1;
  const latest = inRun.slice(-Math.min(2, need));
  const borneOut =
    met >= need &&
    met / inRun.length >= p['observation-share'] - TOLERANCE &&
    latest.every((item) => wasObserved(item, stage.rank));
  if (!borneOut) return 1;
  return met >= need + p['observations-strong'] ? 3 : 2;
}

/** Sessions that the record shows as met and the observer, at the same session, did not see met. */
export function discordantPairs(
  known: Observed,
  programme: Programme,
  stage: number,
  today: Day,
): readonly LedgerObservation[] {
  const records = new Map(known.records.map((record) => [record.reference, record]));
  return known.observations.filter((item) => {
    const record = records.get(item.pairedWith ?? '');
    return (
      record?.complete === true &&
      (record.level ?? 0) >= stage &&
      stage >= item.missedFrom &&
      today - item.day < programme.parameters['pair-days']
    );
  });
}

/** A discordant pair is made good by enough met observations in a row after it. */
function hasOpenDiscordance(
  known: Observed,
  programme: Programme,
  stage: number,
  today: Day,
): boolean {
  const pairs = discordantPairs(known, programme, stage, today);
  const latestPair = pairs.at(-1);
  if (latestPair === undefined) return false;
  const p = programme.parameters;
  const needed = pairs.length === 1 ? p['pair-made-good'] : p['pairs-made-good'];
  const spoken = known.observations.filter((item) => saysOf(item, stage));
  const lastMiss = spoken.findLastIndex((item) => !wasObserved(item, stage));
  const since = spoken.slice(lastMiss + 1).filter((item) => item.day > latestPair.day);
  return since.length < needed;
}
