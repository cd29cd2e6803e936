import type { Instant } from '../domain/time.ts';
import { NO_LOG } from '../log.ts';
import type { Log } from '../log.ts';
import type { Capabilities } from './capabilities.ts';
import { changesOf } from './changes.ts';
import { completedChanges } from './completed.ts';
import type { Connection } from './connection.ts';
import type { Identifier } from './ownResources.ts';
import { findPeople } from './people.ts';
import type { PeopleFound, PeopleSource } from './people.ts';
import { personRecord } from './personRecord.ts';
import type { Reading } from './personRecord.ts';
import { createReferred } from './referred.ts';
import type { Resource } from './resource.ts';
import { createSkips } from './skips.ts';
import type { Skipped } from './skips.ts';

/** One run's reading of a host. What one patient's case needs is asked for once. */
export interface HostRecord {
  /**
   * Everybody whose goals are assessed.
   * @throws Problem `host-refused` where all Goals would have to be searched for and cannot be
   */
  readonly people: () => Promise<PeopleFound>;
  /**
   * All that a person's goals are judged by, and what we wrote of them before, in no order.
   * @throws Problem where Goals or Observations cannot be read, or the host went away
   */
  readonly fetchPatient: (patient: string) => AsyncIterable<Resource>;
  /** What was written of a type from an instant on, whoever it is about. @throws Problem */
  readonly changes: (type: string, since: Instant) => AsyncIterable<Resource>;
  /**
   * What of one person changed, with what is read only because of it and is not held (`Type/id`) yet.
   * @throws Problem where it cannot be had
   */
  readonly completed: (
    patient: string,
    changed: readonly Resource[],
    has: (reference: string) => boolean,
  ) => AsyncIterable<Resource>;
  /** What could not be read so far. */
  readonly skipped: () => readonly Skipped[];
  /** Types of which a person's records could not be read, or not all. */
  readonly unread: (patient: string) => ReadonlySet<string>;
}

interface RecordOptions {
  readonly device?: Identifier | null;
  /** By default those who have a Goal. */
  readonly people?: PeopleSource;
  /** Decides who is a member of a Group. */
  readonly now?: () => Instant;
  readonly log?: Log;
}

export function openRecord(
  connection: Connection,
  capabilities: Capabilities,
  { device = null, people = null, now = Date.now, log = NO_LOG }: RecordOptions = {},
): HostRecord {
  const skips = createSkips(log);
  const referred = createReferred(connection, capabilities, skips, device);
  const reading: Reading = { connection, capabilities, skips, referred };
  return {
    people: () => findPeople(people, connection, { skips, now }),
    fetchPatient: (patient) => personRecord(reading, patient),
    changes: (type, since) => changesOf(reading, type, since),
    completed: (patient, changed, has) => completedChanges(reading, patient, changed, has),
    skipped: skips.all,
    unread: (patient) => unreadIn(skips.all(), patient),
  };
}

const unreadIn = (skipped: readonly Skipped[], patient: string): ReadonlySet<string> =>
  new Set(
    skipped
      .filter(
        (each) => each.kind !== 'left-out' && (each.patient === null || each.patient === patient),
      )
      .map(({ type }) => type),
  );
