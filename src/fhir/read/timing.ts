import { HOUR, londonDay, type Day, type Instant } from '../../domain/time.ts';
import { fhirDateTime } from '../dateTime.ts';

/** When something happened: the London day it began on, and its first and last instant. */
export interface Timing {
  readonly day: Day;
  readonly start: Instant;
  readonly end: Instant;
  /** False where only a date was given: the times then span the whole day. */
  readonly exact: boolean;
}

/** Reads a period, or a single time given as its start; a sentence where it cannot be placed on a day. */
export function timingOf(
  start: string | undefined,
  end: string | undefined,
): Timing | { readonly fault: string } {
  if (start === undefined) return { fault: 'it does not say when it happened' };
  const from = fhirDateTime(start);
  if (from === null) return { fault: 'the time it happened is no FHIR date or time' };
  if (from.day === null) return { fault: `it happened in ${from.text}: no full date` };
  const until = end === undefined ? from : fhirDateTime(end);
  if (until === null) return { fault: 'the time it ended is no FHIR date or time' };
  if (until.day === null) return { fault: `it ended in ${until.text}: no full date` };
  if (until.end < from.start) return { fault: 'it ended before it began' };
  const exact = from.precision === 'instant' && until.precision === 'instant';
  return { day: from.day, start: from.start, end: until.end, exact };
}

/** When a record came into being, as the host shows it. */
export interface Recording {
  /** When it was known as it now stands. */
  readonly knownAt: Instant;
  /** When it was first written, where a correction came after that. */
  readonly recordedAt?: Instant;
  /** False where the host shows no time, or one before the event itself. */
  readonly shown: boolean;
}

/** Clocks differ, and a note may be opened as a visit begins. */
const CLOCKS_DIFFER = HOUR / 4;

/**
 * The record's own time, else that of its provenance, else that of its last edit; where none is
 * shown, the end of what it tells of. A record of an earlier day than its event is refused; one of
 * the same day that is older than its event was written in advance, and is no record of that time.
 *
 * @param corrected when the record was last changed; null where it stands as it was first written
 */
export function recordingOf(
  timing: Timing,
  times: readonly (Instant | null)[],
  corrected: Instant | null = null,
): Recording | { readonly fault: string } {
  const shown = times.find((time) => typeof time === 'number');
  if (typeof shown !== 'number') return { knownAt: timing.end, shown: false };
  if (londonDay(shown) < timing.day) return { fault: 'it was recorded before the day it tells of' };
  const inAdvance = timing.exact && shown < timing.start - CLOCKS_DIFFER;
  return corrected !== null && corrected > shown
    ? { knownAt: corrected, recordedAt: shown, shown: !inAdvance }
    : { knownAt: shown, shown: !inAdvance };
}
