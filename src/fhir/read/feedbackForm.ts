import type { MeasureValue } from '../../domain/caseFile.ts';
import type { Instant } from '../../domain/time.ts';
import { answersIn, type Answer } from './answers.ts';
import type { Doubt } from './components.ts';
import { faultOfStatus } from './fault.ts';
import { readValue } from './measureValue.ts';
import type { Reading } from './observation.ts';
import {
  FINISHED,
  filledForm,
  type FilledForm,
  type QuestionnaireResponse,
} from './questionnaireResponse.ts';
import { namingOf, type ResourceName } from './references.ts';

/** What one person was asked and said. */
export interface FeedbackRecord extends FilledForm {
  readonly kind: 'feedback';
  readonly doubts: readonly Doubt[];
  /** Who gave the answers, else who wrote them down. */
  readonly speaker: ResourceName | null;
  readonly values: readonly MeasureValue[];
  readonly declined: boolean;
  readonly words: string;
}

/** Null for a form that was withdrawn. */
export function readFeedbackForm(
  form: QuestionnaireResponse,
  updated: Instant | null,
  reading: Reading,
): FeedbackRecord | null {
  if (form.status === 'entered-in-error' || form.status === 'stopped') return null;
  const naming = namingOf(form.contained);
  const filled = filledForm(form, updated, naming);
  const { answers, doubts } = answersIn(form.item ?? []);
  const scores = SCORES.flatMap((measure) => scoreIn(answers, measure, reading));
  return {
    ...filled,
    kind: 'feedback',
    fault: faultOfStatus(form.status, FINISHED, UNFINISHED) ?? filled.fault,
    doubts: [...doubts, ...scores.flatMap(doubtIn)],
    speaker: naming.name(form.source, 'Patient') ?? naming.name(form.author, 'Patient'),
    values: scores,
    declined: answers.some(
      ({ linkId, value }) => linkId === 'declined' && value['valueBoolean'] === true,
    ),
    words: wordsIn(answers),
  };
}

const UNFINISHED: ReadonlySet<string> = new Set(['in-progress']);

const SCORES = ['confidence-self', 'enjoyment-stated'] as const;

function scoreIn(answers: readonly Answer[], measure: string, reading: Reading): MeasureValue[] {
  const form = reading.measures.forms.get(measure);
  const given = answers.filter((answer) => answer.linkId === measure);
  if (form === undefined || given.length === 0) return [];
  const values = given.map((answer) => readValue(answer.value, form, reading.codes));
  const agree = new Set(values.map((value) => JSON.stringify(value))).size === 1;
  const [value] = values;
  return value !== undefined && agree
    ? [{ measure, ...value }]
    : [{ measure, kind: 'unusable', why: 'malformed' }];
}

const doubtIn = (value: MeasureValue): readonly Doubt[] =>
  value.kind === 'unusable' && (value.why === 'unmapped' || value.why === 'inexact')
    ? [{ kind: 'unmapped', because: `${value.measure}: the answer has no exact map` }]
    : [];

const wordsIn = (answers: readonly Answer[]): string =>
  answers
    .filter((answer) => answer.linkId === 'in-own-words')
    .flatMap(({ value }) => {
      const words = value['valueString'];
      return typeof words === 'string' ? [words.trim()] : [];
    })
    .join('\n');
