import { createHash } from 'node:crypto';
import { decideGoal } from '../src/assessGoal.ts';
import { loadCalendar } from '../src/calendar.ts';
import { createProjector, readEntries, type Entry } from '../src/fhir/read/projection.ts';
import { prepareReading } from '../src/tenant/prepareReading.ts';
import { AS_OF, GOAL, longHistory, patientOf } from './record/longHistory.ts';

/**
 * What deciding one goal costs this process, by the length of its history: `node bench/decide.ts [SESSIONS...]`.
 * The hash is of all that was decided, so that two versions of the engine can be compared.
 */
const ROUNDS = 5;
const counts = process.argv.slice(2).map(Number);
const context = (
  await prepareReading({
    ...{ programmes: [], conceptMaps: [], adapters: [] },
    ...{ defaultProgramme: false, serviceNotes: false },
  })
)([]);
const calendar = loadCalendar();

/** `given` is made anew for each round and not counted: what one look learns must not help the next. */
const cpuMs = <Given>(given: Given, work: (given: Given) => void): number => {
  const before = process.cpuUsage();
  work(given);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const least = <Given>(give: () => Given, work: (given: Given) => void): number =>
  Math.round(Math.min(...Array.from({ length: ROUNDS }, () => cpuMs(give(), work))));

function measure(sessions: number) {
  const { resources } = longHistory(sessions);
  const project = createProjector(context);
  const patient = patientOf(resources);
  const text = resources
    .filter((each) => JSON.stringify(each).includes(`"${patient}"`))
    .map((each) => JSON.stringify(project(each, `${each.resourceType}/${each.id ?? ''}`)));
  const entries = (): Entry[] => text.flatMap((each) => JSON.parse(each) as Entry[]);
  const caseIn = (read: readonly Entry[]) => {
    const reading = readEntries(read, context);
    const goalCase = reading.cases.find(({ caseFile }) => caseFile.goal.reference === GOAL);
    if (goalCase === undefined) throw new Error(`${GOAL} has no case`);
    return goalCase;
  };
  const standpoint = {
    ...{ tenant: 'bench', asOf: AS_OF, calendar, goalWriteMode: 'A' as const },
    ...{ device: null, provenanceReadable: true },
  };
  const decision = decideGoal(caseIn(entries()), null, standpoint);
  return {
    sessions,
    'read ms': least(entries, caseIn),
    'decide ms': least(
      () => caseIn(entries()),
      (goalCase) => decideGoal(goalCase, null, standpoint),
    ),
    hash: createHash('sha256').update(JSON.stringify(decision)).digest('hex').slice(0, 16),
  };
}

const rows = (counts.length === 0 ? [10, 100, 1_000, 10_000] : counts).map(measure);
// eslint-disable-next-line no-console -- the table is what it is for
console.table(rows);
