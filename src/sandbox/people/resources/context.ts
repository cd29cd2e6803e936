import type { CodeableConcept, Extension, Meta, Reference } from 'fhir/r4.js';
import { CORE_EXTENSION, SYSTEM } from '../../../fhir/names.ts';
import type { Casting, SessionDraft } from '../draft.ts';
import type { Colleague } from '../services.ts';
import type { Timeline } from '../timeline.ts';

/** All that the resources of one story are made from. */
export interface StoryContext extends Casting {
  readonly seed: number;
  readonly timeline: Timeline;
  /** Oldest first. */
  readonly sessions: readonly SessionDraft[];
  /** The day the goal was agreed. */
  readonly start: number;
}

/** Every resource says that it is synthetic, and was last changed when the story says so. */
export const meta = (lastUpdated: string, version = 1): Meta => ({
  versionId: String(version),
  lastUpdated,
  tag: [{ system: SYSTEM.tag, code: 'sandbox' }],
});

export const concept = (system: string, code: string, text?: string): CodeableConcept => ({
  coding: [{ system, code }],
  ...(text === undefined ? {} : { text }),
});

export const patientOf = ({ person }: Pick<Casting, 'person'>): Reference => ({
  reference: `Patient/${person.id}`,
  display: `${person.given} ${person.family}`,
});

/** People act in a role; who they are is behind it. */
export const roleOf = (colleague: Colleague): Reference => ({
  reference: `PractitionerRole/${colleague.id}-role`,
  display: `${colleague.given} ${colleague.family}`,
});

export const goalOf = ({ story }: Pick<Casting, 'story'>): Reference => ({
  reference: `Goal/${story.id}`,
});

export const pertainsTo = (casting: Pick<Casting, 'story'>): Extension => ({
  url: CORE_EXTENSION.pertainsToGoal,
  valueReference: goalOf(casting),
});
