import { compareText } from '../domain/order.ts';
import { hasGone } from '../host/gone.ts';
import type { HostRecord } from '../host/record.ts';
import type { Resource } from '../host/resource.ts';
import { Problem, sentenceOf } from '../problem.ts';
import type { Queryable } from '../store/database.ts';
import { goalsOf } from '../store/goals.ts';
import { personOf, savePersonFailure, savePersonRead, type StoredPerson } from '../store/people.ts';
import { dropBrokenOff } from '../store/plans.ts';
import {
  heldOfPerson,
  replaceResources,
  storeClock,
  type StoredResource,
} from '../store/resources.ts';
import { claimForPerson } from './claimForPerson.ts';
import { withLatelyHeld } from './latelyHeld.ts';
import { lookInto } from './openRecord.ts';
import { projectionVersionOf } from './projectionVersion.ts';
import { rowsOf } from './storing.ts';
import { tenantIn, type Work } from './work.ts';

/**
 * Reads all that the host holds of one person, in the place of what was held of them. Their goals are
 * decided anew only where that changed anything.
 */
export async function readPerson(work: Work, patient: string): Promise<void> {
  const { database, access, log, now } = work;
  const tenant = tenantIn(work);
  // Somebody who is watched no longer, and was still in the queue.
  if ((await personOf(database, tenant, patient)) === null) return;
  const record = await lookInto(work);
  // What is taken in while this reading goes on is newer than what it reads.
  const since = await storeClock(database);
  const resources = await allOf(work, record, patient);
  if (resources === null) return;
  const context = await access.context();
  const rows = rowsOf(work, context, resources);
  const reading: Read = {
    patient,
    readAt: now(),
    projection: projectionVersionOf(context, access.tenant.goalWriteMode),
    unread: [...record.unread(patient)].sort(compareText),
  };
  const isSaved = await database.transaction(async (tx) => {
    const before = await heldBefore(tx, tenant, patient);
    // Who was taken away meanwhile does not come back by this.
    if (!(await savePersonRead(tx, tenant, reading))) return false;
    await claimForPerson(work, tx, patient, { context, resources });
    await replaceResources(tx, tenant, patient, rows, since);
    await dropBrokenOff(tx, tenant, patient, since);
    const isChanged = !isAsBefore(before, reading, rows);
    await decideWhereNeeded(work, tx, patient, isChanged);
    return true;
  });
  if (isSaved) log.info('person-read', { tenant, patient, count: rows.length });
}

/**
 * Whole or not at all: null for a person who is closed to us. Any failure that is this person's is noted,
 * as what is held of them may be out of date from now on; a host that is away is asked again later.
 */
async function allOf(
  work: Work,
  record: HostRecord,
  patient: string,
): Promise<readonly Resource[] | null> {
  const { database, log } = work;
  const tenant = tenantIn(work);
  try {
    const found = await Array.fromAsync(record.fetchPatient(patient));
    return await withLatelyHeld(work, patient, found);
  } catch (error) {
    if (!(error instanceof Problem) || hasGone(error)) throw error;
    await savePersonFailure(database, tenant, patient, sentenceOf(error));
    if (error.code !== 'host-refused') throw error;
    log.warn('person-refused', { tenant, patient, code: error.code });
    return null;
  }
}

type Read = Omit<StoredPerson, 'failure'>;
type Row = Pick<StoredResource, 'reference' | 'version' | 'hash'>;

interface Before {
  readonly person: StoredPerson | null;
  readonly held: readonly Row[];
}

const heldBefore = async (tx: Queryable, tenant: string, patient: string): Promise<Before> => ({
  person: await personOf(tx, tenant, patient),
  held: await heldOfPerson(tx, tenant, patient),
});

/** Nothing that a decision depends on is another than the last time that it could be read. */
const isAsBefore = ({ person, held }: Before, reading: Read, rows: readonly Row[]): boolean =>
  person?.failure === null &&
  person.projection === reading.projection &&
  person.unread.join() === reading.unread.join() &&
  keysOf(held) === keysOf(rows);

/** Without our own Device: it has a new version whenever the host is probed, and says nothing of anybody. */
const keysOf = (rows: readonly Row[]): string =>
  rows
    .filter(({ reference }) => !reference.startsWith('Device/'))
    .map(({ reference, version, hash }) => `${reference} ${version} ${hash}`)
    .sort(compareText)
    .join('\n');

async function decideWhereNeeded(
  { access, send }: Work,
  tx: Queryable,
  patient: string,
  isChanged: boolean,
): Promise<void> {
  const tenant = access.tenant.id;
  for (const { goal, decidedAt, dirty } of await goalsOf(tx, tenant, patient)) {
    if (!isChanged && !dirty && decidedAt !== null) continue;
    await send({ kind: 'reassess', tenant, goal }, { on: tx });
  }
}
