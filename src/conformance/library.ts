import type { CodeSystem, StructureDefinition, ValueSet } from 'fhir/r4.js';
import { isObject } from './json.ts';
import { structureOf, type Structure } from './structure.ts';

const CORE = 'http://hl7.org/fhir/StructureDefinition/';
const RESOURCE_TYPES = 'http://hl7.org/fhir/resource-types';

/** The definitions at hand; nothing is ever fetched. */
export interface Library {
  /** By canonical, with or without its version. */
  readonly structure: (canonical: string) => Structure | null;
  /** The definition of a type of FHIR itself: `Observation`, `Quantity`. */
  readonly type: (code: string) => Structure | null;
  /** `Quantity` of `valueQuantity`: the type code behind a choice's ending. */
  readonly typeOfEnding: (ending: string) => string | null;
  /** The type and those that it specialises: Age, Quantity, Element. */
  readonly lineage: (code: string) => readonly string[];
  readonly isResourceType: (code: string) => boolean;
  /** The resource type at the end of a canonical of a profile or a type; null if it cannot be told. */
  readonly typeOfProfile: (canonical: string) => string | null;
  readonly codeSystems: readonly CodeSystem[];
  readonly valueSets: readonly ValueSet[];
}

export const withoutVersion = (canonical: string): string => canonical.replace(/\|.*$/, '');

/** @throws Problem `bad-input` for a StructureDefinition whose snapshot is missing or damaged */
export function libraryOf(definitions: readonly unknown[]): Library {
  const ofType = (type: string): readonly unknown[] =>
    definitions.filter((each) => isObject(each) && each['resourceType'] === type);
  const structures = new Map(
    (ofType('StructureDefinition') as readonly StructureDefinition[]).map((each) => [
      each.url,
      structureOf(each),
    ]),
  );
  const codeSystems = ofType('CodeSystem') as readonly CodeSystem[];
  const resourceTypes = resourceTypesIn(codeSystems);
  const structure: Library['structure'] = (canonical) =>
    structures.get(withoutVersion(canonical)) ?? null;
  const types = new Map(
    [...structures.values()]
      .filter(({ url, type: code }) => url === `${CORE}${code}`)
      .map((each) => [each.type, each]),
  );
  const type: Library['type'] = (code) => types.get(code) ?? null;
  const lines = new Map<string, readonly string[]>();
  const endings = new Map(
    [...structures.values()].filter(isDataType).map((each) => [capital(each.type), each.type]),
  );
  const isResourceType = (code: string): boolean =>
    resourceTypes.has(code) || type(code)?.kind === 'resource';
  return {
    structure,
    type,
    typeOfEnding: (ending) => endings.get(ending) ?? null,
    lineage: (code) => {
      const line = lines.get(code) ?? lineageOf(code, type);
      // Of a resource type whose definition is not at hand, this much is known.
      if (!types.has(code))
        return isResourceType(code) ? [code, 'DomainResource', 'Resource'] : line;
      lines.set(code, line);
      return line;
    },
    isResourceType,
    typeOfProfile: (canonical) => {
      const known = structure(canonical)?.type;
      if (known !== undefined) return known;
      const last = withoutVersion(canonical).replace(/^.*\//, '');
      return isResourceType(last) ? last : null;
    },
    codeSystems,
    valueSets: ofType('ValueSet') as readonly ValueSet[],
  };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const isDataType = ({ kind, isProfile }: Structure): boolean => kind !== 'resource' && !isProfile;

/** FHIR's own list names every resource type, also those that are defined nowhere here. */
const resourceTypesIn = (codeSystems: readonly CodeSystem[]): ReadonlySet<string> =>
  new Set(
    codeSystems
      .filter(({ url }) => url === RESOURCE_TYPES)
      .flatMap(({ concept }) => concept ?? [])
      .map(({ code }) => code),
  );

function lineageOf(code: string, type: Library['type']): readonly string[] {
  const line: string[] = [];
  for (let next: string | null = code; next !== null && !line.includes(next);) {
    line.push(next);
    const base: string | null = type(next)?.base ?? null;
    next = base === null ? null : base.slice(base.lastIndexOf('/') + 1);
  }
  return line;
}
