import { Command } from 'commander';
import { loadCalendar } from '../calendar.ts';
import type { Tenant } from '../config.ts';
import { assessmentLine } from '../domain/assessmentLine.ts';
import type { Instant } from '../domain/time.ts';
import { Problem } from '../problem.ts';
import { syncHost } from '../syncHost.ts';
import type { SyncReport } from '../syncReport.ts';
import { assessmentTable } from './assessmentTable.ts';
import { prepareReading } from '../tenant/prepareReading.ts';
import { connectTo } from '../tenant/connectTo.ts';
import { peopleSourceOf } from '../tenant/peopleSource.ts';
import { spokenLog, tenantOf, withHostOptions, type HostOptions } from './host.ts';
import { formatOption, parseInstant } from './options.ts';
import { DONE, NOTHING_DONE, PARTLY_DONE, type Format, type Output } from './output.ts';
import { startProgress, type Progress } from './progress.ts';
import { countsLine, countsSentence, noteTrouble, sizeSentence } from './syncWords.ts';

interface SyncCommandOptions extends HostOptions {
  readonly full?: true;
  readonly dryRun?: true;
  readonly goal?: string;
  readonly asOf?: Instant;
  readonly format?: Format;
}

export const syncCommand = (output: Output, exit: (code: number) => void): Command =>
  withHostOptions(new Command('sync'))
    .description('One pass over a host: read, decide, write back.')
    .option('--full', 'read everything again (without a store every pass does)')
    .option('--dry-run', 'say what would be written, and write nothing')
    .option('--goal <reference>', 'only this goal, as Goal/id')
    .option('--as-of <instant>', 'decide as known then (default: now)', parseInstant)
    .addOption(formatOption('table', 'json'))
    .addHelpText(
      'after',
      '\nA second pass over an unchanged record writes nothing.\nExample: attest sync --host http://127.0.0.1:8081/fhir --dry-run',
    )
    .action(async (options: SyncCommandOptions) => {
      exit(await runSync(options, output));
    });

async function runSync(options: SyncCommandOptions, output: Output): Promise<number> {
  if (options.goal !== undefined && !/^Goal\/[A-Za-z0-9.-]{1,64}$/.test(options.goal)) {
    throw new Problem('bad-usage', 'Name a goal as Goal/id.');
  }
  const started = performance.now();
  const dryRun = options.dryRun ?? false;
  const { asOf = Date.now(), goal = null } = options;
  const report = await syncTenant(tenantOf(options), { asOf, dryRun, goal }, output);
  noteTrouble(report, output);
  printReport(report, options.format ?? (output.isTerminal ? 'table' : 'json'), dryRun, output);
  output.aside(sizeSentence(report, performance.now() - started));
  if (report.goals + report.failed.length === 0) {
    output.note('The host holds no goals: there was nothing to do.');
  }
  return exitCodeOf(report);
}

/** Goals that cannot be assessed are listed and are no failure; nor is what a host does not take. */
export function exitCodeOf({ failed, completed, problems }: SyncReport): number {
  const unreadable = problems.some(({ kind }) => kind === 'unreadable');
  if (failed.length === 0) return unreadable ? PARTLY_DONE : DONE;
  return completed === 0 ? NOTHING_DONE : PARTLY_DONE;
}

interface Pass {
  readonly asOf: Instant;
  readonly dryRun: boolean;
  readonly goal: string | null;
}

/** One pass over a tenant's host, with its progress shown. */
export async function syncTenant(tenant: Tenant, pass: Pass, output: Output): Promise<SyncReport> {
  const log = spokenLog(output);
  const contextWith = await readingFor(tenant, pass);
  let progress: Progress | null = null;
  const next = (title: string, total: number): void => {
    progress?.stop();
    progress = startProgress(title, total);
  };
  try {
    return await syncHost(await connectTo(tenant, log), {
      ...pass,
      tenant: tenant.id,
      leaveOut: tenant.host.leaveOut,
      people: peopleSourceOf(tenant.people),
      calendar: loadCalendar(),
      contextWith,
      goalWriteMode: tenant.goalWriteMode,
      log,
      onProgress: (step, total = 0) => {
        if (step === 'people') next('Reading people', total);
        else if (step === 'goals') next(pass.dryRun ? 'Deciding goals' : 'Writing goals', total);
        else progress?.step();
      },
    });
  } finally {
    (progress as Progress | null)?.stop();
  }
}

/** With one goal alone, other people's notes are not read, so that none can be compared. */
const readingFor = ({ programmes, conceptMaps, adapters, serviceNotes }: Tenant, { goal }: Pass) =>
  prepareReading({
    programmes,
    conceptMaps,
    adapters,
    defaultProgramme: false,
    serviceNotes: serviceNotes && goal === null,
  });

function printReport(report: SyncReport, format: Format, dryRun: boolean, output: Output): void {
  const { assessments } = report;
  if (format !== 'table') {
    for (const assessment of assessments) output.data(JSON.stringify(assessmentLine(assessment)));
    output.data(JSON.stringify(countsLine(report, dryRun)));
    return;
  }
  const rows = assessments.map((assessment) => ({ who: assessment.goal, assessment }));
  if (rows.length > 0) output.data(`${assessmentTable(rows, output)}\n`);
  output.data(countsSentence(report, dryRun));
}
