import { fileURLToPath } from 'node:url';
import { canonicalOf, type Programme } from './domain/programme.ts';
import { ofType, readDefinitions, type Definitions } from './fhir/read/definitions.ts';
import { readProgramme } from './fhir/read/programme.ts';
import type { Fault } from './fhir/read/programme/fault.ts';
import { terminologyOf } from './fhir/terminology.ts';
import { namesIn, readJson } from './jsonFile.ts';
import { Problem } from './problem.ts';

export type { Definitions };

/** The committed build of `profiles/`: the same place from `src/` and from `dist/`. */
const PACKAGE = fileURLToPath(new URL('../profiles/dist/package', import.meta.url));

/** By file name, what has to be known to read a record; profiles and forms would only take time. */
const NEEDED = /^(?:CodeSystem|ConceptMap|PlanDefinition)-.*\.json$/;

const inWords = ({ path, message }: Fault): string => `${path}: ${message}`;

/** Some maps ship as samples and templates to start from: no record may be read by those. */
function isInUse(resource: unknown): boolean {
  const { resourceType, status, experimental } = resource as Readonly<Record<string, unknown>>;
  return resourceType !== 'ConceptMap' || (status === 'active' && experimental !== true);
}

/**
 * The FHIR resources that `loadDefinitions` reads, from the folder of the built package.
 * @throws Problem `no-input` or `bad-input` when the installation is damaged.
 */
export function shippedResources(folder: string = PACKAGE): readonly unknown[] {
  const needed = namesIn(folder).filter((name) => NEEDED.test(name));
  return needed.map((name) => readJson(`${folder}/${name}`)).filter(isInUse);
}

/**
 * The shipped programmes, codes and maps.
 * @throws Problem `no-input`, `bad-input` or `bad-programme` when the installation is damaged.
 */
export function loadDefinitions(folder?: string): Definitions {
  const definitions = readDefinitions(shippedResources(folder));
  if (definitions.faults.length > 0) {
    const faults = definitions.faults.map(inWords).join('; ');
    throw new Problem('bad-programme', `A shipped programme is faulty: ${faults}.`);
  }
  return definitions;
}

/** A Bundle's resources, or the one resource itself. */
function resourcesOf(content: unknown): readonly unknown[] {
  if (ofType([content], 'Bundle').length === 0) return [content];
  const { entry } = content as { readonly entry?: unknown };
  if (!Array.isArray(entry)) return [];
  return entry.map((each: unknown) => (each as { readonly resource?: unknown } | null)?.resource);
}

const withProgramme = (programmes: readonly Programme[], added: Programme) => [
  ...programmes.filter((each) => canonicalOf(each) !== canonicalOf(added)),
  added,
];

/**
 * A vendor's programme: a PlanDefinition, or a Bundle of one PlanDefinition with the CodeSystems
 * and ConceptMaps that it needs. The definitions returned hold it beside those given.
 * @throws Problem `no-input` or `bad-input` when the file holds no such thing.
 */
export function loadProgrammeFile(
  path: string,
  definitions: Definitions,
):
  | { readonly programme: Programme; readonly definitions: Definitions }
  | { readonly faults: readonly Fault[] } {
  const resources = resourcesOf(readJson(path));
  const [plan, ...others] = ofType(resources, 'PlanDefinition');
  if (plan === undefined || others.length > 0) {
    throw new Problem('bad-input', `${path} should hold one PlanDefinition.`);
  }
  const codeSystems = [...definitions.codeSystems, ...ofType(resources, 'CodeSystem')];
  const terminology = terminologyOf(codeSystems);
  const read = readProgramme(plan, terminology);
  if ('faults' in read) return read;
  const added: Definitions = {
    ...definitions,
    programmes: withProgramme(definitions.programmes, read.programme),
    terminology,
    codeSystems,
    conceptMaps: [...definitions.conceptMaps, ...ofType(resources, 'ConceptMap')],
  };
  return { programme: read.programme, definitions: added };
}
