import { decideGoal, type Decision, type Standpoint } from './assessGoal.ts';
import { createIntake, type GoalCase, type ReadingContext } from './fhir/read/intake.ts';
import { readDevice, readWritten, type Written } from './fhir/read/written.ts';
import { newestGoals } from './fhir/read/written/goalFace.ts';
import type { RawResource } from './fhir/read/written/ours.ts';
import { capabilitiesOf, searchesBy, type Capabilities } from './host/capabilities.ts';
import type { Connection } from './host/connection.ts';
import { isKept } from './host/kept.ts';
import type { HostRecord } from './host/record.ts';
import { addressOf, type Resource } from './host/resource.ts';
import { planWithdrawal } from './fhir/write/planWithdrawal.ts';
import { writeChunks } from './host/writeBack.ts';
import type { WriteReport } from './host/writeReport.ts';
import { Problem } from './problem.ts';
import { failedAt, type GoalDone } from './syncReport.ts';

/** The record we are a guest of, and how we may behave there. */
export interface Host {
  readonly connection: Connection;
  readonly capabilities: Capabilities;
  readonly record: HostRecord;
}

/** How goals are decided and written in one pass. */
export interface GoalOptions extends Pick<
  Standpoint,
  'tenant' | 'asOf' | 'calendar' | 'goalWriteMode'
> {
  readonly context: ReadingContext;
  readonly dryRun: boolean;
  /** What this pass has created so far, for all goals. */
  readonly known?: Map<string, string> | undefined;
}

/** One goal, and what earlier runs left in the host for it. */
export interface GoalToSync {
  readonly goalCase: GoalCase;
  readonly written: Written | null;
  /** Reference of our own Device where the host already has it. */
  readonly device: string | null;
  /** The newest version of the Goal as the host holds it: where the mode is B or D. */
  readonly goal: RawResource | null;
}

/**
 * Decides one goal and writes what the record lacks of that. Where somebody else wrote meanwhile, the
 * person is read again and the goal decided and written once more.
 * @throws nothing: what failed is in what is returned
 */
export async function syncGoal(
  host: Host,
  options: GoalOptions,
  what: GoalToSync,
): Promise<GoalDone> {
  const goal = what.goalCase.caseFile.goal.reference;
  const reports: WriteReport[] = [];
  let decision: Decision | null = null;
  try {
    decision = decide(host, options, what);
    refuseThePast(options, what.written);
    const unchanged = decision.chunks.length === 0;
    reports.push(await write(host, options, what, decision));
    if (reports.some(hasConflict)) {
      const again = await readAgain(host, options, what);
      decision = decide(host, options, again);
      reports.push(await write(host, options, again, decision));
      refuseConflict(reports.at(-1) as WriteReport);
    }
    return { assessment: decision.assessment, reports, unchanged, failure: null };
  } catch (error) {
    const failure = failedAt(goal, error);
    return { assessment: decision?.assessment ?? null, reports, unchanged: false, failure };
  }
}

function decide({ capabilities, record }: Host, options: GoalOptions, what: GoalToSync): Decision {
  const { tenant, asOf, calendar, goalWriteMode } = options;
  const { goalCase, written, device, goal } = what;
  return decideGoal(goalCase, written, {
    tenant,
    asOf,
    calendar,
    goalWriteMode,
    device,
    goal,
    historyReadable: capabilitiesOf(capabilities, 'Goal').history,
    provenanceReadable:
      searchesBy(capabilitiesOf(capabilities, 'Provenance'), 'target') &&
      !record.unread(goalCase.caseFile.goal.patient).has('Provenance'),
  });
}

const write = (
  { connection, capabilities, record }: Host,
  { dryRun, known }: GoalOptions,
  { goalCase }: GoalToSync,
  { chunks }: Decision,
): Promise<WriteReport> =>
  writeChunks(connection, capabilities, chunks, {
    dryRun,
    known,
    // Of types that could not be read of this person, new ones could repeat what is there.
    unread: record.unread(goalCase.caseFile.goal.patient),
  });

/** What was said later stands in the record: a look back may be taken, and never written over it. */
function refuseThePast({ asOf, dryRun }: GoalOptions, written: Written | null): void {
  const last = Math.max(-Infinity, ...(written?.state.verdicts ?? []).map(({ issued }) => issued));
  if (dryRun || asOf >= last) return;
  const when = new Date(last).toISOString();
  throw new Problem(
    'bad-usage',
    `the record holds a verdict of ${when}: to look back without writing, add --dry-run`,
  );
}

/** Closes what was raised of a goal that is assessed no longer. @throws nothing */
export async function withdrawGoal(
  { connection, capabilities }: Host,
  { asOf, dryRun }: GoalOptions,
  goal: string,
  written: Written,
): Promise<GoalDone> {
  const done = { assessment: null, unchanged: false };
  try {
    const chunks = planWithdrawal(written, { asOf });
    const report = await writeChunks(connection, capabilities, chunks, { dryRun });
    refuseConflict(report);
    return { ...done, reports: [report], failure: null };
  } catch (error) {
    return { ...done, reports: [], failure: failedAt(goal, error) };
  }
}

const hasConflict = ({ conflicts }: WriteReport): boolean => conflicts.length > 0;

function refuseConflict({ conflicts: [conflict] }: WriteReport): void {
  if (conflict === undefined) return;
  const because = `somebody else keeps changing the record (${conflict.because}); the next run completes it`;
  throw new Problem('host-conflict', because);
}

/** The person as the host has them now; other people's notes stay as they were read. */
async function readAgain(
  { record }: Host,
  { context, tenant, goalWriteMode }: GoalOptions,
  { goalCase: before }: GoalToSync,
): Promise<GoalToSync> {
  const { reference, patient } = before.caseFile.goal;
  const intake = createIntake({ ...context, serviceNotes: false });
  const ours: Resource[] = [];
  for await (const resource of record.fetchPatient(patient)) {
    intake.add(resource, addressOf(resource));
    if (isKept(resource, goalWriteMode)) ours.push(resource);
  }
  const now = intake.finish().cases.find(({ caseFile }) => caseFile.goal.reference === reference);
  if (now === undefined) {
    throw new Problem('host-conflict', 'somebody else took the goal away meanwhile');
  }
  const { serviceNotes } = before.caseFile;
  return {
    goalCase: { ...now, caseFile: { ...now.caseFile, serviceNotes } },
    written: readWritten(ours, tenant, context).get(reference) ?? null,
    device: readDevice(ours, tenant),
    goal: newestGoals(ours).get(reference) ?? null,
  };
}
