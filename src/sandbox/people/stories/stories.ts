import type { Story } from '../story.ts';
import { TRAVEL_STORIES } from './independentTravel.ts';
import { ENGAGEMENT_STORIES } from './meaningfulEngagement.ts';
import { CARE_STORIES } from './personalCareConfidence.ts';

/** Every story that is told on purpose. */
export const STORIES: readonly Story[] = [
  ...TRAVEL_STORIES,
  ...CARE_STORIES,
  ...ENGAGEMENT_STORIES,
];
