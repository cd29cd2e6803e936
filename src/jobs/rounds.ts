import type { Database } from '../store/database.ts';
import { SCHEMA } from './transport.ts';

const EVERY_MS = 3_000;

/**
 * Looks for jobs that are due though nobody was told: those taken back from a process that died, or
 * put down for later by one that is gone. One question for all tenants.
 *
 * @returns what ends it
 */
export function startRounds(database: Database, wake: (queue: string) => void): () => void {
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      for (const { name } of await database.query<{ name: string }>(DUE)) wake(name);
    } catch {
      // The store is away; who does work says so.
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  return () => {
    clearInterval(timer);
  };
}

const DUE = `
  select q.name from ${SCHEMA}.queue q where q.name <> 'dead-letters' and exists (
    select from ${SCHEMA}.job j
    where j.name = q.name and j.state < 'active' and j.start_after <= ${SCHEMA}.job_now())`;
