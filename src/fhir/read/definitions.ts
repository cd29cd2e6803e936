import type { Programme } from '../../domain/programme.ts';
import { terminologyOf, type Terminology } from '../terminology.ts';
import { readProgramme } from './programme.ts';
import type { Fault } from './programme/fault.ts';

/** What has to be known before any record can be read. */
export interface Definitions {
  readonly programmes: readonly Programme[];
  readonly terminology: Terminology;
  /** FHIR CodeSystems, as given. */
  readonly codeSystems: readonly unknown[];
  /** FHIR ConceptMaps, as given. */
  readonly conceptMaps: readonly unknown[];
  /** What is wrong with programmes that are therefore not among `programmes`. */
  readonly faults: readonly ProgrammeFault[];
}

/** One thing that is wrong with a programme, and where. */
export interface ProgrammeFault extends Fault {
  /** URL of the PlanDefinition; null where it has none. */
  readonly programme: string | null;
}

const fieldOf = (resource: unknown, field: 'resourceType' | 'url'): unknown =>
  (resource as Readonly<Record<string, unknown>> | null)?.[field];

/** Those of one FHIR type, in the order given. */
export const ofType = (resources: readonly unknown[], type: string): readonly unknown[] =>
  resources.filter((resource) => fieldOf(resource, 'resourceType') === type);

/**
 * Programmes (PlanDefinitions), the codes they need (CodeSystems), and the meaning of local codes
 * (ConceptMaps), from FHIR R4 resources in any order; resources of other types are left out. Of two
 * CodeSystems with one URL the first counts, so that nobody changes what a shipped code means by adding
 * one. Never throws: a programme that cannot be used is named in `faults`.
 */
export function readDefinitions(resources: readonly unknown[]): Definitions {
  const codeSystems = ofType(resources, 'CodeSystem');
  const terminology = terminologyOf(codeSystems);
  const read = ofType(resources, 'PlanDefinition').map((plan) => ({
    plan,
    result: readProgramme(plan, terminology),
  }));
  return {
    programmes: read.flatMap(({ result }) => ('programme' in result ? [result.programme] : [])),
    terminology,
    codeSystems,
    conceptMaps: ofType(resources, 'ConceptMap'),
    faults: read.flatMap(({ plan, result }) =>
      'faults' in result
        ? result.faults.map((fault) => ({ programme: urlOf(plan), ...fault }))
        : [],
    ),
  };
}

function urlOf(plan: unknown): string | null {
  const url = fieldOf(plan, 'url');
  return typeof url === 'string' ? url : null;
}
