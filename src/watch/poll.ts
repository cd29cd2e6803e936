import type { Instant } from '../domain/time.ts';
import { capabilitiesOf, searchesBy } from '../host/capabilities.ts';
import { hasGone } from '../host/gone.ts';
import { feedsOf } from '../host/changes.ts';
import type { HostRecord } from '../host/record.ts';
import type { Resource } from '../host/resource.ts';
import { cursorOf, saveCursor } from '../store/cursors.ts';
import { peopleReadOtherwise } from '../store/people.ts';
import { changedSince, cursorAfter, likelyCursor, likelyUpdated } from './cursor.ts';
import { lookInto } from './openRecord.ts';
import { projectionVersionOf } from './projectionVersion.ts';
import { isSurveyMissing, isSurveyRead } from './surveyed.ts';
import { takeChanges } from './takeChanges.ts';
import { tenantIn, type Work } from './work.ts';

/** So many changes are taken in at once. */
const BATCH = 200;

/**
 * Takes in what changed in the host since the last look. What a host cannot be asked in this way has to be
 * read again whole.
 */
export async function poll(work: Work): Promise<void> {
  const { access, send } = work;
  const tenant = tenantIn(work);
  // First, so that nothing that fails here keeps it from coming.
  if (await isSurveyMissing(work)) await send({ kind: 'survey', tenant });
  await readOtherwise(work);
  const capabilities = await access.capabilities();
  const { fed, unfed } = feedsOf(capabilities);
  const record = await lookInto(work);
  const failures: unknown[] = [];
  for (const type of fed) {
    try {
      await pollType(work, record, type);
    } catch (error) {
      // What fails for one type is no reason to miss the changes of the others.
      if (hasGone(error)) throw error;
      failures.push(error);
    }
  }
  const isRead = (type: string): boolean =>
    searchesBy(capabilitiesOf(capabilities, type), 'patient');
  if (unfed.some(isRead) && (await isSurveyRead(work))) await send({ kind: 'survey', tenant });
  if (failures.length > 0) throw failures[0];
}

/** Those whose records were read with other maps or programmes than now. */
async function readOtherwise({ access, database, send }: Work): Promise<void> {
  const tenant = access.tenant.id;
  const projection = projectionVersionOf(await access.context(), access.tenant.goalWriteMode);
  for (const patient of await peopleReadOtherwise(database, tenant, projection)) {
    await send({ kind: 'read-person', tenant, patient });
  }
}

async function pollType(work: Work, record: HostRecord, type: string): Promise<void> {
  const { database, now } = work;
  const tenant = tenantIn(work);
  const begun = now();
  const cursor = likelyCursor(await cursorOf(database, tenant, type), begun);
  // A type that the host offers since today, say: the survey finds where to begin.
  if (cursor === null) return work.send({ kind: 'survey', tenant });
  const since = changedSince(cursor);
  const { count, newest } = await takeSince(work, record, { type, since });
  // What is changed while we turn pages moves to the end, and one that we have not seen a page forward.
  if (count > SMALLEST_PAGE) await takeSince(work, record, { type, since });
  // A ConceptMap that moves this has maps read again by every process, and by the next look those people
  // who were read with the old ones.
  await saveCursor(database, tenant, type, cursorAfter(cursor, { begun, ended: now(), newest }));
}

/** However many are asked for at once, hardly a host gives fewer. */
const SMALLEST_PAGE = 20;

interface Since {
  readonly type: string;
  readonly since: Instant;
}

async function takeSince(
  work: Work,
  record: HostRecord,
  { type, since }: Since,
): Promise<{ readonly count: number; readonly newest: Instant }> {
  let [count, newest] = [0, 0];
  for await (const batch of inBatches(record.changes(type, since))) {
    if (type !== 'ConceptMap') await takeChanges(work, record, batch);
    count += batch.length;
    newest = Math.max(newest, ...batch.map((resource) => likelyUpdated(resource, work.now())));
  }
  return { count, newest };
}

async function* inBatches(found: AsyncIterable<Resource>): AsyncGenerator<readonly Resource[]> {
  let batch: Resource[] = [];
  for await (const resource of found) {
    batch.push(resource);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
