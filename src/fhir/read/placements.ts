import type { Instant } from '../../domain/time.ts';
import type { PlacedForm, PlacedObservation } from './caseFiles.ts';
import type { GoalRecord } from './goal.ts';
import { grouped } from './grouped.ts';
import type { Holdings } from './holdings.ts';
import { createInference, type GoalAtHand } from './inference.ts';
import type { Linker } from './links.ts';
import { place, type PlacementRules } from './placement.ts';
import type { ProblemBook } from './problemBook.ts';
import type { ProvenanceRecord } from './provenance.ts';
import type { Resolver } from './resolver.ts';

/** All evidence, each record with the goal it counts for. */
interface Placements {
  readonly observations: ReadonlyMap<string, readonly PlacedObservation[]>;
  readonly forms: ReadonlyMap<string, readonly PlacedForm[]>;
}

interface PlacementSources {
  readonly holdings: Holdings;
  /** The newest version of each goal. */
  readonly goals: readonly GoalRecord[];
  readonly atHand: ReadonlyMap<string, GoalAtHand>;
  readonly linker: Linker;
  readonly resolver: Resolver;
  readonly book: ProblemBook;
  readonly provenances: ReadonlyMap<string, readonly ProvenanceRecord[]>;
}

export function placeAll(sources: PlacementSources): Placements {
  const rules = rulesOf(sources);
  const { observations, forms } = sources.holdings;
  const placed = observations
    .all()
    .filter((record) => record.attempt !== 'none')
    .flatMap((record) => place(record, record.kind, rules));
  const answered = forms.all().flatMap((record) => place(record, 'feedback', rules));
  return {
    observations: grouped(placed, (one) => one.goal),
    forms: grouped(answered, (one) => one.goal),
  };
}

function rulesOf(sources: PlacementSources): PlacementRules {
  const { holdings, atHand, goals, linker, resolver, book } = sources;
  const addressed = addressedBy(goals, atHand, resolver);
  return {
    linker,
    resolver,
    book,
    goals: atHand,
    infer: createInference(atHand.values()),
    isKnown: (goal) => holdings.goals.has(goal),
    addressing: (reference) => addressed.get(reference) ?? [],
    recorded: (reference) => firstRecorded(sources.provenances.get(reference) ?? []),
  };
}

function addressedBy(
  goals: readonly GoalRecord[],
  atHand: ReadonlyMap<string, GoalAtHand>,
  resolver: Resolver,
): ReadonlyMap<string, readonly string[]> {
  const pairs = goals
    .filter((goal) => atHand.has(goal.reference))
    .flatMap(({ addresses, reference }) =>
      resolver.resolveAll(addresses).map((finding) => ({ finding, goal: reference })),
    );
  const groups = grouped(pairs, (pair) => pair.finding);
  return new Map([...groups].map(([finding, all]) => [finding, all.map((pair) => pair.goal)]));
}

function firstRecorded(provenances: readonly ProvenanceRecord[]): Instant | null {
  const times = provenances.flatMap(({ recorded }) => recorded ?? []);
  return times.length === 0 ? null : Math.min(...times);
}
