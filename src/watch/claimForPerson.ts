import type { ReadingContext } from '../fhir/read/intake.ts';
import { planWithdrawal } from '../fhir/write/planWithdrawal.ts';
import { addressOf, targetOf, versionIdOf, type Resource } from '../host/resource.ts';
import { WANTED } from '../host/wanted.ts';
import { isReference } from '../jobs/queues.ts';
import type { Queryable } from '../store/database.ts';
import {
  addGoals,
  goalsOf,
  lockGoalsOfOthers,
  updateGoal,
  type StoredGoal,
} from '../store/goals.ts';
import { dropPlan, savePlan } from '../store/plans.ts';
import { heldVersions, removeElsewhere, versionNumber } from '../store/resources.ts';
import { heldWritten } from './heldPerson.ts';
import { tenantIn, type Work } from './work.ts';

/** Whom a record is about; null for one that names nobody. */
export const personIn = (resource: Resource): string | null =>
  ['subject', 'patient', 'for']
    .map((element) => targetOf(resource[element]))
    .find((target) => target !== null) ?? null;

const PERSONAL: ReadonlySet<string> = new Set(WANTED.map(({ type }) => type));

/** Records that are one person's only: a role, or somebody close to two people, may be held for many. */
export const isPersonal = ({ resourceType }: Resource): boolean => PERSONAL.has(resourceType);

/**
 * Takes records that name this person as theirs, goals among them. What was recorded of somebody else by
 * mistake, and now has its right name, counts there no longer: what was raised of such a goal is closed, and
 * the goals of that other person are decided anew.
 */
export async function claimForPerson(
  work: Work,
  tx: Queryable,
  patient: string,
  given: { readonly context: ReadingContext; readonly resources: readonly Resource[] },
): Promise<void> {
  const tenant = tenantIn(work);
  const theirs = given.resources.filter((one) => isPersonal(one) && personIn(one) === patient);
  const references = await notNewerElsewhere(tx, tenant, patient, theirs);
  const named = references.filter((reference) => reference.startsWith('Goal/'));
  const goals = named.filter(isReference);
  if (goals.length < named.length) {
    const count = named.length - goals.length;
    work.log.warn('goal-beyond-bounds', { tenant, patient, count });
  }
  for (const goal of await lockGoalsOfOthers(tx, tenant, patient, goals)) {
    await withdrawFromOther(work, tx, goal, given.context);
  }
  for (const other of await removeElsewhere(tx, tenant, patient, references)) {
    await decideAll(work, tx, other);
  }
  await addGoals(tx, tenant, patient, goals);
}

/** A search that lags may still show as this person's what is known to be another's by now. */
async function notNewerElsewhere(
  tx: Queryable,
  tenant: string,
  patient: string,
  resources: readonly Resource[],
): Promise<readonly string[]> {
  const newest = new Map<string, number>();
  for (const one of resources) {
    const reference = addressOf(one);
    newest.set(reference, Math.max(newest.get(reference) ?? -1, versionNumber(versionIdOf(one))));
  }
  const held = await heldVersions(tx, tenant, [...newest.keys()]);
  const isNewer = (reference: string, number: number): boolean =>
    (held.get(reference) ?? []).some(
      (one) => one.patient !== patient && versionNumber(one.version) > number,
    );
  return [...newest].flatMap(([reference, number]) =>
    isNewer(reference, number) ? [] : [reference],
  );
}

/** While its rows are still there: they say what was raised. It is decided for its person after that. */
async function withdrawFromOther(
  { access, send, now }: Work,
  tx: Queryable,
  { goal, patient }: StoredGoal,
  context: ReadingContext,
): Promise<void> {
  const tenant = access.tenant.id;
  const asOf = now();
  const written = await heldWritten(tx, context, { tenant, patient, goal });
  const chunks = written === null ? [] : planWithdrawal(written, { asOf });
  await updateGoal(tx, tenant, goal, { dirty: true });
  // What was still to be written was about the wrong person.
  if (chunks.length === 0) return dropPlan(tx, tenant, goal);
  await savePlan(tx, tenant, { goal, patient, asOf, chunks });
  await send({ kind: 'write-back', tenant, goal }, { on: tx });
}

async function decideAll({ access, send }: Work, tx: Queryable, patient: string): Promise<void> {
  const tenant = access.tenant.id;
  for (const { goal } of await goalsOf(tx, tenant, patient)) {
    await send({ kind: 'reassess', tenant, goal }, { on: tx });
  }
}
