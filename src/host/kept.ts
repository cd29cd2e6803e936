import { isReviewDecision } from '../fhir/read/written/review.ts';
import { writesGoals, type GoalWriteMode } from '../fhir/write/planInput.ts';
import { isOurs } from './ownResources.ts';
import type { Resource } from './resource.ts';

/**
 * Kept whole until the writes are planned: what we wrote, what traces it, and who confirmed it; in modes
 * B and D the Goals too, every version, as the newest of them is what is changed.
 */
export const isKept = (resource: Resource, mode: GoalWriteMode = 'A'): boolean =>
  isOurs(resource) ||
  (writesGoals(mode) && resource.resourceType === 'Goal') ||
  ['Device', 'Provenance', 'PractitionerRole'].includes(resource.resourceType) ||
  isReviewDecision(resource);
