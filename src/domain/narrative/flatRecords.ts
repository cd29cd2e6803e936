import { compareText } from '../order.ts';
import type { Day, Instant } from '../time.ts';

/** The facts of one record, without its words. */
export interface FactRecord {
  readonly reference: string;
  readonly worker: string | null;
  readonly day: Day;
  readonly knownAt: Instant;
  /** Prompts, confidence, duration and enjoyment in a canonical form; empty when none was recorded. */
  readonly facts: string;
}

/** One worker's latest records that say the same while others' do not. */
export interface FlatRun {
  readonly worker: string;
  /** References of the identical records, sorted. */
  readonly cites: readonly string[];
}

const LATEST = 6;
const IDENTICAL = 5;

/** Fewer different records by others than this do not show that the facts vary. */
const OTHERS_DISTINCT = 3;

/**
 * Workers of whose last six records at least five have identical facts, while the others' records since the
 * first of those six do not agree so far. A person who is steady looks the same to everybody, and is not
 * found.
 */
export function flatRecords(records: readonly FactRecord[]): readonly FlatRun[] {
  const recorded = records
    .filter(({ facts, worker }) => facts !== '' && worker !== null)
    .sort(
      (a, b) => a.day - b.day || a.knownAt - b.knownAt || compareText(a.reference, b.reference),
    );
  const workers = [...new Set(recorded.map(({ worker }) => worker as string))].sort(compareText);
  return workers.flatMap((worker) => flatRunOf(worker, recorded) ?? []);
}

function flatRunOf(worker: string, recorded: readonly FactRecord[]): FlatRun | null {
  const latest = recorded.filter((record) => record.worker === worker).slice(-LATEST);
  const first = latest[0];
  if (first === undefined || latest.length < LATEST) return null;
  const identical = mostAlike(latest);
  const others = recorded.filter((record) => record.worker !== worker && record.day >= first.day);
  if (identical.length < IDENTICAL || !vary(others)) return null;
  return { worker, cites: identical.map(({ reference }) => reference).sort(compareText) };
}

/** Two values by turns are what honest records of a person who has come far look like, too. */
const vary = (records: readonly FactRecord[]): boolean =>
  new Set(records.map(({ facts }) => facts)).size >= OTHERS_DISTINCT &&
  mostAlike(records).length / records.length < IDENTICAL / LATEST;

/** The largest group of records with the same facts. */
function mostAlike(records: readonly FactRecord[]): readonly FactRecord[] {
  return records
    .map(({ facts }) => records.filter((record) => record.facts === facts))
    .reduce((largest, group) => (group.length > largest.length ? group : largest), []);
}
