import { fhirDateTime } from '../dateTime.ts';
import { recordEntry, uncounted, unreadableEntry, type Entry } from './entry.ts';
import { Holdings, keptFor } from './holdings.ts';
import { judge } from './judge.ts';
import { measuresOf } from './measures.ts';
import type { Reading } from './observation.ts';
import { project } from './project.ts';
import type { CaseFileReading, ReadingContext } from './reading.ts';
import { nameOf, typeOf } from './references.ts';
import { unwrap, type Deletion, type Unwrapped } from './unwrap.ts';
import type { Version } from './version.ts';

export type { Entry } from './entry.ts';
export { entrySchema } from './entrySchema.ts';

/** Raised by hand when stored entries can no longer be put back, or would be made otherwise now. */
export const ENTRY_SHAPE = 2;

/**
 * Reduces resources to what is kept of them. Never throws: what cannot be read leaves a problem.
 *
 * `where`: file and line, or address: names what has no id of its own
 */
export function createProjector(
  context: ReadingContext,
): (resource: unknown, where: string) => readonly Entry[] {
  const { programmes, terminology, conceptMaps, adapters = [] } = context;
  const reading: Reading = {
    codes: { terminology, conceptMaps },
    measures: measuresOf(programmes),
    adapters,
  };
  return (resource, where) => {
    try {
      const { resources, deletions } = unwrap(resource, where);
      return [...deletions.flatMap(forgetting), ...resources.flatMap(projectedWith(reading))];
    } catch {
      return [beyondBounds(where)];
    }
  };
}

const projectedWith =
  (reading: Reading) =>
  (unwrapped: Unwrapped): readonly Entry[] => {
    try {
      return project(unwrapped, reading);
    } catch {
      return [beyondBounds(unwrapped.where)];
    }
  };

/** Only a structure beyond all bounds (nested without end) comes here. */
const beyondBounds = (where: string): Entry =>
  uncounted(unreadableEntry(where, 'it could not be taken apart'));

/**
 * The reading of the resources that these entries were made of, in any order.
 *
 * @param context the one that they were made with: adapters and maps have had their say already
 */
export function readEntries(entries: Iterable<Entry>, context: ReadingContext): CaseFileReading {
  const holdings = new Holdings();
  for (const entry of entries) holdings.add(entry);
  return judge(holdings, context);
}

/** A deletion is a version that says: no longer. Where the host does not number it, it is the last. */
function forgetting({ url, version, at }: Deletion): readonly Entry[] {
  const reference = nameOf(url) ?? '';
  const kept = keptFor(typeOf(reference));
  if (kept === undefined) return [];
  const deleted: Version = { id: version ?? LAST, updated: fhirDateTime(at ?? '')?.end ?? null };
  const gone = uncounted(recordEntry(kept, reference, deleted, null));
  // An adapter may have made a session of a form.
  return kept === 'forms' ? [gone, { ...gone, to: 'observations' }] : [gone];
}

const LAST = '999999999999999';
