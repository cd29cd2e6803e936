import type { Level } from './level.ts';

/** Every number a decision uses; a programme that lacks one is refused. */
export const PARAMETERS = [
  'criterion-share',
  'late-after-hours',
  'recency-days',
  'recency-loss-factor',
  'stalled-days',
  'stalled-sessions',
  'stalled-rise',
  'regressed-days',
  'usable-least',
  'sustained-days',
  'sustained-units',
  'sustained-share',
  'sustained-observations',
  'sustained-observation-share',
  'consistency-strong',
  'volume-strong',
  'span-strong',
  'weeks-strong',
  'observation-days',
  'observation-request-days',
  'observation-share',
  'observations-strong',
  'pair-days',
  'pair-made-good',
  'pairs-made-good',
  'feedback-days',
  'feedback-moderate',
  'feedback-strong',
  'completeness-weak',
  'completeness-moderate',
  'completeness-strong',
  'contemporaneity-weak',
  'contemporaneity-moderate',
  'contemporaneity-strong',
  'claim-grace-days',
  'claim-records',
  'claim-records-least',
  'claim-records-before-days',
  'claim-records-odds',
  'claim-observations',
  'claim-observations-least',
  'claim-observations-before-days',
  'claim-observations-odds',
  'claim-pairs',
  'inconsistent-records',
  'inconsistent-least',
  'inconsistent-low',
  'inconsistent-high',
  'inconsistent-switches',
  'inconsistent-block',
  'inconsistent-spread',
  'inconsistent-below-best',
  'audit-observations',
  'note-window',
  'note-shortest',
  'note-near-duplicate',
  'note-copy',
  'note-copied-likeness',
  'note-copied-days',
  'recent-sessions',
  'confidence-range',
  'brief-share',
  'weak-feedback-days',
  'safety-event-days',
  'support-reduction-stage',
  'leniency-odds',
] as const;
export type ParameterName = (typeof PARAMETERS)[number];

/** Parameters that only some programmes have; absent, the rule that needs them does not apply. */
export const OPTIONAL_PARAMETERS = ['stop-below'] as const;
export type OptionalParameter = (typeof OPTIONAL_PARAMETERS)[number];

/** Which recorded component plays a part in a rule; a part that is absent switches its rule off. */
export const MEASURE_ROLES = [
  'feedback',
  'safety',
  'confidence',
  'confidence-dip',
  'prompt',
  'prompt-count',
  'steps',
  'reassurance',
  'attendance',
  'duration',
  'session-duration',
  'enjoyment',
  'enjoyment-basis',
  'enjoyment-stated',
  'initiation',
] as const;
export type MeasureRole = (typeof MEASURE_ROLES)[number];

type Comparator = 'at-most' | 'at-least' | 'equals' | 'is-true';

/** What a criterion compares with: a code on a ranked or plain scale, or a number (counts, minutes, shares). */
export type Threshold =
  | {
      readonly kind: 'code';
      readonly system: string;
      readonly code: string;
      readonly rank: number | null;
    }
  | { readonly kind: 'number'; readonly value: number; readonly unit: string };

/** One condition on one component of one session. */
export interface Criterion {
  readonly measure: string;
  readonly comparator: Comparator;
  /** Null only for `is-true`. */
  readonly threshold: Threshold | null;
  /** Criteria of one stage with the same group are alternatives: one suffices. */
  readonly anyOf: string | null;
  /** Another component that must be recorded, and not be empty, for this one to be met. */
  readonly requires: string | null;
  /** Asked for only where the record otherwise meets the stage (the agreed route). */
  readonly neededOnlyWhenOtherwiseMet: boolean;
}

/** One rung of a programme's ladder, with all that validates it. */
export interface Stage {
  readonly code: string;
  /** 1 for the lowest; ranks have no gaps. */
  readonly rank: number;
  readonly level: Level;
  readonly title: string;
  readonly displayWord: string;
  readonly pass: number;
  readonly cap: number;
  readonly lostAt: number;
  readonly minSpanDays: number;
  readonly minWeeks: number;
  readonly workers: number;
  readonly observations: number;
  readonly feedback: number;
  readonly criteria: readonly Criterion[];
}

/** One of the programme's own measures of improvement (C27, T42-45, P41-44, E40-43). */
export interface ImprovementMeasure {
  readonly measure: string;
  readonly title: string;
  /** median of the values; range between lowest and highest; share of sessions equal to `code`; share of sessions that meet the next stage; share of complete records. */
  readonly statistic: 'median' | 'range' | 'share-equal' | 'share-next-stage' | 'share-complete';
  readonly code: string | null;
  readonly better: 'lower' | 'higher';
  readonly window: { readonly value: number; readonly unit: 'day' | 'session' };
}

export interface Duration {
  readonly value: number;
  readonly unit: 'hour' | 'day' | 'week' | 'month';
  readonly workingDays: boolean;
}

/** Who owes what by when; only the baseline's deadline is judged here. */
export interface Duty {
  readonly code: string;
  readonly title: string;
  readonly roles: readonly string[];
  /** Events that it follows; `doubtful-claim` and `unstable-progress` are raised by findings. */
  readonly triggers: readonly string[];
  readonly deadline: Duration | null;
  readonly cadence: {
    readonly frequency: number;
    readonly period: number;
    readonly unit: string;
  } | null;
}

/** Who chose a number, and when. */
interface ParameterOrigin {
  readonly setBy: string;
  readonly setOn: string;
}

/** A programme of staged goal attainment for one kind of service, as read from its PlanDefinition. */
export interface Programme {
  readonly url: string;
  readonly version: string;
  readonly title: string;
  readonly setting: string;
  readonly goalDomain: string;
  /** Ascending by rank. */
  readonly stages: readonly Stage[];
  readonly parameters: Readonly<Record<ParameterName, number>> &
    Readonly<Partial<Record<OptionalParameter, number>>>;
  readonly origins: Readonly<Record<string, ParameterOrigin>>;
  readonly measures: Readonly<Partial<Record<MeasureRole, string>>>;
  readonly improvement: readonly ImprovementMeasure[];
  /** Why a proxy's word may satisfy the feedback gate; null: it may not. */
  readonly proxyFeedbackReason: string | null;
  readonly duties: readonly Duty[];
  readonly words: {
    readonly baseline: string;
    readonly sustained: string;
    readonly auditUpheld: string;
    readonly auditNotUpheld: string;
  };
}

/** `url|version`, as FHIR pins a canonical. */
export const canonicalOf = (programme: Pick<Programme, 'url' | 'version'>): string =>
  `${programme.url}|${programme.version}`;
