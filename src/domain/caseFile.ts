import type { Level } from './level.ts';
import type { Day, Instant } from './time.ts';

/** One recorded component of a session, observation, rating or baseline, already mapped to our codes. */
export type MeasureValue = { readonly measure: string } & (
  | {
      readonly kind: 'coded';
      readonly system: string;
      readonly code: string;
      readonly rank: number | null;
    }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'ratio'; readonly done: number; readonly required: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'unusable'; readonly why: 'unmapped' | 'inexact' | 'absent' | 'malformed' }
);

/** How an item was tied to its goal, best first. */
export const LINKS = [
  'pertains-to-goal',
  'focus',
  'outcome-reference',
  'plan-activity',
  'based-on',
  'inferred',
] as const;
export type Link = (typeof LINKS)[number];

/** What every piece of evidence has. */
interface Evidence {
  /** `Type/id` in the host. */
  readonly reference: string;
  /** The London day it speaks of. */
  readonly day: Day;
  /** When it was recorded as it now stands, or the best the host offers for that. */
  readonly knownAt: Instant;
  /** When it was first recorded, where it was corrected after that: from this its lateness is told. */
  readonly recordedAt?: Instant;
  readonly link: Link;
}

/** Something seen happening: a session or a spot observation. */
interface Attempt extends Evidence {
  readonly start: Instant;
  readonly end: Instant;
  readonly encounter: string | null;
  /** `declined`: refused or not attended, a complete record of level 0. */
  readonly outcome: 'made' | 'declined';
  readonly values: readonly MeasureValue[];
  /** The recorder's free words, without form headings; empty when there are none. */
  readonly note: string;
}

/** One recorded attempt, visit or activity. */
export interface Session extends Attempt {
  /** The Practitioner who recorded it, resolved from a role where possible. */
  readonly worker: string | null;
  /** False when the host shows no time of recording: such a record counts as late. */
  readonly recordingTimeKnown: boolean;
}

/** A session seen by somebody else. */
export interface SpotObservation extends Attempt {
  readonly observer: string | null;
}

export interface Feedback extends Evidence {
  readonly source: 'person' | 'proxy' | 'staff';
  /** 0 to 4 on the programme's scale; null when none was given. */
  readonly score: number | null;
  readonly declined: boolean;
  readonly words: string;
}

export interface Audit extends Evidence {
  readonly opinion: 'justified' | 'partly-justified' | 'not-justified';
  readonly auditor: string | null;
}

export interface Baseline extends Evidence {
  readonly recordedBy: string | null;
  readonly values: readonly MeasureValue[];
}

/** What staff say of the goal, from one version of it. */
export interface Claim {
  readonly reference: string;
  /** Null when the status claims no level ("improving"). */
  readonly level: Level | null;
  /** The host's own code, kept as it was. */
  readonly code: string | null;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly author: string | null;
}

/** How often support is given, from one version of the order or plan. */
export interface SupportFrequency {
  readonly reference: string;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly timesPerWeek: number;
}

/** Something the host sent that could not be used, and why, in words without personal data. */
export interface ReadingProblem {
  readonly reference: string;
  /** `not-counted`: it was read and is sound, but is no evidence as it stands, such as a draft. */
  readonly kind: 'unreadable' | 'not-counted' | 'unlinked' | 'unmapped' | 'duplicate';
  readonly because: string;
  /** When the item was recorded; absent where that cannot be told. */
  readonly knownAt?: Instant;
}

/** Another person's note in the same service, reduced to shingles: no words of it are kept. */
export interface ServiceNote {
  readonly reference: string;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly shingles: ReadonlySet<string>;
}

export interface Goal {
  readonly reference: string;
  readonly patient: string;
  readonly start: Day;
  /** Still pursued: neither ended nor withdrawn. */
  readonly open: boolean;
  /** Null when the host shows neither who expressed nor who accepted it. */
  readonly personLed: boolean | null;
  /** It has a target that can be measured. */
  readonly measurable: boolean;
  /** Nouns of the goal's own description, lower case, for the check of specific notes. */
  readonly nouns: readonly string[];
}

/** What an earlier version of the goal said of it. */
interface GoalState extends Pick<Goal, 'open' | 'personLed' | 'measurable'> {
  readonly knownAt: Instant;
}

/** All that is known of one goal. */
export interface CaseFile {
  readonly goal: Goal;
  /** Where several versions are held: what each said, in any order. */
  readonly goalStates?: readonly GoalState[];
  readonly baselines: readonly Baseline[];
  readonly sessions: readonly Session[];
  readonly spotObservations: readonly SpotObservation[];
  readonly feedback: readonly Feedback[];
  readonly audits: readonly Audit[];
  readonly claims: readonly Claim[];
  readonly support: readonly SupportFrequency[];
  /** Null when the scope does not allow other people's notes to be read. */
  readonly serviceNotes: readonly ServiceNote[] | null;
  /** What the host does not let be read: its absence says nothing. */
  readonly unseen?: readonly 'feedback'[];
  readonly problems: readonly ReadingProblem[];
}
