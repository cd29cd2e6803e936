import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './database.ts';
import { json, optionalNumber, rowOf, wholeNumber } from './rows.ts';

/** What is still to be written to the host for one goal. */
export interface StoredPlan {
  readonly goal: string;
  readonly patient: string;
  readonly asOf: Instant;
  /** The writes, as they are sent. */
  readonly chunks: unknown;
  /** The run that sends it; null where none has begun. */
  readonly begunBy: string | null;
  /**
   * For one that was broken off: only a reading of the person that begins then or later, by the database's
   * clock, shows what came of it, and until then nothing else is planned for the goal. Null for all others.
   */
  readonly readFrom: Instant | null;
}

/** In place of the goal's plan before. */
export async function savePlan(
  on: Queryable,
  tenant: string,
  { goal, patient, asOf, chunks }: Omit<StoredPlan, 'begunBy' | 'readFrom'>,
): Promise<void> {
  await on.query(
    `insert into attest.plans (tenant, goal, patient, as_of, chunks)
     values ($1::text, $2::text, $3::text, $4::bigint, $5::json)
     on conflict (tenant, goal) do update set
       patient = excluded.patient, as_of = excluded.as_of, chunks = excluded.chunks,
       begun_by = null, read_from = null`,
    [tenant, goal, patient, asOf, JSON.stringify(chunks)],
  );
}

export async function planOf(
  on: Queryable,
  tenant: string,
  goal: string,
): Promise<StoredPlan | null> {
  const rows = await on.query(
    `select goal, patient, as_of as "asOf", chunks, begun_by as "begunBy",
       read_from as "readFrom"
     from attest.plans
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
  readFrom: optionalNumber,
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

/** Whoever sends it lets go of it, and it stays until the person has been read. */
export async function breakOffPlan(
  on: Queryable,
  tenant: string,
  goal: string,
  readFrom: Instant,
): Promise<void> {
  await on.query(
    `update attest.plans set read_from = $3::bigint
     where tenant = $1::text and goal = $2::text`,
    [tenant, goal, readFrom],
  );
}

/** The person has been read, from this instant of the database's clock on. */
export async function dropBrokenOff(
  on: Queryable,
  tenant: string,
  patient: string,
  readSince: Instant,
): Promise<void> {
  await on.query(
    `delete from attest.plans
     where tenant = $1::text and read_from <= $3::bigint and goal in (
       select goal from attest.goals where tenant = $1::text and patient = $2::text)`,
    [tenant, patient, readSince],
  );
}

export async function dropPlan(on: Queryable, tenant: string, goal: string): Promise<void> {
  await on.query('delete from attest.plans where tenant = $1::text and goal = $2::text', [
    tenant,
    goal,
  ]);
}
