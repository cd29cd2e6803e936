import { compareText } from '../domain/order.ts';
import type { Instant } from '../domain/time.ts';
import { feedsOf } from '../host/changes.ts';
import { resourceOf, type Bundle } from '../host/resource.ts';
import { Problem } from '../problem.ts';
import { noteAbsent } from '../store/absentPeople.ts';
import { cursorOf, saveCursor } from '../store/cursors.ts';
import { addPeople, peopleOf, removePerson, type StoredPerson } from '../store/people.ts';
import { likelyCursor, likelyUpdated } from './cursor.ts';
import { lookInto } from './openRecord.ts';
import { noteSurvey } from './surveyed.ts';
import { tenantIn, type Work } from './work.ts';

/**
 * Has everybody whose goals are assessed read whole: at the start, every night, and where the host cannot
 * tell what changed. Where nothing did change nothing is decided anew.
 */
export async function survey(work: Work): Promise<void> {
  const { database, send, log, now } = work;
  const tenant = tenantIn(work);
  const begun = now();
  // Before anything is read: what changes from here on will be noticed as a change.
  await startFeeds(work);
  const { patients: found, unnamed } = await (await lookInto(work)).people();
  const gone = await goneFrom(work, found);
  for (const patient of gone) await removePerson(database, tenant, patient);
  const known = (await peopleOf(database, tenant)).map(({ patient }) => patient);
  // Somebody whose last goal was taken away is read once more, for what was raised to be closed.
  const people = [...new Set([...found, ...known])].sort(compareText);
  await addPeople(database, tenant, people);
  for (const patient of people) await send({ kind: 'read-person', tenant, patient });
  await noteSurvey(work, begun);
  log.info('survey-begun', { tenant, count: people.length });
  for (const goal of unnamed) log.warn('goal-of-nobody', { tenant, goal });
}

/**
 * Those to be forgotten, with the history of their verdicts: only where a second survey in a row does not
 * find them, and never most of all at once, as a list that is just being written, or was lost, would have it.
 * Where the Goals themselves say whose they are, only those go whose record is closed to us as well.
 */
async function goneFrom(work: Work, found: readonly string[]): Promise<readonly string[]> {
  const { database, access, log, now } = work;
  const tenant = tenantIn(work);
  const present = new Set(found);
  const known = await peopleOf(database, tenant);
  const absent = known.filter(({ patient }) => !present.has(patient));
  const mayGo = access.tenant.people === null ? absent.filter(isClosed) : absent;
  const shrunk = mayGo.length > 0 && absent.length * 2 > known.length;
  if (shrunk) log.error('people-missing', { tenant, count: absent.length, total: known.length });
  const names = shrunk ? [] : mayGo.map(({ patient }) => patient);
  return noteAbsent(database, tenant, names, now());
}

const isClosed = ({ failure }: StoredPerson): boolean => failure !== null;

async function startFeeds(work: Work): Promise<void> {
  const { database, access, now } = work;
  const tenant = tenantIn(work);
  const { fed } = feedsOf(await access.capabilities());
  for (const type of fed) {
    if (likelyCursor(await cursorOf(database, tenant, type), now()) !== null) continue;
    await saveCursor(database, tenant, type, { newest: await newestOf(work, type), seenAt: now() });
  }
}

/** By the host's own clock. A host that does not sort gives an older one, and some things are read twice. */
async function newestOf({ access, now }: Work, type: string): Promise<Instant> {
  const { entry } = await access.connection
    .firstPage(type, { _sort: '-_lastUpdated', _count: '1' })
    .catch(nothingWhereRefused);
  const times = entry.map(({ resource }) => {
    const found = resourceOf(resource);
    return found === null ? 0 : likelyUpdated(found, now());
  });
  return Math.max(0, ...times);
}

function nothingWhereRefused(error: unknown): Pick<Bundle, 'entry'> {
  if (error instanceof Problem && error.code === 'host-refused') return { entry: [] };
  throw error;
}
