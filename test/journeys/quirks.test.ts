import { afterAll, describe, expect, it } from '@jest/globals';
import type { FhirResource } from 'fhir/r4.js';
import { loadCalendar } from '../../src/calendar.ts';
import { connect } from '../../src/host/connection.ts';
import { NO_LOG } from '../../src/log.ts';
import { createSandboxHost, type SandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';
import { QUIRK_NAMES, type QuirkName } from '../../src/sandbox/host/quirks.ts';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import { syncHost } from '../../src/syncHost.ts';
import type { SyncReport } from '../../src/syncReport.ts';
import { prepareReading } from '../../src/tenant/prepareReading.ts';

const NOW = Date.parse('2026-04-01T06:00:00Z');

interface Parts {
  readonly subject?: { readonly reference?: string };
  readonly patient?: { readonly reference?: string };
  readonly for?: { readonly reference?: string };
  readonly identifier?: readonly { readonly system?: string; readonly value?: string }[];
}
const partsOf = (resource: FhirResource): Parts => resource as Parts;

const SERVICE = synthesise({ seed: 7, anchor: '2026-03-31' });

/** Whose goals show most of what can be written: an overstated one, one with a safety event, and one by proxy. */
const GOALS = ['travel-one-strong-session', 'travel-safety-event', 'travel-proxy-feedback'];
const PEOPLE = new Set(
  SERVICE.resources
    .filter(({ resourceType, id }) => resourceType === 'Goal' && GOALS.includes(id ?? ''))
    .map((goal) => partsOf(goal).subject?.reference ?? ''),
);

const personOf = (resource: FhirResource): string | undefined => {
  const { subject, patient, for: whom } = partsOf(resource);
  if (resource.resourceType === 'Patient') return `Patient/${resource.id ?? ''}`;
  return [subject, patient, whom].find((each) => each?.reference !== undefined)?.reference;
};
const ofPeople = SERVICE.resources.filter((resource) => {
  const person = personOf(resource);
  return person === undefined || PEOPLE.has(person);
});
const ids = new Set(ofPeople.map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`));
const RESOURCES = ofPeople.filter(
  (each) =>
    each.resourceType !== 'Provenance' ||
    each.target.every(({ reference = '' }) => ids.has(reference.replace(/\/_history.*/, ''))),
);

/** Where goals cannot be searched for, the people are named. */
const NAMED = { list: () => [...PEOPLE].sort() };

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

interface Met {
  readonly sandbox: SandboxHost;
  readonly sync: (hoursLater: number) => Promise<SyncReport>;
}

async function meet(quirk: QuirkName, searchLag?: number): Promise<Met> {
  let now = NOW;
  const lag = searchLag === undefined ? {} : { searchLag };
  const sandbox = createSandboxHost({
    resources: RESOURCES,
    quirk,
    now: () => new Date(now),
    ...lag,
  });
  const { url, close } = await sandbox.listen({ host: '127.0.0.1', port: 0 });
  closing.push(close);
  const contextWith = await prepareReading({
    programmes: [],
    conceptMaps: [],
    adapters: [],
    defaultProgramme: false,
    serviceNotes: true,
  });
  const sync: Met['sync'] = (hoursLater) => {
    now = NOW + hoursLater * 3_600_000;
    return syncHost(connect({ baseUrl: url, sleep: () => Promise.resolve() }), {
      tenant: 'elm',
      leaveOut: [],
      people: quirk === 'oracle-like' ? NAMED : null,
      asOf: now,
      calendar: loadCalendar(),
      contextWith,
      goalWriteMode: 'C',
      dryRun: false,
      goal: null,
      log: NO_LOG,
    });
  };
  return { sandbox, sync };
}

/** Identifiers of ours that more than one resource of a type has. */
function twinsIn({ sandbox }: Met): readonly string[] {
  const names = sandbox
    .resources()
    .flatMap((resource) =>
      (Array.isArray(partsOf(resource).identifier) ? (partsOf(resource).identifier ?? []) : [])
        .filter(({ system }) => system?.startsWith('https://attest.example/') === true)
        .map(({ system, value }) => `${resource.resourceType} ${system ?? ''}|${value ?? ''}`),
    );
  return names.filter((name, place) => names.indexOf(name) !== place);
}

/** Ours, and what became of theirs. */
const contentsOf = ({ sandbox }: Met): readonly string[] =>
  sandbox.resources().map((each) => JSON.stringify(each));

const lacksOf = ({ notWritten }: SyncReport): readonly string[] =>
  [...new Set(notWritten.map(({ type, because }) => `${type}: ${because}`))].sort();

/** What these three goals bring to a record that takes everything. */
const ALL = { CarePlan: 3, Device: 1, Flag: 10, Observation: 3, Provenance: 6, Task: 14 };
const NO_CREATE = 'the host does not offer to create it';
const ORPHAN = 'what it speaks of was not written';

interface Expected {
  readonly written: Readonly<Record<string, number>>;
  readonly lacks?: readonly string[];
  readonly dropped?: readonly string[];
}

const DROPPED = [
  'Flag http://hl7.org/fhir/StructureDefinition/flag-detail',
  'Flag http://hl7.org/fhir/StructureDefinition/flag-priority',
  'Observation http://hl7.org/fhir/StructureDefinition/resource-pertainsToGoal',
  'Observation http://hl7.org/fhir/StructureDefinition/workflow-adheresTo',
];

const EXPECTED: Readonly<Record<QuirkName, Expected>> = {
  open: { written: ALL },
  backport: { written: ALL },
  'drops-extensions': { written: ALL, dropped: DROPPED },
  'epic-like': {
    written: { CarePlan: 3, Device: 1, Observation: 3 },
    lacks: ['Flag', 'Provenance', 'Task'].map((type) => `${type}: ${NO_CREATE}`),
  },
  eventual: { written: ALL, dropped: DROPPED },
  'hapi-like': { written: ALL },
  // Whether the Device is there cannot be seen, so that it is not written; nor what names it as its author.
  lenient: {
    written: { CarePlan: 3, Flag: 10, Observation: 3, Task: 14 },
    lacks: ['Device: the host does not show whether it is there already', `Provenance: ${ORPHAN}`],
    dropped: ['CarePlan author', 'Flag author', 'Observation device', 'Task requester'],
  },
  'medplum-like': { written: ALL },
  'medplum-like-loose': { written: ALL },
  // As with the lenient record; and the rest does not exist there, or is not for us to write.
  'oracle-like': {
    written: { Observation: 3 },
    lacks: [
      `CarePlan: ${NO_CREATE}`,
      'Device: the host does not show whether it is there already',
      `Flag: ${NO_CREATE}`,
      `Provenance: ${ORPHAN}`,
      `Task: ${NO_CREATE}`,
    ],
    dropped: ['Observation basedOn', 'Observation device'],
  },
};

let verdicts: readonly string[] | null = null;

describe.each(QUIRK_NAMES)('a record that is %s', (quirk) => {
  it('has written what it takes, once, and hears what it could not be told', async () => {
    const met = await meet(quirk);
    const { written, lacks = [], dropped = [] } = EXPECTED[quirk];
    const first = await met.sync(0);
    expect([first.failed, first.written, lacksOf(first)]).toEqual([[], written, lacks]);
    const lost = new Set(first.dropped.map(({ type, element }) => `${type} ${element}`));
    expect([...lost].sort()).toEqual(dropped);
    expect(twinsIn(met)).toEqual([]);

    const before = contentsOf(met);
    const second = await met.sync(1);
    expect([second.failed, second.written, lacksOf(second)]).toEqual([[], {}, lacks]);
    expect(contentsOf(met)).toEqual(before);

    // What is decided is a matter of the evidence, which every one of them gives whole.
    const decided = first.assessments.map((each) => `${each.goal} ${each.validated.level}`);
    verdicts ??= decided;
    expect(decided).toEqual(verdicts);
  });
});

it('has no two of one thing, however late its searches show what was written', async () => {
  const met = await meet('eventual', 40);
  await met.sync(0);
  expect(twinsIn(met)).toEqual([]);
});
