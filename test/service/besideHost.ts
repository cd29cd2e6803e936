import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FhirResource } from 'fhir/r4.js';
import { loadCalendar } from '../../src/calendar.ts';
import { parseEnvironment } from '../../src/config.ts';
import { connect } from '../../src/host/connection.ts';
import { NO_LOG } from '../../src/log.ts';
import { startService, type Service } from '../../src/main.ts';
import {
  createSandboxHost,
  type RequestLine,
  type RunningSandbox,
} from '../../src/sandbox/host/createSandboxHost.ts';
import type { QuirkName } from '../../src/sandbox/host/quirks.ts';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import { syncHost } from '../../src/syncHost.ts';
import { prepareReading } from '../../src/tenant/prepareReading.ts';
import { everythingIn, type Resource } from '../journeys/everythingIn.ts';
import { FHIR } from '../journeys/proxy.ts';
import { logLines } from '../support/logLines.ts';

export const AS_OF = Date.parse('2026-04-01T06:00:00Z');

/** Only where a test asks for it: nothing comes by itself. */
const NEVER = '0 0 29 2 *';

const { resources } = synthesise({ seed: 3, anchor: '2026-03-31' });

/** A few of the people, with all that is theirs and all that is nobody's: enough to lose or to double. */
export function recordOf(people: number): readonly FhirResource[] {
  const chosen = new Set(
    resources
      .filter(({ resourceType }) => resourceType === 'Patient')
      .slice(0, people)
      .map(({ id }) => `Patient/${id ?? ''}`),
  );
  return resources.filter((resource) => {
    const about = personIn(resource);
    return about === null || chosen.has(about);
  });
}

function personIn(resource: FhirResource): string | null {
  if (resource.resourceType === 'Patient') return `Patient/${resource.id ?? ''}`;
  return /"(Patient\/[A-Za-z0-9.-]+)"/.exec(JSON.stringify(resource))?.[1] ?? null;
}

export interface Host extends RunningSandbox {
  /** All that it has answered, oldest first. */
  readonly asked: RequestLine[];
  /** Takes no connection any more, and keeps what it holds. */
  readonly goAway: () => Promise<void>;
  /** Listens where it was. */
  readonly comeBack: () => Promise<void>;
}

/** The same record each time, as it is before anything is written into it. */
export async function startHost(
  options: {
    readonly people?: number;
    readonly quirk?: QuirkName;
    readonly now?: () => number;
  } = {},
): Promise<Host> {
  const { people = 6, quirk, now = () => AS_OF } = options;
  const asked: RequestLine[] = [];
  const host = createSandboxHost({
    resources: recordOf(people),
    now: () => new Date(now()),
    log: (line) => asked.push(line),
    ...(quirk === undefined ? {} : { quirk }),
  });
  let running: RunningSandbox | null = await host.listen({ host: '127.0.0.1', port: 0 });
  const { url, home } = running;
  const goAway = async (): Promise<void> => {
    const was = running;
    running = null;
    await was?.close();
  };
  const comeBack = async (): Promise<void> => {
    running = await host.listen({ host: '127.0.0.1', port: Number(new URL(url).port) });
    if (running.url !== url) throw new Error('another process has its port');
  };
  return { url, home, asked, goAway, comeBack, close: goAway };
}

export interface Beside extends Service {
  /** All that it has logged. */
  readonly logged: ReturnType<typeof logLines>;
  /** Where its store is. */
  readonly directory: string;
}

interface BesideOptions {
  readonly now?: () => number;
  /** Beside the tenant's id and host. */
  readonly tenant?: Readonly<Record<string, unknown>>;
  /** A store that is there already. */
  readonly directory?: string;
}

/** A folder of the test's own, and services in this process with a store below it each. */
export function servicesIn(folder = mkdtempSync(join(tmpdir(), 'attest-'))) {
  let count = 0;
  const beside = async (host: string, options: BesideOptions = {}): Promise<Beside> => {
    const { now = () => AS_OF, tenant = {} } = options;
    count += 1;
    const directory = options.directory ?? join(folder, `store-${count}`);
    const file = join(folder, `tenants-${count}.json`);
    const elm = {
      id: 'elm',
      host: { baseUrl: host, requestsPerSecond: 1000 },
      schedule: { changes: NEVER, everything: NEVER },
      ...tenant,
    };
    writeFileSync(file, JSON.stringify({ tenants: [elm] }));
    const environment = { TENANTS_FILE: file, DATA_DIR: directory, PORT: '0' };
    const logged = logLines();
    const service = await startService(parseEnvironment(environment), { log: logged.log, now });
    return { ...service, logged, directory };
  };
  const discard = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, beside, discard };
}

/** Until nothing is queued or being worked on; what waits for its time is queued. */
export async function quiet({ jobs }: Pick<Service, 'jobs'>): Promise<void> {
  for (let still = 0; still < 3;) {
    const counts = await jobs.counts();
    still = counts.every(({ queued, active }) => queued + active === 0) ? still + 1 : 0;
    await sleep(50);
  }
}

/** Until it holds, for at most so many seconds. */
export async function until(holds: () => boolean | Promise<boolean>, seconds = 150): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`it did not come about in ${seconds} s`);
    await sleep(25);
  }
}

/** What a host was asked, in words of a method and a path below its base. */
export const pathsOf = (lines: readonly RequestLine[]): readonly string[] =>
  lines.map(({ method, path }) => `${method} ${path.replace(/^\/fhir/, '')}`);

/** Changes one resource as staff would. */
export async function edit(
  host: string,
  reference: string,
  change: (resource: Resource) => object,
): Promise<void> {
  const resource = (await (await fetch(`${host}/${reference}`)).json()) as Resource;
  const answer = await fetch(`${host}/${reference}`, {
    method: 'PUT',
    headers: FHIR,
    body: JSON.stringify(change(resource)),
  });
  if (!answer.ok) throw new Error(`${reference}: ${answer.status}`);
}

/** What waits for its time need wait no longer. */
export async function hasten({
  database,
  jobs,
}: Pick<Service, 'database' | 'jobs'>): Promise<void> {
  const waiting = await database.query(
    `update attest_jobs.job set start_after = attest_jobs.job_now()
     where state < 'active' and name <> 'dead-letters' and start_after > attest_jobs.job_now()
     returning id`,
  );
  if (waiting.length === 0) return;
  // A new job wakes the workers of its lane.
  await jobs.send({ kind: 'evaluate-due', tenant: 'elm' });
  await jobs.send({ kind: 'poll', tenant: 'elm' });
}

/** What one pass leaves in a host, and so what any service has to leave in it. */
export async function syncedRecord(
  host: Host,
  goalWriteMode: 'A' | 'B' = 'A',
): Promise<readonly string[]> {
  const read = { programmes: [], conceptMaps: [], adapters: [], serviceNotes: false };
  const report = await syncHost(connect({ baseUrl: host.url }), {
    tenant: 'elm',
    leaveOut: [],
    asOf: AS_OF,
    calendar: loadCalendar(),
    contextWith: await prepareReading({ ...read, defaultProgramme: false }),
    goalWriteMode,
    dryRun: false,
    goal: null,
    log: NO_LOG,
  });
  if (report.failed.length > 0) throw new Error(JSON.stringify(report.failed));
  return everythingIn(host.url);
}
