import type { CapabilityStatement, FhirResource, NamingSystem, Observation } from 'fhir/r4.js';
import { loadCalendar } from '../../src/calendar.ts';
import { prepareReading } from '../../src/tenant/prepareReading.ts';
import { IDENTIFIER, SYSTEM } from '../../src/fhir/names.ts';
import { deviceWrite } from '../../src/fhir/write/device.ts';
import { readCapabilities } from '../../src/host/capabilities.ts';
import { connect } from '../../src/host/connection.ts';
import { doctorLines } from '../../src/host/doctor.ts';
import { fails } from '../../src/host/deviceProbes.ts';
import { probe } from '../../src/host/probe.ts';
import { NO_LOG } from '../../src/log.ts';
import {
  createSandboxHost,
  type RunningSandbox,
  type SandboxHost,
} from '../../src/sandbox/host/createSandboxHost.ts';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import { syncHost } from '../../src/syncHost.ts';
import type { SyncReport } from '../../src/syncReport.ts';
import { definitions } from '../support/builtPackage.ts';
import {
  linesOf,
  statementOf,
  watchHost,
  type Lines,
  type WatchedHost,
} from '../support/watchedHost.ts';

const ofType = (type: string): readonly unknown[] =>
  definitions.filter(({ resourceType }) => resourceType === type);

const statements = ofType('CapabilityStatement') as readonly CapabilityStatement[];
function statement(id: string): CapabilityStatement {
  const found = statements.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no statement ${id}`);
  return found;
}
const READ = statement('host-read');
const WRITE = statement('host-write');
/** The tiers that this version makes use of. */
const TIERS = [
  READ,
  WRITE,
  ...['host-conditional-create', 'host-version-check', 'host-extensions-kept'].map(statement),
];

const both = (...lines: readonly Lines[]): Lines => new Set(lines.flatMap((each) => [...each]));
const without = (lines: Lines, others: Lines): Lines =>
  new Set([...lines].filter((line) => !others.has(line)));
const beyond = (asked: Lines, stated: Lines): readonly string[] =>
  [...without(asked, stated)].sort();

const partsOf = (resource: FhirResource) =>
  resource as unknown as Readonly<Record<string, { readonly reference?: string } | undefined>>;

const SERVICE = synthesise({ seed: 7, anchor: '2026-03-31' });
const NOW = Date.parse(SERVICE.asOf);
const DAY = 24 * 60 * 60 * 1000;

/** One person in six, and one for whom a relative spoke: enough to meet every way of reading and writing. */
const PEOPLE = new Set([
  ...SERVICE.resources
    .filter(({ resourceType }) => resourceType === 'Patient')
    .filter((_, place) => place % 6 === 0)
    .map(({ id = '' }) => `Patient/${id}`),
  ...SERVICE.resources
    .filter((each) => partsOf(each)['source']?.reference?.startsWith('RelatedPerson/'))
    .slice(0, 1)
    .map((each) => partsOf(each)['subject']?.reference ?? ''),
]);

/** Whose record a resource is in; null for what is about nobody. */
function personOf(resource: FhirResource): string | null {
  const { subject, patient, for: whom } = partsOf(resource);
  const person = [subject, patient, whom].find((each) => each?.reference !== undefined);
  if (resource.resourceType === 'Patient') return `Patient/${resource.id ?? ''}`;
  return person?.reference ?? null;
}

const RESOURCES = SERVICE.resources.filter((resource) => {
  const person = personOf(resource);
  return person === null || PEOPLE.has(person);
});
const GOALS = new Set(
  RESOURCES.filter(({ resourceType }) => resourceType === 'Goal').map(({ id }) => id),
).size;

const started: { close: () => unknown }[] = [];
afterAll(async () => {
  for (const each of started) await each.close();
});

interface Met {
  readonly sandbox: SandboxHost;
  readonly running: RunningSandbox;
  readonly host: WatchedHost;
}

async function meet(only: Lines | null): Promise<Met> {
  const sandbox = createSandboxHost({ resources: RESOURCES, now: () => new Date(NOW) });
  const running = await sandbox.listen({ host: '127.0.0.1', port: 0 });
  const host = await watchHost(running.url, only);
  started.push(host, running);
  return { sandbox, running, host };
}

const sync = async (
  { host }: Met,
  changed: { readonly asOf?: number; readonly dryRun?: boolean; readonly goal?: string } = {},
): Promise<SyncReport> =>
  syncHost(connect({ baseUrl: host.url }), {
    tenant: 'elm',
    leaveOut: [],
    asOf: NOW,
    calendar: loadCalendar(),
    contextWith: await prepareReading({
      programmes: [],
      conceptMaps: [],
      adapters: [],
      defaultProgramme: false,
      serviceNotes: true,
    }),
    goalWriteMode: 'C',
    dryRun: false,
    goal: null,
    log: NO_LOG,
    ...changed,
  });

async function examine({ host }: Met): Promise<void> {
  const connection = connect({ baseUrl: host.url });
  const capabilities = readCapabilities(await connection.metadata(), host.url);
  await probe({ connection, capabilities }, { device: deviceWrite('elm'), now: () => NOW });
}

/** The manager of a goal's service decides as Attest did. */
async function confirm({ sandbox, running }: Met, { assessments }: SyncReport): Promise<void> {
  const [{ goal, patient, validated }] = assessments as readonly [SyncReport['assessments'][0]];
  const all = sandbox.resources();
  const person = all.find(({ resourceType, id }) => `${resourceType}/${id ?? ''}` === patient);
  const provider = person && partsOf(person)['managingOrganization']?.reference;
  const manager = all.find(
    (each) =>
      each.resourceType === 'PractitionerRole' &&
      each.organization?.reference === provider &&
      each.code?.[0]?.coding?.[0]?.code === 'registered-manager',
  );
  const decision: Observation = {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: SYSTEM.observation, code: 'review-decision' }] },
    subject: { reference: patient },
    focus: [{ reference: goal }],
    issued: new Date(NOW + 1000).toISOString(),
    performer: [{ reference: `PractitionerRole/${manager?.id ?? ''}` }],
    valueCodeableConcept: { coding: [{ system: SYSTEM.level, code: validated.level }] },
  };
  await fetch(`${running.url}/Observation`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(decision),
  });
}

describe('a host that offers everything', () => {
  it('is asked for nothing beyond the first tier by a run that only looks', async () => {
    const met = await meet(null);
    const report = await sync(met, { dryRun: true });
    expect([report.goals, report.failed]).toEqual([GOALS, []]);
    expect(beyond(met.host.asked, linesOf(READ))).toEqual([]);
  }, 60_000);

  it('is asked for all that the tiers name and for nothing else', async () => {
    const met = await meet(null);
    await examine(met);
    await sync(met, { asOf: NOW - 40 * DAY });
    const report = await sync(met);
    await confirm(met, report);
    await sync(met, { asOf: NOW + DAY });
    await sync(met, { asOf: NOW + DAY, goal: report.assessments[0]?.goal ?? '' });
    const stated = both(...TIERS.map((each) => linesOf(each)));
    // `attest doctor` asks for a parameter that no host can know, to see whether it is refused.
    const asked = without(met.host.asked, new Set(['Goal by attest-unknown']));
    expect(beyond(asked, stated)).toEqual([]);
    expect(beyond(stated, asked)).toEqual([]);
    expectNamed(met.sandbox.resources());
  }, 180_000);
});

describe('a host that offers exactly what must be', () => {
  const MUST = ['SHALL'];

  it('has every goal assessed where it can be read', async () => {
    const met = await meet(linesOf(READ, MUST));
    const report = await sync(met, { dryRun: true });
    expect([report.assessments.length + report.unassigned.length, report.failed]).toEqual([
      GOALS,
      [],
    ]);
    expect(report.assessments.length).toBeGreaterThan(GOALS / 2);
  }, 60_000);

  it('takes verdicts, flags, tasks and plans where it can be written, each once', async () => {
    const met = await meet(both(linesOf(READ, MUST), linesOf(WRITE, MUST)));
    const first = await sync(met);
    expect(first.failed).toEqual([]);
    expect(Object.keys(first.written)).toEqual(['CarePlan', 'Flag', 'Observation', 'Task']);
    expect(new Set(first.notWritten.map(({ type }) => type))).toEqual(
      new Set(['Device', 'Provenance']),
    );
    const second = await sync(met);
    expect([second.failed, second.written]).toEqual([[], {}]);
  }, 120_000);

  it('is not lied about: without one thing that must be, nothing is assessed', async () => {
    const read = linesOf(READ, MUST);
    for (const line of ['Goal by patient', 'Observation by patient', 'Goal search-type']) {
      const met = await meet(without(read, new Set([line])));
      const outcome = await sync(met, { dryRun: true }).then(
        ({ assessments }) => assessments.length,
        () => 0,
      );
      expect([line, outcome]).toEqual([line, 0]);
    }
  }, 60_000);
});

const NAMED: Readonly<Record<string, RegExp>> = {
  [IDENTIFIER.device]: /^elm$/,
  [IDENTIFIER.plan]: /^elm\.[A-Za-z0-9-]+$/,
  [IDENTIFIER.verdict]: /^elm\.[A-Za-z0-9-]+\.[1-9]\d*$/,
  [IDENTIFIER.flag]: /^elm\.[A-Za-z0-9-]+\.[a-z-]+\.[1-9]\d*$/,
  [IDENTIFIER.task]: /^elm\.[A-Za-z0-9-]+\.[a-z-]+\.[1-9]\d*$/,
  [IDENTIFIER.case]: /^elm\.[A-Za-z0-9-]+\.[a-z-]+\.[1-9]\d*$/,
};

/** The identifiers in use are those of NamingSystems in force, and their values are as described. */
function expectNamed(resources: readonly FhirResource[]): void {
  const found = [...JSON.stringify(resources).matchAll(/\{"system":"([^"]+)","value":"([^"]+)"\}/g)]
    .map(([, system = '', value = '']) => [system, value] as const)
    .filter(([system]) => Object.values<string>(IDENTIFIER).includes(system));
  expect([...new Set(found.map(([system]) => system))].sort()).toEqual(Object.keys(NAMED).sort());
  expect(found.filter(([system, value]) => NAMED[system]?.test(value) !== true)).toEqual([]);
}

describe('the NamingSystems', () => {
  const systems = ofType('NamingSystem') as readonly NamingSystem[];
  const uriOf = ({ uniqueId }: NamingSystem): string => uniqueId[0]?.value ?? '';
  const ours = systems.filter((each) => uriOf(each) in NAMED || each.status === 'draft');

  it('name every identifier of ours once, and are in force where it is in use', () => {
    expect(ours.map(uriOf).sort()).toEqual(Object.values<string>(IDENTIFIER).sort());
    const inForce = ours.filter(({ status }) => status === 'active').map(uriOf);
    expect(inForce.sort()).toEqual(Object.keys(NAMED).sort());
    for (const { usage } of ours) expect(usage).toMatch(/value/i);
  });

  it('do not pass off a local name as an official one', () => {
    const [other, ...more] = systems.filter((each) => !ours.includes(each));
    expect([other?.name, more]).toEqual(['CqcLocationIdentifier', []]);
    expect(other?.usage).toMatch(/local name.*not issued or approved/);
  });
});

describe('the tiers', () => {
  it('build on one another, and the last of them is only foreseen', () => {
    const imports = statements
      .filter(({ id = '' }) => id.startsWith('host-'))
      .map(({ id, status, imports: [base] = [] }) => [id, status, base?.split('/').at(-1)]);
    expect(Object.fromEntries(imports.map(([id = '', ...rest]) => [id, rest]))).toEqual({
      'host-read': ['active', undefined],
      'host-write': ['active', 'host-read|1.0.0'],
      'host-conditional-create': ['active', 'host-write|1.0.0'],
      'host-version-check': ['active', 'host-write|1.0.0'],
      'host-extensions-kept': ['active', 'host-write|1.0.0'],
      'host-subscriptions': ['draft', 'host-read|1.0.0'],
    });
  });

  it('never ask for a goal to be written, nor for anything to be deleted', () => {
    const all = statements
      .filter(({ id = '' }) => id.startsWith('host-'))
      .flatMap((each) => [...linesOf(each)]);
    expect(all.filter((line) => /^Goal (create|update|patch)| delete$/.test(line))).toEqual([]);
  });

  it('are called, and priced, as `attest doctor` does it', () => {
    const least = readCapabilities(statementOf(linesOf(WRITE, ['SHALL'])), 'host');
    const results = [
      ...['read', 'strict-search', 'paging', 'write'],
      ...['extensions', 'conditional-create', 'version-check', 'rollback'],
    ].map((name) => [name, fails('tried')]);
    const profile = { probedAt: 0, results: Object.fromEntries(results) as never, device: null };
    const none = readCapabilities(statementOf(new Set()), 'host');
    const lines = [least, none].flatMap((each) => doctorLines(each, profile, null));
    const said = JSON.stringify(TIERS);
    // A trial that failed says that the host is not what it claims; no tier can ask for that.
    const priced = lines.filter(({ area, costs }) => area !== 'writing, as tried' && costs !== '');
    expect(new Set(priced.map(({ area }) => area)).size).toBe(27);
    expect(
      priced.filter(({ costs }) => !said.includes(JSON.stringify(costs).slice(1, -1))),
    ).toEqual([]);
    const titles = TIERS.slice(2).map(({ title = '' }) => title.split(': ')[1]);
    expect(lines.map(({ area }) => area)).toEqual(expect.arrayContaining(titles));
  });
});

describe('what is not served yet', () => {
  interface Definition {
    readonly id: string;
    readonly url: string;
    readonly status: string;
    readonly experimental?: boolean;
    readonly description: string;
  }
  const operations = ofType('OperationDefinition') as readonly Definition[];
  const drafts = [
    ...operations,
    ...(statements as readonly unknown[] as readonly Definition[]),
  ].filter(({ status }) => status === 'draft');

  it('is a draft, experimental, and says so in its first lines', () => {
    expect(drafts.map(({ id }) => id).sort()).toEqual([
      'attest-server',
      'goal-evidence-pack',
      'host-subscriptions',
      'programme-check',
    ]);
    for (const { experimental, description } of drafts) {
      expect(experimental).toBe(true);
      expect(description).toMatch(/Not served yet|Not used yet/);
    }
  });

  it('names operations that are defined, here or by HL7', () => {
    const rest = statement('attest-server').rest?.[0];
    const named = [...(rest?.resource ?? []), rest].flatMap((each) => each?.operation ?? []);
    expect(named.map(({ definition }) => definition).sort()).toEqual(
      [
        ...operations.map(({ url }) => url),
        'http://hl7.org/fhir/OperationDefinition/Measure-evaluate-measure',
        'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export',
        'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/group-export',
      ].sort(),
    );
  });
});
