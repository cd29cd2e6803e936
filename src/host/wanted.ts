import type { ReadType } from '../fhir/readTypes.ts';
import { isOurs } from './ownResources.ts';
import type { Resource } from './resource.ts';

/** A type of resource that is read of every person. */
export interface Wanted {
  readonly type: ReadType;
  /** Without it nothing can be said of the person. */
  readonly required?: true;
  /** No evidence is in it: what fails here is reported, and the person is assessed all the same. */
  readonly dispensable?: true;
  /** Earlier versions tell what was claimed, or ordered, and when. */
  readonly versions?: true;
}

export const WANTED: readonly Wanted[] = [
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
export const PAGE = { _count: '200' };

/** Who claimed, what we wrote, and when a record without a time of its own was made. */
export const needsProvenance = (resource: Resource): boolean =>
  resource.resourceType === 'Goal' ||
  isOurs(resource) ||
  (resource.resourceType === 'Observation' && resource['issued'] === undefined);
