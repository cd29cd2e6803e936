import type {
  Audit,
  Baseline,
  Feedback,
  Link,
  MeasureValue,
  ReadingProblem,
  Session,
  SpotObservation,
} from '../../domain/caseFile.ts';
import type { FeedbackRecord } from './feedbackForm.ts';
import type { ObservationRecord } from './observation.ts';
import type { ResourceName } from './references.ts';
import type { Resolver } from './resolver.ts';
import type { Recording, Timing } from './timing.ts';

/** A record that can be used, and when it happened and was written. */
export interface Usable<R> {
  readonly record: R;
  readonly timing: Timing;
  readonly recording: Recording;
}
type UsableObservation = Usable<ObservationRecord>;
type UsableForm = Usable<FeedbackRecord>;

function evidenceOf(
  { record, timing, recording }: Usable<{ readonly reference: string }>,
  link: Link,
) {
  const { knownAt, recordedAt } = recording;
  const first = recordedAt === undefined ? {} : { recordedAt };
  return { reference: record.reference, day: timing.day, knownAt, ...first, link };
}

const attemptOf = (usable: UsableObservation, link: Link, resolver: Resolver) => ({
  ...evidenceOf(usable, link),
  start: usable.timing.start,
  end: usable.timing.end,
  encounter: usable.record.encounter === null ? null : resolver.resolve(usable.record.encounter),
  outcome: usable.record.attempt === 'declined' ? ('declined' as const) : ('made' as const),
  values: usable.record.values,
  note: usable.record.note,
});

export const sessionOf = (usable: UsableObservation, link: Link, resolver: Resolver): Session => ({
  ...attemptOf(usable, link, resolver),
  worker: resolver.workerOf(usable.record.performers),
  recordingTimeKnown: usable.recording.shown,
});

export const spotObservationOf = (
  usable: UsableObservation,
  link: Link,
  resolver: Resolver,
): SpotObservation => ({
  ...attemptOf(usable, link, resolver),
  observer: resolver.workerOf(usable.record.performers),
});

/** A baseline is an Observation, or a form. */
export const baselineOf = (
  usable: Usable<Pick<ObservationRecord, 'reference' | 'performers' | 'values'>>,
  link: Link,
  resolver: Resolver,
): Baseline => ({
  ...evidenceOf(usable, link),
  recordedBy: resolver.workerOf(usable.record.performers),
  values: usable.record.values,
});

/** Null where the opinion itself cannot be read. */
export function auditOf(usable: UsableObservation, link: Link, resolver: Resolver): Audit | null {
  const { opinion, performers } = usable.record;
  if (opinion === null) return null;
  return { ...evidenceOf(usable, link), opinion, auditor: resolver.workerOf(performers) };
}

/** @param measure the measure whose rank is the score in the goal's programme, if it has one */
export const feedbackOfForm = (
  usable: UsableForm,
  link: Link,
  patient: string,
  measure: string | undefined,
  resolver: Resolver,
): Feedback => ({
  ...evidenceOf(usable, link),
  source: voiceOf(usable.record.speaker, patient, resolver),
  score: scoreOf(usable.record.values, measure),
  declined: usable.record.declined,
  words: usable.record.words,
});

export const feedbackOfObservation = (
  usable: UsableObservation,
  link: Link,
  patient: string,
  measure: string | undefined,
  resolver: Resolver,
): Feedback => ({
  ...evidenceOf(usable, link),
  source: voiceOf(usable.record.performers[0] ?? null, patient, resolver),
  score: scoreOf(usable.record.values, measure),
  declined: usable.record.attempt === 'declined',
  words: usable.record.note,
});

/** Only the person's own word is the person's; a relative or an advocate speaks as a proxy. */
function voiceOf(
  speaker: ResourceName | null,
  patient: string,
  resolver: Resolver,
): Feedback['source'] {
  const name = speaker === null ? '' : resolver.resolve(speaker);
  if (name === patient) return 'person';
  return name.startsWith('RelatedPerson') || resolver.isRepresentative(name) ? 'proxy' : 'staff';
}

function scoreOf(values: readonly MeasureValue[], measure: string | undefined): number | null {
  const value = values.find((one) => one.measure === measure);
  return value?.kind === 'coded' ? value.rank : null;
}

/** What of a usable record could not be used. */
export const doubtsOf = (record: {
  readonly reference: string;
  readonly doubts: ObservationRecord['doubts'];
}): readonly ReadingProblem[] =>
  record.doubts.map(({ kind, because }) => ({ reference: record.reference, kind, because }));

/**
 * Two records of one goal are the same where they share an identifier, or one worker did both at the
 * very same time. A bare date is no time: then all else must be the same too.
 */
export function marksOf(
  { record, timing }: Usable<Pick<ObservationRecord, 'identifiers' | 'values' | 'note'>>,
  worker: string | null,
): Marks {
  const what = timing.exact ? '' : JSON.stringify([record.values, record.note]);
  return [...identifierMarks(record), ...(worker === null ? [] : [momentOf(worker, timing, what)])];
}

/** The same of what somebody said: two answers of one moment may be to two questions. */
export function marksOfFeedback(
  { record, timing }: Usable<Pick<FeedbackRecord, 'identifiers' | 'values'>>,
  speaker: ResourceName | null,
  resolver: Resolver,
): Marks {
  if (speaker === null || !timing.exact) return identifierMarks(record);
  return [
    ...identifierMarks(record),
    momentOf(resolver.resolve(speaker), timing, JSON.stringify(record.values)),
  ];
}

type Marks = readonly string[];

const identifierMarks = (record: { readonly identifiers: readonly string[] }): Marks =>
  record.identifiers.map((identifier) => `identifier ${identifier}`);

const momentOf = (who: string, timing: Timing, what: string): string =>
  `${who} ${timing.start} ${timing.end} ${what}`;
