import { asSeen } from './asSeen.ts';
import { assess, type Calendar } from './domain/assess.ts';
import type { Assessment } from './domain/assessment.ts';
import type { ReadingProblem } from './domain/caseFile.ts';
import { compareText } from './domain/order.ts';
import type { Instant } from './domain/time.ts';
import { decisionOf, sameDecision } from './domain/written.ts';
import { IDENTIFIER } from './fhir/names.ts';
import {
  createIntake,
  type CaseFileReading,
  type GoalCase,
  type ReadingContext,
} from './fhir/read/intake.ts';
import { readDevice, readWritten, type Written } from './fhir/read/written.ts';
import { newestGoals } from './fhir/read/written/goalFace.ts';
import { verdictResource } from './fhir/write/verdict.ts';
import { capabilitiesOf, type Capabilities } from './host/capabilities.ts';
import type { Connection } from './host/connection.ts';
import { isKept } from './host/kept.ts';
import { openRecord, type HostRecord } from './host/record.ts';
import { addressOf, targetOf, type Resource } from './host/resource.ts';
import type { Skipped } from './host/skips.ts';
import type { Log } from './log.ts';
import { Problem } from './problem.ts';
import { syncGoal, type GoalOptions, type GoalToSync } from './syncGoal.ts';
import { goalsReport, type GoalDone } from './syncReport.ts';
import { conceptMapsAmong } from './tenant/conceptMaps.ts';

/** A tenant's host, and how its record is read. */
export interface HostAccess {
  readonly tenant: {
    readonly id: string;
    readonly goalWriteMode: GoalOptions['goalWriteMode'];
  };
  readonly connection: Connection;
  capabilities(): Promise<Capabilities>;
  /** With the ConceptMaps that came with the evidence. */
  readonly contextWith: (alongside: readonly unknown[]) => ReadingContext;
  /** With those that the host publishes. */
  context(): Promise<ReadingContext>;
  readonly calendar: Calendar;
}

/** Something that could not be read, decided or written. */
export interface Remark {
  readonly severity: 'warning' | 'information';
  /** `Type/id`, or a type where it is so for all of one; null for the goal as a whole. */
  readonly about: string | null;
  readonly because: string;
}

/** What the evidence of one goal supports, and what became of that. */
export interface Evaluation {
  readonly assessment: Assessment;
  /** The Observation as the record has it, or would have it. */
  readonly verdict: Resource;
  /** Created or changed in the host, by type; in a dry run what would have been. */
  readonly written: Readonly<Record<string, number>>;
  /** Sorted, each once. */
  readonly remarks: readonly Remark[];
}

interface Look {
  /** `Goal/id`. */
  readonly goal: string;
  readonly asOf: Instant;
}

/**
 * Decides one goal on the evidence handed in, without any host; nothing is kept.
 * @param evidence a Bundle of any type
 * @throws Problem `no-input` where the goal is not in it, `not-assessable` where it cannot be assessed
 */
export async function evaluateEvidence(
  access: Pick<HostAccess, 'tenant' | 'contextWith' | 'calendar'>,
  evidence: unknown,
  { goal, asOf }: Look,
): Promise<Evaluation> {
  const intake = createIntake(access.contextWith(await conceptMapsAmong([inOne(evidence)])));
  intake.add(evidence, 'evidence');
  const reading = intake.finish();
  const goalCase = caseOf(reading, goal);
  const { caseFile, programme } = goalCase;
  const assessment = assess(caseFile, programme, asOf, access.calendar);
  const nowhere = { tenant: access.tenant.id, number: 1, device: null, written: null };
  return {
    assessment,
    verdict: verdictResource(goalCase, assessment, nowhere),
    written: {},
    remarks: inOrder([...unread(reading, goalCase), ...untold(assessment)]),
  };
}

const inOne = (resource: unknown) => ({
  async *items() {
    yield await Promise.resolve({ resource });
  },
});

/**
 * Decides one goal on what its host holds now, and writes what the record lacks of that unless it is a
 * dry run. Other people's notes are not read for it, so that nothing is said of copied ones.
 * @throws Problem as above, or of the host
 */
export async function evaluateInHost(
  access: HostAccess,
  { goal, asOf, dryRun, log }: Look & { readonly dryRun: boolean; readonly log: Log },
): Promise<Evaluation> {
  const { tenant, connection, calendar } = access;
  const patient = await patientOf(connection, goal);
  const capabilities = await access.capabilities();
  const context = { ...(await access.context()), serviceNotes: false };
  const device = { system: IDENTIFIER.device, value: tenant.id };
  const record = openRecord(connection, capabilities, { device, log });
  const { reading, ours } = await readPerson(record, patient, context, tenant.goalWriteMode);
  const host = { connection, capabilities, record };
  const what: GoalToSync = {
    goalCase: asSeen(caseOf(reading, goal), {
      forms: capabilitiesOf(host.capabilities, 'QuestionnaireResponse').search,
      notes: true,
    }),
    written: readWritten(ours, tenant.id, context).get(goal) ?? null,
    device: readDevice(ours, tenant.id),
    goal: newestGoals(ours).get(goal) ?? null,
  };
  const { goalWriteMode } = tenant;
  const options = { tenant: tenant.id, asOf, calendar, goalWriteMode, context, dryRun };
  const done = await syncGoal(host, options, what);
  const assessment = decidedIn(done);
  return {
    assessment,
    verdict: verdictOf(what, assessment, tenant.id),
    written: goalsReport([done]).written,
    remarks: inOrder([
      ...unread(reading, what.goalCase),
      ...record.skipped().map(ofSkipped),
      ...unwritten(done),
      ...untold(assessment),
    ]),
  };
}

async function patientOf(connection: Connection, goal: string): Promise<string> {
  const resource = await connection.read(goal).catch((error: unknown) => {
    const absent = error instanceof Problem && error.code === 'host-not-found';
    throw absent ? new Problem('no-input', `The record holds no ${goal}.`) : error;
  });
  const patient = targetOf(resource['subject']);
  if (patient !== null) return patient;
  throw new Problem('not-assessable', `${goal} does not say whose it is.`);
}

/** Whole or not at all: half a person's evidence would give a wrong verdict. */
async function readPerson(
  record: HostRecord,
  patient: string,
  context: ReadingContext,
  mode: GoalOptions['goalWriteMode'],
): Promise<{ readonly reading: CaseFileReading; readonly ours: readonly Resource[] }> {
  const intake = createIntake(context);
  const ours: Resource[] = [];
  for await (const resource of record.fetchPatient(patient)) {
    intake.add(resource, addressOf(resource));
    if (isKept(resource, mode)) ours.push(resource);
  }
  return { reading: intake.finish(), ours };
}

function caseOf({ cases, unassigned, problems }: CaseFileReading, goal: string): GoalCase {
  const found = cases.find(({ caseFile }) => caseFile.goal.reference === goal);
  if (found !== undefined) return found;
  const without = unassigned.find((each) => each.goal === goal);
  if (without !== undefined)
    throw new Problem('not-assessable', `${goal} has no one programme: ${without.because}.`);
  const unreadable = problems.find(({ reference }) => reference === goal);
  if (unreadable !== undefined)
    throw new Problem('not-assessable', `${goal} cannot be used: ${unreadable.because}.`);
  throw new Problem('no-input', `There is no ${goal} among the evidence.`);
}

/** @throws Problem that says why nothing, or not all, was written */
function decidedIn({ assessment, failure }: GoalDone): Assessment {
  if (failure === null && assessment !== null) return assessment;
  if (failure?.code === 'bad-usage')
    throw new Problem(
      'bad-usage',
      'The record holds a verdict of a later instant: look back with dryRun, which writes nothing.',
    );
  const code = failure?.code ?? 'unexpected';
  throw new Problem(code, failure?.because ?? 'The goal was not decided.');
}

/** The verdict in force: a new one where the last says something else. */
function verdictOf(
  { goalCase, written, device }: GoalToSync,
  assessment: Assessment,
  tenant: string,
) {
  return verdictResource(goalCase, assessment, {
    tenant,
    number: numberOf(written, assessment),
    device,
    written,
  });
}

function numberOf(written: Written | null, assessment: Assessment): number {
  const last = written?.state.verdicts.at(-1);
  if (last === undefined) return 1;
  const untoldCodes = new Set(assessment.notAssessable.map(({ code }) => code));
  const same = sameDecision(last.decision, decisionOf(assessment), untoldCodes);
  return same ? last.number : last.number + 1;
}

const unread = ({ problems }: CaseFileReading, { caseFile }: GoalCase): readonly Remark[] =>
  [...problems, ...caseFile.problems].map(ofProblem);

const ofProblem = ({ reference, because }: ReadingProblem): Remark => ({
  severity: 'warning',
  about: reference,
  because,
});

/** Why the host failed is told by the log: its addresses are nobody's outside. */
const ofSkipped = ({ kind, type, because }: Skipped): Remark => ({
  severity: 'warning',
  about: type,
  because: kind === 'failed' ? 'the record did not give it' : because,
});

function unwritten(done: GoalDone): readonly Remark[] {
  const { notWritten, dropped } = goalsReport([done]);
  return [
    ...notWritten.map(({ type }) => warning(type, 'the record does not take it')),
    ...dropped.map(({ type, element }) => warning(type, `the record did not keep ${element}`)),
  ];
}

const warning = (about: string, because: string): Remark => ({
  severity: 'warning',
  about,
  because,
});

const untold = ({ notAssessable }: Assessment): readonly Remark[] =>
  notAssessable.map(({ code, because }) => ({
    severity: 'information',
    about: null,
    because: `${code} is not assessable: ${because}`,
  }));

function inOrder(remarks: readonly Remark[]): readonly Remark[] {
  const keyOf = ({ severity, about, because }: Remark) =>
    JSON.stringify([severity, about, because]);
  const unique = new Map(remarks.map((remark) => [keyOf(remark), remark]));
  return [...unique].sort(([a], [b]) => compareText(a, b)).map(([, remark]) => remark);
}
