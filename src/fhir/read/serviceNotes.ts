import type { ServiceNote } from '../../domain/caseFile.ts';
import { shinglesOf } from '../../domain/narrative/likeness.ts';
import type { Day, Instant } from '../../domain/time.ts';
import { byKnownAt } from './duplicates.ts';
import { grouped } from './grouped.ts';
import type { ObservationRecord } from './observation.ts';
import type { Resolver } from './resolver.ts';
import { recordingOf } from './timing.ts';

/** A note as it was read, before it is reduced. */
interface NoteRecord {
  readonly reference: string;
  readonly patient: string;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly text: string;
}

export interface ServiceNotes {
  /** Other people's notes in a person's service, near in time to the notes of one goal. */
  around(patient: string, days: readonly Day[]): readonly ServiceNote[];
}

/** Shorter notes are alike by chance. */
const SHORTEST_WORDS = 8;
/** Notes further apart than this are not compared. */
export const NEAR_DAYS = 14;
/** Shingle sets held at once: those of a service's fortnights, not of a whole record. */
const SETS_HELD = 5_000;

/**
 * @param serviceOf the organisation that serves a person; null where the host does not say, and then
 *   everybody who was read counts as the same service
 */
export function createServiceNotes(
  notes: readonly NoteRecord[],
  serviceOf: (patient: string) => string | null,
): ServiceNotes {
  const cut = createCutter();
  const long = notes.filter((note) => note.text.split(/\s+/).length >= SHORTEST_WORDS);
  const sorted = [...long].sort(byKnownAt).map((note) => {
    return { service: serviceOf(note.patient), shared: new SharedNote(note, cut) };
  });
  const inOrder = sorted.map(({ shared }) => shared);
  const byService = new Map(
    [...grouped(sorted, ({ service }) => service)].map(([service, some]) => [
      service,
      some.map(({ shared }) => shared),
    ]),
  );
  return {
    around: (patient, days) => {
      const near = new Set(days.flatMap(daysAround));
      const service = serviceOf(patient);
      return (service === null ? inOrder : (byService.get(service) ?? [])).filter(
        (note) => !note.isOf(patient) && near.has(note.day),
      );
    },
  };
}

type Cut = (reference: string, text: string) => ReadonlySet<string>;

/** One object a note, with its shingles found on demand: a service writes a hundred thousand of them. */
class SharedNote implements ServiceNote {
  readonly reference: string;
  readonly day: Day;
  readonly knownAt: Instant;
  readonly #patient: string;
  readonly #text: string;
  readonly #cut: Cut;

  constructor({ reference, patient, day, knownAt, text }: NoteRecord, cut: Cut) {
    this.reference = reference;
    this.day = day;
    this.knownAt = knownAt;
    this.#patient = patient;
    this.#text = text;
    this.#cut = cut;
  }

  isOf(patient: string): boolean {
    return this.#patient === patient;
  }

  get shingles(): ReadonlySet<string> {
    return this.#cut(this.reference, this.#text);
  }
}

const daysAround = (day: Day): readonly Day[] =>
  Array.from({ length: 2 * NEAR_DAYS + 1 }, (_, offset) => day - NEAR_DAYS + offset);

/** Notes are cut into shingles when they are first compared, and the oldest sets are let go. */
function createCutter(): Cut {
  const held = new Map<string, ReadonlySet<string>>();
  return (reference, text) => {
    const known = held.get(reference);
    if (known !== undefined) return known;
    const shingles = shinglesOf(text);
    held.set(reference, shingles);
    if (held.size > SETS_HELD) held.delete(held.keys().next().value as string);
    return shingles;
  };
}

/** The notes of all that was seen happening, whether or not it counts for a goal. */
export function notesOf(
  observations: readonly ObservationRecord[],
  resolver: Resolver,
): readonly NoteRecord[] {
  return observations.flatMap((record): readonly NoteRecord[] => {
    const { reference, kind, timing, fault, patient, note } = record;
    const seen = kind === 'session' || kind === 'spot-observation';
    if (!seen || fault !== null || timing === null || patient === null || note === '') return [];
    const times = [record.issued, record.updated];
    const recording = recordingOf(timing, times);
    if ('fault' in recording) return [];
    const { day } = timing;
    const { knownAt } = recording;
    return [{ reference, patient: resolver.resolve(patient), day, knownAt, text: note }];
  });
}
