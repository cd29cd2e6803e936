import type { MeasureValue } from '../caseFile.ts';
import type { Criterion, Programme, Stage } from '../programme.ts';

/** Scores, shares and ratios are compared with this much slack, so that 4/5 is at least 0.8. */
export const TOLERANCE = 1e-9;

/** What one record says of the ladder. */
export interface SessionLevel {
  /** Highest stage met, 0 for none; null where the record is incomplete. */
  readonly level: number | null;
  /** The lowest stage the record fails; Infinity where nothing recorded fails. */
  readonly missedFrom: number;
  readonly complete: boolean;
  /** Measures that are absent or unusable, sorted. */
  readonly missing: readonly string[];
}

type Outcome = 'met' | 'failed' | 'missing';
type Values = ReadonlyMap<string, MeasureValue>;

const DECLINED: SessionLevel = { level: 0, missedFrom: 1, complete: true, missing: [] };

/**
 * The highest stage whose criteria, and those of every stage below it, one record meets.
 * Attendance, praise and the worker's own tick are never inputs (C08, E03). An incomplete record is
 * never a success, but fails the stages that its recorded components already fail.
 */
export function sessionLevel(
  attempt: { readonly outcome: 'made' | 'declined'; readonly values: readonly MeasureValue[] },
  programme: Programme,
): SessionLevel {
  if (attempt.outcome === 'declined') return DECLINED;
  const known = levelsFor(programme);
  const level = known.get(attempt.values) ?? levelOfValues(attempt.values, programme);
  known.set(attempt.values, level);
  return level;
}

type Levels = WeakMap<readonly MeasureValue[], SessionLevel>;

/**
 * Asked of each record at every look, and many records share one list of values. A list is never changed,
 * nor is a programme.
 */
const LEVELS = new WeakMap<Programme, Levels>();

function levelsFor(programme: Programme): Levels {
  const known: Levels = LEVELS.get(programme) ?? new WeakMap();
  LEVELS.set(programme, known);
  return known;
}

function levelOfValues(recorded: readonly MeasureValue[], programme: Programme): SessionLevel {
  const values: Values = new Map(recorded.map((value) => [value.measure, value]));
  const missing = new Set<string>();
  let met = 0;
  let missedFrom = Infinity;
  for (const stage of programme.stages) {
    const outcome = stageOutcome(stage, values, met === stage.rank - 1, missing);
    if (outcome === 'met' && met === stage.rank - 1) met = stage.rank;
    if (outcome === 'failed') missedFrom = Math.min(missedFrom, stage.rank);
  }
  const complete = missing.size === 0;
  return {
    level: complete ? met : null,
    missedFrom: complete ? met + 1 : missedFrom,
    complete,
    missing: [...missing].sort(),
  };
}

/** Adds to `missing` what the stage needs and the record lacks. */
function stageOutcome(
  stage: Stage,
  values: Values,
  lowerStagesMet: boolean,
  missing: Set<string>,
): Outcome {
  const firm = stage.criteria.filter((criterion) => !criterion.neededOnlyWhenOtherwiseMet);
  const outcomes = alternatives(firm).map((group) => groupOutcome(group, values, missing));
  const otherwiseMet = lowerStagesMet && outcomes.every((outcome) => outcome === 'met');
  for (const criterion of stage.criteria) {
    if (!criterion.neededOnlyWhenOtherwiseMet) continue;
    const outcome = criterionOutcome(criterion, values);
    if (outcome === 'missing' && !otherwiseMet) continue;
    if (outcome === 'missing') missing.add(criterion.measure);
    outcomes.push(outcome);
  }
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.includes('missing') ? 'missing' : 'met';
}

/** Criteria that share a group stand together; each other one stands alone. */
function alternatives(criteria: readonly Criterion[]): readonly (readonly Criterion[])[] {
  const groups = new Map<string, Criterion[]>();
  criteria.forEach((criterion, index) => {
    const key = criterion.anyOf ?? `alone ${index}`;
    groups.set(key, [...(groups.get(key) ?? []), criterion]);
  });
  return [...groups.values()];
}

/** In a group of alternatives one recorded component suffices; what is recorded decides. */
function groupOutcome(group: readonly Criterion[], values: Values, missing: Set<string>): Outcome {
  const outcomes = group.map((criterion) => criterionOutcome(criterion, values));
  if (outcomes.includes('met')) return 'met';
  if (outcomes.includes('failed')) return 'failed';
  // One of them suffices, and may be asked for already by a criterion of its own.
  const measures = group.map((criterion) => criterion.measure);
  if (!measures.some((measure) => missing.has(measure))) missing.add(measures.join(' or '));
  return 'missing';
}

function criterionOutcome(criterion: Criterion, values: Values): Outcome {
  const outcome = compare(criterion, values.get(criterion.measure));
  if (outcome !== 'met' || criterion.requires === null) return outcome;
  return isRecorded(values.get(criterion.requires)) ? 'met' : 'failed';
}

function isRecorded(value: MeasureValue | undefined): boolean {
  if (value === undefined || value.kind === 'unusable') return false;
  return value.kind !== 'text' || value.value.trim() !== '';
}

function compare(criterion: Criterion, value: MeasureValue | undefined): Outcome {
  if (value === undefined || value.kind === 'unusable') return 'missing';
  if (criterion.comparator === 'is-true') {
    return value.kind === 'boolean' ? verdictOf(value.value) : 'missing';
  }
  const threshold = criterion.threshold;
  if (threshold === null) return 'missing';
  if (criterion.comparator === 'equals' && threshold.kind === 'code') {
    if (value.kind !== 'coded') return 'missing';
    return verdictOf(value.system === threshold.system && value.code === threshold.code);
  }
  const actual = magnitudeOf(value);
  const limit = threshold.kind === 'code' ? threshold.rank : threshold.value;
  if (actual === null || limit === null) return 'missing';
  return verdictOf(holds(criterion.comparator, actual, limit));
}

const verdictOf = (met: boolean): Outcome => (met ? 'met' : 'failed');

function holds(
  comparator: 'at-most' | 'at-least' | 'equals',
  actual: number,
  limit: number,
): boolean {
  if (comparator === 'at-most') return actual <= limit + TOLERANCE;
  if (comparator === 'at-least') return actual >= limit - TOLERANCE;
  return Math.abs(actual - limit) <= TOLERANCE;
}

/** A value on its scale: the rank of a code, a count, minutes, or the share of a ratio. */
export function magnitudeOf(value: MeasureValue | undefined): number | null {
  if (value === undefined) return null;
  if (value.kind === 'coded') return value.rank;
  if (value.kind === 'number') return value.value;
  if (value.kind === 'ratio') return value.done / value.required;
  return null;
}
