import type { Instant } from '../../domain/time.ts';
import type { BaselineFormRecord } from './baselineForm.ts';
import type { PlacedBaselineForm, PlacedForm, PlacedObservation } from './caseFiles.ts';
import { isAlarm } from './components.ts';
import type { GoalRecord } from './goal.ts';
import { grouped } from './grouped.ts';
import type { Holdings } from './holdings.ts';
import { createInference, type GoalAtHand } from './inference.ts';
import type { Linker } from './links.ts';
import type { ObservationRecord } from './observation.ts';
import { namedGoals, place, type PlacementRules } from './placement.ts';
import type { ProblemBook } from './problemBook.ts';
import type { ProvenanceRecord } from './provenance.ts';
import type { Resolver } from './resolver.ts';

/** All evidence, each record with the goal it counts for. */
interface Placements {
  readonly observations: ReadonlyMap<string, readonly PlacedObservation[]>;
  readonly forms: ReadonlyMap<string, readonly PlacedForm[]>;
  readonly baselineForms: ReadonlyMap<string, readonly PlacedBaselineForm[]>;
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
  const { observations } = sources.holdings;
  const forms = sources.holdings.forms.all();
  const placed = observations
    .all()
    .flatMap(countable)
    .flatMap((record) => place(record, record.kind, rules));
  const answered = forms
    .filter((form) => form.kind === 'feedback')
    .flatMap((form) => place(form, form.kind, rules));
  const madeFrom = baselinesMadeFrom(placed, sources.resolver);
  const baselineForms = forms
    .filter((form) => form.kind === 'baseline')
    .filter((form) => !isSpokenFor(form, madeFrom, rules))
    .flatMap((form) => place(form, form.kind, rules));
  return {
    observations: grouped(placed, (one) => one.goal),
    forms: grouped(answered, (one) => one.goal),
    baselineForms: grouped(baselineForms, (one) => one.goal),
  };
}

/**
 * What was not attempted is no record, save for what went dangerously wrong: that counts, even where
 * it kept the person from any attempt.
 */
function countable(record: ObservationRecord): readonly ObservationRecord[] {
  if (record.attempt !== 'none') return [record];
  const values = record.values.filter(isAlarm);
  return values.length === 0 ? [] : [{ ...record, values }];
}

/** The goals for which a baseline was made from a form, by the form's reference. */
function baselinesMadeFrom(
  placed: readonly PlacedObservation[],
  resolver: Resolver,
): ReadonlyMap<string, readonly string[]> {
  const pairs = placed
    .filter(({ kind }) => kind === 'baseline')
    .flatMap(({ goal, usable }) =>
      resolver.resolveAll(usable.record.derivedFrom).map((source) => ({ source, goal })),
    );
  const groups = grouped(pairs, (pair) => pair.source);
  return new Map([...groups].map(([source, all]) => [source, all.map((pair) => pair.goal)]));
}

/** A form and the Observation made from it are one baseline: the Observation stands for both. */
function isSpokenFor(
  form: BaselineFormRecord,
  madeFrom: ReadonlyMap<string, readonly string[]>,
  rules: PlacementRules,
): boolean {
  const goals = madeFrom.get(form.reference);
  return goals !== undefined && namedGoals(form, rules).every((goal) => goals.includes(goal));
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
    isChanged: (reference) =>
      holdings.observations.isChanged(reference) || holdings.forms.isChanged(reference),
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
