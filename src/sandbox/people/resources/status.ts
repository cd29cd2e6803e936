import type { CodeableConcept, ConceptMap } from 'fhir/r4.js';
import { SYSTEM } from '../../../fhir/names.ts';
import type { ClaimWord, ProgrammeId } from '../story.ts';
import type { Timeline } from '../timeline.ts';
import { concept, meta } from './context.ts';
import { OPENED } from './organisations.ts';

/** Goal status as the home-care record codes it, as a vendor of one's own codes would. */
const LOCAL_STATUS = 'https://pennyroyal.example/goal-status';

/** Local code, its words, and the level it stands for. */
const LOCAL: Readonly<Record<ClaimWord, readonly [code: string, text: string]>> = {
  'in-progress': ['OPEN', 'In progress'],
  improving: ['OPEN', 'In progress'],
  'no-change': ['OPEN', 'In progress'],
  partial: ['PART', 'Partial'],
  'near-complete': ['DEV', 'Developing'],
  achieved: ['FULL', 'Achieved'],
  sustaining: ['KEEP', 'Achieved and kept up'],
};

/** What staff say, in the codes of their record: HL7's, but for home care its own. */
export function achievementStatus(programme: ProgrammeId, says: ClaimWord): CodeableConcept {
  const hl7 = concept(SYSTEM.goalAchievement, says);
  if (programme !== 'personal-care-confidence') return hl7;
  const [code, text] = LOCAL[says];
  const local = concept(LOCAL_STATUS, code, text);
  // "In progress" claims no level that a map could name, so the record sends HL7's word beside it.
  return code === 'OPEN' ? { ...local, coding: [...(local.coding ?? []), ...IN_PROGRESS] } : local;
}

const IN_PROGRESS = [{ system: SYSTEM.goalAchievement, code: 'in-progress' }];

const LEVEL_OF = {
  PART: 'partial',
  DEV: 'near-complete',
  FULL: 'achieved',
  KEEP: 'sustained',
} as const;

/** The ConceptMap from the local goal status to levels, as a tenant would configure it. */
export const statusMap = (timeline: Timeline): ConceptMap => ({
  resourceType: 'ConceptMap',
  id: 'pennyroyal-goal-status',
  meta: meta(timeline.instant(OPENED, 540)),
  url: 'https://pennyroyal.example/ConceptMap/goal-status',
  version: '1',
  status: 'active',
  group: [
    {
      source: LOCAL_STATUS,
      target: SYSTEM.level,
      element: Object.entries(LEVEL_OF).map(([code, level]) => ({
        code,
        target: [{ code: level, equivalence: 'equivalent' }],
      })),
    },
  ],
});
