import type { PartyRecord } from './people.ts';
import type { Newest } from './version.ts';
import { typeOf, type ResourceName } from './references.ts';

/** Names as they stand once everything is read: identifiers looked up. */
export interface Resolver {
  /** The `Type/id` meant; the name as it was where nothing that was read answers to it. */
  resolve(name: ResourceName): ResourceName;
  resolveAll(names: readonly ResourceName[]): readonly ResourceName[];
  /** The practitioner among performers, through a role where the role was read; null for none. */
  workerOf(performers: readonly ResourceName[]): string | null;
  /** True for a role in which somebody speaks for the person, such as an advocate. */
  isRepresentative(name: ResourceName): boolean;
}

interface Identified {
  readonly reference: string;
  readonly identifiers: readonly string[];
}

/** @param actors all those who are named as having recorded or written anything */
export function createResolver(
  identified: readonly Identified[],
  parties: Newest<PartyRecord>,
  actors: readonly ResourceName[],
): Resolver {
  const byIdentifier = indexByIdentifier(identified);
  const resolve = (name: ResourceName): ResourceName => byIdentifier.get(name) ?? name;
  const resolveAll = (names: readonly ResourceName[]) => names.map(resolve);
  const byRole = areRolesPeople(parties.all(), resolveAll(actors));
  const personOf = (name: ResourceName): readonly string[] => {
    if (typeOf(name) === 'Practitioner') return [name];
    if (typeOf(name) !== 'PractitionerRole') return [];
    if (byRole) return [name];
    const holder = resolve(parties.get(name)?.practitioner ?? '');
    return typeOf(holder) === 'Practitioner' ? [holder] : [];
  };
  return {
    resolve,
    resolveAll,
    workerOf: (performers) => resolveAll(performers).flatMap(personOf)[0] ?? null,
    isRepresentative: (name) => parties.get(resolve(name))?.representative === true,
  };
}

/**
 * A role that was not read is nobody: the person behind it may be anybody who is named elsewhere. But
 * a host that never delivers roles, and never names a practitioner, names its people by nothing else.
 * There each role stands for one person, or nobody could ever be told from anybody.
 */
const areRolesPeople = (
  parties: readonly PartyRecord[],
  actors: readonly ResourceName[],
): boolean =>
  parties.every(({ practitioner }) => practitioner === null) &&
  actors.every((name) => typeOf(name) !== 'Practitioner');

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
