import { z } from 'zod';
import { HOUR, type Instant } from '../domain/time.ts';
import type { Queryable } from './database.ts';
import { optionalNumber, rowOf, rowsOf, wholeNumber } from './rows.ts';

const GOAL_STATES = ['new', 'assessed', 'unassigned', 'withdrawn'] as const;
type GoalState = (typeof GOAL_STATES)[number];

export interface StoredGoal {
  readonly goal: string;
  readonly patient: string;
  readonly state: GoalState;
  /** Why it is not assessed; null where it is. */
  readonly because: string | null;
  /** When it is to be decided again though nothing changes; null: never. */
  readonly nextLook: Instant | null;
  /** Something changed while a plan was being written. */
  readonly dirty: boolean;
  /** How often in a row somebody else wrote while we did. */
  readonly conflicts: number;
  readonly decidedAt: Instant | null;
}

/** Goals of a person; of those that are known already, the rest of the row stays as it is. */
export async function addGoals(
  on: Queryable,
  tenant: string,
  patient: string,
  goals: readonly string[],
): Promise<void> {
  if (goals.length === 0) return;
  // One statement writes a row once only, and in one order, so that two of them do not lock crosswise.
  await on.query(
    `insert into attest.goals (tenant, goal, patient, state)
     select distinct $1::text, goal, $2::text, 'new' from unnest($3::text[]) as given (goal) order by goal
     on conflict (tenant, goal) do update set patient = excluded.patient`,
    [tenant, patient, goals],
  );
}

/** Of these goals, those that were another person's until now; nobody else has them until the transaction ends. */
export async function lockGoalsOfOthers(
  tx: Queryable,
  tenant: string,
  patient: string,
  goals: readonly string[],
): Promise<readonly StoredGoal[]> {
  const rows = await tx.query(
    `select ${COLUMNS} from attest.goals
     where tenant = $1::text and patient <> $2::text and goal = any($3::text[])
     order by goal collate "C" for update`,
    [tenant, patient, goals],
  );
  return rowsOf(goalSchema, rows);
}

export async function goalsOf(
  on: Queryable,
  tenant: string,
  patient: string,
): Promise<readonly StoredGoal[]> {
  const rows = await on.query(
    `select ${COLUMNS} from attest.goals
     where tenant = $1::text and patient = $2::text order by goal collate "C"`,
    [tenant, patient],
  );
  return rowsOf(goalSchema, rows);
}

/** Reads a goal and keeps others from it until the transaction ends; waits for who has it. */
export async function lockGoal(
  tx: Queryable,
  tenant: string,
  goal: string,
): Promise<StoredGoal | null> {
  const rows = await tx.query(
    `select ${COLUMNS} from attest.goals where tenant = $1::text and goal = $2::text for update`,
    [tenant, goal],
  );
  return rowOf(goalSchema, rows);
}

type Change = Partial<
  Pick<StoredGoal, 'state' | 'because' | 'nextLook' | 'dirty' | 'conflicts' | 'decidedAt'>
>;

/** Changes what is given, and nothing else. A goal that is not known stays so. */
export async function updateGoal(
  on: Queryable,
  tenant: string,
  goal: string,
  change: Change,
): Promise<void> {
  const given = Object.entries(change);
  if (given.length === 0) return;
  const set = given.map(([name], index) => TARGETS[name as keyof Change](index + 3));
  await on.query(
    `update attest.goals set ${set.join(', ')} where tenant = $1::text and goal = $2::text`,
    [tenant, goal, ...given.map(([, value]) => value)],
  );
}

/** At most; milliseconds. */
export const CLOCKS_DIFFER = HOUR;

/**
 * Goals whose next look is due, the longest waiting first; and those that a wrong clock decided on, in what
 * is still to come: theirs would not be due for as long as it was wrong.
 */
export async function goalsDue(
  on: Queryable,
  tenant: string,
  asOf: Instant,
  limit: number,
): Promise<readonly string[]> {
  const rows = await on.query(
    `select goal from attest.goals
     where tenant = $1::text and (next_look <= $2::bigint or decided_at > $4::bigint)
     order by next_look, goal collate "C" limit $3::integer`,
    [tenant, asOf, limit, asOf + CLOCKS_DIFFER],
  );
  return rowsOf(z.object({ goal: z.string() }), rows).map(({ goal }) => goal);
}

/** Column and type of each thing that can be changed. */
const TARGETS: Readonly<Record<keyof Change, (parameter: number) => string>> = {
  state: (n) => `state = $${n}::text`,
  because: (n) => `because = $${n}::text`,
  nextLook: (n) => `next_look = $${n}::bigint`,
  dirty: (n) => `dirty = $${n}::boolean`,
  conflicts: (n) => `conflicts = $${n}::integer`,
  decidedAt: (n) => `decided_at = $${n}::bigint`,
};

const COLUMNS = `goal, patient, state, because, next_look as "nextLook", dirty, conflicts,
  decided_at as "decidedAt"`;

const goalSchema = z.object({
  goal: z.string(),
  patient: z.string(),
  state: z.enum(GOAL_STATES),
  because: z.string().nullable(),
  nextLook: optionalNumber,
  dirty: z.boolean(),
  conflicts: wholeNumber,
  decidedAt: optionalNumber,
});
