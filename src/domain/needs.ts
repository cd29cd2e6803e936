import type { Need } from './assessment.ts';
import { gradeParts, type GradeParts } from './attainment/grades.ts';
import { wasObserved } from './attainment/ledger.ts';
import { discordantPairs } from './attainment/observationGrade.ts';
import type { Holding, StageHold } from './attainment/holding.ts';
import { testSustained } from './attainment/sustained.ts';
import type { Programme, Stage } from './programme.ts';
import type { Day } from './time.ts';

/** A grade below this keeps a stage from being validated (moderate). */
const ENOUGH = 2;

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
const points = (score: number): string => String(Math.round(score * 10) / 10);

/** What the next stage lacks, in words and in a fixed order; empty when nothing is left to ask for. */
export function needsOf(holding: Holding, programme: Programme, goalStart: Day): readonly Need[] {
  const next = holding.stages[holding.validated];
  if (next === undefined)
    return holding.sustained ? [] : sustainedNeeds(holding, programme, goalStart);
  const barred = holding.auditHold;
  const parts = partsOf(holding, programme, next, goalStart);
  const needs = stageNeeds(holding, programme, next, parts);
  if (barred === null || next.stage.rank < barred.stage) return needs;
  const observations = programme.parameters['audit-observations'];
  return [
    ...needs,
    {
      code: 'audit-hold',
      need: `The audit did not find the claim justified: ${count(observations, 'observation')} since then that meet the stage.`,
    },
  ];
}

const partsOf = (
  { known, today }: Holding,
  programme: Programme,
  { stage, line }: StageHold,
  goalStart: Day,
): GradeParts => gradeParts(known, programme, stage, line.now(), today, goalStart);

function stageNeeds(
  holding: Holding,
  programme: Programme,
  next: StageHold,
  parts: GradeParts,
): readonly Need[] {
  const { stage } = next;
  const score = next.line.now();
  const sentences: Readonly<Record<string, string>> = {
    consistency: `${stage.pass} points for “${stage.title}”; the records so far give ${points(score.points)}.`,
    volume: `${count(stage.pass, 'complete record')} written on time; fewer are in the present run.`,
    span: `Records over at least ${count(stage.minSpanDays, 'day')}.`,
    weeks: `Records in at least ${count(stage.minWeeks, 'week')}.`,
    workers: `Records by at least ${count(stage.workers, 'worker')}.`,
    'single-witness': 'A result that stands without the records of any one worker.',
    observations: observationNeed(holding, programme, stage, score.runStart),
    feedback: `The person’s own word: ${count(stage.feedback, 'rating')} of at least “good” on average, not older than ${count(programme.parameters['feedback-days'], 'day')}.`,
    completeness: 'More complete records: too many of this run lack something that was asked for.',
    contemporaneity: 'Records written on time in their own words: too many are late or repeated.',
    recency: `A complete record from the last ${count(programme.parameters['recency-days'], 'day')}.`,
  };
  const grades: Readonly<Record<string, number>> = {
    consistency: parts.consistency,
    volume: parts.volume,
    span: parts.spanDays,
    weeks: parts.weeks,
    workers: parts.workers,
    'single-witness': parts.witness,
    observations: parts.observations,
    feedback: parts.feedback,
    completeness: parts.completeness,
    contemporaneity: parts.contemporaneity,
    recency: parts.recency,
  };
  const lacking = score.runStart === null ? withoutRun(stage) : Object.keys(sentences);
  return lacking
    .filter((code) => (grades[code] as number) < ENOUGH)
    .map((code) => ({ code, need: sentences[code] as string }));
}

/** With no run yet only what must be arranged beforehand is worth saying. */
const withoutRun = (stage: Stage): readonly string[] => [
  'consistency',
  ...(stage.observations > 0 ? ['observations'] : []),
  ...(stage.feedback > 0 ? ['feedback'] : []),
];

function observationNeed(
  holding: Holding,
  programme: Programme,
  stage: Stage,
  runStart: Day | null,
): string {
  if (discordantPairs(holding.known, programme, stage.rank, holding.today).length > 0) {
    return 'Observations that bear the records out: at a session recorded as met the observer did not see it met.';
  }
  const met = holding.known.observations.filter(
    (item) => item.day >= (runStart ?? Infinity) && wasObserved(item, stage.rank),
  ).length;
  if (met >= stage.observations && stage.observations > 0) {
    return 'Observations that bear the stage out: too many, or the latest, did not see it met, or they are too old.';
  }
  if (stage.observations === 0) return 'An observation that meets the stage: the last one did not.';
  return `${count(stage.observations, 'observation')} by somebody independent that ${stage.observations === 1 ? 'meets' : 'meet'} the stage, the latest not older than ${count(programme.parameters['observation-days'], 'day')}; so far ${met} did.`;
}

function sustainedNeeds(holding: Holding, programme: Programme, goalStart: Day): readonly Need[] {
  const top = holding.stages.at(-1);
  if (top?.heldFrom == null) return [];
  const p = programme.parameters;
  const test = testSustained(holding.known, programme, top.stage, top.heldFrom, holding.today);
  const needs: Need[] = [];
  if (!test.longEnough) {
    needs.push({
      code: 'sustained-days',
      need: `“Sustained” needs the level held for ${count(p['sustained-days'], 'day')}; it is held for ${holding.today - top.heldFrom}.`,
    });
  }
  if (!test.enoughUnits || !test.shareMet) {
    needs.push({
      code: 'sustained-units',
      need: `“Sustained” needs complete records on ${count(p['sustained-units'], 'day')} since then, nearly all of them met.`,
    });
  }
  if (!test.enoughObservations || !test.observationsMet) {
    needs.push({
      code: 'sustained-observations',
      need: `“Sustained” needs ${count(p['sustained-observations'], 'observation')} since then that meet the stage.`,
    });
  }
  // Held, but no longer as strongly as "sustained" asks for.
  const parts = partsOf(holding, programme, top, goalStart);
  return [...needs, ...stageNeeds(holding, programme, top, parts)];
}
