import { z } from 'zod';
import type { Criterion, Threshold } from '../../../domain/programme.ts';
import { EXTENSION } from '../../names.ts';
import type { Terminology } from '../../terminology.ts';
import { knownCoding } from './codes.ts';
import { concept, quantity, words } from './elements.ts';
import { complexExtension } from './extension.ts';
import { parse, type Report } from './fault.ts';

/** Units that recorded numbers are compared in: counts and shares, and minutes. */
const UNITS: readonly string[] = ['1', 'min'];

const target = z.looseObject({
  measure: concept,
  detailCodeableConcept: concept.optional(),
  detailQuantity: quantity.optional(),
});
type Target = z.infer<typeof target>;

const criterion = z.looseObject({
  comparator: z.enum(['at-most', 'at-least', 'equals', 'is-true']),
  anyOf: words.optional(),
  requires: words.optional(),
  neededWhen: z.literal('otherwise-met').optional(),
});

/** A criterion, with what the rest of the programme has to agree with. */
export interface ReadCriterion {
  readonly criterion: Criterion;
  readonly path: string;
  readonly measureSystem: string;
}

function thresholdOf(
  { detailCodeableConcept: coded, detailQuantity: number }: Target,
  path: string,
  terms: Terminology,
  report: Report,
): Threshold | null {
  if (coded !== undefined) {
    const { system, code } = knownCoding(coded, terms, `${path}.detail`, report);
    const known = terms.concept(system, code);
    // Of an unknown code the rank is unknown too, and one fault is enough.
    return { kind: 'code', system, code, rank: known === undefined ? 0 : known.rank };
  }
  return number === undefined ? null : { kind: 'number', value: number.value, unit: number.code };
}

/** A threshold that its comparator cannot be used with. */
function checkComparison(
  comparator: Criterion['comparator'],
  threshold: Threshold | null,
  path: string,
  report: Report,
): void {
  if (comparator === 'is-true') {
    if (threshold !== null) report(`${path}.detail`, `'is-true' compares with nothing`);
    return;
  }
  if (threshold === null) {
    report(`${path}.detail`, `is missing: '${comparator}' needs something to compare with`);
  } else if (threshold.kind === 'number') {
    if (!UNITS.includes(threshold.unit)) {
      report(`${path}.detail.code`, `should be ${UNITS.join(' or ')}`);
    }
  } else if (threshold.rank === null && comparator !== 'equals') {
    report(`${path}.detail`, `'${threshold.code}' has no rank, so nothing is '${comparator}' it`);
  }
}

export function readCriterion(
  value: unknown,
  path: string,
  terms: Terminology,
  report: Report,
): ReadCriterion | undefined {
  const read = parse(target, value, path, report);
  const rule = complexExtension(value, EXTENSION.criterion, criterion, path, report)?.value;
  if (read === undefined || rule === undefined) return undefined;
  const measure = knownCoding(read.measure, terms, `${path}.measure`, report);
  const threshold = thresholdOf(read, path, terms, report);
  checkComparison(rule.comparator, threshold, path, report);
  const { comparator, anyOf = null, requires = null, neededWhen } = rule;
  return {
    path,
    measureSystem: measure.system,
    criterion: {
      measure: measure.code,
      comparator,
      threshold,
      anyOf,
      requires,
      neededOnlyWhenOtherwiseMet: neededWhen !== undefined,
    },
  };
}

/** Alternatives need an alternative. */
export function checkAlternatives(criteria: readonly ReadCriterion[], report: Report): void {
  const groups = Map.groupBy(criteria, (each) => each.criterion.anyOf);
  for (const [group, [only, ...others]] of groups) {
    if (group === null || only === undefined || others.length > 0) continue;
    report(only.path, `is the only criterion of the alternatives '${group}'`);
  }
}
