import type { Link, ReadingProblem } from '../../domain/caseFile.ts';
import type { Instant } from '../../domain/time.ts';
import type { Usable } from './evidence.ts';
import { unreadable, type Fault } from './fault.ts';
import type { FormRecord } from './forms.ts';
import type { GoalAtHand, Inference } from './inference.ts';
import type { Linker } from './links.ts';
import type { EvidenceKind } from './evidenceKind.ts';
import type { ObservationRecord } from './observation.ts';
import type { ProblemBook } from './problemBook.ts';
import type { Resolver } from './resolver.ts';
import { recordingOf } from './timing.ts';

/** A record that counts for a goal. */
export interface Placed<R> {
  readonly goal: string;
  readonly link: Link;
  readonly kind: EvidenceKind;
  readonly usable: Usable<R>;
}

export interface PlacementRules {
  readonly linker: Linker;
  readonly infer: Inference;
  readonly resolver: Resolver;
  readonly book: ProblemBook;
  readonly goals: ReadonlyMap<string, GoalAtHand>;
  /** Goals that were read, though they have no programme, or were withdrawn as an error. */
  isKnown(goal: string): boolean;
  /** Goals at hand that say that they address what this Observation found. */
  addressing(reference: string): readonly string[];
  /** When the record's provenance says that it was recorded. */
  recorded(reference: string): Instant | null;
  /** An older version of the record, which says something else, was read too. */
  isChanged(reference: string): boolean;
}

type AnyRecord = ObservationRecord | FormRecord;

/**
 * Where one record counts. What keeps it from counting is noted with the goals it might be about.
 *
 * @param stated its kind; null for an Observation that is none of ours, unless a goal addresses it
 */
export function place<R extends AnyRecord>(
  record: R,
  stated: EvidenceKind | null,
  rules: PlacementRules,
): readonly Placed<R>[] {
  const addressing = rules.addressing(record.reference);
  const kind = stated ?? (addressing.length > 0 ? 'baseline' : null);
  const refuse = (goals: readonly string[], as: ReadingProblem['kind'], because: string) => {
    const recording = usableOf(record, rules);
    const knownAt = 'because' in recording ? {} : { knownAt: recording.recording.knownAt };
    rules.book.note(goals, { reference: record.reference, kind: as, because, ...knownAt });
    return [];
  };
  if (kind === null) {
    const linked = namedGoals(record, rules).filter((goal) => rules.goals.has(goal));
    if (linked.length === 0) return [];
    return refuse(linked, 'unmapped', 'its code has no map to a record that Attest knows');
  }
  const aim = aimOf(record, kind, rules);
  const usable = usableOf(record, rules);
  if ('because' in usable)
    return refuse([...aim.goals, ...addressing], usable.kind, usable.because);
  const baselineOf = kind === 'baseline' ? addressing : [];
  const placed = new Map<string, Link>(baselineOf.map((goal) => [goal, 'outcome-reference']));
  if (aim.link !== null) placed.set(aim.goals[0] as string, aim.link);
  else if (placed.size === 0 && aim.because !== null) {
    return refuse(aim.goals, 'unlinked', aim.because);
  }
  return [...placed].map(([goal, link]) => ({ goal, link, kind, usable }));
}

/** The goals that the record itself, or what the host says of it, names. */
export function namedGoals(record: AnyRecord, { linker }: PlacementRules): readonly string[] {
  const tie = linker.tieOf(record);
  if (tie.kind === 'none') return [];
  return tie.kind === 'one' ? [tie.goal] : tie.goals;
}

/** What a record aims at. */
interface Aim {
  /** The one goal it counts for, or those it might be about. */
  readonly goals: readonly string[];
  /** Null where it counts for no goal. */
  readonly link: Link | null;
  /** Why it counts for none; null where nobody needs to know. */
  readonly because: string | null;
}

function aimOf(record: AnyRecord, kind: EvidenceKind, rules: PlacementRules): Aim {
  const tie = rules.linker.tieOf(record);
  if (tie.kind === 'several') return miss(tie.goals, 'it names more than one goal');
  return tie.kind === 'none'
    ? inferredAim(record, kind, rules)
    : namedAim(record, tie.goal, tie.link, rules);
}

const miss = (goals: readonly string[], because: string | null): Aim => ({
  goals,
  link: null,
  because,
});

function namedAim(record: AnyRecord, goal: string, link: Link, rules: PlacementRules): Aim {
  const atHand = rules.goals.get(goal);
  if (atHand === undefined) {
    return miss([goal], rules.isKnown(goal) ? null : 'it names a goal that was not read');
  }
  const patient = record.patient === null ? null : rules.resolver.resolve(record.patient);
  const another = patient?.startsWith('Patient/') === true && patient !== atHand.patient;
  if (another) return miss([goal], 'it is about another person than its goal');
  return { goals: [goal], link, because: null };
}

/** An audit or a baseline is of one goal: only what happened day by day may be told from the person. */
function inferredAim(record: AnyRecord, kind: EvidenceKind, rules: PlacementRules): Aim {
  const patient = record.patient === null ? null : rules.resolver.resolve(record.patient);
  const goals = rules.infer(patient, record.timing?.day ?? null, record.values);
  const daily = kind !== 'audit' && kind !== 'baseline';
  if (daily && goals.length === 1) return { goals, link: 'inferred', because: null };
  return goals.length > 1
    ? miss(goals, 'it names no goal, and could be about more than one')
    : miss(goals, 'it names no goal, and none can be told from it');
}

function usableOf<R extends AnyRecord>(record: R, rules: PlacementRules): Usable<R> | Fault {
  const { reference, timing, fault, issued, updated } = record;
  if (fault !== null || timing === null) return fault ?? unreadable('it has no time');
  const times = [issued, rules.recorded(reference), updated];
  // What a correction says was not known before it, though the record keeps its first time.
  const corrected = record.corrected || rules.isChanged(reference) ? updated : null;
  const recording = recordingOf(timing, times, corrected);
  return 'fault' in recording ? unreadable(recording.fault) : { record, timing, recording };
}
