import { setImmediate as nextTurn } from 'node:timers/promises';
import { Command } from 'commander';
import { loadCalendar, type Calendar } from '../calendar.ts';
import { decideGoal } from '../assessGoal.ts';
import { assess } from '../domain/assess.ts';
import { assessmentLine } from '../domain/assessmentLine.ts';
import type { Instant } from '../domain/time.ts';
import {
  createIntake,
  type CaseFileReading,
  type GoalCase,
  type ReadingContext,
} from '../fhir/read/intake.ts';
import { transactionOf } from '../host/chunkBundle.ts';
import { Problem } from '../problem.ts';
import { assessmentTable, type TableRow } from './assessmentTable.ts';
import { conceptMapsAmong } from '../tenant/conceptMaps.ts';
import { prepareReading } from '../tenant/prepareReading.ts';
import { inputFiles, type InputFile } from './inputFiles.ts';
import { adapterOption, asOfOption, formatOption, pathsOption } from './options.ts';
import { DONE, noteAll, PARTLY_DONE, type Format, type Output } from './output.ts';
import { startProgress } from './progress.ts';

interface AssessOptions {
  readonly asOf: readonly Instant[];
  readonly programme: readonly string[];
  readonly conceptMaps: readonly string[];
  readonly adapter: readonly string[];
  readonly format?: Format;
}

export const assessCommand = (output: Output, exit: (code: number) => void): Command =>
  new Command('assess')
    .description(
      'Assess goals from files, offline: FHIR Bundles (.json) and NDJSON (.ndjson, .ndjson.gz).',
    )
    .argument('<path...>', 'files or folders; - reads NDJSON from stdin')
    .addOption(asOfOption())
    .addOption(
      pathsOption(
        '--programme <path>',
        'a programme to add; goals that name none are taken to be on it',
      ),
    )
    .addOption(pathsOption('--concept-maps <path>', 'ConceptMaps from local codes to ours'))
    .addOption(adapterOption())
    .addOption(formatOption('table', 'json', 'fhir'))
    .addHelpText(
      'after',
      '\nFindings about goals are no failure. Nothing is sent anywhere.\nExample: attest assess export/ --as-of 2026-03-31 --format json',
    )
    .action(async (paths: string[], options: AssessOptions) => {
      exit(await assessFiles(paths, options, output));
    });

async function assessFiles(
  paths: readonly string[],
  options: AssessOptions,
  output: Output,
): Promise<number> {
  const contextWith = await prepareReading({
    programmes: options.programme,
    conceptMaps: options.conceptMaps,
    adapters: options.adapter,
    defaultProgramme: true,
    serviceNotes: true,
  });
  const files = await inputFiles(paths);
  const context = contextWith(await conceptMapsAmong(files));
  const { reading, faults } = await readFiles(files, context);
  const left = leftOut(reading);
  noteAll(
    [...faults.map((fault) => `${fault} [bad-input]`), ...left, ...unassigned(reading)],
    output,
  );
  const failed = faults.length + left.length > 0;
  if (reading.counts.goals === 0) {
    if (failed) throw new Problem('no-input', 'No goal could be read: nothing was assessed.');
    output.note('There are no goals in it: there was nothing to assess.');
  }
  await print(reading.cases, options, output);
  return failed ? PARTLY_DONE : DONE;
}

async function readFiles(files: readonly InputFile[], context: ReadingContext) {
  const intake = createIntake(context);
  const faults: string[] = [];
  const progress = startProgress('Reading resources', null);
  for (const file of files) {
    for await (const item of file.items()) {
      if ('fault' in item) faults.push(`${item.where}: ${item.fault}`);
      else intake.add(item.resource, item.where);
      progress.step();
    }
  }
  progress.stop();
  return { reading: intake.finish(), faults };
}

/** What could not be used, by reference; findings about goals are told with the goals. */
const leftOut = (reading: CaseFileReading): readonly string[] =>
  [...reading.problems, ...reading.cases.flatMap(({ caseFile }) => caseFile.problems)]
    .filter(({ kind }) => kind === 'unreadable')
    .map(({ reference, because }) => `${reference} was left out: ${because} [bad-input]`);

const unassigned = (reading: CaseFileReading): readonly string[] =>
  reading.unassigned.map(
    ({ goal, because }) => `${goal} was not assessed: ${because} [no-programme]`,
  );

/** Lines are printed as they are found, so that a long history is never held whole. */
async function print(
  cases: readonly GoalCase[],
  options: AssessOptions,
  output: Output,
): Promise<void> {
  const instants =
    options.asOf.length === 0 ? [Date.now()] : [...new Set(options.asOf)].sort((a, b) => a - b);
  const format = options.format ?? (output.isTerminal ? 'table' : 'json');
  const calendar = loadCalendar();
  const rows: TableRow[] = [];
  const progress = startProgress('Assessing goals', cases.length);
  for (const goalCase of cases) {
    for (const asOf of instants) {
      if (format === 'table') rows.push(rowOf(goalCase, asOf, calendar, instants.length > 1));
      else output.data(JSON.stringify(LINES[format](goalCase, asOf, calendar)));
    }
    progress.step();
    await nextTurn();
  }
  progress.stop();
  if (format === 'table' && rows.length > 0) output.data(assessmentTable(rows, output));
}

type Line = (goalCase: GoalCase, asOf: Instant, calendar: Calendar) => object;

const assessed = ({ caseFile, programme }: GoalCase, asOf: Instant, calendar: Calendar) =>
  assess(caseFile, programme, asOf, calendar);

const LINES: Readonly<Record<'json' | 'fhir', Line>> = {
  json: (goalCase, asOf, calendar) => assessmentLine(assessed(goalCase, asOf, calendar)),
  fhir: (goalCase, asOf, calendar) =>
    transactionOf(
      decideGoal(goalCase, null, { ...OFFLINE, asOf, calendar }).chunks.flat(),
      () => true,
    ),
};

function rowOf(goalCase: GoalCase, asOf: Instant, calendar: Calendar, dated: boolean): TableRow {
  const assessment = assessed(goalCase, asOf, calendar);
  return { who: assessment.goal, assessment, dated };
}

/** Offline there is nothing written before, and nobody to propose a status to. */
const OFFLINE = {
  tenant: 'default',
  goalWriteMode: 'A',
  device: null,
  provenanceReadable: true,
} as const;
