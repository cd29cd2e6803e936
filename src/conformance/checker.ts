import type { Check } from './check.ts';
import type { Instance } from './instance.ts';
import { invariantsOf } from './invariants.ts';
import { faultKey, issueBook, type ConformanceIssue } from './issue.ts';
import { unwalkable } from './json.ts';
import { libraryOf } from './library.ts';
import { checkProfiles, checkResource } from './resource.ts';
import { walkElement } from './walk.ts';
import { terminologyOf } from './terminology/terminology.ts';

export interface Checker {
  /**
   * Every fault of the resource, in document order: by R4, by the profiles that it claims in
   * `meta.profile` and that are at hand, and by those given. Never throws, whatever resource it is
   * given; the definitions are taken to be as R4 has them.
   */
  readonly check: (resource: unknown, profiles?: readonly string[]) => readonly ConformanceIssue[];
  /** The faults by these profiles alone, as far as they are at hand and are for such a resource. */
  readonly checkAgainst: (
    resource: unknown,
    profiles: readonly string[],
  ) => readonly ConformanceIssue[];
}

/**
 * @param definitions StructureDefinitions with snapshots, ValueSets and CodeSystems; R4's own among them
 * @throws Problem `bad-input` for a StructureDefinition whose snapshot is missing or damaged
 */
export function checkerOf(definitions: readonly unknown[]): Checker {
  const library = libraryOf(definitions);
  const known = {
    library,
    terminology: terminologyOf(library.codeSystems, library.valueSets),
    invariants: invariantsOf(),
  };
  return {
    check: (resource, profiles = []) => {
      const fault = unwalkable(resource);
      if (fault !== null) return [unwalkableIssue(fault)];
      const book = issueBook();
      checkResource(resource, profiles, checkWith(known, book.report, visits()));
      return book.issues;
    },
    checkAgainst: (resource, profiles) => {
      if (unwalkable(resource) !== null) return [];
      const book = issueBook();
      checkProfiles(resource, profiles, checkWith(known, book.report, visits()));
      return book.issues;
    },
  };
}

const unwalkableIssue = (fault: 'deep' | 'large'): ConformanceIssue => ({
  severity: 'error',
  rule: 'json',
  element: 'Resource',
  path: '$this',
  profile: 'http://hl7.org/fhir/StructureDefinition/Resource',
  message:
    fault === 'deep'
      ? 'This is nested too deeply for a resource: nothing in it was checked.'
      : 'This is too large to be checked as one resource.',
});

type Known = Pick<Check, 'library' | 'terminology' | 'invariants'>;
type Visits = (value: unknown, profile: string, look: () => boolean) => boolean;

function checkWith(known: Known, report: Check['report'], visited: Visits): Check {
  return {
    ...known,
    report,
    conforms: (instance, profile) =>
      visited(instance.value, profile, () => conforms(instance, profile, known, visited)),
  };
}

/** Where references lead round in a circle, what is being looked at already is taken to conform. */
function visits(): Visits {
  const open = new Map<unknown, Set<string>>();
  return (value, profile, look) => {
    const looking = open.get(value) ?? new Set();
    open.set(value, looking);
    if (looking.has(profile)) return true;
    looking.add(profile);
    const found = look();
    looking.delete(profile);
    return found;
  };
}

/** Where the profile is not at hand, nothing speaks against it. */
function conforms(instance: Instance, profile: string, known: Known, visited: Visits): boolean {
  const structure = known.library.structure(profile);
  if (structure === null || !structure.isProfile) return true;
  const book = issueBook();
  const check = checkWith(known, book.report, visited);
  walkElement(instance, structure.root, { check, isBase: false, enter: () => undefined });
  return book.issues.every(({ severity }) => severity !== 'error');
}

export { faultKey, type ConformanceIssue };
