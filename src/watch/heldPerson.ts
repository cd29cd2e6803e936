import { londonDay, type Day, type Instant } from '../domain/time.ts';
import type { GoalCase, ReadingContext, UnassignedGoal } from '../fhir/read/intake.ts';
import { entrySchema, readEntries } from '../fhir/read/projection.ts';
import { NEAR_DAYS } from '../fhir/read/serviceNotes.ts';
import { readDevice, readWritten, type Written } from '../fhir/read/written.ts';
import { newestGoals } from '../fhir/read/written/goalFace.ts';
import type { RawResource } from '../fhir/read/written/ours.ts';
import type { Queryable } from '../store/database.ts';
import { otherPeoplesNotes, resourcesOf, type StoredResource } from '../store/resources.ts';

/** What is held of one goal: its case, or why it has none, and what was written of it before. */
export interface HeldGoal {
  readonly goalCase: GoalCase | null;
  readonly unassigned: UnassignedGoal | null;
  /** Its own record cannot be read at the moment: nothing is concluded from that. */
  readonly unreadable: boolean;
  readonly written: Written | null;
  readonly device: string | null;
  /** The newest version of the Goal as the host holds it. */
  readonly raw: RawResource | null;
}

/** One goal as it stands in the store; the host is not asked. Its case is for decisions as of then. */
export async function heldGoal(
  on: Queryable,
  context: ReadingContext,
  of: {
    readonly tenant: string;
    readonly patient: string;
    readonly goal: string;
    readonly asOf: Instant;
  },
): Promise<HeldGoal> {
  const { tenant, patient, goal, asOf } = of;
  const own = await resourcesOf(on, tenant, patient);
  const near = { since: comparedSince(context, asOf), days: NEAR_DAYS };
  const others = context.serviceNotes ? await otherPeoplesNotes(on, tenant, patient, near) : [];
  const reading = readEntries(entriesOf([...own, ...others]), context);
  const kept = own.flatMap((row) => (row.kept === null ? [] : [row.kept]));
  return {
    goalCase: reading.cases.find(({ caseFile }) => caseFile.goal.reference === goal) ?? null,
    unassigned: reading.unassigned.find((each) => each.goal === goal) ?? null,
    unreadable: reading.problems.some(
      ({ kind, reference }) => kind === 'unreadable' && reference === goal,
    ),
    written: readWritten(kept, tenant, context).get(goal) ?? null,
    device: readDevice(kept, tenant),
    raw: newestGoals(kept).get(goal) ?? null,
  };
}

/** What was written of a goal while it was this person's. */
export async function heldWritten(
  on: Queryable,
  context: ReadingContext,
  { tenant, patient, goal }: Readonly<Record<'tenant' | 'patient' | 'goal', string>>,
): Promise<Written | null> {
  const own = await resourcesOf(on, tenant, patient);
  return (
    readWritten(own.map(({ kept }) => kept).filter(Boolean), tenant, context).get(goal) ?? null
  );
}

/** Older notes are compared with nobody's: neither today, nor in the look at the day before. */
const comparedSince = ({ programmes }: ReadingContext, asOf: Instant): Day =>
  londonDay(asOf) -
  1 -
  Math.max(0, ...programmes.map(({ parameters }) => parameters['regressed-days']));

const entriesOf = (rows: readonly StoredResource[]) =>
  rows.flatMap(({ entries }) => entries.map((entry) => entrySchema.parse(entry)));
