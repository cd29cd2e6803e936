import { goalsDue } from '../store/goals.ts';
import { tenantIn, type Work } from './work.ts';

/** So many are taken on in one go; the next tick takes the next. */
const AT_MOST = 1000;

/** Goals whose next look is due, though nothing new came: time alone can change what evidence supports. */
export async function evaluateDue(work: Work): Promise<void> {
  const tenant = tenantIn(work);
  const due = await goalsDue(work.database, tenant, work.now(), AT_MOST);
  for (const goal of due) await work.send({ kind: 'reassess', tenant, goal });
  if (due.length > 0) work.log.debug('looks-due', { tenant, count: due.length });
}
