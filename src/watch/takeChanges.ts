import { compareText } from '../domain/order.ts';
import { grouped } from '../fhir/read/grouped.ts';
import { capabilitiesOf } from '../host/capabilities.ts';
import { hasGone } from '../host/gone.ts';
import type { HostRecord } from '../host/record.ts';
import { addressOf, referencesIn, versionIdOf, type Resource } from '../host/resource.ts';
import { isReference } from '../jobs/queues.ts';
import type { Queryable } from '../store/database.ts';
import { goalsOf } from '../store/goals.ts';
import { addPeople, knownPeople } from '../store/people.ts';
import { heldVersions, keepNewest, saveResources, type HeldVersion } from '../store/resources.ts';
import { claimForPerson, isPersonal, personIn } from './claimForPerson.ts';
import { contentHash } from './contentHash.ts';
import { rowsOf } from './storing.ts';
import { tenantIn, type Work } from './work.ts';

/**
 * Takes resources as the host has them now into what is held, and has the goals of those people decided
 * anew; what is held already changes nothing. Whose changes cannot be completed is read whole instead: one
 * record that cannot be had holds up nobody else's.
 */
export async function takeChanges(
  work: Work,
  record: HostRecord,
  found: readonly Resource[],
): Promise<void> {
  const tenant = tenantIn(work);
  const held = await heldVersions(work.database, tenant, found.map(addressOf));
  const fresh = found.filter((resource) => !isHeld(resource, held.get(addressOf(resource)) ?? []));
  const byPerson = grouped(await withPeople(work, fresh, held), ({ patient }) => patient);
  for (const [patient, changes] of [...byPerson].sort(([a], [b]) => compareText(a, b))) {
    try {
      const changed = changes.map(({ resource }) => resource);
      await takeForPerson(work, record, patient, changed);
    } catch (error) {
      if (hasGone(error)) throw error;
      work.log.warn('changes-not-taken', { tenant, patient, count: changes.length });
      await work.send({ kind: 'read-person', tenant, patient });
    }
  }
}

type Held = ReadonlyMap<string, readonly HeldVersion[]>;

function isHeld(resource: Resource, held: readonly HeldVersion[]): boolean {
  const version = versionIdOf(resource);
  const same = version === '' ? held.slice(-1) : held.filter((one) => one.version === version);
  if (same.length === 0) return false;
  const hash = contentHash(resource);
  return same.some((one) => one.hash === hash);
}

interface Change {
  readonly patient: string;
  readonly resource: Resource;
}

/** The people we know, and those who have just got a goal; what is about others is none of our business. */
async function withPeople(
  work: Work,
  fresh: readonly Resource[],
  held: Held,
): Promise<readonly Change[]> {
  const { database, access, send } = work;
  const tenant = tenantIn(work);
  const about = await Promise.all(fresh.map((resource) => changesBy(work, resource)));
  const changes = about.flat().filter(({ patient }) => isReference(patient));
  const known = await knownPeople(database, tenant, [
    ...new Set(changes.map(({ patient }) => patient)),
  ]);
  if (access.tenant.people === null) {
    const withGoals = changes.filter(
      ({ patient, resource }) => resource.resourceType === 'Goal' && !known.has(patient),
    );
    const newcomers = [...new Set(withGoals.map((each) => each.patient))];
    await addPeople(database, tenant, newcomers);
    for (const patient of newcomers) await send({ kind: 'read-person', tenant, patient });
  }
  // What is a stranger's now, or nobody's, is no longer those people's for whom it is held.
  const lost = fresh.filter((one) => isPersonal(one) && !known.has(personIn(one) ?? ''));
  for (const patient of holdersOf(lost, held)) {
    await send({ kind: 'read-person', tenant, patient });
  }
  return changes.filter(({ patient }) => known.has(patient));
}

const holdersOf = (resources: readonly Resource[], held: Held): ReadonlySet<string> =>
  new Set(resources.flatMap((one) => held.get(addressOf(one)) ?? []).map(({ patient }) => patient));

/** A Provenance names no person: it is about those whom its targets are about. */
async function changesBy({ database, access }: Work, resource: Resource): Promise<Change[]> {
  const patient = personIn(resource);
  if (patient !== null) return [{ patient, resource }];
  if (resource.resourceType !== 'Provenance') return [];
  const named = referencesIn(resource['target']).filter((target) => TRACED.test(target));
  const targets = await heldVersions(database, access.tenant.id, named);
  const people = new Set([...targets.values()].flat().map((held) => held.patient));
  return [...people].map((one) => ({ patient: one, resource }));
}

/** What a Provenance is asked for when a person is read whole (see `needsProvenance`), by its type. */
const TRACED = /^(CarePlan|Flag|Goal|Observation|Task)\//;

async function takeForPerson(
  work: Work,
  record: HostRecord,
  patient: string,
  changed: readonly Resource[],
): Promise<void> {
  const { database, access, log } = work;
  const tenant = tenantIn(work);
  const pointedTo = [...new Set(changed.flatMap((resource) => referencesIn(resource)))];
  const held = await heldVersions(database, tenant, pointedTo);
  const has = (reference: string): boolean =>
    held.get(reference)?.some((one) => one.patient === patient) === true;
  const whole = await Array.fromAsync(record.completed(patient, changed, has));
  const context = await access.context();
  const rows = rowsOf(work, context, whole);
  const capabilities = await access.capabilities();
  const unversioned = [...new Set(whole.map(addressOf))].filter((reference) => {
    const [type = ''] = reference.split('/');
    return !capabilitiesOf(capabilities, type).history;
  });
  await database.transaction(async (tx) => {
    await claimForPerson(work, tx, patient, { context, resources: whole });
    await saveResources(tx, tenant, patient, rows);
    // Where the host shows no earlier versions, those that we met by chance would be gone with the next reading.
    await keepNewest(tx, tenant, patient, unversioned);
    await decideAnew(work, tx, patient);
  });
  log.info('changes-taken', { tenant, patient, count: changed.length });
}

/** What is written together mostly comes within this: it is decided on once. Milliseconds. */
const GATHERING = 1000;

async function decideAnew(
  { access, send, now }: Work,
  tx: Queryable,
  patient: string,
): Promise<void> {
  const tenant = access.tenant.id;
  for (const { goal } of await goalsOf(tx, tenant, patient)) {
    await send({ kind: 'reassess', tenant, goal }, { on: tx, notBefore: now() + GATHERING });
  }
}
