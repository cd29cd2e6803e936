import type {
  LedgerEvent,
  LedgerFeedback,
  LedgerObservation,
  LedgerRecord,
} from '../../../src/domain/attainment/ledger.ts';
import type { Programme, Stage } from '../../../src/domain/programme.ts';
import { londonDay } from '../../../src/domain/time.ts';

/**
 * The rules once more, written down as a manager would apply them on paper: everything from the first day,
 * at every look, without a thought for speed. The product's own rules are compared with these.
 */

const SLACK = 1e-9;
const atLeast = (value: number, bar: number): boolean => value >= bar - SLACK;

interface PaperScore {
  readonly points: number;
  readonly runStart: number | null;
  readonly sum: number;
  readonly units: number;
}

const NOTHING: PaperScore = { points: 0, runStart: null, sum: 0, units: 0 };

/** +1 for a met record, -4 for a missed one, null for one that does not count. */
function markOf(record: LedgerRecord, stage: number): number | null {
  if (record.complete && (record.level as number) >= stage) {
    return record.late || record.duplicate ? null : 1;
  }
  return record.complete || stage >= record.missedFrom ? -4 : null;
}

const counted = (record: LedgerRecord, stage: number): boolean => markOf(record, stage) !== null;

/** Points day by day; `emptied` are the days of serious safety events. */
export function scoreOnPaper(
  records: readonly LedgerRecord[],
  stage: number,
  cap: number,
  emptied: readonly number[] = [],
): PaperScore {
  const bad = new Set([
    ...emptied,
    ...records.filter((record) => record.safetyEvent).map((record) => record.day),
  ]);
  const days = [...new Set([...records.map((record) => record.day), ...bad])];
  return days
    .sort((a, b) => a - b)
    .reduce((paper, day): PaperScore => {
      if (bad.has(day)) return NOTHING;
      const marks = records
        .filter((record) => record.day === day)
        .map((record) => markOf(record, stage))
        .filter((mark) => mark !== null);
      if (marks.length === 0) return paper;
      const delta = marks.reduce((sum, mark) => sum + mark, 0) / marks.length;
      const points = Math.min(cap, Math.max(0, paper.points + delta));
      if (points < SLACK) return NOTHING;
      const runStart = paper.runStart ?? day;
      return { points, runStart, sum: paper.sum + delta, units: paper.units + 1 };
    }, NOTHING);
}

interface PaperKnown {
  readonly records: readonly LedgerRecord[];
  readonly observations: readonly LedgerObservation[];
  readonly feedback: readonly LedgerFeedback[];
}

type Dated = LedgerRecord | LedgerObservation | LedgerFeedback;
const inOrder = <Item extends Dated>(items: readonly Item[]): readonly Item[] =>
  [...items].sort(
    (a, b) => a.day - b.day || a.knownAt - b.knownAt || (a.reference < b.reference ? -1 : 1),
  );

const emptiedBy = (known: PaperKnown): readonly number[] =>
  known.observations.filter((item) => item.safetyEvent).map((item) => item.day);

const metBy = (item: LedgerObservation, stage: number): boolean => (item.level ?? -1) >= stage;
const speaks = (item: LedgerObservation, stage: number): boolean =>
  metBy(item, stage) || stage >= item.missedFrom;

const grade = (third: boolean, second: boolean, first: boolean): number =>
  first ? (second ? (third ? 3 : 2) : 1) : 0;

/** The seven grades of one stage, in the order of the rule's own table. */
export function gradesOnPaper(
  known: PaperKnown,
  programme: Programme,
  stage: Stage,
  goalStart: number,
  today: number,
): Record<string, number> {
  const k = stage.rank;
  const h = stage.pass;
  const limit = programme.parameters['recency-days'];
  const all = inOrder(known.records);
  const { points, sum, runStart } = scoreOnPaper(all, k, stage.cap, emptiedBy(known));
  if (runStart === null) {
    return {
      consistency: 0,
      volume: 0,
      span: 0,
      independence: 0,
      completeness: 0,
      contemporaneity: 0,
      recency: 0,
    };
  }
  const run = all.filter((record) => record.day >= runStart);
  const both = run.filter((record) => record.complete && !record.late && !record.duplicate);
  const countedDays = run.filter((record) => counted(record, k)).map((record) => record.day);
  const span = Math.max(...countedDays) - runStart;
  const weeks = new Set(both.map((record) => Math.floor((record.day - goalStart) / 7))).size;
  const workers = [...new Set(both.map((record) => record.worker))].filter((who) => who !== null);
  const share = (part: readonly unknown[]): number => part.length / run.length;
  const complete = share(run.filter((record) => record.complete));
  const prompt = share(run.filter((record) => !record.late && !record.duplicate));
  const age = today - Math.max(-Infinity, ...both.map((record) => record.day));
  const heard = [...known.observations, ...known.feedback].filter((item) => item.day >= runStart);
  const linked = [...run, ...heard].every((item) => item.inferred !== true);
  const independence = [
    grade(workers.length > stage.workers, workers.length >= stage.workers, workers.length >= 1),
    k === 1 ? 3 : withoutEach(known, stage, workers),
    observationsOnPaper(known, programme, stage, runStart, today),
    feedbackOnPaper(known, stage, runStart, today),
  ];
  return {
    consistency: grade(atLeast(sum, 1.6 * h), atLeast(points, h), atLeast(points, h / 2)),
    volume: grade(both.length >= 1.5 * h, both.length >= h, both.length >= h / 2),
    span: Math.min(
      grade(
        span >= 2 * stage.minSpanDays,
        span >= stage.minSpanDays,
        span >= stage.minSpanDays / 2,
      ),
      grade(weeks >= stage.minWeeks + 2, weeks >= stage.minWeeks, weeks >= 1),
    ),
    independence: Math.min(...independence),
    completeness: grade(
      linked && atLeast(complete, 0.95),
      atLeast(complete, 0.85),
      atLeast(complete, 0.6),
    ),
    contemporaneity: grade(atLeast(prompt, 0.9), atLeast(prompt, 0.7), atLeast(prompt, 0.5)),
    recency: grade(age <= limit / 2, age <= limit, age <= 2 * limit),
  };
}

function withoutEach(known: PaperKnown, stage: Stage, workers: readonly string[]): number {
  if (workers.length < 2) return 0;
  const stands = workers.every((worker) => {
    const bad = known.records.filter((record) => record.safetyEvent).map((record) => record.day);
    // Who is not named may be the very worker: bad news is believed, good news is not.
    const unnamed = (record: LedgerRecord) => ({ ...record, level: null, complete: false });
    const others = inOrder(
      known.records
        .filter((record) => record.worker !== worker)
        .map((record) => (record.worker === null ? unnamed(record) : record)),
    );
    const { points } = scoreOnPaper(others, stage.rank, stage.cap, [...bad, ...emptiedBy(known)]);
    return atLeast(points, stage.pass / 2);
  });
  return stands ? 3 : 1;
}

function observationsOnPaper(
  known: PaperKnown,
  programme: Programme,
  stage: Stage,
  runStart: number,
  today: number,
): number {
  const k = stage.rank;
  const need = stage.observations;
  const spoken = inOrder(known.observations).filter((item) => speaks(item, k));
  const run = spoken.filter((item) => item.day >= runStart);
  const last = run.at(-1);
  const met = run.filter((item) => metBy(item, k)).length;
  if (need === 0) return last !== undefined && !metBy(last, k) ? 1 : 3;
  if (last === undefined || met === 0) return 0;
  const discordant = discordantOnPaper(known, programme, k, today);
  const lastPair = Math.max(-Infinity, ...discordant.map((item) => item.day));
  let inARow = 0;
  for (const item of [...spoken].reverse()) {
    if (!metBy(item, k) || item.day <= lastPair) break;
    inARow += 1;
  }
  const open = discordant.length > 0 && inARow < (discordant.length === 1 ? 5 : 8);
  const enough =
    met >= need &&
    atLeast(met / run.length, 0.8) &&
    run.slice(-Math.min(2, need)).every((item) => metBy(item, k));
  if (!enough || open || today - last.day > 42) return 1;
  return met >= need + 2 ? 3 : 2;
}

const discordantOnPaper = (
  known: PaperKnown,
  programme: Programme,
  k: number,
  today: number,
): readonly LedgerObservation[] =>
  known.observations.filter((item) => {
    const pair = known.records.find((record) => record.reference === item.pairedWith);
    const recordMet = pair !== undefined && pair.complete && (pair.level ?? 0) >= k;
    const young = today - item.day < programme.parameters['pair-days'];
    return recordMet && young && !metBy(item, k) && k >= item.missedFrom;
  });

function feedbackOnPaper(known: PaperKnown, stage: Stage, runStart: number, today: number): number {
  if (stage.feedback === 0) return 3;
  const heard = known.feedback.filter((item) => item.day >= runStart && today - item.day < 42);
  const mean = heard.reduce((sum, item) => sum + item.score, 0) / heard.length;
  if (heard.length < stage.feedback) return 1;
  return grade(atLeast(mean, 3), atLeast(mean, 2.5), true);
}

/** Where one stage stands: held since, or lost on. */
interface PaperHold {
  since: number | null;
  lost: number | null;
}

interface PaperState {
  readonly holds: readonly PaperHold[];
  readonly sustained: boolean;
}

const KINDS = ['session', 'observation', 'feedback', 'audit', 'claim'];

/** Every event in the order it became known, with a look after each and one more on the day `today`; no audits. */
export function holdOnPaper(
  events: readonly LedgerEvent[],
  programme: Programme,
  goalStart: number,
  today: number,
): PaperState {
  const holds: PaperHold[] = programme.stages.map(() => ({ since: null, lost: null }));
  const sorted = [...events].sort(
    (a, b) =>
      a.item.knownAt - b.item.knownAt ||
      KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
      (a.item.reference < b.item.reference ? -1 : 1),
  );
  const looks = [
    ...sorted.map((event, index) => ({
      day: londonDay(event.item.knownAt),
      known: knownIn(sorted.slice(0, index + 1)),
    })),
    { day: today, known: knownIn(sorted) },
  ];
  for (const { day, known } of looks) {
    programme.stages.forEach((stage, index) => {
      const hold = holds[index] as PaperHold;
      if (hold.since === null) {
        const grades = gradesOnPaper(known, programme, stage, goalStart, day);
        if (Math.min(...Object.values(grades)) >= 2) hold.since = day;
      } else if (lostOnPaper(known, programme, stage, hold.since, day)) {
        hold.since = null;
        hold.lost = day;
      }
    });
  }
  return {
    holds,
    sustained: sustainedOnPaper(knownIn(sorted), programme, holds, goalStart, today),
  };
}

const knownIn = (events: readonly LedgerEvent[]): PaperKnown => ({
  records: events.flatMap((event) => (event.kind === 'session' ? [event.item] : [])),
  observations: events.flatMap((event) => (event.kind === 'observation' ? [event.item] : [])),
  feedback: events.flatMap((event) => (event.kind === 'feedback' ? [event.item] : [])),
});

function lostOnPaper(
  known: PaperKnown,
  programme: Programme,
  stage: Stage,
  since: number,
  today: number,
): boolean {
  const { points } = scoreOnPaper(inOrder(known.records), stage.rank, stage.cap, emptiedBy(known));
  const lastThree = inOrder(known.observations)
    .filter((item) => speaks(item, stage.rank))
    .slice(-3);
  const against = lastThree.filter((item) => !metBy(item, stage.rank) && item.day > since);
  const silence = today - Math.max(...known.records.map((record) => record.day));
  return (
    points <= Math.max(0, stage.cap - 16) + SLACK ||
    (stage.observations > 0 && against.length >= 2) ||
    silence > 4 * programme.parameters['recency-days']
  );
}

function sustainedOnPaper(
  known: PaperKnown,
  programme: Programme,
  holds: readonly PaperHold[],
  goalStart: number,
  today: number,
): boolean {
  const top = programme.stages.at(-1) as Stage;
  const since = holds.at(-1)?.since ?? null;
  if (since === null) return false;
  const records = known.records.filter((record) => record.complete && record.day > since);
  const met = records.filter((record) => (record.level ?? 0) >= top.rank);
  const seen = known.observations.filter((item) => item.day > since && speaks(item, top.rank));
  const seenMet = seen.filter((item) => metBy(item, top.rank));
  const days = new Set(records.map((record) => record.day)).size;
  const grades = gradesOnPaper(known, programme, top, goalStart, today);
  return (
    today - since >= programme.parameters['sustained-days'] &&
    days >= programme.parameters['sustained-units'] &&
    atLeast(met.length, 0.85 * records.length) &&
    seen.length >= 2 &&
    atLeast(seenMet.length, 0.8 * seen.length) &&
    Math.min(...Object.values(grades)) >= 2
  );
}
