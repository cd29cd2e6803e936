import { Command } from 'commander';
import type { Tenant } from '../config.ts';
import { deviceWrite } from '../fhir/write/device.ts';
import { readCapabilities, withoutTypes } from '../host/capabilities.ts';
import { doctorLines, type DoctorLine } from '../host/doctor.ts';
import { probe } from '../host/probe.ts';
import { connectTo, spokenLog, tenantOf, withHostOptions, type HostOptions } from './host.ts';
import { formatOption } from './options.ts';
import { DONE, paint, PARTLY_DONE, type Format, type Output } from './output.ts';
import { plainTable } from './plainTable.ts';

interface DoctorOptions extends HostOptions {
  readonly probe: boolean;
  readonly format?: Format;
}

export const doctorCommand = (output: Output, exit: (code: number) => void): Command =>
  withHostOptions(new Command('doctor'))
    .description('Connect to a host and say what works, what is missing and what that costs.')
    .option('--no-probe', 'only read what the host says of itself; write nothing')
    .addOption(formatOption('table', 'json'))
    .addHelpText(
      'after',
      '\nThe probe writes one Device resource (our own) and changes nothing else.\nExit code 1: Goals or Observations cannot be read, so that nothing could be assessed.',
    )
    .action(async (options: DoctorOptions) => {
      exit(await examine(tenantOf(options), options, output));
    });

async function examine(tenant: Tenant, options: DoctorOptions, output: Output): Promise<number> {
  const connection = connectTo(tenant, spokenLog(output));
  const statement = readCapabilities(await connection.metadata(), connection.baseUrl);
  const capabilities = withoutTypes(statement, tenant.host.leaveOut);
  const smart = await connection.smartConfiguration();
  const device = options.probe ? deviceWrite(tenant.id) : null;
  const profile = await probe({ connection, capabilities }, { device, now: Date.now });
  const lines = doctorLines(capabilities, profile, smart);
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
  if (read.state === 'fails') {
    output.note(`attest: Goals cannot be read: ${read.because ?? ''} [host-refused]`);
  }
  const lacks = lines.some(({ area, state }) => ESSENTIAL.has(area) && state !== 'works');
  return lacks || read.state === 'fails' ? PARTLY_DONE : DONE;
}

/** Without these nothing can be assessed. */
const ESSENTIAL: ReadonlySet<string> = new Set(['read Goal', 'read Observation']);

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
