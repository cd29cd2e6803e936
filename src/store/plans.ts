import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './database.ts';
import { json, rowOf, wholeNumber } from './rows.ts';

/** What is still to be written to the host for one goal. */
export interface StoredPlan {
  readonly goal: string;
  readonly patient: string;
  readonly asOf: Instant;
  /** The writes, as they are sent. */
  readonly chunks: unknown;
  /** The run that sends it; null where none has begun. */
  readonly begunBy: string | null;
}

/** In place of the goal's plan before. */
export async function savePlan(
  on: Queryable,
  tenant: string,
  { goal, patient, asOf, chunks }: Omit<StoredPlan, 'begunBy'>,
): Promise<void> {
  await on.query(
    `insert into attest.plans (tenant, goal, patient, as_of, chunks)
     values ($1::text, $2::text, $3::text, $4::bigint, $5::json)
     on conflict (tenant, goal) do update set
       patient = excluded.patient, as_of = excluded.as_of, chunks = excluded.chunks,
       begun_by = null`,
    [tenant, goal, patient, asOf, JSON.stringify(chunks)],
  );
}

export async function planOf(
  on: Queryable,
  tenant: string,
  goal: string,
): Promise<StoredPlan | null> {
  const rows = await on.query(
    `select goal, patient, as_of as "asOf", chunks, begun_by as "begunBy" from attest.plans
     where tenant = $1::text and goal = $2::text`,
    [tenant, goal],
  );
  return rowOf(planSchema, rows);
}

const planSchema = z.object({
  goal: z.string(),
  patient: z.string(),
  asOf: wholeNumber,
  chunks: json,
  begunBy: z.string().nullable(),
});

/** To be noted before anything of it is sent; of two runs that begin at once one has it. */
export async function beginPlan(
  on: Queryable,
  tenant: string,
  goal: string,
  run: string,
): Promise<void> {
  await on.query(
    `update attest.plans set begun_by = $3::text
     where tenant = $1::text and goal = $2::text and begun_by is null`,
    [tenant, goal, run],
  );
}

export async function dropPlan(on: Queryable, tenant: string, goal: string): Promise<void> {
  await on.query('delete from attest.plans where tenant = $1::text and goal = $2::text', [
    tenant,
    goal,
  ]);
}
