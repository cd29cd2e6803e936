import type { ProgrammeId } from '../story.ts';
import type { Phrasebook } from './phrasebook.ts';
import { CARE_PHRASES } from './phrases/care.ts';
import { ENGAGEMENT_PHRASES } from './phrases/engagement.ts';
import { TRAVEL_PHRASES } from './phrases/travel.ts';

export const PHRASEBOOKS: Readonly<Record<ProgrammeId, Phrasebook>> = {
  'independent-travel': TRAVEL_PHRASES,
  'personal-care-confidence': CARE_PHRASES,
  'meaningful-engagement': ENGAGEMENT_PHRASES,
};
