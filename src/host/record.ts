import { NO_LOG } from '../log.ts';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';
import { capabilitiesOf, searchesBy } from './capabilities.ts';
import type { Capabilities } from './capabilities.ts';
import type { Connection } from './connection.ts';
import { isOurs } from './ownResources.ts';
import type { Identifier } from './ownResources.ts';
import { createReferred, worthReading } from './referred.ts';
import type { Referred } from './referred.ts';
import { referencesIn, targetOf } from './resource.ts';
import type { Resource } from './resource.ts';
import { createSkips, tolerating } from './skips.ts';
import type { Skipped, Skips } from './skips.ts';

/** One run's reading of a host. What one patient's case needs is asked for once. */
export interface HostRecord {
  /** Every Goal of the host. @throws Problem */
  readonly listGoals: () => AsyncIterable<Resource>;
  /**
   * All that a person's goals are judged by, and what we wrote of them before, in no order.
   * @throws Problem where Goals or Observations cannot be read, or the host went away
   */
  readonly fetchPatient: (patient: string) => AsyncIterable<Resource>;
  /** What could not be read so far. */
  readonly skipped: () => readonly Skipped[];
  /** Types of which a person's records could not be read, or not all. */
  readonly unread: (patient: string) => ReadonlySet<string>;
}

interface Wanted {
  readonly type: string;
  /** Without it nothing can be said of the person. */
  readonly required?: true;
  /** No evidence is in it: what fails here is reported, and the person is assessed all the same. */
  readonly dispensable?: true;
  /** Earlier versions tell what was claimed, or ordered, and when. */
  readonly versions?: true;
}

const WANTED: readonly Wanted[] = [
  { type: 'Goal', required: true, versions: true },
  { type: 'Observation', required: true },
  { type: 'CarePlan' },
  { type: 'QuestionnaireResponse' },
  { type: 'ServiceRequest', versions: true },
  { type: 'Encounter' },
  { type: 'DocumentReference', dispensable: true },
  { type: 'Flag', dispensable: true },
  { type: 'Task', dispensable: true },
];

/** As large as most hosts allow; they may send fewer. */
const PAGE = { _count: '200' };

/** So many targets keep the address of a search below 2,000 characters. */
const TARGETS = 25;

interface Reading {
  readonly connection: Connection;
  readonly capabilities: Capabilities;
  readonly skips: Skips;
  readonly referred: Referred;
}

export function openRecord(
  connection: Connection,
  capabilities: Capabilities,
  options: { readonly device?: Identifier | null; readonly log?: Log } = {},
): HostRecord {
  const skips = createSkips(options.log ?? NO_LOG);
  const referred = createReferred(connection, capabilities, skips, options.device ?? null);
  const reading: Reading = { connection, capabilities, skips, referred };
  return {
    listGoals: () => connection.search('Goal', PAGE),
    fetchPatient: (patient) => patientRecord(reading, patient),
    skipped: skips.all,
    unread: (patient) => unreadIn(skips.all(), patient),
  };
}

const unreadIn = (skipped: readonly Skipped[], patient: string): ReadonlySet<string> =>
  new Set(
    skipped
      .filter(
        (each) => each.kind !== 'left-out' && (each.patient === null || each.patient === patient),
      )
      .map(({ type }) => type),
  );

async function* patientRecord(reading: Reading, patient: string): AsyncGenerator<Resource> {
  const referred = new Set([patient]);
  for await (const resource of everythingOf(reading, patient)) {
    for (const reference of worthReading(resource)) referred.add(reference);
    yield resource;
  }
  yield* reading.referred.read(referred);
  const device = await reading.referred.device();
  if (device !== null) yield device;
}

/** The person's resources, then the Provenance of those that need one. */
async function* everythingOf(reading: Reading, patient: string): AsyncGenerator<Resource> {
  const targets = new Set<string>();
  for (const wanted of WANTED) {
    for await (const resource of recordsOf(reading, wanted, patient)) {
      if (needsProvenance(resource)) targets.add(`${resource.resourceType}/${resource.id ?? ''}`);
      yield resource;
    }
  }
  yield* provenancesOf(reading, [...targets]);
}

/** Who claimed, what we wrote, and when a record without a time of its own was made. */
const needsProvenance = (resource: Resource): boolean =>
  resource.resourceType === 'Goal' ||
  isOurs(resource) ||
  (resource.resourceType === 'Observation' && resource['issued'] === undefined);

async function* recordsOf(
  reading: Reading,
  wanted: Wanted,
  patient: string,
): AsyncGenerator<Resource> {
  const { type } = wanted;
  const offered = capabilitiesOf(reading.capabilities, type);
  const parameter = ['patient', 'subject'].find((name) => searchesBy(offered, name));
  if (parameter === undefined) {
    const because = 'the host does not offer it by patient';
    if (wanted.required) throw new Problem('host-refused', `${type} is needed, but ${because}.`);
    reading.skips.add({ kind: 'not-offered', type, patient: null, because });
    return;
  }
  const found = reading.connection.search(type, { [parameter]: patient, ...PAGE });
  const about = onlyAbout(reading, patient, type, found);
  // What the host offers and then does not give is not nothing: half the evidence is a wrong verdict.
  const whole =
    wanted.dispensable === true ? tolerating(reading.skips, { type, patient }, about) : about;
  for await (const resource of whole) {
    yield resource;
    if (wanted.versions === true && offered.history) yield* versionsOf(reading, resource, patient);
  }
}

async function* versionsOf(
  reading: Reading,
  resource: Resource,
  patient: string,
): AsyncGenerator<Resource> {
  const type = resource.resourceType;
  for await (const version of reading.connection.history(`${type}/${resource.id ?? ''}`))
    if (isAbout(version, patient) && versionOf(version) !== versionOf(resource)) yield version;
}

const versionOf = (resource: Resource): unknown =>
  (resource['meta'] as { readonly versionId?: unknown } | undefined)?.versionId;

/** A host that does not know a parameter may answer with everybody's records (FHIR R4 §3.1.1.3). */
async function* onlyAbout(
  reading: Reading,
  patient: string,
  type: string,
  found: AsyncIterable<Resource>,
): AsyncGenerator<Resource> {
  let others = false;
  for await (const resource of found) {
    if (isAbout(resource, patient)) yield resource;
    else others = true;
  }
  if (!others) return;
  const because = 'the host also sent records that do not name this person, which were left out';
  reading.skips.add({ kind: 'left-out', type, patient, because });
}

const isAbout = (resource: Resource, patient: string): boolean =>
  ['subject', 'patient', 'for'].some((element) => targetOf(resource[element]) === patient);

async function* provenancesOf(
  reading: Reading,
  targets: readonly string[],
): AsyncGenerator<Resource> {
  const type = 'Provenance';
  if (!searchesBy(capabilitiesOf(reading.capabilities, type), 'target')) {
    reading.skips.add({
      kind: 'not-offered',
      type,
      patient: null,
      because: 'the host does not offer it by target',
    });
    return;
  }
  for (let from = 0; from < targets.length; from += TARGETS) {
    const some = targets.slice(from, from + TARGETS).join(',');
    for await (const provenance of reading.connection.search(type, { target: some, ...PAGE }))
      if (pointsToOne(provenance, targets)) yield provenance;
  }
}

const pointsToOne = (provenance: Resource, targets: readonly string[]): boolean =>
  referencesIn(provenance['target']).some((target) => targets.includes(target));
