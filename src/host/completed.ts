import { isOurs } from './ownResources.ts';
import { otherVersionsOf, provenancesOf } from './personRecord.ts';
import type { Reading } from './personRecord.ts';
import { worthReading } from './referred.ts';
import { addressOf, type Resource } from './resource.ts';
import { needsProvenance, WANTED } from './wanted.ts';

/**
 * What of one person changed, and what is read only because of it: the versions of goals and orders, who
 * recorded what, and people not met before. What this costs does not depend on how long the history is.
 *
 * @param has whether a resource (`Type/id`) is held already
 */
export async function* completedChanges(
  reading: Reading,
  patient: string,
  changed: readonly Resource[],
  has: (reference: string) => boolean,
): AsyncGenerator<Resource> {
  const referred = new Set([patient]);
  for await (const resource of withContext(reading, patient, changed)) {
    for (const reference of worthReading(resource)) referred.add(reference);
    yield resource;
  }
  const there = new Set(changed.map(addressOf));
  yield* reading.referred.read(
    [...referred].filter((reference) => !has(reference) && !there.has(reference)),
  );
  if (changed.some(isOurs)) yield* ownDevice(reading, has);
}

/** What changed, with its other versions and with who recorded it. */
async function* withContext(
  reading: Reading,
  patient: string,
  changed: readonly Resource[],
): AsyncGenerator<Resource> {
  yield* changed;
  for (const resource of oneOfEach(changed))
    if (VERSIONED.has(resource.resourceType)) yield* otherVersionsOf(reading, resource, patient);
  const targets = new Set(changed.filter(needsProvenance).map(addressOf));
  if (targets.size > 0) yield* provenancesOf(reading, [...targets]);
}

const VERSIONED: ReadonlySet<string> = new Set(
  WANTED.filter(({ versions }) => versions === true).map(({ type }) => type),
);

const oneOfEach = (changed: readonly Resource[]): Iterable<Resource> =>
  new Map(changed.map((resource) => [addressOf(resource), resource])).values();

/** Known to us by its identifier alone; our writes name it. */
async function* ownDevice(
  { referred }: Reading,
  has: (reference: string) => boolean,
): AsyncGenerator<Resource> {
  const device = await referred.device();
  if (device !== null && !has(addressOf(device))) yield device;
}
