import type { Improvement } from './assessment.ts';
import { sessionLevel, type SessionLevel } from './attainment/sessionLevel.ts';
import type { Baseline, MeasureValue, Session } from './caseFile.ts';
import { compareText } from './order.ts';
import type { ImprovementMeasure, Programme } from './programme.ts';
import { range, readingOf, shareReading, worseMedian, type Reading } from './statistics/reading.ts';
import type { Day } from './time.ts';

/** What a record says of the ladder. */
export type RecordLevel = Pick<SessionLevel, 'level' | 'missedFrom' | 'complete'>;

/** A session, or the baseline, as one record among others. */
interface Recorded {
  readonly declined: boolean;
  readonly values: readonly MeasureValue[];
  readonly level: RecordLevel | null;
}

const SAME = 1e-9;

/**
 * Each of the programme's own measures at the baseline and now, over the measure's own window (C27,
 * T42-45, P41-44, E40-43). Declined sessions count in shares and have no part in medians and ranges.
 * What was not recorded stays null, and the direction unknown. Variation, and how well sessions are recorded,
 * are seldom shown by a baseline alone: for those the first window of sessions stands for it (P41, E43).
 *
 * @param sessions known at the time of the assessment, in any order
 * @param levels by reference of the session
 */
export function improvementOf(
  programme: Programme,
  baseline: Baseline | null,
  sessions: readonly Session[],
  levels: ReadonlyMap<string, RecordLevel>,
  nextStageRank: number,
  today: Day,
): readonly Improvement[] {
  const start = baseline === null ? [] : [asRecord(baseline, programme)];
  const recorded = (some: readonly Session[]): readonly Recorded[] =>
    some.map((session) => ({
      declined: session.outcome === 'declined',
      values: session.values,
      level: levels.get(session.reference) ?? null,
    }));
  const past = inOrder(sessions.filter(({ day }) => day <= today));
  const sum = (measure: ImprovementMeasure, records: readonly Recorded[]): Reading | null =>
    summary(measure, records, nextStageRank);
  return programme.improvement.map((measure) => {
    const recent = latest(past, measure.window, today);
    const first = recorded(firstBefore(recent, past, measure.window));
    const before =
      measure.statistic === 'share-complete'
        ? sum(measure, first)
        : (sum(measure, start) ?? (measure.statistic === 'range' ? sum(measure, first) : null));
    return improvement(measure, before, sum(measure, recorded(recent)));
  });
}

/** The first window of sessions; empty where it would run into the recent one. */
function firstBefore(
  recent: readonly Session[],
  past: readonly Session[],
  { value, unit }: ImprovementMeasure['window'],
): readonly Session[] {
  const [earliest] = past;
  if (earliest === undefined) return [];
  const first =
    unit === 'day' ? past.filter(({ day }) => day < earliest.day + value) : past.slice(0, value);
  return first.some((session) => recent.includes(session)) ? [] : first;
}

function improvement(
  { measure, better }: ImprovementMeasure,
  before: Reading | null,
  now: Reading | null,
): Improvement {
  return {
    measure,
    baseline: before?.text ?? null,
    recent: now?.text ?? null,
    direction: directionOf(before, now, better),
  };
}

function directionOf(
  before: Reading | null,
  now: Reading | null,
  better: ImprovementMeasure['better'],
): Improvement['direction'] {
  if (before === null || now === null || before.scale !== now.scale) return 'unknown';
  const rise = now.value - before.value;
  if (Math.abs(rise) <= SAME) return 'same';
  return rise > 0 === (better === 'higher') ? 'better' : 'worse';
}

const asRecord = ({ values }: Baseline, programme: Programme): Recorded => ({
  declined: false,
  values,
  level: sessionLevel({ outcome: 'made', values }, programme),
});

const inOrder = (sessions: readonly Session[]): readonly Session[] =>
  [...sessions].sort((a, b) => a.start - b.start || compareText(a.reference, b.reference));

/** Sessions of the last days, today included, or the last so many of them. */
const latest = (
  past: readonly Session[],
  { value, unit }: ImprovementMeasure['window'],
  today: Day,
): readonly Session[] =>
  unit === 'day' ? past.filter(({ day }) => day > today - value) : past.slice(-value);

function summary(
  measure: ImprovementMeasure,
  records: readonly Recorded[],
  nextStageRank: number,
): Reading | null {
  switch (measure.statistic) {
    case 'median':
      return worseMedian(readings(measure.measure, records), measure.better);
    case 'range':
      return range(readings(measure.measure, records));
    case 'share-equal':
      return share(records, (record) => hasCode(record, measure));
    case 'share-next-stage':
      return share(records, (record) => meets(record, nextStageRank));
    case 'share-complete':
      return share(records, ({ level }) => level?.complete ?? null);
  }
}

/** Values of one measure in attempts that were made, ascending; of several scales the last by name. */
function readings(measure: string, records: readonly Recorded[]): readonly Reading[] {
  const all = records
    .filter(({ declined }) => !declined)
    .flatMap(({ values }) => values.filter((value) => value.measure === measure))
    .flatMap((value) => readingOf(value) ?? []);
  const scale = all
    .map((reading) => reading.scale)
    .sort(compareText)
    .at(-1);
  return all
    .filter((reading) => reading.scale === scale)
    .sort((a, b) => a.value - b.value || compareText(a.text, b.text));
}

/** Share of the records that say yes among those that say yes or no. */
function share(
  records: readonly Recorded[],
  answer: (record: Recorded) => boolean | null,
): Reading | null {
  const answers = records.map(answer).filter((given) => given !== null);
  if (answers.length === 0) return null;
  return shareReading(answers.filter(Boolean).length / answers.length);
}

function hasCode(
  { declined, values }: Recorded,
  { measure, code }: ImprovementMeasure,
): boolean | null {
  if (declined) return false;
  const codes = values.flatMap((value) =>
    value.measure === measure && value.kind === 'coded' ? [value.code] : [],
  );
  return codes.length === 0 ? null : codes.some((recorded) => recorded === code);
}

/** An incomplete record is a miss for the stages it already fails and says nothing of the others. */
function meets({ level }: Recorded, stage: number): boolean | null {
  if (level === null || (!level.complete && level.missedFrom > stage)) return null;
  return level.complete && (level.level ?? 0) >= stage;
}
