import { createHash } from 'node:crypto';
import type { Tenant } from '../config.ts';
import { HOUR, type Instant } from '../domain/time.ts';
import { cursorOf, replaceCursors } from '../store/cursors.ts';
import { peopleOf } from '../store/people.ts';
import { tenantIn, type Work } from './work.ts';

/** A little more than a day, so that the nightly one comes first wherever it comes at all. */
const LONGEST = 25 * HOUR;

/** Whoever is still unread by then, or again, holds up nobody else's next reading. */
const READ_BY_THEN = HOUR;

/** Of this kind are the feeds under which surveys are noted. */
const SURVEYS = 'survey ';

/** Who is to be read, and what of them: a survey of something else is none of this. */
function feedOf({ host, people }: Tenant): string {
  const what = JSON.stringify([host.baseUrl, [...host.leaveOut].sort(), people]);
  return SURVEYS + createHash('sha256').update(what).digest('hex').slice(0, 16);
}

/** When the last survey of what the tenant names now began; null: never. */
async function surveyedAt({ database, access }: Work): Promise<Instant | null> {
  const { tenant } = access;
  return (await cursorOf(database, tenant.id, feedOf(tenant)))?.seenAt ?? null;
}

export async function noteSurvey({ database, access }: Work, begun: Instant): Promise<void> {
  const { tenant } = access;
  const cursor = { newest: begun, seenAt: begun };
  await replaceCursors(database, tenant.id, { like: SURVEYS, feed: feedOf(tenant), cursor });
}

/** Whether the record was never surveyed as the tenant is now, or the nightly survey did not come about. */
export async function isSurveyMissing(work: Work): Promise<boolean> {
  const at = await surveyedAt(work);
  return at === null || work.now() - at > LONGEST || at - work.now() > LONGEST;
}

/** Whether everybody has been read since the last survey, so that another would not pile up on it. */
export async function isSurveyRead(work: Work): Promise<boolean> {
  const at = await surveyedAt(work);
  if (at === null || work.now() - at > READ_BY_THEN) return true;
  const people = await peopleOf(work.database, tenantIn(work));
  return people.every(({ readAt, failure }) => failure !== null || (readAt ?? 0) >= at);
}
