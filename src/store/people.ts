import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import type { Database, Queryable } from './database.ts';
import { optionalNumber, rowOf, rowsOf } from './rows.ts';

export interface StoredPerson {
  readonly patient: string;
  /** When all of them was last read; null: never. */
  readonly readAt: Instant | null;
  /** Why they could not be read the last time; null where they could. */
  readonly failure: string | null;
  /** With which programmes, maps and adapters they were read. */
  readonly projection: string | null;
  /** Types of which not everything could be read. */
  readonly unread: readonly string[];
}

/** People to be read; of those who are known already nothing changes. */
export async function addPeople(
  on: Queryable,
  tenant: string,
  patients: readonly string[],
): Promise<void> {
  await on.query(
    `insert into attest.people (tenant, patient)
     select distinct $1::text, patient from unnest($2::text[]) as given (patient) order by patient
     on conflict (tenant, patient) do nothing`,
    [tenant, patients],
  );
}

/** @returns false: nobody of that name is watched (any more), and nothing was saved */
export async function savePersonRead(
  on: Queryable,
  tenant: string,
  { patient, readAt, projection, unread }: Omit<StoredPerson, 'failure'>,
): Promise<boolean> {
  const rows = await on.query(
    `update attest.people set read_at = $3::bigint, failure = null, projection = $4::text,
       unread = $5::text[]
     where tenant = $1::text and patient = $2::text returning patient`,
    [tenant, patient, readAt, projection, unread],
  );
  return rows.length > 0;
}

/** What was held of them before stays. Of somebody who is watched no longer nothing is noted. */
export async function savePersonFailure(
  on: Queryable,
  tenant: string,
  patient: string,
  failure: string,
): Promise<void> {
  await on.query(
    `update attest.people set failure = $3::text where tenant = $1::text and patient = $2::text`,
    [tenant, patient, failure],
  );
}

export async function peopleOf(on: Queryable, tenant: string): Promise<readonly StoredPerson[]> {
  const rows = await on.query(
    `select ${COLUMNS} from attest.people where tenant = $1::text order by patient collate "C"`,
    [tenant],
  );
  return rowsOf(personSchema, rows);
}

export async function personOf(
  on: Queryable,
  tenant: string,
  patient: string,
): Promise<StoredPerson | null> {
  const rows = await on.query(
    `select ${COLUMNS} from attest.people where tenant = $1::text and patient = $2::text`,
    [tenant, patient],
  );
  return rowOf(personSchema, rows);
}

/** Of these people, those who are known. */
export async function knownPeople(
  on: Queryable,
  tenant: string,
  patients: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await on.query(
    `select patient from attest.people where tenant = $1::text and patient = any($2::text[])`,
    [tenant, patients],
  );
  return new Set(rowsOf(patientSchema, rows).map(({ patient }) => patient));
}

/** Those who were read with other programmes, maps or adapters than these, and can be read again. */
export async function peopleReadOtherwise(
  on: Queryable,
  tenant: string,
  projection: string,
): Promise<readonly string[]> {
  const rows = await on.query(
    `select patient from attest.people where tenant = $1::text and read_at is not null
       and failure is null and projection is distinct from $2::text order by patient collate "C"`,
    [tenant, projection],
  );
  return rowsOf(patientSchema, rows).map(({ patient }) => patient);
}

/**
 * Whether there is anybody of whom we do not hold what the record holds: who could not be read the last
 * time, is still to be read, or was read with other programmes, maps or adapters than these.
 */
export async function anyoneUnseen(
  on: Queryable,
  tenant: string,
  projection: string,
): Promise<boolean> {
  const rows = await on.query(
    `select patient from attest.people where tenant = $1::text
       and (failure is not null or read_at is null or projection is distinct from $2::text) limit 1`,
    [tenant, projection],
  );
  return rows.length > 0;
}

const COLUMNS = 'patient, read_at as "readAt", failure, projection, unread';

const patientSchema = z.object({ patient: z.string() });

const personSchema = patientSchema.extend({
  readAt: optionalNumber,
  failure: z.string().nullable(),
  projection: z.string().nullable(),
  unread: z.array(z.string()),
});

/**
 * Forgets somebody whom the host no longer has, with all that is held of them. The first statement waits for
 * a reading that is just being saved, and the second takes that too.
 */
export const removePerson = (database: Database, tenant: string, patient: string): Promise<void> =>
  database.transaction((tx) => removeWhole(tx, tenant, patient));

async function removeWhole(tx: Queryable, tenant: string, patient: string): Promise<void> {
  await tx.query('delete from attest.people where tenant = $1::text and patient = $2::text', [
    tenant,
    patient,
  ]);
  await tx.query(
    `with read as (
       delete from attest.resources where tenant = $1::text and patient = $2::text),
     gone as (
       delete from attest.goals where tenant = $1::text and patient = $2::text returning goal),
     decided as (
       delete from attest.verdicts where tenant = $1::text and goal in (select goal from gone)),
     planned as (
       delete from attest.plans where tenant = $1::text and goal in (select goal from gone))
     delete from attest.written where tenant = $1::text and goal in (select goal from gone)`,
    [tenant, patient],
  );
}
