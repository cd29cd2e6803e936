import { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import { fhirDateTime } from '../dateTime.ts';
import { extensionsOf, headSchema, identifierSchema, referenceSchema } from './elements.ts';
import { unreadable, type Fault } from './fault.ts';
import { goalsPertainedTo } from './goalLinks.ts';
import { identifiersOf } from './identifiers.ts';
import type { StatedLinks } from './observation.ts';
import type { Naming, ResourceName } from './references.ts';
import { timingOf, type Timing } from './timing.ts';

/** What every form that was filled in says, whatever it asks. */
export interface FilledForm {
  readonly reference: string;
  readonly patient: ResourceName | null;
  readonly links: StatedLinks;
  readonly timing: Timing | null;
  readonly fault: Fault | null;
  /** It says that it was changed after it was complete. */
  readonly corrected: boolean;
  /** The form's own time where it is exact: the answers' last change. */
  readonly issued: Instant | null;
  readonly updated: Instant | null;
  readonly identifiers: readonly string[];
}

export const questionnaireResponseSchema = headSchema.extend({
  id: z.string(),
  extension: z.array(z.unknown()).optional(),
  identifier: identifierSchema.optional(),
  basedOn: z.array(referenceSchema).optional(),
  questionnaire: z.string().optional(),
  status: z.string().optional(),
  subject: referenceSchema.optional(),
  authored: z.string().optional(),
  author: referenceSchema.optional(),
  source: referenceSchema.optional(),
  item: z.array(z.unknown()).optional(),
});
export type QuestionnaireResponse = z.infer<typeof questionnaireResponseSchema>;

/** The statuses in which a form counts. */
export const FINISHED: ReadonlySet<string> = new Set(['completed', 'amended']);

export const isFinished = ({ status }: QuestionnaireResponse): boolean =>
  FINISHED.has(status ?? '');

export function filledForm(
  form: QuestionnaireResponse,
  updated: Instant | null,
  naming: Naming,
): FilledForm {
  const timing = timingOf(form.authored, undefined);
  const authored = fhirDateTime(form.authored ?? '');
  return {
    reference: `QuestionnaireResponse/${form.id}`,
    patient: naming.name(form.subject, 'Patient'),
    links: {
      pertainsTo: goalsPertainedTo(extensionsOf(form.extension), naming),
      focus: [],
      basedOn: naming.names(form.basedOn, 'CarePlan'),
    },
    timing: 'fault' in timing ? null : timing,
    fault: 'fault' in timing ? unreadable(timing.fault) : null,
    corrected: form.status === 'amended',
    issued: authored?.precision === 'instant' ? authored.start : null,
    updated,
    identifiers: identifiersOf(form.identifier === undefined ? [] : [form.identifier]),
  };
}
