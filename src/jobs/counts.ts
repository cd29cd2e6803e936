import type { Queryable } from '../store/database.ts';
import type { JobKind } from './queues.ts';
import { SCHEMA } from './transport.ts';

export interface JobCount {
  readonly tenant: string;
  readonly kind: JobKind;
  /** Waiting, those that wait for their time among them. */
  readonly queued: number;
  readonly active: number;
  /** Dead letters. */
  readonly dead: number;
  /** How long, in milliseconds, the one that may start has waited longest; null where none may. */
  readonly oldestMs: number | null;
}

/** Jobs by tenant and kind, as the database has them now; kinds of which there is none are left out. */
export const countJobs = (on: Queryable): Promise<readonly JobCount[]> =>
  on.query<JobCount & object>(`
    with live as (
      select data->'job'->>'tenant' as tenant, data->'job'->>'kind' as kind,
        name = 'dead-letters' as dead, state = 'active' as active,
        extract(epoch from ${SCHEMA}.job_now() - greatest(created_on, start_after)) * 1000 as waited
      from ${SCHEMA}.job where state <= 'active'
    )
    select tenant, kind,
      (count(*) filter (where not dead and not active))::int as queued,
      (count(*) filter (where not dead and active))::int as active,
      (count(*) filter (where dead))::int as dead,
      floor(max(waited) filter (where not dead and not active and waited >= 0))::float8
        as "oldestMs"
    from live group by tenant, kind order by tenant collate "C", kind collate "C"`);
