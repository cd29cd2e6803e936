import type { Observation } from 'fhir/r4.js';
import { SYSTEM } from '../../../fhir/names.ts';
import { coded, count, minutes, words, yesNo, type Fact } from '../measures/facts.ts';
import { diceFor, type Dice } from '../random.ts';
import { baselineOf } from '../records.ts';
import type { ProgrammeId } from '../story.ts';
import {
  concept,
  goalOf,
  meta,
  patientOf,
  pertainsTo,
  roleOf,
  type StoryContext,
} from './context.ts';

/** Where the person stood when the goal was agreed. */
export function baselineResources(context: StoryContext): readonly Observation[] {
  const { story, service, timeline, start, seed } = context;
  const after = story.baselineAfter ?? 1;
  if (after === 'never') return [];
  const id = `${story.id}-baseline`;
  const dice = diceFor(seed, id);
  const issued = timeline.instant(start + after, 900);
  return [
    {
      resourceType: 'Observation',
      id,
      meta: meta(issued),
      extension: [pertainsTo(context)],
      status: 'final',
      category: [concept(SYSTEM.observationCategory, 'survey')],
      code: concept(SYSTEM.observation, 'baseline'),
      subject: patientOf(context),
      focus: [goalOf(context)],
      effectiveDateTime: timeline.date(start + after),
      issued,
      performer: [roleOf(service.baseliner)],
      component: [...baselineOf(story, ASKED[story.programme](dice), dice)],
      note: [{ text: 'Talked through the four stages together and agreed on them.' }],
    },
  ];
}

/** What each programme asks of a baseline beside the measures of its sessions. */
const ASKED: Readonly<Record<ProgrammeId, (dice: Dice) => readonly Fact[]>> = {
  'independent-travel': (dice) => [
    coded('route-knowledge', SYSTEM.confidence, dice.pick(['none', 'low'])),
    count('safety-prompts', dice.int(5, 8)),
  ],
  'personal-care-confidence': (dice) => [
    words('hesitation-point', dice.pick(['The step into the room', 'Cold water', 'Buttons'])),
  ],
  'meaningful-engagement': (dice) => [
    yesNo('attended', true),
    {
      code: concept(SYSTEM.observation, 'attendance-per-week'),
      valueQuantity: { value: dice.int(0, 1), unit: 'a week', system: SYSTEM.ucum, code: '/wk' },
    },
    minutes('engagement-duration', dice.int(1, 2)),
    coded('mood-response', SYSTEM.settled, dice.pick(['distressed', 'unsettled'])),
    coded('enjoyment-observed', SYSTEM.enjoyment, 'none'),
    coded('prompt-level', SYSTEM.promptLevel, 'partial-physical'),
    coded('social-confidence', SYSTEM.confidence, dice.pick(['none', 'low'])),
  ],
};
