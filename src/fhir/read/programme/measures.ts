import { z } from 'zod';
import {
  MEASURE_ROLES,
  type ImprovementMeasure,
  type MeasureRole,
  type Programme,
} from '../../../domain/programme.ts';
import { EXTENSION, SYSTEM } from '../../names.ts';
import type { Terminology } from '../../terminology.ts';
import type { ReadCriterion } from './criteria.ts';
import { quantity, words } from './elements.ts';
import { complexExtensions } from './extension.ts';
import type { Report } from './fault.ts';

/** Whether a component is one that this programme's records can hold. */
export type KnowsMeasure = (code: string) => boolean;

/**
 * A programme refers to its components by code alone; the systems are those of its criteria, and
 * Attest's own. A code that two of its criteria take from two systems would be ambiguous.
 */
export function measuresOf(
  criteria: readonly ReadCriterion[],
  terms: Terminology,
  report: Report,
): KnowsMeasure {
  const systemOf = new Map<string, string>();
  for (const { criterion, measureSystem, path } of criteria) {
    const first = systemOf.get(criterion.measure) ?? measureSystem;
    if (first !== measureSystem) {
      report(`${path}.measure`, `'${criterion.measure}' is a code of ${first} elsewhere`);
    }
    systemOf.set(criterion.measure, first);
  }
  const systems = [SYSTEM.observation, ...systemOf.values()];
  return (code) => systems.some((system) => terms.concept(system, code) !== undefined);
}

/** A component that has to be recorded beside another must be one that exists. */
export function checkRequired(
  criteria: readonly ReadCriterion[],
  knows: KnowsMeasure,
  report: Report,
): void {
  for (const { criterion, path } of criteria) {
    if (criterion.requires === null || knows(criterion.requires)) continue;
    report(path, `requires the component '${criterion.requires}', which is not known`);
  }
}

const measureRole = z.looseObject({ role: words, measure: words });

const isRole = (role: string): role is MeasureRole =>
  (MEASURE_ROLES as readonly string[]).includes(role);

/** Which component plays which part. */
export function readRoles(
  plan: unknown,
  knows: KnowsMeasure,
  report: Report,
): Programme['measures'] {
  const measures: Partial<Record<MeasureRole, string>> = {};
  const all = complexExtensions(plan, EXTENSION.measureRole, measureRole, 'PlanDefinition', report);
  for (const { path, value } of all) {
    const { role, measure } = value;
    if (!knows(measure)) {
      report(`${path}.extension('measure').value`, `no component '${measure}' is known`);
    }
    if (!isRole(role)) {
      report(`${path}.extension('role').value`, `no rule knows the role '${role}'`);
    } else if (measures[role] !== undefined) {
      report(path, `gives the role '${role}' a second time`);
    } else {
      measures[role] = measure;
    }
  }
  return measures;
}

const UNIT = { d: 'day', '{session}': 'session' } as const;

const improvement = z.looseObject({
  measure: words,
  title: words,
  statistic: z.enum(['median', 'range', 'share-equal', 'share-next-stage', 'share-complete']),
  code: words.optional(),
  better: z.enum(['lower', 'higher']),
  window: quantity.extend({ value: z.int().min(1), code: z.enum(['d', '{session}']) }),
});
type Improvement = z.infer<typeof improvement>;

function checkImprovement(
  { measure, statistic, code }: Improvement,
  path: string,
  knows: KnowsMeasure,
  report: Report,
): void {
  // The shares of sessions that meet a stage, or are complete, are of no one component.
  const ofComponent = statistic !== 'share-next-stage' && statistic !== 'share-complete';
  if (ofComponent && !knows(measure)) {
    report(`${path}.extension('measure').value`, `no component '${measure}' is known`);
  }
  if ((statistic === 'share-equal') !== (code !== undefined)) {
    report(`${path}.extension('code')`, `belongs to 'share-equal', and only to that`);
  }
}

/** The programme's own measures of improvement, in its order. */
export function readImprovement(
  plan: unknown,
  knows: KnowsMeasure,
  report: Report,
): readonly ImprovementMeasure[] {
  const url = EXTENSION.improvementMeasure;
  return complexExtensions(plan, url, improvement, 'PlanDefinition', report).map(
    ({ path, value }) => {
      checkImprovement(value, path, knows, report);
      const { measure, title, statistic, code = null, better, window } = value;
      return {
        measure,
        title,
        statistic,
        code,
        better,
        window: { value: window.value, unit: UNIT[window.code] },
      };
    },
  );
}
