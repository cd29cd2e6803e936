import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './database.ts';
import { json, rowsOf, wholeNumber } from './rows.ts';

export interface StoredVerdict {
  readonly goal: string;
  readonly asOf: Instant;
  /** What was decided, as canonical JSON: two of the same text are the same decision. */
  readonly decision: string;
  /** The assessment as it is printed. */
  readonly line: unknown;
}

/**
 * Adds a verdict to the goal's history if it decides otherwise than the last. The caller holds the
 * goal's row (`lockGoal`).
 *
 * @returns false: the same decision as the last
 */
export async function saveVerdict(
  on: Queryable,
  tenant: string,
  { goal, asOf, decision, line }: StoredVerdict,
): Promise<boolean> {
  const saved = await on.query(
    `with last as (
       select number, decision from attest.verdicts
       where tenant = $1::text and goal = $2::text order by number desc limit 1)
     insert into attest.verdicts (tenant, goal, number, as_of, decision, line)
     select $1::text, $2::text, coalesce((select number from last), 0) + 1, $3::bigint, $4::text,
       $5::json
     where (select decision from last) is distinct from $4::text
     returning number`,
    [tenant, goal, asOf, decision, JSON.stringify(line)],
  );
  return saved.length > 0;
}

/** The goal's history, oldest first. */
export async function verdictsOf(
  on: Queryable,
  tenant: string,
  goal: string,
): Promise<readonly StoredVerdict[]> {
  const rows = await on.query(
    `select goal, as_of as "asOf", decision, line from attest.verdicts
     where tenant = $1::text and goal = $2::text order by number`,
    [tenant, goal],
  );
  return rowsOf(verdictSchema, rows);
}

const verdictSchema = z.object({
  goal: z.string(),
  asOf: wholeNumber,
  decision: z.string(),
  line: json,
});
