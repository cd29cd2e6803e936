import type {
  Audit,
  Baseline,
  CaseFile,
  Feedback,
  ReadingProblem,
  Session,
  SpotObservation,
  SupportFrequency,
} from '../../domain/caseFile.ts';
import type { BaselineFormRecord } from './baselineForm.ts';
import { claimsOf } from './claims.ts';
import { withoutDuplicates } from './duplicates.ts';
import {
  auditOf,
  baselineOf,
  doubtsOf,
  feedbackOfForm,
  feedbackOfObservation,
  marksOf,
  marksOfFeedback,
  sessionOf,
  spotObservationOf,
} from './evidence.ts';
import type { FeedbackRecord } from './feedbackForm.ts';
import { isOpen, type GoalRecord } from './goal.ts';
import { spokenVersions } from './goalEdits.ts';
import { firstKnownDay } from './goalLife.ts';
import {
  gravityOfAttempt,
  gravityOfOpinion,
  gravityOfScore,
  NO_BAD_NEWS,
  type Gravity,
} from './gravity.ts';
import type { GoalAtHand } from './inference.ts';
import type { EvidenceKind } from './evidenceKind.ts';
import type { ObservationRecord } from './observation.ts';
import type { Placed } from './placement.ts';
import type { ProvenanceRecord } from './provenance.ts';
import type { Resolver } from './resolver.ts';

export type PlacedObservation = Placed<ObservationRecord>;
export type PlacedForm = Placed<FeedbackRecord>;
export type PlacedBaselineForm = Placed<BaselineFormRecord>;

/** All that was found for one goal, before it becomes a case file. */
export interface GoalMaterial {
  readonly goal: GoalAtHand;
  /** Oldest first; never empty. */
  readonly versions: readonly GoalRecord[];
  readonly observations: readonly PlacedObservation[];
  readonly forms: readonly PlacedForm[];
  readonly baselineForms: readonly PlacedBaselineForm[];
  readonly provenances: readonly ProvenanceRecord[];
  readonly support: readonly SupportFrequency[];
}

/** Problems that only show when a goal's records stand side by side. */
type Note = (problem: ReadingProblem) => void;

/** The case file of one goal; null where nothing at all says when the goal began. */
export function caseFileOf(
  material: GoalMaterial,
  resolver: Resolver,
  note: Note,
): Omit<CaseFile, 'problems' | 'serviceNotes'> | null {
  const { provenances } = material;
  const versions = spokenVersions(material.versions);
  const newest = versions.at(-1) as GoalRecord;
  const evidence = evidenceOf(material, resolver, note);
  const claims = claimsOf(versions, provenances, resolver);
  const { baselines, sessions, spotObservations, feedback, audits } = evidence;
  const items = [baselines, sessions, spotObservations, feedback, audits, claims].flat();
  const start = newest.startDate?.firstDay ?? firstKnownDay(items, versions);
  if (start === null) return null;
  const { personLed, measurable, nouns, claim } = newest;
  if (claim.unmapped !== null) {
    const because = `status: no exact map for ${claim.unmapped}`;
    const knownAt = newest.updated === null ? {} : { knownAt: newest.updated };
    note({ reference: newest.reference, kind: 'unmapped', because, ...knownAt });
  }
  const { reference, patient, open } = material.goal;
  return {
    goal: { reference, patient, start, open, personLed, measurable, nouns },
    ...statesOf(versions.filter(({ editedByUs }) => !editedByUs)),
    ...evidence,
    claims,
    support: material.support,
  };
}

/** What each version said of the goal itself; one alone has always said it. */
function statesOf(versions: readonly GoalRecord[]): Pick<CaseFile, 'goalStates'> {
  if (versions.length === 1) return {};
  return {
    goalStates: versions.map(({ updated, lifecycle, personLed, measurable }) => ({
      knownAt: updated ?? -Infinity,
      open: isOpen(lifecycle),
      personLed,
      measurable,
    })),
  };
}

interface Evidence {
  readonly baselines: readonly Baseline[];
  readonly sessions: readonly Session[];
  readonly spotObservations: readonly SpotObservation[];
  readonly feedback: readonly Feedback[];
  readonly audits: readonly Audit[];
}

function evidenceOf(material: GoalMaterial, resolver: Resolver, note: Note): Evidence {
  const { goal, observations, forms, baselineForms } = material;
  const all = (kind: EvidenceKind) => observations.filter((placed) => placed.kind === kind);
  const attempts = (kind: EvidenceKind) =>
    distinct(
      all(kind),
      (record) => ({
        gravity: gravityOfAttempt(record, goal.programme),
        sources: resolver.resolveAll(record.derivedFrom),
      }),
      resolver,
      note,
    );
  const baselines: readonly Placed<Recorded>[] = [...all('baseline'), ...baselineForms];
  const audits = distinct(
    all('audit'),
    ({ opinion }) => ({ gravity: gravityOfOpinion(opinion), sources: [] }),
    resolver,
    note,
  );
  for (const { usable } of [...observations, ...forms, ...baselineForms]) {
    const { knownAt } = usable.recording;
    for (const doubt of doubtsOf(usable.record)) note({ ...doubt, knownAt });
  }
  return {
    baselines: distinct(
      baselines,
      () => ({ gravity: NO_BAD_NEWS, sources: [] }),
      resolver,
      note,
    ).map(({ usable, link }) => baselineOf(usable, link, resolver)),
    sessions: attempts('session').map(({ usable, link }) => sessionOf(usable, link, resolver)),
    spotObservations: attempts('spot-observation').map(({ usable, link }) =>
      spotObservationOf(usable, link, resolver),
    ),
    feedback: feedbackOf(material, resolver, note),
    audits: audits.flatMap((placed) => auditIn(placed, resolver, note)),
  };
}

type Recorded = ObservationRecord | BaselineFormRecord;

/** The records of one kind, each once, in the order they became known. */
function distinct<R extends Recorded>(
  records: readonly Placed<R>[],
  newsOf: (record: R) => { readonly gravity: Gravity; readonly sources: readonly string[] },
  resolver: Resolver,
  note: Note,
): readonly Placed<R>[] {
  const marked = records.map((placed) => ({
    placed,
    reference: placed.usable.record.reference,
    knownAt: placed.usable.recording.knownAt,
    marks: marksOf(placed.usable, resolver.workerOf(placed.usable.record.performers)),
    ...newsOf(placed.usable.record),
  }));
  const { kept, problems } = withoutDuplicates(marked);
  problems.forEach(note);
  return kept.map(({ placed }) => placed);
}

/** Forms and ratings together: what one person said may have been sent as both. */
function feedbackOf(
  { goal, forms, observations }: GoalMaterial,
  resolver: Resolver,
  note: Note,
): readonly Feedback[] {
  const measure = goal.programme.measures.feedback;
  const ratings = observations.filter((placed) => placed.kind === 'feedback');
  const said = [
    ...forms.map(({ usable, link }) => ({
      marks: marksOfFeedback(usable, usable.record.speaker, resolver),
      item: feedbackOfForm(usable, link, goal.patient, measure, resolver),
      sources: [],
    })),
    ...ratings.map(({ usable, link }) => ({
      marks: marksOfFeedback(usable, usable.record.performers[0] ?? null, resolver),
      item: feedbackOfObservation(usable, link, goal.patient, measure, resolver),
      sources: resolver.resolveAll(usable.record.derivedFrom),
    })),
  ].map((one) => {
    const { reference, knownAt, score } = one.item;
    return { ...one, reference, knownAt, gravity: gravityOfScore(score) };
  });
  const { kept, problems } = withoutDuplicates(said);
  problems.forEach(note);
  return kept.map(({ item }) => item);
}

function auditIn(
  { usable, link }: PlacedObservation,
  resolver: Resolver,
  note: Note,
): readonly Audit[] {
  const audit = auditOf(usable, link, resolver);
  if (audit !== null) return [audit];
  const because = 'its opinion has no exact map';
  const { knownAt } = usable.recording;
  note({ reference: usable.record.reference, kind: 'unmapped', because, knownAt });
  return [];
}
