import { z } from 'zod';
import type { MeasureValue } from '../../domain/caseFile.ts';
import type { Instant } from '../../domain/time.ts';
import { fhirDateTime } from '../dateTime.ts';
import { QUESTIONNAIRE_FEEDBACK } from '../names.ts';
import type { Doubt } from './components.ts';
import { extensionsOf, headSchema, identifierSchema, referenceSchema } from './elements.ts';
import { goalsPertainedTo } from './goalLinks.ts';
import { identifiersOf } from './identifiers.ts';
import { readValue } from './measureValue.ts';
import type { Reading, StatedLinks } from './observation.ts';
import { namingOf, type ResourceName } from './references.ts';
import { timingOf, type Timing } from './timing.ts';

/** What one person was asked and said. */
export interface FeedbackRecord {
  readonly reference: string;
  readonly patient: ResourceName | null;
  readonly links: StatedLinks;
  readonly timing: Timing | null;
  readonly fault: string | null;
  readonly doubts: readonly Doubt[];
  /** The form's own time where it is exact: the answers' last change. */
  readonly issued: Instant | null;
  readonly updated: Instant | null;
  readonly identifiers: readonly string[];
  /** Who gave the answers, else who wrote them down. */
  readonly speaker: ResourceName | null;
  readonly values: readonly MeasureValue[];
  readonly declined: boolean;
  readonly words: string;
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
type Form = z.infer<typeof questionnaireResponseSchema>;

interface Answer {
  readonly linkId: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Null for another form than the person's feedback, and for one that was withdrawn. */
export function readFeedbackForm(
  form: Form,
  updated: Instant | null,
  reading: Reading,
): FeedbackRecord | null {
  if (form.questionnaire?.split('|', 1)[0] !== QUESTIONNAIRE_FEEDBACK) return null;
  if (form.status === 'entered-in-error' || form.status === 'stopped') return null;
  const naming = namingOf(form.contained);
  const patient = naming.name(form.subject, 'Patient');
  const timing = timingOf(form.authored, undefined);
  const answers = answersIn(form.item ?? []);
  const authored = fhirDateTime(form.authored ?? '');
  const scores = SCORES.flatMap((measure) => scoreIn(answers, measure, reading));
  return {
    reference: `QuestionnaireResponse/${form.id}`,
    patient,
    links: {
      pertainsTo: goalsPertainedTo(extensionsOf(form.extension), naming),
      focus: [],
      basedOn: naming.names(form.basedOn, 'CarePlan'),
    },
    timing: 'fault' in timing ? null : timing,
    fault: faultOf(form) ?? ('fault' in timing ? timing.fault : null),
    doubts: scores.flatMap(doubtIn),
    issued: authored?.precision === 'instant' ? authored.start : null,
    updated,
    identifiers: identifiersOf(form.identifier === undefined ? [] : [form.identifier]),
    speaker: naming.name(form.source, 'Patient') ?? naming.name(form.author, 'Patient'),
    values: scores.map(reading.pool.value),
    declined: answers.some(
      ({ linkId, value }) => linkId === 'declined' && value['valueBoolean'] === true,
    ),
    words: wordsIn(answers),
  };
}

const faultOf = (form: Form): string | null =>
  form.status === 'completed' || form.status === 'amended'
    ? null
    : `it is not final: its status is ${(form.status ?? 'missing').slice(0, 32)}`;

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

const itemSchema = z.looseObject({
  linkId: z.string(),
  item: z.array(z.unknown()).optional(),
  answer: z.array(z.looseObject({ item: z.array(z.unknown()).optional() })).optional(),
});

/** Every answer, however deep in groups or under another answer it stands. */
function answersIn(items: readonly unknown[]): readonly Answer[] {
  return items.flatMap((entry): readonly Answer[] => {
    const parsed = itemSchema.safeParse(entry);
    if (!parsed.success) return [];
    const { linkId, item = [], answer = [] } = parsed.data;
    const own = answer.map((value) => ({ linkId, value }));
    return [...own, ...answersIn([...item, ...answer.flatMap((one) => one.item ?? [])])];
  });
}
