import type { PartyRecord } from './people.ts';
import type { Newest } from './version.ts';
import { typeOf, type ResourceName } from './references.ts';

/** Names as they stand once everything is read: aliases followed, identifiers looked up. */
export interface Resolver {
  /** The `Type/id` meant; the name as it was where nothing that was read answers to it. */
  resolve(name: ResourceName): ResourceName;
  resolveAll(names: readonly ResourceName[]): readonly ResourceName[];
  /** The practitioner among performers, through a role where the role was read; null for none. */
  workerOf(performers: readonly ResourceName[]): string | null;
}

interface Identified {
  readonly reference: string;
  readonly identifiers: readonly string[];
}

export function createResolver(
  aliases: ReadonlyMap<string, string>,
  identified: readonly Identified[],
  parties: Newest<PartyRecord>,
): Resolver {
  const byIdentifier = indexByIdentifier(identified);
  const resolve = (name: ResourceName): ResourceName => {
    if (name.startsWith('urn:')) return aliases.get(name) ?? name;
    return name.includes('?') ? (byIdentifier.get(name) ?? name) : name;
  };
  return {
    resolve,
    resolveAll: (names) => names.map(resolve),
    workerOf: (performers) => workerOf(performers.map(resolve), parties, resolve),
  };
}

/** Only an identifier that one resource of its type has can stand for it. */
function indexByIdentifier(identified: readonly Identified[]): ReadonlyMap<string, string> {
  const index = new Map<string, string | null>();
  for (const { reference, identifiers } of identified) {
    for (const identifier of identifiers) {
      const key = `${typeOf(reference)}?identifier=${identifier}`;
      const before = index.get(key);
      index.set(key, before === undefined || before === reference ? reference : null);
    }
  }
  return new Map([...index].filter((entry): entry is [string, string] => entry[1] !== null));
}

/** Groups record nothing: a team or an organisation cannot be told from any other of its members. */
const GROUPS: ReadonlySet<string> = new Set(['Organization', 'CareTeam', 'HealthcareService']);

function workerOf(
  performers: readonly ResourceName[],
  parties: Newest<PartyRecord>,
  resolve: (name: ResourceName) => ResourceName,
): string | null {
  const people = performers.filter((name) => !GROUPS.has(typeOf(name)));
  const worker = people.find((name) => typeOf(name).startsWith('Practitioner')) ?? people[0];
  if (worker === undefined) return null;
  const practitioner = parties.get(worker)?.practitioner;
  return practitioner === null || practitioner === undefined ? worker : resolve(practitioner);
}
