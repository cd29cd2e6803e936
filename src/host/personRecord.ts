import { Problem } from '../problem.ts';
import { capabilitiesOf, searchesBy } from './capabilities.ts';
import type { Capabilities } from './capabilities.ts';
import type { Connection } from './connection.ts';
import { worthReading } from './referred.ts';
import type { Referred } from './referred.ts';
import { referencesIn, targetOf, versionIdOf, type Resource } from './resource.ts';
import { tolerating } from './skips.ts';
import type { Skips } from './skips.ts';
import { needsProvenance, PAGE, WANTED } from './wanted.ts';
import type { Wanted } from './wanted.ts';

/** What one run reads a host with. */
export interface Reading {
  readonly connection: Connection;
  readonly capabilities: Capabilities;
  readonly skips: Skips;
  readonly referred: Referred;
}

/** So many targets keep the address of a search below 2,000 characters. */
const TARGETS = 25;

/** All of one person, and our own Device. */
export async function* personRecord(reading: Reading, patient: string): AsyncGenerator<Resource> {
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
    if (wanted.versions === true) yield* otherVersionsOf(reading, resource, patient);
  }
}

/** The other versions of a resource, where the host keeps them. */
export async function* otherVersionsOf(
  { connection, capabilities }: Reading,
  resource: Resource,
  patient: string,
): AsyncGenerator<Resource> {
  const type = resource.resourceType;
  if (!capabilitiesOf(capabilities, type).history) return;
  for await (const version of connection.history(`${type}/${resource.id ?? ''}`))
    if (isAbout(version, patient) && versionIdOf(version) !== versionIdOf(resource)) yield version;
}

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

/** The Provenance of these resources (`Type/id`), where the host can be asked for it. */
export async function* provenancesOf(
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
