import { Command } from 'commander';
import type { Patient } from 'fhir/r4.js';
import { parseTenants, type Tenant } from '../config.ts';
import { assessmentLine } from '../domain/assessmentLine.ts';
import { dayOfDate, startOfLondonDay } from '../domain/time.ts';
import type { SyncReport } from '../syncReport.ts';
import { assessmentTable } from './assessmentTable.ts';
import { formatOption } from './options.ts';
import type { Format, Output } from './output.ts';
import {
  anchorOption,
  listenOption,
  portOption,
  prepareSandbox,
  quirkOption,
  seedOption,
  startSandbox,
  untilStopped,
  yesterday,
  type Place,
  type SandboxChoices,
} from './sandbox.ts';
import { exitCodeOf, syncTenant } from './sync.ts';
import { countsSentence, noteTrouble } from './syncWords.ts';

interface DemoOptions extends SandboxChoices, Place {
  /** The anchor was given, and is not simply yesterday. */
  readonly dated: boolean;
  readonly once?: true;
  readonly format?: Format;
}

export const demoCommand = (output: Output, exit: (code: number) => void): Command =>
  new Command('demo')
    .description('Start the sandbox, assess every goal in it, write back, and show what was found.')
    .option('--once', 'exit after printing')
    .addOption(portOption())
    .addOption(listenOption())
    .addOption(seedOption())
    .addOption(anchorOption())
    .addOption(quirkOption())
    .addOption(formatOption('table', 'json'))
    .addHelpText('after', '\nNobody in it is real; it needs no configuration and no network.')
    .action(async (options: Omit<DemoOptions, 'anchor' | 'dated'> & { anchor?: string }) => {
      const { anchor } = options;
      exit(
        await runDemo(
          { ...options, anchor: anchor ?? yesterday(), dated: anchor !== undefined },
          output,
        ),
      );
    });

async function runDemo(options: DemoOptions, output: Output): Promise<number> {
  const { host } = prepareSandbox(options);
  const running = await startSandbox(host, options, output);
  try {
    // Time is real, unless the stories were asked to end on another day.
    const asOf = options.dated ? startOfLondonDay(dayOfDate(options.anchor) + 1) : Date.now();
    const report = await syncTenant(
      tenantAt(running.url),
      { asOf, dryRun: false, goal: null },
      output,
    );
    noteTrouble(report, output);
    show(report, namesIn(host.resources()), options, output);
    if (options.once !== true) {
      const say = options.format === 'json' ? output.note : output.data;
      say(`\nCare record  ${running.home}`);
      say(`FHIR R4      ${running.url}`);
      output.note('Stop it with Ctrl+C.');
      await untilStopped();
    }
    return exitCodeOf(report);
  } finally {
    await running.close();
  }
}

const tenantAt = (baseUrl: string): Tenant =>
  parseTenants({
    tenants: [{ id: 'default', host: { baseUrl }, goalWriteMode: 'C', serviceNotes: true }],
  })[0] as Tenant;

function show(
  report: SyncReport,
  names: ReadonlyMap<string, string>,
  options: DemoOptions,
  output: Output,
): void {
  if (options.format === 'json') {
    for (const assessment of report.assessments) {
      output.data(JSON.stringify(assessmentLine(assessment)));
    }
    return;
  }
  const rows = report.assessments.map((assessment) => ({
    who: names.get(assessment.patient) ?? assessment.patient,
    assessment,
  }));
  output.data(assessmentTable(rows, output));
  output.data(`\n${countsSentence(report, false)}`);
}

/** Names of the synthetic people; no other command prints a name. */
const namesIn = (
  resources: readonly { readonly resourceType: string }[],
): ReadonlyMap<string, string> =>
  new Map(
    resources
      .filter((resource): resource is Patient => resource.resourceType === 'Patient')
      .map(({ id, name }) => {
        const { given = [], family = '' } = name?.[0] ?? {};
        return [`Patient/${id ?? ''}`, [...given, family].join(' ')];
      }),
  );
