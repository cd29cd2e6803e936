import type { Grades } from '../assessment.ts';
import type { Grade, Strength } from '../level.ts';
import { STRENGTHS } from '../level.ts';
import type { Programme, Stage } from '../programme.ts';
import type { Day } from '../time.ts';
import {
  countsBothWays,
  isMet,
  isMissed,
  type LedgerFeedback,
  type LedgerObservation,
  type LedgerRecord,
} from './ledger.ts';
import { observationGrade } from './observationGrade.ts';
import { createScoreLine, lossPerMiss, type Score } from './score.ts';
import { TOLERANCE } from './sessionLevel.ts';

/** What is known at one look, each list in order of its day. */
export interface Known {
  readonly records: readonly LedgerRecord[];
  readonly observations: readonly LedgerObservation[];
  readonly feedback: readonly LedgerFeedback[];
}

/** What the grades of a stage are made of; the grade of a component is its weakest part. */
export interface GradeParts {
  readonly consistency: Grade;
  readonly volume: Grade;
  readonly spanDays: Grade;
  readonly weeks: Grade;
  readonly workers: Grade;
  readonly witness: Grade;
  readonly observations: Grade;
  readonly feedback: Grade;
  readonly completeness: Grade;
  readonly contemporaneity: Grade;
  readonly recency: Grade;
}

const NO_RUN: GradeParts = {
  consistency: 0,
  volume: 0,
  spanDays: 0,
  weeks: 0,
  workers: 0,
  witness: 0,
  observations: 0,
  feedback: 0,
  completeness: 0,
  contemporaneity: 0,
  recency: 0,
};

/** The highest column whose bar is reached, each bar presuming the ones before it. */
const column = (value: number, bars: readonly number[]): Grade => {
  let grade = 0;
  while (grade < bars.length && value >= (bars[grade] as number) - TOLERANCE) grade += 1;
  return grade as Grade;
};

const weakestOf = (grades: readonly Grade[]): Grade => Math.min(...grades) as Grade;

/** The parts of the seven components for one stage over its current run, as at the day `today`. */
export function gradeParts(
  known: Known,
  programme: Programme,
  stage: Stage,
  score: Score,
  today: Day,
  goalStart: Day,
): GradeParts {
  const { runStart } = score;
  if (runStart === null) return NO_RUN;
  const p = programme.parameters;
  const run = known.records.filter((record) => record.day >= runStart);
  const sound = run.filter(countsBothWays);
  const half = stage.pass / 2;
  const consistency = column(score.points, [half, stage.pass]);
  return {
    consistency:
      consistency === 2 && score.sum >= p['consistency-strong'] * stage.pass - TOLERANCE
        ? 3
        : consistency,
    volume: column(sound.length, [half, stage.pass, p['volume-strong'] * stage.pass]),
    spanDays: column(lastCountedDay(run, stage.rank) - runStart, [
      stage.minSpanDays / 2,
      stage.minSpanDays,
      p['span-strong'] * stage.minSpanDays,
    ]),
    weeks: column(distinctWeeks(sound, goalStart), [
      1,
      stage.minWeeks,
      stage.minWeeks + p['weeks-strong'],
    ]),
    workers: column(workersOf(sound).size, [1, stage.workers, stage.workers + 1]),
    witness: witnessGrade(known, workersOf(sound), programme, stage),
    observations: observationGrade(known, programme, stage, runStart, today),
    feedback: feedbackGrade(known.feedback, programme, stage, runStart, today),
    ...recordingGrades(run, restsOnInference(known, runStart), programme),
    recency: recencyGrade(today - (sound.at(-1)?.day ?? -Infinity), p['recency-days']),
  };
}

const restsOnInference = ({ records, observations, feedback }: Known, runStart: Day): boolean =>
  [...records, ...observations, ...feedback].some(
    (item) => item.day >= runStart && item.inferred === true,
  );

/** How well the records of the run were kept. */
function recordingGrades(
  run: readonly LedgerRecord[],
  inferred: boolean,
  programme: Programme,
): Pick<GradeParts, 'completeness' | 'contemporaneity'> {
  const p = programme.parameters;
  const share = (holds: (record: LedgerRecord) => boolean): number =>
    run.filter(holds).length / run.length;
  return {
    completeness: column(
      share((record) => record.complete),
      [
        p['completeness-weak'],
        p['completeness-moderate'],
        // Records tied to the goal by inference alone never make strong evidence.
        inferred ? Infinity : p['completeness-strong'],
      ],
    ),
    contemporaneity: column(
      share((record) => !record.late && !record.duplicate),
      [p['contemporaneity-weak'], p['contemporaneity-moderate'], p['contemporaneity-strong']],
    ),
  };
}

/** The seven grades that a verdict shows. */
export const gradesOf = (parts: GradeParts): Grades => ({
  consistency: parts.consistency,
  volume: parts.volume,
  span: weakestOf([parts.spanDays, parts.weeks]),
  independence: weakestOf([parts.workers, parts.witness, parts.observations, parts.feedback]),
  completeness: parts.completeness,
  contemporaneity: parts.contemporaneity,
  recency: parts.recency,
});

/** Evidence strength is its weakest component: in a mean, many notes would pay for a missing observation. */
export const weakest = (grades: Grades): Grade => weakestOf(Object.values(grades));

export const strengthOf = (grades: Grades): Strength => STRENGTHS[weakest(grades)];

const lastCountedDay = (run: readonly LedgerRecord[], stage: number): Day =>
  run.findLast((record) => isMet(record, stage) || isMissed(record, stage))?.day ?? -Infinity;

const distinctWeeks = (records: readonly LedgerRecord[], goalStart: Day): number =>
  new Set(records.map((record) => Math.floor((record.day - goalStart) / 7))).size;

const workersOf = (records: readonly LedgerRecord[]): ReadonlySet<string> =>
  new Set(records.map((record) => record.worker).filter((worker) => worker !== null));

/**
 * Does the score stand without any one of its workers? Walked anew over the whole history with each
 * worker's records left out; a safety event stays, whoever recorded it.
 */
function witnessGrade(
  known: Known,
  workers: ReadonlySet<string>,
  programme: Programme,
  stage: Stage,
): Grade {
  if (stage.rank === 1) return 3;
  if (workers.size < 2) return 0;
  const stands = [...workers].every(
    (worker) => scoreWithout(known, worker, programme, stage) >= stage.pass / 2 - TOLERANCE,
  );
  return stands ? 3 : 1;
}

/** The score of a stage had one worker recorded nothing but what went dangerously wrong. */
export function scoreWithout(
  known: Known,
  worker: string,
  programme: Programme,
  stage: Stage,
): number {
  const loss = lossPerMiss(programme.parameters['criterion-share']);
  const line = createScoreLine(stage.rank, stage.cap, loss);
  for (const record of known.records) {
    if (record.worker === null) line.add(withoutSuccess(record));
    else if (record.worker !== worker) line.add(record);
    else if (record.safetyEvent) line.empty(record.day);
  }
  for (const item of known.observations) if (item.safetyEvent) line.empty(item.day);
  return line.now().points;
}

/** A record that names nobody may be the very worker's: its bad news is believed, its good news is not. */
const withoutSuccess = (record: LedgerRecord): LedgerRecord => ({
  ...record,
  level: null,
  complete: false,
});

function feedbackGrade(
  feedback: readonly LedgerFeedback[],
  programme: Programme,
  stage: Stage,
  runStart: Day,
  today: Day,
): Grade {
  if (stage.feedback === 0) return 3;
  const p = programme.parameters;
  const current = feedback.filter(
    (item) => item.day >= runStart && today - item.day < p['feedback-days'],
  );
  if (current.length < stage.feedback) return 1;
  const mean = current.reduce((sum, item) => sum + item.score, 0) / current.length;
  return column(mean, [-Infinity, p['feedback-moderate'], p['feedback-strong']]);
}

function recencyGrade(age: number, limit: number): Grade {
  if (age <= limit / 2) return 3;
  if (age <= limit) return 2;
  return age <= 2 * limit ? 1 : 0;
}
