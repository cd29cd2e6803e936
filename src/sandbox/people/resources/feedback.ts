import type { QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js';
import { QUESTIONNAIRE_FEEDBACK, SYSTEM } from '../../../fhir/names.ts';
import { diceFor, type Dice } from '../random.ts';
import type { ProgrammeId, Voice } from '../story.ts';
import { meta, patientOf, pertainsTo, roleOf, type StoryContext } from './context.ts';
import { relativeId } from './person.ts';

/** The rating that each programme asks for, and its scale from 0 to 4. */
const RATING: Readonly<
  Record<ProgrammeId, { linkId: string; system: string; codes: readonly string[] }>
> = {
  'independent-travel': {
    linkId: 'confidence-self',
    system: SYSTEM.confidence,
    codes: ['none', 'low', 'some', 'good', 'full'],
  },
  'personal-care-confidence': {
    linkId: 'confidence-self',
    system: SYSTEM.confidence,
    codes: ['none', 'low', 'some', 'good', 'full'],
  },
  'meaningful-engagement': {
    linkId: 'enjoyment-stated',
    system: SYSTEM.enjoyment,
    codes: ['none', 'little', 'some', 'clear', 'delighted'],
  },
};

/** In their own words, by the rating they gave. */
const SAID: readonly (readonly string[])[] = [
  ['I do not feel safe with it at all.', 'No. It frightens me.'],
  ['I am worried every time.', 'Not really, I still need somebody with me.'],
  ['Some days yes, some days no.', 'It depends who is with me.'],
  ['Most of the time it goes well.', 'Better than it was. I like it more.'],
  ['I can do this now.', 'It feels like mine again.'],
];

export const feedbackResources = (context: StoryContext): readonly QuestionnaireResponse[] =>
  (context.story.feedback ?? []).map((voice, at) => {
    const { story, service, timeline, seed, person } = context;
    const id = `${story.id}-f${at + 1}`;
    const authored = timeline.instant(voice.day, 915);
    const source =
      voice.by === 'relative'
        ? { reference: `RelatedPerson/${relativeId(person)}` }
        : patientOf(context);
    return {
      resourceType: 'QuestionnaireResponse',
      id,
      meta: meta(authored),
      extension: [pertainsTo(context)],
      questionnaire: QUESTIONNAIRE_FEEDBACK,
      status: 'completed',
      subject: patientOf(context),
      authored,
      author: roleOf(service.baseliner),
      source,
      item: answers(story.programme, voice, diceFor(seed, id)),
    };
  });

function answers(
  programme: ProgrammeId,
  { score }: Voice,
  dice: Dice,
): QuestionnaireResponseItem[] {
  if (score === 'declined') return [{ linkId: 'declined', answer: [{ valueBoolean: true }] }];
  const { linkId, system, codes } = RATING[programme];
  return [
    { linkId: 'in-own-words', answer: [{ valueString: dice.pick(SAID[score] ?? []) }] },
    { linkId, answer: [{ valueCoding: { system, code: codes[score] as string } }] },
  ];
}
