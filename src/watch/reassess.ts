import { asSeen } from '../asSeen.ts';
import { decideGoal } from '../assessGoal.ts';
import { assessmentLine } from '../domain/assessmentLine.ts';
import { DAY, HOUR, type Instant } from '../domain/time.ts';
import { decisionOf } from '../domain/written.ts';
import type { GoalCase } from '../fhir/read/intake.ts';
import type { Chunk } from '../fhir/write/chunks.ts';
import { planWithdrawal } from '../fhir/write/planWithdrawal.ts';
import { capabilitiesOf, searchesBy, type Capabilities } from '../host/capabilities.ts';
import type { Queryable } from '../store/database.ts';
import { CLOCKS_DIFFER, lockGoal, updateGoal, type StoredGoal } from '../store/goals.ts';
import { anyoneUnseen, personOf, type StoredPerson } from '../store/people.ts';
import { planOf, savePlan } from '../store/plans.ts';
import { saveVerdict } from '../store/verdicts.ts';
import { heldGoal, type HeldGoal } from './heldPerson.ts';
import { nextLook } from './nextLook.ts';
import { projectionVersionOf } from './projectionVersion.ts';
import { tenantIn, type Work } from './work.ts';

/**
 * Decides one goal anew from what is held, and plans what the host's record lacks of that. Verdict, plan
 * and the order to write are saved together or not at all. While an earlier plan is still being written
 * the goal is only marked: it is decided again when that is done.
 */
export async function reassess(work: Work, goal: string): Promise<void> {
  const { access, database, now } = work;
  // Asked before the transaction begins: the host may be slow.
  const ready = { context: await access.context(), capabilities: await access.capabilities() };
  await database.transaction(async (tx) => {
    const held = await lockGoal(tx, tenantIn(work), goal);
    if (held === null) return;
    await decideLocked({ ...ready, work, tx, asOf: notBefore(held.decidedAt, now()) }, held);
  });
}

/**
 * Clocks of two replicas differ: a decision is never dated before the one that it follows. One dated ahead by
 * more than clocks differ was made by a clock that was wrong, and counts for nothing.
 */
const notBefore = (decidedAt: Instant | null, now: Instant): Instant =>
  decidedAt !== null && decidedAt < now + CLOCKS_DIFFER ? Math.max(decidedAt, now) : now;

interface Desk {
  readonly work: Work;
  readonly tx: Queryable;
  readonly asOf: Instant;
  readonly context: Awaited<ReturnType<Work['access']['context']>>;
  readonly capabilities: Capabilities;
}

async function decideLocked(desk: Desk, held: StoredGoal): Promise<void> {
  const { work, tx, context } = desk;
  const tenant = tenantIn(work);
  const { goal, patient } = held;
  if ((await planOf(tx, tenant, goal)) !== null) {
    // Not at each tick: those that wait would stand before those that are due.
    await updateGoal(tx, tenant, goal, { dirty: true, nextLook: desk.asOf + HOUR });
    // It is queued already, unless it was given up: then this is another try.
    return work.send({ kind: 'write-back', tenant, goal }, { on: tx });
  }
  const person = await personOf(tx, tenant, patient);
  // What is held may be long out of date: nothing is said of it until the person can be read again.
  if (person !== null && person.failure !== null) return waitForReading(desk, held);
  if (person === null || person.projection !== projectionOf(desk)) {
    // Half of it was read with other maps or programmes: it is read whole first, and then decided.
    await updateGoal(tx, tenant, goal, { dirty: true });
    return work.send({ kind: 'read-person', tenant, patient }, { on: tx });
  }
  const found = await heldGoal(tx, context, { tenant, patient, goal, asOf: desk.asOf });
  if (found.unreadable) return later(desk, held);
  if (found.goalCase === null) return withdraw(desk, held, found);
  await decide(desk, { ...held, person, found, goalCase: found.goalCase });
}

interface Deciding extends StoredGoal {
  readonly person: StoredPerson;
  readonly found: HeldGoal;
  readonly goalCase: GoalCase;
}

async function decide(desk: Desk, what: Deciding): Promise<void> {
  const { work, tx, asOf } = desk;
  const tenant = tenantIn(work);
  const { goal } = what;
  const goalCase = asSeen(what.goalCase, await sightOf(desk));
  const decision = decideGoal(goalCase, what.found.written, standpoint(desk, what));
  const { assessment, chunks, unsettled } = decision;
  const isNew = await saveVerdict(tx, tenant, {
    goal,
    asOf,
    decision: JSON.stringify(decisionOf(assessment)),
    line: assessmentLine(assessment),
  });
  await updateGoal(tx, tenant, goal, {
    state: 'assessed',
    because: null,
    dirty: false,
    decidedAt: asOf,
    nextLook: nextLook(goal, { caseFile: goalCase.caseFile, unsettled }, asOf),
  });
  await plan(desk, what, chunks);
  if (isNew) work.log.info('verdict-changed', { tenant, goal });
}

const projectionOf = ({ work, context }: Desk): string =>
  projectionVersionOf(context, work.access.tenant.goalWriteMode);

async function sightOf(desk: Desk) {
  const { work, tx, context, capabilities } = desk;
  const projection = projectionOf(desk);
  return {
    forms: capabilitiesOf(capabilities, 'QuestionnaireResponse').search,
    notes: !context.serviceNotes || !(await anyoneUnseen(tx, tenantIn(work), projection)),
  };
}

const standpoint = (
  { work, asOf, capabilities }: Desk,
  { person, found }: Deciding,
): Parameters<typeof decideGoal>[2] => ({
  tenant: tenantIn(work),
  asOf,
  calendar: work.access.calendar,
  goalWriteMode: work.access.tenant.goalWriteMode,
  device: found.device,
  goal: found.raw,
  historyReadable: capabilitiesOf(capabilities, 'Goal').history,
  provenanceReadable:
    searchesBy(capabilitiesOf(capabilities, 'Provenance'), 'target') &&
    !person.unread.includes('Provenance'),
});

/** The goal is gone, or follows no one programme: what was raised of it is closed. */
async function withdraw(desk: Desk, held: StoredGoal, found: HeldGoal): Promise<void> {
  const { work, tx, asOf } = desk;
  const { unassigned, written } = found;
  const chunks = written === null ? [] : planWithdrawal(written, { asOf });
  await updateGoal(tx, tenantIn(work), held.goal, {
    state: unassigned === null ? 'withdrawn' : 'unassigned',
    because: unassigned?.because ?? 'it is not in the record any more',
    dirty: false,
    decidedAt: asOf,
    // Until the record shows that nothing is left to close.
    nextLook: chunks.length === 0 ? null : asOf + DAY,
  });
  await plan(desk, held, chunks);
}

const waitForReading = ({ work, tx, asOf }: Desk, { goal }: StoredGoal): Promise<void> =>
  updateGoal(tx, tenantIn(work), goal, { dirty: true, nextLook: asOf + DAY });

const later = ({ work, tx, asOf }: Desk, { goal }: StoredGoal): Promise<void> =>
  updateGoal(tx, tenantIn(work), goal, { dirty: false, decidedAt: asOf, nextLook: null });

async function plan(
  { work, tx, asOf }: Desk,
  { goal, patient }: Pick<StoredGoal, 'goal' | 'patient'>,
  chunks: readonly Chunk[],
): Promise<void> {
  if (chunks.length === 0) return;
  const tenant = tenantIn(work);
  await savePlan(tx, tenant, { goal, patient, asOf, chunks });
  await work.send({ kind: 'write-back', tenant, goal }, { on: tx });
}
