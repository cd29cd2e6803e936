import { isUsable, lostRecently, nextStageRank } from '../attainment/flags.ts';
import type { Holding, StageHold } from '../attainment/holding.ts';
import { testSustained } from '../attainment/sustained.ts';
import { TOLERANCE } from '../attainment/sessionLevel.ts';
import { latest, referencesOf, type Ground } from '../ground.ts';
import { needsOf } from '../needs.ts';
import type { Programme } from '../programme.ts';
import { dateOfDay } from '../time.ts';
import { cannotTell, CLEAR, holds, plural, when, type Outcome, type Rule } from './rule.ts';

/** What spoke against the stage shortly before it was lost; where nothing was recorded, the last record. */
function whatLost(
  { known }: Holding,
  programme: Programme,
  { stage, lostOn }: StageHold,
): readonly string[] {
  const until = lostOn ?? Infinity;
  const since = until - 2 * programme.parameters['recency-days'];
  const against = [...known.records, ...known.observations].filter(
    (item) =>
      item.day > since && item.day <= until && (item.missedFrom <= stage.rank || item.safetyEvent),
  );
  return referencesOf(against.length > 0 ? against : latest(known.records, 1));
}

/** What the next stage may lack beside points, in a few words each. */
const BESIDE_POINTS: Readonly<Record<string, string>> = {
  volume: 'records',
  span: 'time',
  weeks: 'weeks with records',
  workers: 'other recorders',
  'single-witness': 'a result that rests on no one recorder',
  observations: 'independent observations',
  feedback: 'the person’s own word',
  completeness: 'complete records',
  contemporaneity: 'records on time, in their own words',
  recency: 'a recent record',
  'audit-hold': 'observations since the audit',
};

/** Half of the points, and not yet all: what else is lacking can be arranged meanwhile. */
function nearCriterion({ holding, programme, caseFile }: Ground): Outcome {
  const next = holding.stages[holding.validated];
  if (next === undefined) return CLEAR;
  const { points } = next.line.now();
  const { pass, title } = next.stage;
  if (points < pass / 2 - TOLERANCE || points >= pass - TOLERANCE) return CLEAR;
  const needs = needsOf(holding, programme, caseFile.goal.start);
  const others = needs.flatMap(({ code }) => BESIDE_POINTS[code] ?? []);
  const also = others.length === 0 ? '' : `; also lacking: ${others.join(', ')}`;
  return holds(
    `“${title}” has ${Math.round(points * 10) / 10} of the ${pass} points it needs${also}.`,
    [],
  );
}

export const PROGRESS_RULES: readonly Rule[] = [
  {
    code: 'inconsistent-attempts',
    severity: 'warning',
    requirements: ['T33', 'C03', 'P22', 'E19', 'P24', 'P36'],
    assess: ({ holding, movement, programme }) => {
      const p = programme.parameters;
      const usable = holding.known.records.filter(isUsable);
      if (usable.length < p['inconsistent-least']) {
        return cannotTell(`Needs ${plural(p['inconsistent-least'], 'complete record')}.`);
      }
      const last = latest(usable, p['inconsistent-records']);
      const next = nextStageRank(holding);
      const met = last.filter((record) => (record.level ?? 0) >= next).length;
      return when(
        movement.inconsistent,
        () =>
          `Good and bad attempts come by turns or in spells: ${met} of the last ${last.length} met “${holding.stages[next - 1]?.stage.title ?? ''}”.`,
        () => referencesOf(last),
      );
    },
  },
  {
    code: 'stalled',
    severity: 'warning',
    requirements: ['C03'],
    onlyWhileOpen: true,
    assess: ({ holding, movement, programme }) =>
      when(
        movement.stalled,
        () =>
          `The goal has stood where it is for ${plural(programme.parameters['stalled-days'], 'day')} or more, and the latest records are no better than those before.`,
        () =>
          referencesOf(
            latest(
              holding.known.records.filter(isUsable),
              programme.parameters['stalled-sessions'],
            ),
          ),
      ),
  },
  {
    code: 'regressing',
    severity: 'warning',
    requirements: ['C03', 'P24', 'P36'],
    assess: ({ holding, programme }) => {
      const lost = lostRecently(holding, programme).at(-1);
      return when(
        lost !== undefined,
        () =>
          `“${lost?.stage.title ?? ''}” was validated and lost on ${dateOfDay(lost?.lostOn ?? 0)}.`,
        () => (lost === undefined ? [] : whatLost(holding, programme, lost)),
      );
    },
  },
  {
    code: 'sustained-lapsed',
    severity: 'warning',
    requirements: ['C03', 'E19'],
    assess: ({ holding, programme, today }) =>
      when(
        !holding.sustained &&
          holding.lapsedOn !== null &&
          today - holding.lapsedOn < programme.parameters['regressed-days'],
        () =>
          `The level was sustained until ${dateOfDay(holding.lapsedOn ?? 0)} and is so no longer.`,
        () => referencesOf(latest(holding.known.records, 6)),
      ),
  },
  {
    code: 'probe-missed',
    severity: 'info',
    requirements: ['C03', 'T45'],
    onlyWhileOpen: true,
    assess: ({ holding, programme, today }) => {
      const top = holding.stages.at(-1);
      if (top?.heldFrom == null || holding.validated < top.stage.rank) return CLEAR;
      const test = testSustained(holding.known, programme, top.stage, top.heldFrom, today);
      return when(
        test.longEnough && !test.enoughObservations,
        () =>
          `The level is held since ${dateOfDay(top.heldFrom ?? 0)}, but the observations that would confirm it have not been made.`,
        () => [],
      );
    },
  },
  {
    code: 'near-criterion',
    severity: 'info',
    requirements: ['C05', 'C13'],
    onlyWhileOpen: true,
    assess: nearCriterion,
  },
];
