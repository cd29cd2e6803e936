import { z } from 'zod';
import { levelRank } from '../../../domain/level.ts';
import type { Stage } from '../../../domain/programme.ts';
import { EXTENSION } from '../../names.ts';
import type { Terminology } from '../../terminology.ts';
import { checkAlternatives, readCriterion, type ReadCriterion } from './criteria.ts';
import { count, quantity, words } from './elements.ts';
import { complexExtension, simpleExtension } from './extension.ts';
import { parse, type Report } from './fault.ts';

const goal = z.looseObject({
  id: words,
  description: z.looseObject({ text: words }),
  target: z.array(z.unknown()).min(1),
});

const DAYS_IN: Readonly<Record<string, number>> = { d: 1, wk: 7 };
const days = quantity
  .extend({ code: z.enum(['d', 'wk']) })
  .transform(({ value, code }) => value * (DAYS_IN[code] ?? 1));

const ladder = z.looseObject({
  rank: z.int().min(1),
  level: z.enum(['partial', 'near-complete', 'achieved']),
  pass: z.int().min(1),
  cap: z.int().min(1),
  lostAt: count,
  minSpan: days,
  minWeeks: count,
  workers: count,
  observations: count,
  feedback: count,
});
type Ladder = z.infer<typeof ladder>;

/** A stage, with what the rest of the programme has to agree with. */
export interface ReadStage {
  readonly stage: Stage;
  readonly path: string;
  readonly criteria: readonly ReadCriterion[];
}

function checkMarks({ pass, cap, lostAt }: Ladder, path: string, report: Report): void {
  if (pass > cap) {
    report(`${path}.extension('pass').value`, `is ${pass}, above the cap of ${cap}`);
  }
  if (lostAt >= pass) {
    report(
      `${path}.extension('lostAt').value`,
      `is ${lostAt}, and should lie below the pass mark of ${pass}`,
    );
  }
}

function readCriteria(
  targets: readonly unknown[],
  path: string,
  terms: Terminology,
  report: Report,
): readonly ReadCriterion[] {
  const read = targets.map((value, at) =>
    readCriterion(value, `${path}.target[${at}]`, terms, report),
  );
  const criteria = read.filter((each) => each !== undefined);
  if (criteria.length === read.length) checkAlternatives(criteria, report);
  return criteria;
}

function readStage(
  value: unknown,
  path: string,
  terms: Terminology,
  report: Report,
): ReadStage | undefined {
  const read = parse(goal, value, path, report);
  const rung = complexExtension(value, EXTENSION.stage, ladder, path, report);
  const displayWord = simpleExtension(value, EXTENSION.displayWord, words, path, report);
  const targets = z.looseObject({ target: z.array(z.unknown()) }).safeParse(value).data?.target;
  const criteria = readCriteria(targets ?? [], path, terms, report);
  if (rung !== undefined) checkMarks(rung.value, rung.path, report);
  if (read === undefined || rung === undefined || displayWord === undefined) return undefined;
  const { rank, level, pass, cap, lostAt, minSpan, minWeeks } = rung.value;
  const { workers, observations, feedback } = rung.value;
  const stage: Stage = {
    code: read.id,
    rank,
    level,
    title: read.description.text,
    displayWord,
    pass,
    cap,
    lostAt,
    minSpanDays: minSpan,
    minWeeks,
    workers,
    observations,
    feedback,
    criteria: criteria.map((each) => each.criterion),
  };
  return { stage, path, criteria };
}

function checkRanks(stages: readonly ReadStage[], report: Report): void {
  stages.forEach(({ stage, path }, at) => {
    if (stages[at - 1]?.stage.rank === stage.rank) {
      report(path, `has the rank ${stage.rank}, as another stage has`);
    } else if (stage.rank !== at + 1) {
      report(path, `has the rank ${stage.rank}; ranks are 1 to ${stages.length}, each once`);
    }
  });
}

function checkClimb(stages: readonly ReadStage[], report: Report): void {
  stages.forEach(({ stage, path }, at) => {
    const lower = stages[at - 1]?.stage;
    if (lower === undefined) return;
    if (levelRank(stage.level) < levelRank(lower.level)) {
      report(path, `has the level '${stage.level}', below that of the stage under it`);
    }
    if (stage.pass < lower.pass) {
      report(path, `passes at ${stage.pass}, below the mark of the stage under it`);
    }
  });
  const top = stages.at(-1);
  if (top !== undefined && top.stage.level !== 'achieved') {
    report(top.path, `is the top stage, and its level should be 'achieved'`);
  }
}

function checkIds(stages: readonly ReadStage[], report: Report): void {
  for (const [id, [, ...others]] of Map.groupBy(stages, ({ stage }) => stage.code)) {
    for (const { path } of others) report(`${path}.id`, `'${id}' is the id of another stage too`);
  }
}

/** The stages of a programme, ascending by rank. */
export function readStages(
  goals: readonly unknown[],
  terms: Terminology,
  report: Report,
): readonly ReadStage[] {
  const read = goals.map((value, at) =>
    readStage(value, `PlanDefinition.goal[${at}]`, terms, report),
  );
  const stages = read.filter((each) => each !== undefined);
  checkIds(stages, report);
  const ordered = [...stages].sort((a, b) => a.stage.rank - b.stage.rank);
  // With a stage left out because it is faulty, the ladder has gaps that are none.
  if (stages.length === read.length) {
    checkRanks(ordered, report);
    checkClimb(ordered, report);
  }
  return ordered;
}
