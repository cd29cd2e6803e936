import { randomUUID } from 'node:crypto';
import { HOUR, MINUTE } from '../domain/time.ts';
import { chunksSchema, type Chunk } from '../fhir/write/chunks.ts';
import { deviceWrite } from '../fhir/write/device.ts';
import { capabilitiesOf, type Capabilities } from '../host/capabilities.ts';
import { addressOf, type Resource } from '../host/resource.ts';
import { writeChunks } from '../host/writeBack.ts';
import type { WriteReport } from '../host/writeReport.ts';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';
import type { Queryable } from '../store/database.ts';
import { lockGoal, updateGoal, type StoredGoal } from '../store/goals.ts';
import { personOf } from '../store/people.ts';
import { beginPlan, breakOffPlan, dropPlan, planOf, type StoredPlan } from '../store/plans.ts';
import {
  heldVersions,
  saveResources,
  storeClock,
  type StoredResource,
} from '../store/resources.ts';
import { saveWritten } from '../store/written.ts';
import { contentHash } from './contentHash.ts';
import { readOrNull } from './readOrNull.ts';
import { sayingOnce } from './sayingOnce.ts';
import { storing } from './storing.ts';
import { tenantIn, type Work } from './work.ts';

/** A plan that waited longer was made of a record that may have changed since. */
const STALE = 15 * MINUTE;

/**
 * Writes what was planned for one goal into the host, then notes what the host holds now and lets go of the
 * plan. A plan is sent once: a Provenance has no identifier, and some hosts take no conditional create, so
 * sent again it could double what is there. Where a run was broken off, or somebody else wrote meanwhile, the
 * person is read and only then the goal decided anew: what is missing is planned then.
 */
export async function writeBack(work: Work, goal: string): Promise<void> {
  const { access, database, log, now } = work;
  const tenant = tenantIn(work);
  const plan = await planOf(database, tenant, goal);
  if (plan === null) return;
  const capabilities = await access.capabilities();
  const chunks = chunksIn(plan);
  const isSpent = plan.begunBy !== null || plan.readFrom !== null;
  if (isSpent || chunks === null || now() - plan.asOf > STALE)
    return startOver(work, plan, capabilities);
  const run = randomUUID();
  const person = await personOf(database, tenant, plan.patient);
  await beginPlan(database, tenant, goal, run);
  const report = await writeChunks(access.connection, capabilities, chunks, {
    dryRun: false,
    unread: new Set(person?.unread),
    known: await ourDevice(work, chunks),
    isHeld: (resource) => isHeld(work, plan, resource),
    // Whoever sleeps for long finds that another has let go of the plan.
    mayGoOn: () => isOf(work, database, plan, run),
  });
  const rows = (await heldAfter(work, report)).map(storing(await access.context()));
  const isDone = await database.transaction(async (tx) => {
    const held = await lockGoal(tx, tenant, goal);
    // Watched no longer, or taken up by another run.
    if (held === null || !(await isOf(work, tx, plan, run))) return false;
    await saveResources(tx, tenant, plan.patient, rows);
    await saveWritten(tx, tenant, goal, rows.map(writtenOf(now())));
    await dropPlan(tx, tenant, goal);
    await goOn(work, tx, held, report);
    return true;
  });
  if (!isDone) return startOver(work, { ...plan, begunBy: run }, capabilities);
  const count = Object.values(report.written).reduce((sum, each) => sum + each, 0);
  log.info('written', { tenant, goal, count });
  tellTrouble(sayingOnce(log, capabilities), { tenant, goal }, report);
}

/** A plan that an earlier version left, in a shape of its own, is none: the goal is decided anew. */
const chunksIn = ({ chunks }: StoredPlan): readonly Chunk[] | null =>
  chunksSchema.safeParse(chunks).data ?? null;

async function isHeld(work: Work, { patient }: StoredPlan, resource: Resource): Promise<boolean> {
  const reference = addressOf(resource);
  const held = await heldVersions(work.database, tenantIn(work), [reference]);
  const hash = contentHash(resource);
  return held.get(reference)?.some((one) => one.patient === patient && one.hash === hash) ?? false;
}

async function isOf(work: Work, on: Queryable, { goal }: StoredPlan, run: string) {
  const plan = await planOf(on, tenantIn(work), goal);
  return plan?.begunBy === run && plan.readFrom === null;
}

/**
 * What the host holds is read, and what it lacks is planned anew. A plan of which something may have been
 * sent stays until then: of what is held now it would be decided to write the same once more.
 */
async function startOver(
  { access, database, send, log, now }: Work,
  plan: StoredPlan,
  capabilities: Capabilities,
): Promise<void> {
  const tenant = access.tenant.id;
  const { goal, begunBy } = plan;
  await database.transaction(async (tx) => {
    const held = await lockGoal(tx, tenant, goal);
    if (held === null) return;
    const clock = await storeClock(tx);
    const readFrom = plan.readFrom ?? clock + lagOf(plan, capabilities);
    if (begunBy === null) await dropPlan(tx, tenant, goal);
    else await breakOffPlan(tx, tenant, goal, readFrom);
    await updateGoal(tx, tenant, goal, { dirty: true });
    const wait = begunBy === null ? 0 : Math.max(0, readFrom - clock);
    const { patient } = held;
    await send({ kind: 'read-person', tenant, patient }, { on: tx, notBefore: now() + wait });
  });
  log.info('plan-let-go', { tenant, goal });
}

/** What a search does not show yet would be written twice where the host itself does not look first. */
function lagOf(plan: StoredPlan, capabilities: Capabilities): number {
  const isSafe = (chunksIn(plan) ?? [])
    .flat()
    .every(
      ({ kind, identifier, resource }) =>
        kind === 'update' ||
        identifier === null ||
        capabilitiesOf(capabilities, resource.resourceType).conditionalCreate,
    );
  return isSafe ? 0 : MINUTE;
}

/**
 * What the host did not send back is read: only what it holds is believed. Where it lets us write and not
 * read, what was sent has to do.
 */
async function heldAfter(work: Work, { held, sent }: WriteReport): Promise<readonly Resource[]> {
  const all: (Resource | undefined)[] = [];
  for (const [reference, stored] of held) {
    all.push(stored ?? (await readBack(work, reference)) ?? sent.get(reference));
  }
  return all.filter((each) => each !== undefined);
}

async function readBack(work: Work, reference: string): Promise<Resource | null> {
  try {
    return await readOrNull(work, reference);
  } catch (error) {
    if (error instanceof Problem && error.code === 'host-refused') return null;
    throw error;
  }
}

/** One for all goals: a plan of the first ones brings it along, and searches may not show it yet. */
async function ourDevice(work: Work, chunks: readonly Chunk[]): Promise<Map<string, string>> {
  const { fullUrl } = deviceWrite(tenantIn(work));
  const isWanted = chunks.some((chunk) => chunk.some((write) => write.fullUrl === fullUrl));
  const reference = isWanted ? await work.access.device() : null;
  const isThere = reference !== null && (await readOrNull(work, reference)) !== null;
  return new Map(isThere ? [[fullUrl, reference]] : []);
}

const writtenOf =
  (at: number) =>
  ({ reference, version, hash, kept }: StoredResource) => ({
    reference,
    version,
    hash,
    identifier: identifierIn(kept),
    at,
  });

function identifierIn(resource: unknown): string | null {
  const { identifier } = (resource ?? {}) as { readonly identifier?: unknown };
  const first: unknown = Array.isArray(identifier) ? identifier[0] : null;
  const { value } = (first ?? {}) as { readonly value?: unknown };
  return typeof value === 'string' ? value : null;
}

/** After so many conflicts in a row the record is left alone for an hour at most. */
const LONGEST_WAIT = 60 * MINUTE;

async function goOn(
  { access, send, now }: Work,
  tx: Queryable,
  held: StoredGoal,
  report: WriteReport,
): Promise<void> {
  const tenant = access.tenant.id;
  const { goal, patient } = held;
  if (report.conflicts.length > 0) {
    const conflicts = held.conflicts + 1;
    const wait = Math.min(1000 * 2 ** conflicts, LONGEST_WAIT);
    await updateGoal(tx, tenant, goal, { dirty: true, conflicts });
    return send({ kind: 'read-person', tenant, patient }, { on: tx, notBefore: now() + wait });
  }
  const nextLook = isWhole(report) ? held.nextLook : now() + HOUR;
  await updateGoal(tx, tenant, goal, { dirty: false, conflicts: 0, nextLook });
  if (held.dirty) await send({ kind: 'reassess', tenant, goal }, { on: tx });
}

/**
 * What the host refused is tried again. What was there already, unknown to us, may say what an earlier
 * plan said; but it is looked at no sooner, as on a host that does not give back what tells it ours the
 * same plan would come of it at once, and for ever. The Device all goals share.
 */
const isWhole = ({ notWritten, alreadyThere }: WriteReport): boolean =>
  notWritten.length === 0 && Object.keys(alreadyThere).every((type) => type === 'Device');

function tellTrouble(
  log: Log,
  what: { readonly tenant: string; readonly goal: string },
  { conflicts, notWritten, dropped }: WriteReport,
): void {
  if (conflicts.length > 0) log.warn('write-conflict', { ...what, count: conflicts.length });
  for (const { type } of notWritten) log.warn('not-written', { ...what, type });
  for (const type of new Set(dropped.map((each) => each.type)))
    log.warn('host-dropped-part', { ...what, type });
}
