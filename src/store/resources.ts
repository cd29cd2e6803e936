import { z } from 'zod';
import { compareText } from '../domain/order.ts';
import type { Day, Instant } from '../domain/time.ts';
import type { Queryable } from './database.ts';
import { noteDayOf } from './noteDay.ts';
import { json, optionalNumber, rowsOf, wholeNumber } from './rows.ts';

/** One resource of the host as a row: what was made of it, and the resource itself where it is ours. */
export interface StoredResource {
  readonly reference: string;
  /** Empty where the host gives none. */
  readonly version: string;
  readonly updated: Instant | null;
  readonly hash: string;
  readonly entries: readonly unknown[];
  /** The resource as it was read; null for one that is not ours. */
  readonly kept: unknown;
}

/** What the store knows of a resource without reading it again. */
export interface HeldVersion {
  readonly patient: string;
  readonly version: string;
  readonly hash: string;
}

/**
 * Adds to what is held of a person. Of Goals and ServiceRequests each version is kept, of all other
 * types the newest: an older one that comes late changes nothing.
 */
export async function saveResources(
  on: Queryable,
  tenant: string,
  patient: string,
  resources: readonly StoredResource[],
): Promise<void> {
  if (resources.length === 0) return;
  await on.query(
    `with given as (${GIVEN}) ${UPSERT}
     where not ${IS_OLDER}`,
    [tenant, patient, ...columnsOf(resources)],
  );
}

/** Of these resources of a person, only the newest version that is held stays. */
export async function keepNewest(
  on: Queryable,
  tenant: string,
  patient: string,
  references: readonly string[],
): Promise<void> {
  if (references.length === 0) return;
  await on.query(
    `delete from attest.resources as older
     where tenant = $1::text and patient = $2::text and reference = any($3::text[])
       and exists (select 1 from attest.resources as newer
         where newer.tenant = older.tenant and newer.patient = older.patient
           and newer.reference = older.reference and newer.slot <> older.slot
           and (newer.version_number, coalesce(newer.updated, 0), newer.slot)
             > (older.version_number, coalesce(older.updated, 0), older.slot))`,
    [tenant, patient, references],
  );
}

/** What the clock of the database says: replicas may differ in theirs. */
export async function storeClock(on: Queryable): Promise<Instant> {
  const rows = await on.query(`select ${CLOCK} as clock`);
  return rowsOf(z.object({ clock: wholeNumber }), rows)[0]?.clock ?? 0;
}

const CLOCK = '(extract(epoch from clock_timestamp()) * 1000)::bigint';

/**
 * The person as read now: whatever else was held of them is gone.
 *
 * @param since what was saved from this instant on, by the database's clock, stays: it came while the
 *   reading went on, and is newer than what was read, unless its version says otherwise
 */
export async function replaceResources(
  on: Queryable,
  tenant: string,
  patient: string,
  resources: readonly StoredResource[],
  since: Instant,
): Promise<void> {
  await on.query(
    `with given as (${GIVEN}),
     gone as (
       delete from attest.resources
       where tenant = $1::text and patient = $2::text and saved_at < $12::bigint
         and not exists (select 1 from given
           where given.reference = resources.reference and given.slot = resources.slot))
     ${UPSERT} where resources.saved_at < $12::bigint or ${IS_NEWER}`,
    [tenant, patient, ...columnsOf(resources), since],
  );
}

/** These resources are about this person now, and about nobody else. @returns whom they were held for before */
export async function removeElsewhere(
  on: Queryable,
  tenant: string,
  patient: string,
  references: readonly string[],
): Promise<readonly string[]> {
  if (references.length === 0) return [];
  const rows = await on.query(
    `delete from attest.resources
     where tenant = $1::text and patient <> $2::text and reference = any($3::text[])
     returning patient`,
    [tenant, patient, references],
  );
  const patients = rowsOf(z.object({ patient: z.string() }), rows).map((row) => row.patient);
  return [...new Set(patients)].sort(compareText);
}

/** All that is held of a person, by reference, then oldest version first. */
export async function resourcesOf(
  on: Queryable,
  tenant: string,
  patient: string,
): Promise<readonly StoredResource[]> {
  const rows = await on.query(
    `select ${COLUMNS} from attest.resources
     where tenant = $1::text and patient = $2::text ${IN_ORDER}`,
    [tenant, patient],
  );
  return rowsOf(rowSchema, rows);
}

/** What is held of a person, without its content. */
export async function heldOfPerson(
  on: Queryable,
  tenant: string,
  patient: string,
): Promise<readonly Pick<StoredResource, 'reference' | 'version' | 'hash'>[]> {
  const rows = await on.query(
    `select reference, patient, version, hash from attest.resources
     where tenant = $1::text and patient = $2::text ${IN_ORDER}`,
    [tenant, patient],
  );
  return rowsOf(heldSchema, rows);
}

/** What was saved of a person from an instant on, by the database's clock. */
export async function savedSince(
  on: Queryable,
  tenant: string,
  patient: string,
  since: Instant,
): Promise<readonly Pick<StoredResource, 'reference' | 'version'>[]> {
  const rows = await on.query(
    `select reference, patient, version, hash from attest.resources
     where tenant = $1::text and patient = $2::text and saved_at >= $3::bigint ${IN_ORDER}`,
    [tenant, patient, since],
  );
  return rowsOf(heldSchema, rows);
}

/** Of those references that are held: for whom, and in which versions. */
export async function heldVersions(
  on: Queryable,
  tenant: string,
  references: readonly string[],
): Promise<ReadonlyMap<string, readonly HeldVersion[]>> {
  const rows = await on.query(
    `select reference, patient, version, hash from attest.resources
     where tenant = $1::text and reference = any($2::text[]) ${IN_ORDER}`,
    [tenant, references],
  );
  const held = new Map<string, HeldVersion[]>();
  for (const { reference, ...version } of rowsOf(heldSchema, rows)) {
    held.set(reference, [...(held.get(reference) ?? []), version]);
  }
  return held;
}

/** Which of other people's notes are wanted: those this near to a note of the person's own. */
interface NotesNear {
  /** Own notes of earlier days do not count. */
  readonly since: Day;
  readonly days: number;
}

/**
 * Of everybody else: the evidence that holds a note, and the Patients, which say who serves them.
 *
 * @param near from so many days before the person's own first note to so many after the last; without
 *   it, all
 */
export async function otherPeoplesNotes(
  on: Queryable,
  tenant: string,
  patient: string,
  near?: NotesNear,
): Promise<readonly StoredResource[]> {
  const rows = await on.query(
    `with own as (
       select min(note_day) as first, max(note_day) as last from attest.resources
       where tenant = $1::text and patient = $2::text and note_day >= $3::integer)
     select ${COLUMNS} from attest.resources
     where tenant = $1::text and patient <> $2::text
       and (note_day is not null or reference like 'Patient/%')
       and ($3::integer is null or note_day is null
         or note_day between (select first from own) - $4::integer
           and (select last from own) + $4::integer)
     ${IN_ORDER}`,
    [tenant, patient, near?.since ?? null, near?.days ?? null],
  );
  return rowsOf(rowSchema, rows);
}

const COLUMNS = 'reference, version, updated, hash, entries, kept';

/** The same order on each database, whatever its collation. */
const IN_ORDER = `order by reference collate "C", version_number, updated, slot collate "C", patient collate "C"`;

const rowSchema = z.object({
  reference: z.string(),
  version: z.string(),
  updated: optionalNumber,
  hash: z.string(),
  entries: z.array(json),
  kept: json,
});

const heldSchema = z.object({
  reference: z.string(),
  patient: z.string(),
  version: z.string(),
  hash: z.string(),
});

/** One array a column. JSON travels as text: inside a JSON document, `\u0000` could not be taken apart. */
const GIVEN = `
  select * from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::text[],
    $9::text[], $10::text[], $11::integer[])
  as given (reference, slot, version, version_number, updated, hash, entries, kept, note_day)`;

const UPSERT = `
  insert into attest.resources as resources
    (tenant, patient, reference, slot, version, version_number, updated, hash, entries, kept, note_day)
  select $1::text, $2::text, reference, slot, version, version_number, updated, hash, entries::json,
    kept::json, note_day from given
  on conflict (tenant, patient, reference, slot) do update set
    version = excluded.version, version_number = excluded.version_number,
    updated = excluded.updated, hash = excluded.hash, entries = excluded.entries,
    kept = excluded.kept, note_day = excluded.note_day, saved_at = ${CLOCK}`;

/** How what is given compares with what is held. */
const compared = (how: '<' | '>'): string =>
  `(excluded.version_number, coalesce(excluded.updated, 0))
    ${how} (resources.version_number, coalesce(resources.updated, 0))`;
const IS_OLDER = compared('<');
const IS_NEWER = compared('>');

/** In the order of GIVEN. */
function columnsOf(resources: readonly StoredResource[]): readonly (readonly unknown[])[] {
  const rows = oneASlot(resources);
  return [
    rows.map(({ reference }) => reference),
    rows.map(slotOf),
    rows.map(({ version }) => version),
    rows.map(numberOf),
    rows.map(({ updated }) => updated),
    rows.map(({ hash }) => hash),
    rows.map(({ entries }) => JSON.stringify(entries)),
    rows.map(({ kept }) => (kept === null || kept === undefined ? null : JSON.stringify(kept))),
    rows.map(({ entries }) => noteDayOf(entries)),
  ];
}

/** One statement writes a row once only: of two for one slot, the newer. */
function oneASlot(resources: readonly StoredResource[]): readonly StoredResource[] {
  const bySlot = new Map<string, StoredResource>();
  for (const resource of resources) {
    const key = JSON.stringify([resource.reference, slotOf(resource)]);
    const held = bySlot.get(key);
    if (held === undefined || !isOlder(resource, held)) bySlot.set(key, resource);
  }
  return [...bySlot.values()];
}

const isOlder = (a: StoredResource, b: StoredResource): boolean =>
  (numberOf(a) - numberOf(b) || (a.updated ?? 0) - (b.updated ?? 0)) < 0;

const EACH_VERSION = /^(Goal|ServiceRequest)\//;

const slotOf = ({ reference, version, updated }: StoredResource): string => {
  if (!EACH_VERSION.test(reference)) return '';
  return version === '' ? `at ${updated ?? 0}` : version;
};

/** Versions are in order by number where the host counts them, else by time. -1: it does not. */
export const versionNumber = (version: string): number =>
  /^\d{1,15}$/.test(version) ? Number(version) : -1;

const numberOf = ({ version }: StoredResource): number => versionNumber(version);
