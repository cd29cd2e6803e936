import type { MeasureValue } from '../../domain/caseFile.ts';
import type { Instant } from '../../domain/time.ts';
import { answersIn, type Answer } from './answers.ts';
import { readGiven, type Doubt, type Given } from './components.ts';
import { readValue } from './measureValue.ts';
import type { Reading } from './observation.ts';
import {
  filledForm,
  isFinished,
  type FilledForm,
  type QuestionnaireResponse,
} from './questionnaireResponse.ts';
import { namingOf, type ResourceName } from './references.ts';

/** Where a person stood at the start, as a form holds it (T10, P10, E10). */
export interface BaselineFormRecord extends FilledForm {
  readonly kind: 'baseline';
  readonly doubts: readonly Doubt[];
  /** Who filled it in; empty where the form does not say. */
  readonly performers: readonly ResourceName[];
  readonly values: readonly MeasureValue[];
  /** Always empty: a form has answers, and no note beside them. */
  readonly note: string;
}

/** Null until the form is finished, and for one that was withdrawn or tells of no attempt. */
export function readBaselineForm(
  form: QuestionnaireResponse,
  updated: Instant | null,
  reading: Reading,
): BaselineFormRecord | null {
  if (!isFinished(form)) return null;
  const naming = namingOf(form.contained);
  const { answers, doubts } = answersIn(form.item ?? []);
  const given = givenIn(answers, reading);
  const read = readGiven(given, reading);
  if (read.attempt === 'none') return null;
  return {
    ...filledForm(form, updated, naming),
    kind: 'baseline',
    doubts: [...doubts, ...read.doubts, ...(given.length === 0 ? [NOTHING_KNOWN] : [])],
    performers: naming.names(form.author === undefined ? [] : [form.author], 'Practitioner'),
    values: read.values,
    note: '',
  };
}

const NOTHING_KNOWN: Doubt = {
  kind: 'unmapped',
  because: 'none of its answers is to a measure that Attest knows',
};

/** A form asks more than measures, such as who was there: what is none is passed over. */
function givenIn(answers: readonly Answer[], reading: Reading): readonly Given[] {
  const { forms } = reading.measures;
  const whole = answers
    .filter(({ linkId }) => forms.has(linkId))
    .map(({ linkId, value }) => ({ measure: linkId, elements: value }));
  const shares = [...forms]
    .filter(([, form]) => form.kind === 'ratio' || form.kind === 'magnitude')
    .flatMap(([measure]) => shareIn(answers, measure, reading));
  return [...whole, ...shares];
}

/** No answer can be a Ratio (FHIR R4, QuestionnaireResponse): two counts make one. */
function shareIn(answers: readonly Answer[], measure: string, reading: Reading): readonly Given[] {
  const done = answers.filter(({ linkId }) => linkId === `${measure}.done`);
  const required = answers.filter(({ linkId }) => linkId === `${measure}.required`);
  if (done.length + required.length === 0) return [];
  const valueRatio = {
    numerator: { value: countIn(done, reading) },
    denominator: { value: countIn(required, reading) },
  };
  return [{ measure, elements: { valueRatio } }];
}

/** The count on which all answers to one item agree; undefined where there is none. */
function countIn(answers: readonly Answer[], { codes }: Reading): number | undefined {
  const counts = new Set(
    answers.map(({ value }) => {
      const count = readValue(value, { kind: 'integer' }, codes);
      return count.kind === 'number' ? count.value : undefined;
    }),
  );
  return counts.size === 1 ? [...counts][0] : undefined;
}
