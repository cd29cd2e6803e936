import { MINUTE } from '../domain/time.ts';
import { addressOf, versionIdOf, type Resource } from '../host/resource.ts';
import { Problem } from '../problem.ts';
import { goalsOf } from '../store/goals.ts';
import { savedSince, storeClock, versionNumber } from '../store/resources.ts';
import { writtenOf } from '../store/written.ts';
import { isPersonal, personIn } from './claimForPerson.ts';
import { readOrNull } from './readOrNull.ts';
import { tenantIn, type Work } from './work.ts';

/** For so long the searches of a host may not show what was written into it. */
const SEARCHES_LAG = 10 * MINUTE;

interface Known {
  readonly reference: string;
  readonly version: string;
}

/**
 * What was read of a person, with what we wrote of them or learned of them lately and the host's searches do
 * not show as it is: that is read by its address, which lags nowhere. Otherwise the one would be written
 * again, and the other be lost until the next whole reading.
 */
export async function withLatelyHeld(
  work: Work,
  patient: string,
  found: readonly Resource[],
): Promise<readonly Resource[]> {
  let all = found;
  const lately = [...(await latelyWritten(work, patient)), ...(await latelySaved(work, patient))];
  for (const { reference } of oneOfEach(lately.filter((known) => !isShown(known, found)))) {
    const held = await readUnlessRefused(work, reference);
    if (held === null || (isPersonal(held) && personIn(held) !== patient)) continue;
    all = [...all.filter((one) => !isSupersededBy(held, one)), held];
  }
  return all;
}

const oneOfEach = (known: readonly Known[]): Iterable<Known> =>
  new Map(known.map((one) => [one.reference, one])).values();

async function latelyWritten({ database, now, access }: Work, patient: string) {
  const tenant = access.tenant.id;
  const goals = await goalsOf(database, tenant, patient);
  const written = await Promise.all(goals.map(({ goal }) => writtenOf(database, tenant, goal)));
  return written.flat().filter(({ at }) => now() - at < SEARCHES_LAG);
}

/** Records of the person alone: roles and the like are read where something points to them. */
async function latelySaved(work: Work, patient: string): Promise<readonly Known[]> {
  const { database } = work;
  const since = (await storeClock(database)) - SEARCHES_LAG;
  const saved = await savedSince(database, tenantIn(work), patient, since);
  return saved.filter(({ reference }) =>
    isPersonal({ resourceType: reference.split('/')[0] ?? '' }),
  );
}

/** It was found in that version, or in a later one. */
const isShown = ({ reference, version }: Known, found: readonly Resource[]): boolean =>
  found.some(
    (one) =>
      addressOf(one) === reference &&
      (versionIdOf(one) === version || versionNumber(versionIdOf(one)) > versionNumber(version)),
  );

/** What is closed to us now is like what is gone. */
async function readUnlessRefused(work: Work, reference: string): Promise<Resource | null> {
  try {
    return await readOrNull(work, reference);
  } catch (error) {
    if (error instanceof Problem && error.code === 'host-refused') return null;
    throw error;
  }
}

/** Of goals each version counts, of all else the newest. */
const isSupersededBy = (held: Resource, one: Resource): boolean =>
  addressOf(one) === addressOf(held) &&
  (one.resourceType !== 'Goal' || versionIdOf(one) === versionIdOf(held));
