import type { ReadingProblem } from '../../domain/caseFile.ts';
import type { DocumentRecord } from './document.ts';
import type { FormRecord } from './forms.ts';
import type { GoalRecord } from './goal.ts';
import type { ObservationRecord } from './observation.ts';
import type { PartyRecord } from './people.ts';
import type { PlanRecord, RequestRecord } from './plans.ts';
import type { ProvenanceRecord } from './provenance.ts';
import type { Version } from './version.ts';

/** What is kept of resources, by where it is kept. */
export interface Records {
  readonly goals: GoalRecord;
  readonly requests: RequestRecord;
  readonly observations: ObservationRecord;
  readonly forms: FormRecord;
  readonly plans: PlanRecord;
  readonly documents: DocumentRecord;
  readonly provenances: ProvenanceRecord;
  readonly parties: PartyRecord;
}
export type RecordKind = keyof Records;

/** `unread`: a resource of which nothing is kept but that it was there. */
export type EntryKind = RecordKind | 'problems' | 'unread';

/** One thing that a resource leaves in a reading. JSON holds it without loss. */
export interface Entry {
  readonly to: EntryKind;
  /** `Type/id`; for a problem that of the resource, or its place where it has no id. */
  readonly reference: string;
  readonly version: Version;
  /**
   * A record of the kind, or null for a version that says: this is none, or no longer. A ReadingProblem
   * among `problems`; null of what is `unread`.
   */
  readonly record: unknown;
  /** Beside the entry that counts for its resource, or for no resource: a deletion. */
  readonly uncounted?: true | undefined;
}

const NO_VERSION: Version = { id: null, updated: null };

export const recordEntry = <Kind extends RecordKind>(
  to: Kind,
  reference: string,
  version: Version,
  record: Records[Kind] | null,
): Entry => ({ to, reference, version, record });

export function unreadableEntry(reference: string, because: string): Entry {
  const problem: ReadingProblem = { reference, kind: 'unreadable', because };
  return { to: 'problems', reference, version: NO_VERSION, record: problem };
}

export const unreadEntry = (reference: string): Entry => ({
  to: 'unread',
  reference,
  version: NO_VERSION,
  record: null,
});

export const uncounted = (entry: Entry): Entry => ({ ...entry, uncounted: true });
