import { countsBothWays, saysOf } from '../attainment/ledger.ts';
import { nextStageRank } from '../attainment/flags.ts';
import { referencesOf, type Ground } from '../ground.ts';
import { behindSources } from '../sources.ts';
import { lenientWorkers, type WorkerTally } from '../statistics/leniency.ts';
import { dateOfDay } from '../time.ts';
import { cannotTell, CLEAR, plural, when, type Outcome, type Rule } from './rule.ts';

/** Fewer records than this, of one worker or of all others, show nothing of how they judge. */
const TALLY_LEAST = 6;

function noIndependentObservation(ground: Ground): Outcome {
  const { holding, programme, today, claimedStage } = ground;
  const p = programme.parameters;
  const stage = claimedStage ?? nextStageRank(holding);
  if ((holding.stages[stage - 1]?.stage.observations ?? 0) === 0) return CLEAR;
  if (ground.sessions.length < p['usable-least']) {
    return cannotTell(`Needs ${plural(p['usable-least'], 'record')}.`);
  }
  const last = holding.known.observations.findLast((item) => saysOf(item, stage));
  const involved = ground.ledger.notIndependent.length;
  const reason =
    last === undefined && involved > 0
      ? 'Only people who recorded or claimed it have observed it.'
      : last === undefined
        ? 'Nobody independent has observed it.'
        : `The latest independent observation is of ${dateOfDay(last.day)}.`;
  return when(
    last === undefined || today - last.day > p['observation-days'],
    () => reason,
    () => (last === undefined ? [] : [last.reference]),
  );
}

/** One worker's records meet the stage more often than the others' by more than chance (T22, E43). */
function leniency(ground: Ground): Outcome {
  const stage = ground.claimedStage ?? nextStageRank(ground.holding);
  const recent = ground.holding.known.records.filter(
    (record) =>
      record.worker !== null &&
      countsBothWays(record) &&
      ground.today - record.day <= ground.programme.parameters['pair-days'],
  );
  const tallies: readonly WorkerTally[] = [
    ...Map.groupBy(recent, (record) => record.worker as string),
  ].map(([worker, records]) => ({
    worker,
    total: records.length,
    met: records.filter((record) => (record.level ?? 0) >= stage).length,
  }));
  const comparable = tallies.filter(
    ({ total }) => total >= TALLY_LEAST && recent.length - total >= TALLY_LEAST,
  );
  if (comparable.length === 0) {
    return cannotTell(`Needs ${TALLY_LEAST} records by one worker and as many by others.`);
  }
  const lenient = lenientWorkers(tallies, ground.programme.parameters['leniency-odds']).filter(
    (worker) => comparable.some((tally) => tally.worker === worker),
  );
  return when(
    lenient.length > 0,
    () =>
      'Some records meet the stage more often than the others on the same goal, by more than chance explains: a second look would help.',
    () =>
      recent
        .filter((record) => lenient.includes(record.worker as string))
        .map((record) => record.reference),
  );
}

const SOURCE_WORDS = {
  records: 'the records',
  observation: 'the observations',
  feedback: 'the person’s feedback',
  audit: 'the audit',
} as const;

type Source = keyof typeof SOURCE_WORDS;

function sourceConflict(ground: Ground): Outcome {
  const { sources, caseFile, programme, holding, questionedStage } = ground;
  const saying = (stance: 'supports' | 'contradicts'): readonly Source[] =>
    (Object.keys(SOURCE_WORDS) as Source[]).filter((source) => sources[source] === stance);
  const [pro, contra] = [saying('supports'), saying('contradicts')];
  const plain = (list: readonly Source[]): string =>
    list.map((source) => SOURCE_WORDS[source]).join(' and ');
  return when(
    pro.length > 0 && contra.length > 0,
    () => `The sources do not agree. For the level: ${plain(pro)}; against it: ${plain(contra)}.`,
    () => {
      const behind = behindSources(caseFile, programme, holding, questionedStage);
      return [...pro, ...contra].flatMap((source) => referencesOf(behind[source]));
    },
  );
}

/** An audit that did not uphold the claim is answered once enough observations since bear the level out. */
function audit(ground: Ground, opinion: 'not-justified' | 'partly-justified'): Outcome {
  const last = ground.caseFile.audits.at(-1);
  const answered = opinion === 'not-justified' && ground.holding.auditHold === null;
  return when(
    last?.opinion === opinion && !answered,
    () =>
      `The audit of ${dateOfDay(last?.day ?? 0)} found the claimed level ${opinion === 'not-justified' ? ground.programme.words.auditNotUpheld : `only partly ${ground.programme.words.auditUpheld}`}.`,
    () => (last === undefined ? [] : [last.reference]),
  );
}

export const TRIANGULATION_RULES: readonly Rule[] = [
  {
    code: 'no-independent-observation',
    severity: 'warning',
    requirements: ['C11', 'T37', 'T40', 'P39', 'E38'],
    onlyWhileOpen: true,
    assess: noIndependentObservation,
  },
  {
    code: 'source-conflict',
    severity: 'warning',
    requirements: ['C26', 'C34', 'P31'],
    assess: sourceConflict,
  },
  {
    code: 'leniency-check',
    severity: 'info',
    requirements: ['C25', 'T22', 'E43', 'T38', 'P37', 'E36'],
    assess: leniency,
  },
  {
    code: 'audit-not-supported',
    severity: 'high',
    requirements: ['C22', 'T29', 'P30', 'E27', 'C06', 'T31', 'P31'],
    assess: (ground) => audit(ground, 'not-justified'),
  },
  {
    code: 'audit-partly-supported',
    severity: 'info',
    requirements: ['C22'],
    assess: (ground) => audit(ground, 'partly-justified'),
  },
];
