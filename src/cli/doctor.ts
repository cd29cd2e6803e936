import { Command } from 'commander';
import type { Tenant } from '../config.ts';
import { deviceWrite } from '../fhir/write/device.ts';
import { readCapabilities, withoutTypes } from '../host/capabilities.ts';
import { doctorLines, type DoctorLine } from '../host/doctor.ts';
import { probe } from '../host/probe.ts';
import { Problem } from '../problem.ts';
import { adapterLines } from './adapterCheck.ts';
import { connectTo } from '../tenant/connectTo.ts';
import { spokenLog, tenantOf, withHostOptions, type HostOptions } from './host.ts';
import { formatOption, pathsOption } from './options.ts';
import { DONE, paint, PARTLY_DONE, type Format, type Output } from './output.ts';
import { peopleLines, SEARCH_OF_ALL } from './peopleCheck.ts';
import { plainTable } from './plainTable.ts';
import { subscribeTo } from './subscribe.ts';

interface DoctorOptions extends HostOptions {
  readonly probe: boolean;
  readonly subscribe?: true;
  readonly format?: Format;
  readonly validate?: readonly string[];
  readonly profile: readonly string[];
}

export const doctorCommand = (output: Output, exit: (code: number) => void): Command =>
  withHostOptions(new Command('doctor'))
    .description(
      'Connect to a host and say what works, what is missing and what that costs; or check your own resources.',
    )
    .option('--no-probe', 'only read what the host says of itself; write nothing')
    .option(
      '--subscribe',
      'have the host tell Attest of changes: one Subscription for each type that is read',
    )
    .option(
      '--validate <path...>',
      'check your own resources instead, offline: files or folders of .json, .ndjson, .ndjson.gz; - for stdin',
    )
    .addOption(
      pathsOption(
        '--profile <url>',
        'with --validate: hold every resource of its type to this profile too',
      ),
    )
    .addOption(formatOption('table', 'json', 'fhir'))
    .addHelpText('after', HELP)
    .action(async (options: DoctorOptions) => {
      exit(await run(options, output));
    });

const HELP = `
The probe writes Device resources of our own, and changes nothing else.
Exit code 1: Goals or Observations cannot be read, or people not be found, or an adapter is faulty.

--subscribe needs PUBLIC_URL and the tenant's noticeSecretFile; it makes, repairs or turns off our own
Subscriptions and touches nothing else. Exit code 1: some could not be made active.

--validate holds resources to FHIR R4 and to what Attest asks of such a record; nothing is sent anywhere.
Errors are faults of FHIR. Warnings say what a gap would cost. Exit code 1: some resource has errors.
--format json prints one fault a line, --format fhir one OperationOutcome a resource.
Example: attest doctor --validate export/ --format table`;

async function run(options: DoctorOptions, output: Output): Promise<number> {
  const { validate, profile, format } = options;
  if (validate === undefined) {
    if (profile.length > 0) throw new Problem('bad-usage', '--profile belongs to --validate.');
    if (format === 'fhir') throw new Problem('bad-usage', '--format fhir belongs to --validate.');
    if (options.subscribe === true) return subscribeTo(tenantOf(options), format, output);
    return examine(tenantOf(options), options, output);
  }
  refuseHost(options);
  // R4's definitions are read only when they are wanted.
  const { validateFiles } = await import('./validate.ts');
  return validateFiles(validate, options, output);
}

/** What speaks of a host has no meaning where none is asked. @throws Problem `bad-usage` */
function refuseHost({
  host,
  tenant,
  bearerFile,
  adapter = [],
  probe: mayProbe,
  subscribe: asks,
}: DoctorOptions) {
  if ((host ?? tenant ?? bearerFile ?? asks) !== undefined || !mayProbe) {
    throw new Problem('bad-usage', '--validate reads files, and no host: leave one of them out.');
  }
  if (adapter.length > 0) {
    throw new Problem(
      'bad-usage',
      '--validate looks at resources as they are, before any adapter: leave one of them out.',
    );
  }
}

async function examine(tenant: Tenant, options: DoctorOptions, output: Output): Promise<number> {
  const connection = await connectTo(tenant, spokenLog(output));
  const statement = readCapabilities(await connection.metadata(), connection.baseUrl);
  const capabilities = withoutTypes(statement, tenant.host.leaveOut);
  const smart = await connection.smartConfiguration();
  const device = options.probe ? deviceWrite(tenant.id) : null;
  const profile = await probe({ connection, capabilities }, { device, now: Date.now });
  const named = tenant.people !== null;
  const lines = [
    ...doctorLines(capabilities, profile, smart, tenant.goalWriteMode).filter(
      ({ area }) => !(named && area === SEARCH_OF_ALL),
    ),
    ...(await peopleLines(tenant, connection, capabilities)),
    ...(await adapterLines(tenant.adapters, tenant)),
  ];
  const format = options.format ?? (output.isTerminal ? 'table' : 'json');
  const { software, fhirVersion } = capabilities;
  if (format === 'table') {
    output.data(`${connection.baseUrl}: ${software ?? 'a FHIR host'}, FHIR ${fhirVersion}`);
    output.data(tableOf(lines, output));
  } else {
    const host = { host: connection.baseUrl, software, fhirVersion };
    output.data(JSON.stringify({ ...host, lines }));
  }
  const { read } = profile.results;
  if (read.state === 'fails' && !named) {
    output.note(`attest: The search of all goals fails: ${read.because ?? ''} [host-refused]`);
  }
  return lines.some(({ area, state }) => ESSENTIAL.test(area) && state !== 'works')
    ? PARTLY_DONE
    : DONE;
}

/** Without these nothing can be assessed, or not as the tenant wants it. */
const ESSENTIAL = new RegExp(`^(read Goal$|read Observation$|${SEARCH_OF_ALL}$|people |adapter )`);

const STATE_STYLE = { works: 'green', degraded: 'yellow', missing: 'red' } as const;
const AREA_WIDTH = 30;
const STATE_WIDTH = 10;
const NARROWEST_COSTS = 30;

function tableOf(lines: readonly DoctorLine[], output: Output): string {
  const style = paint(output);
  const left = output.width - AREA_WIDTH - STATE_WIDTH - 4;
  return plainTable(
    ['what', 'state', 'what that costs'],
    lines.map(({ area, state, costs }) => [area, style(STATE_STYLE[state], state), costs]),
    { widths: [AREA_WIDTH, STATE_WIDTH, Math.max(NARROWEST_COSTS, left)], wrap: true },
    output,
  );
}
