import type { Instant } from '../../domain/time.ts';
import { QUESTIONNAIRE_BASELINE, QUESTIONNAIRE_FEEDBACK } from '../names.ts';
import { readBaselineForm, type BaselineFormRecord } from './baselineForm.ts';
import { readFeedbackForm, type FeedbackRecord } from './feedbackForm.ts';
import type { Reading } from './observation.ts';
import type { QuestionnaireResponse } from './questionnaireResponse.ts';

/** A form that is evidence. */
export type FormRecord = FeedbackRecord | BaselineFormRecord;

/** What a form is, its questionnaire says; null for one that is no evidence. */
export function readForm(
  form: QuestionnaireResponse,
  updated: Instant | null,
  reading: Reading,
): FormRecord | null {
  const questionnaire = form.questionnaire?.split('|', 1)[0] ?? '';
  if (questionnaire === QUESTIONNAIRE_FEEDBACK) return readFeedbackForm(form, updated, reading);
  return isBaseline(questionnaire) ? readBaselineForm(form, updated, reading) : null;
}

const isBaseline = (questionnaire: string): boolean =>
  questionnaire === QUESTIONNAIRE_BASELINE ||
  questionnaire.startsWith(`${QUESTIONNAIRE_BASELINE}-`);
