import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { canonicalOf, type Programme } from './domain/programme.ts';
import { readProgramme } from './fhir/read/programme.ts';
import type { Fault } from './fhir/read/programme/fault.ts';
import { terminologyOf, type Terminology } from './fhir/terminology.ts';
import { Problem } from './problem.ts';

/** What Attest knows before it has read any record. */
export interface Definitions {
  readonly programmes: readonly Programme[];
  readonly terminology: Terminology;
  readonly codeSystems: readonly unknown[];
  readonly conceptMaps: readonly unknown[];
  readonly structureDefinitions: readonly unknown[];
}

/** The committed build of `profiles/`: the same place from `src/` and from `dist/`. */
const PACKAGE = fileURLToPath(new URL('../profiles/dist/package', import.meta.url));

function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Problem('no-input', `${path} cannot be read.`, { cause });
  }
}

function readJson(path: string): unknown {
  const text = reading(path, () => readFileSync(path, 'utf8'));
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own sentence quotes the file, which may be the wrong one, and secret.
    throw new Problem('bad-input', `${path} is not JSON.`);
  }
}

const typeOf = (resource: unknown): unknown =>
  (resource as { readonly resourceType?: unknown } | null)?.resourceType;

const ofType = (resources: readonly unknown[], type: string): readonly unknown[] =>
  resources.filter((resource) => typeOf(resource) === type);

const inWords = ({ path, message }: Fault): string => `${path}: ${message}`;

function shippedProgramme(planDefinition: unknown, terminology: Terminology): Programme {
  const read = readProgramme(planDefinition, terminology);
  if ('programme' in read) return read.programme;
  const faults = read.faults.map(inWords).join('; ');
  throw new Problem('bad-programme', `A shipped programme is faulty: ${faults}.`);
}

/**
 * The shipped programmes, codes and profiles, from the folder of one JSON file a resource.
 * @throws Problem `no-input`, `bad-input` or `bad-programme` when the installation is damaged.
 */
export function loadDefinitions(folder: string = PACKAGE): Definitions {
  const files = reading(folder, () => readdirSync(folder).sort());
  const resources = files
    .filter((name) => name.endsWith('.json'))
    .map((name) => readJson(`${folder}/${name}`));
  const codeSystems = ofType(resources, 'CodeSystem');
  const terminology = terminologyOf(codeSystems);
  return {
    programmes: ofType(resources, 'PlanDefinition').map((plan) =>
      shippedProgramme(plan, terminology),
    ),
    terminology,
    codeSystems,
    conceptMaps: ofType(resources, 'ConceptMap'),
    structureDefinitions: ofType(resources, 'StructureDefinition'),
  };
}

/** A Bundle's resources, or the one resource itself. */
function resourcesOf(content: unknown): readonly unknown[] {
  if (typeOf(content) !== 'Bundle') return [content];
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
