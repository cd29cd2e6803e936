import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { yesterday } from '../src/cli/sandbox.ts';
import { synthesise } from '../src/sandbox/people/synthesise.ts';
import { chanceFrom } from './record/sessions.ts';
import { report, shown } from './report/report.ts';
import { startTroubledHost, type TroubledHost } from './soak/host.ts';
import { growthOf, type Sample } from './soak/samples.ts';
import { startService, type ServiceProcess } from './soak/service.ts';
import { trafficOf, type Traffic } from './soak/traffic.ts';

/**
 * `npm run soak -- --minutes 30 --rate 5`: does the memory of the service stay level under traffic, and does
 * the host hold in the end what one pass over it would leave? Set DATABASE_URL for PostgreSQL.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    rate: { type: 'string', default: '5' },
    port: { type: 'string', default: '18480' },
    'warm-up': { type: 'string', default: '5' },
  },
});
const MINUTES = Number(values.minutes);
const WARM_UP = Number(values['warm-up']);
const RATE = Number(values.rate);
const MOST_GROWTH_PERCENT = 5;

const SAMPLE_MS = 10_000;
const TENANT_EDIT_MS = 4 * 60_000;
const SECRET = 'the-secret-of-a-soak-that-nobody-else-knows';

const EACH_SECOND = '* * * * * *';
const NEVER = '0 0 29 2 *';

const folder = mkdtempSync(join(tmpdir(), 'attest-soak-'));
const tenantsFile = join(folder, 'tenants.json');

function writeTenants(host: string, requestsPerSecond: number, changes = EACH_SECOND): void {
  const tenant = {
    id: 'soak',
    host: { baseUrl: host, requestsPerSecond },
    schedule: { changes, everything: changes === NEVER ? NEVER : '*/10 * * * *' },
    noticeSecretFile: 'secret',
  };
  writeFileSync(join(folder, 'secret'), SECRET);
  writeFileSync(tenantsFile, JSON.stringify({ tenants: [tenant] }));
}

/** Calls `change` so often a second, and samples memory, until the time is over. */
async function run(service: ServiceProcess, host: TroubledHost, traffic: Traffic) {
  const begun = performance.now();
  const minute = (): number => (performance.now() - begun) / 60_000;
  const samples: Sample[] = [];
  const sampling = setInterval(() => {
    samples.push({ minute: minute(), megabytes: service.residentMb() });
    if (samples.length % 6 === 0) void tell(samples, service, traffic);
  }, SAMPLE_MS);
  let edits = 0;
  const editing = setInterval(() => {
    edits += 1;
    writeTenants(host.troubled, 200 + edits);
  }, TENANT_EDIT_MS);
  let due = performance.now();
  while (minute() < MINUTES) {
    await traffic.change();
    due += 1000 / RATE;
    await pause(Math.max(0, due - performance.now()));
  }
  clearInterval(sampling);
  clearInterval(editing);
  return { samples, edits };
}

async function tell(samples: readonly Sample[], service: ServiceProcess, { counts }: Traffic) {
  const last = samples.at(-1);
  const work = await service.work();
  const line = { ...last, ...counts, ...work };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** What one pass over the host would still write, in its own words, and how much that is. */
async function leftToWrite(
  host: string,
): Promise<{ readonly written: number; readonly line: string }> {
  const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
  writeTenants(host, 1000);
  const args = [cli, 'sync', '--tenant', 'soak', '--dry-run', '--format', 'json'];
  const env = { ...process.env, TENANTS_FILE: tenantsFile };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 2 ** 28 });
  const line = stdout.trim().split('\n').at(-1) ?? '{}';
  const { written = {} } = JSON.parse(line) as {
    readonly written?: Readonly<Record<string, number>>;
  };
  return { written: Object.values(written).reduce((sum, each) => sum + each, 0), line };
}

const begun = performance.now();
const chance = chanceFrom(1);
const { resources } = synthesise({ seed: 3, anchor: yesterday() });
const host = await startTroubledHost(resources, chance);
writeTenants(host.troubled, 200);
const service = await startService(
  Number(values.port),
  {
    ...{ TENANTS_FILE: tenantsFile, DATA_DIR: join(folder, 'data') },
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
  },
  process.env['SOAK_SERVICE_LOG'] ?? join(folder, 'service.log'),
);
const notices = { url: `${service.url}/hooks/subscription/soak`, secret: SECRET };
const traffic = trafficOf(resources, { host: host.plain, notices }, chance);
const { samples, edits } = await run(service, host, traffic);
const stopped = performance.now();
// A tenant that was changed is polled once, so that what was written last is noticed without a notice.
writeTenants(host.troubled, 200, NEVER);
await pause(3_000);
await service.quiet();
const quietSeconds = (performance.now() - stopped) / 1000;
const { dead } = await service.work();
const residentAtRest = service.residentMb();
const code = await service.stop();
const left = await leftToWrite(host.plain);
const verdicts = host
  .resources()
  .filter(
    (each) =>
      each.resourceType === 'Observation' &&
      each.identifier?.some(({ system }) => system?.endsWith('/verdict')),
  );
await host.close();
const growth = growthOf(samples, WARM_UP);
const passed =
  growth.percent < MOST_GROWTH_PERCENT && dead === 0 && left.written === 0 && code === 0;

report('soak', [
  {
    title: passed ? 'Passed' : 'FAILED',
    says: [
      `${MINUTES} minutes of ${RATE} changes a second, polls each second, a survey every 10 minutes, ${edits} edits of the tenants' file, one request in a hundred refused with 503 (${host.refused()} of ${host.refused() + host.answered()}). Memory is resident memory of the service's own process, after ${WARM_UP} minutes of warm-up; the limit is ${MOST_GROWTH_PERCENT} %.`,
      `What a pass over the host would still write in the end: ${left.line}`,
    ],
    rows: [
      { what: 'resident after warm-up, MB', value: shown(growth.startMb) },
      { what: 'resident at the end, MB', value: shown(growth.endMb) },
      { what: 'growth, %', value: shown(growth.percent) },
      { what: 'slope, MB an hour', value: shown(growth.mbPerHour) },
      { what: 'resident at rest, MB', value: shown(residentAtRest) },
      { what: 'sessions written by staff', value: traffic.counts.sessions },
      { what: 'amendments', value: traffic.counts.amendments },
      { what: 'notices', value: traffic.counts.notices },
      { what: 'verdicts in the host', value: verdicts.length },
      { what: 'seconds until quiet after the last change', value: shown(quietSeconds) },
      { what: 'jobs dead', value: dead },
      { what: 'left to write', value: left.written },
      { what: 'exit code of the service', value: code ?? 'signal' },
    ],
  },
  {
    title: 'Memory by minute',
    says: ['The mean of six samples.'],
    rows: byMinute(samples),
  },
]);
process.stdout.write(`${shown((performance.now() - begun) / 60_000)} minutes in all\n`);
rmSync(folder, { recursive: true, force: true });
process.exit(passed ? 0 : 1);

function byMinute(all: readonly Sample[]) {
  const minutes = Map.groupBy(all, ({ minute }) => Math.floor(minute));
  return [...minutes].map(([minute, some]) => ({
    minute,
    MB: shown(some.reduce((sum, { megabytes }) => sum + megabytes, 0) / some.length),
  }));
}
