import type { Instant } from '../../domain/time.ts';
import { QUESTIONNAIRE_BASELINE, QUESTIONNAIRE_FEEDBACK } from '../names.ts';
import { readBaselineForm, type BaselineFormRecord } from './baselineForm.ts';
import { readFeedbackForm, type FeedbackRecord } from './feedbackForm.ts';
import type { Reading } from './observation.ts';
import type { QuestionnaireResponse } from './questionnaireResponse.ts';

/** A form that is evidence. */
export type FormRecord = FeedbackRecord | BaselineFormRecord;

/**
 * What a form is, its questionnaire says; null for one that is no evidence. An audit's form is none: what
 * counts is the opinion, an Observation that names the form it rests on (T29, P30, E27).
 */
export function readForm(
  form: QuestionnaireResponse,
  updated: Instant | null,
  reading: Reading,
): FormRecord | null {
  const kind = formKind(form.questionnaire);
  if (kind === 'feedback') return readFeedbackForm(form, updated, reading);
  return kind === 'baseline' ? readBaselineForm(form, updated, reading) : null;
}

/** Which of Attest's own forms it is, by its questionnaire; null for any other. */
export function formKind(questionnaire: unknown): 'feedback' | 'baseline' | null {
  const [canonical = ''] = typeof questionnaire === 'string' ? questionnaire.split('|', 1) : [];
  if (isOf(QUESTIONNAIRE_FEEDBACK, canonical)) return 'feedback';
  return isOf(QUESTIONNAIRE_BASELINE, canonical) ? 'baseline' : null;
}

/** True for a form whose questions are Attest's. */
export const isOurForm = (questionnaire: unknown): boolean => formKind(questionnaire) !== null;

/** The form itself, or a variant that is named on from it. */
const isOf = (known: string, questionnaire: string): boolean =>
  questionnaire === known || questionnaire.startsWith(`${known}-`);
