import { careVisit } from './measures/care.ts';
import { engagementSession } from './measures/engagement.ts';
import { coded, without, type Recorded } from './measures/facts.ts';
import { travelSession } from './measures/travel.ts';
import type { Dice } from './random.ts';
import type { Flaw, ProgrammeId, Story } from './story.ts';

/** Local prompt codes of the home-care record, which no ConceptMap explains. */
const LOCAL_PROMPTS = 'https://pennyroyal.example/prompting';

/** The required component that is left empty when a record is incomplete. */
const LEFT_EMPTY: Readonly<Record<ProgrammeId, string>> = {
  'independent-travel': 'prompt-count',
  'personal-care-confidence': 'settled-after',
  'meaningful-engagement': 'initiated-by',
};

/** Which session it is, the level it meets, and what is wrong with its record. */
interface Occasion {
  readonly number: number;
  readonly level: string;
  readonly flaw: Flaw | null;
}

/** What is recorded of one session that meets exactly `level`, with its flaw. */
export function recordOf(
  story: Pick<Story, 'programme' | 'goal'>,
  { number, level, flaw }: Occasion,
  dice: Dice,
): Recorded {
  const recorded = soundRecord(story, { number, level, flaw }, dice);
  switch (flaw) {
    case 'incomplete':
      return { ...recorded, facts: without(recorded.facts, LEFT_EMPTY[story.programme]) };
    case 'no-basis':
      return {
        facts: without(recorded.facts, 'enjoyment-basis'),
        said: { ...recorded.said, basis: 'seemed to enjoy it' },
      };
    case 'unmapped':
      return { ...recorded, facts: inLocalCode(recorded) };
    case 'brief':
    case 'late':
    case 'flat':
    case null:
      return recorded;
  }
}

function soundRecord(
  { programme, goal }: Pick<Story, 'programme' | 'goal'>,
  { number, level, flaw }: Occasion,
  dice: Dice,
): Recorded {
  if (programme === 'independent-travel') {
    const { stop = '', place = '', bus = '' } = goal.words;
    return travelSession(level, `${stop} to ${place} on the ${bus}`, number, dice);
  }
  if (programme === 'personal-care-confidence') {
    return careVisit(level, goal.words.task ?? '', number, dice);
  }
  return engagementSession(level, dice, flaw === 'brief');
}

const inLocalCode = ({ facts }: Recorded): Recorded['facts'] => [
  ...without(facts, 'prompt-level'),
  coded('prompt-level', LOCAL_PROMPTS, 'P2'),
];

/** What the programme asks of a baseline, at the level before any stage. */
export function baselineOf(
  story: Pick<Story, 'programme' | 'goal'>,
  extra: Recorded['facts'],
  dice: Dice,
): Recorded['facts'] {
  if (story.programme === 'meaningful-engagement') return extra;
  const { facts } = recordOf(story, { number: 0, level: '0', flaw: null }, dice);
  const aside = ['route', 'planned', 'task-done', 'settled-after', 'confidence-dip'];
  return [...aside.reduce(without, facts), ...extra];
}
