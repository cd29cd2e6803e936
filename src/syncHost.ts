import { asSeen } from './asSeen.ts';
import type { Calendar } from './domain/assess.ts';
import { compareText } from './domain/order.ts';
import type { Instant } from './domain/time.ts';
import { createIntake, type CaseFileReading, type ReadingContext } from './fhir/read/intake.ts';
import { IDENTIFIER } from './fhir/names.ts';
import { readDevice, readWritten, type Written } from './fhir/read/written.ts';
import { newestGoals } from './fhir/read/written/goalFace.ts';
import type { GoalWriteMode } from './fhir/write/planInput.ts';
import { capabilitiesOf, readCapabilities, withoutTypes } from './host/capabilities.ts';
import { conceptMapsOf } from './host/conceptMaps.ts';
import type { Connection } from './host/connection.ts';
import { isKept } from './host/kept.ts';
import { GONE, hasGone } from './host/gone.ts';
import type { PeopleFound, PeopleSource } from './host/people.ts';
import { openRecord, type HostRecord } from './host/record.ts';
import { addressOf, targetOf, type Resource } from './host/resource.ts';
import type { Log } from './log.ts';
import { Problem } from './problem.ts';
import { syncGoal, withdrawGoal, type GoalOptions, type Host } from './syncGoal.ts';
import {
  failedAt,
  goalsReport,
  type Failed,
  type GoalDone,
  type SyncReport,
} from './syncReport.ts';

export interface SyncOptions {
  readonly tenant: string;
  /** Types that are treated as if the host did not offer them. */
  readonly leaveOut: readonly string[];
  /** By default all those who have a Goal. */
  readonly people?: PeopleSource;
  readonly asOf: Instant;
  readonly calendar: Calendar;
  /** How evidence is read, with the ConceptMaps that the host itself publishes. */
  readonly contextWith: (hostMaps: readonly unknown[]) => ReadingContext;
  readonly goalWriteMode: GoalWriteMode;
  readonly dryRun: boolean;
  /** `Goal/id`: only this goal, and what it needs; null for all. */
  readonly goal: string | null;
  readonly log: Log;
  /** Told of every person read and every goal written. */
  readonly onProgress?: (
    step: 'people' | 'person-read' | 'goals' | 'goal-done',
    total?: number,
  ) => void;
}

/** One pass over a host: read, decide, write back. @throws Problem when nothing could be read */
export async function syncHost(connection: Connection, options: SyncOptions): Promise<SyncReport> {
  const statement = readCapabilities(await connection.metadata(), connection.baseUrl);
  const capabilities = withoutTypes(statement, options.leaveOut);
  const device = { system: IDENTIFIER.device, value: options.tenant };
  const { log, people = null, asOf } = options;
  const record = openRecord(connection, capabilities, { device, people, now: () => asOf, log });
  const { patients, unnamed } = await patientsOf(record, connection, options.goal);
  const maps = await conceptMapsOf(connection, capabilities);
  const context = options.contextWith(maps.found);
  const read = await readPeople(patients, record, context, options);
  const { reading, failed } = read;
  const host = { connection, capabilities, record };
  const done = await syncGoals(host, { ...options, context, known: new Map() }, read);
  return {
    people: patients.length,
    resources: reading.counts.resources,
    goals: reading.cases.length + reading.unassigned.length,
    ...goalsReport(done),
    unassigned: reading.unassigned,
    problems: [...reading.problems, ...reading.cases.flatMap(({ caseFile }) => caseFile.problems)],
    skipped: [...maps.skipped, ...record.skipped()],
    failed: [...unnamed, ...failed, ...done.flatMap(({ failure }) => failure ?? [])],
  };
}

interface People {
  /** Sorted. */
  readonly patients: readonly string[];
  /** Goals that do not say whose they are. */
  readonly unnamed: readonly Failed[];
}

/** The people whose goals are assessed; with one goal named, the person it is about. */
async function patientsOf(
  record: HostRecord,
  connection: Connection,
  goal: string | null,
): Promise<People> {
  const { patients, unnamed } =
    goal === null ? await record.people() : personOf(goal, await connection.read(goal));
  return {
    patients,
    unnamed: unnamed.map((reference) => ({ reference, because: UNNAMED, code: 'bad-input' })),
  };
}

function personOf(goal: string, resource: Resource): PeopleFound {
  const patient = targetOf(resource['subject']);
  return patient === null
    ? { patients: [], unnamed: [goal] }
    : { patients: [patient], unnamed: [] };
}

const UNNAMED = 'its subject is not a reference to a person';

interface PeopleRead {
  readonly reading: CaseFileReading;
  /** What earlier runs, and people through us, left in the host. */
  readonly ours: readonly Resource[];
  readonly failed: readonly Failed[];
}

/** A person whose record cannot be read is named, and the rest goes on. @throws Problem when the host went away */
async function readPeople(
  patients: readonly string[],
  record: HostRecord,
  context: ReadingContext,
  { onProgress, goalWriteMode }: SyncOptions,
): Promise<PeopleRead> {
  const intake = createIntake(context);
  const ours: Resource[] = [];
  const failed: Failed[] = [];
  let inARow = 0;
  onProgress?.('people', patients.length);
  for (const patient of patients) {
    try {
      // Whole or not at all: half a person's evidence would give a wrong verdict.
      const resources = await Array.fromAsync(record.fetchPatient(patient));
      for (const resource of resources) intake.add(resource, addressOf(resource));
      ours.push(...resources.filter((resource) => isKept(resource, goalWriteMode)));
      inARow = 0;
    } catch (error) {
      // Closed to us is a matter of the person; anything else, again and again, is one of the host.
      inARow = isRefused(error) ? 0 : inARow + 1;
      if (hasGone(error) || inARow === FAILURES_IN_A_ROW) throw error;
      failed.push(failedAt(patient, error));
    }
    onProgress?.('person-read');
  }
  return { reading: intake.finish(), ours, failed };
}

/** After so many people in a row, the fault is not with the people. */
const FAILURES_IN_A_ROW = 5;

const isRefused = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'host-refused';

async function syncGoals(
  host: Host,
  options: GoalOptions & SyncOptions,
  { reading, ours, failed }: PeopleRead,
): Promise<readonly GoalDone[]> {
  const forms = capabilitiesOf(host.capabilities, 'QuestionnaireResponse').search;
  const wanted = reading.cases
    .filter(({ caseFile }) => options.goal === null || caseFile.goal.reference === options.goal)
    .map((goalCase) => asSeen(goalCase, { forms, notes: failed.length === 0 }));
  const written = readWritten(ours, options.tenant, options.context);
  const device = readDevice(ours, options.tenant);
  const goals = newestGoals(ours);
  const done: GoalDone[] = [];
  let gone: Failed | null = null;
  options.onProgress?.('goals', wanted.length);
  for (const goalCase of wanted) {
    const { reference } = goalCase.caseFile.goal;
    const each: GoalDone =
      gone === null
        ? await syncGoal(host, options, {
            goalCase,
            written: written.get(reference) ?? null,
            device,
            goal: goals.get(reference) ?? null,
          })
        : { assessment: null, reports: [], unchanged: false, failure: { ...gone, reference } };
    if (each.failure !== null && GONE.has(each.failure.code)) gone = each.failure;
    done.push(each);
    options.onProgress?.('goal-done');
  }
  const left = options.goal === null && gone === null ? leftBehind(written, reading) : [];
  for (const [goal, state] of left) done.push(await withdrawGoal(host, options, goal, state));
  return done;
}

/** Goals that we wrote of and that are assessed no longer; not those that only cannot be read today. */
function leftBehind(
  written: ReadonlyMap<string, Written>,
  reading: CaseFileReading,
): readonly (readonly [string, Written])[] {
  const cases = new Set(reading.cases.map(({ caseFile }) => caseFile.goal.reference));
  const unreadable = new Set(
    reading.problems.filter(({ kind }) => kind === 'unreadable').map(({ reference }) => reference),
  );
  return [...written]
    .filter(([goal]) => !cases.has(goal) && !unreadable.has(goal))
    .sort(([a], [b]) => compareText(a, b));
}
