import { personOf, type Person } from './people.ts';
import { diceFor, type Dice } from './random.ts';
import { of } from './schedule.ts';
import type { ProgrammeId, Story, StoryGoal } from './story.ts';
import { STORIES } from './stories/stories.ts';

const GIVEN = [
  'Ada',
  'Benedict',
  'Cora',
  'Dunstan',
  'Elowen',
  'Frederick',
  'Gwyneth',
  'Hamish',
  'Iris',
  'Jasper',
  'Keziah',
  'Lionel',
  'Morwenna',
  'Nigel',
  'Opal',
  'Quentin',
] as const;

const FIRST_HALF = ['Alder', 'Bramble', 'Cuckoo', 'Dapple', 'Elder', 'Fen', 'Hazel', 'Wren'];
const SECOND_HALF = ['bourne', 'cote', 'dale', 'fold', 'hurst', 'mere', 'stow', 'wick'];

const PROGRAMMES: readonly ProgrammeId[] = [
  'personal-care-confidence',
  'meaningful-engagement',
  'independent-travel',
];

/** Born in these years, by programme. */
const BORN: Readonly<Record<ProgrammeId, readonly [number, number]>> = {
  'independent-travel': [1970, 2004],
  'personal-care-confidence': [1932, 1958],
  'meaningful-engagement': [1928, 1946],
};

/** Somebody to whom nothing in particular happens, with one goal; `number` counts from 1. */
export function ordinaryPerson(seed: number, number: number): { person: Person; story: Story } {
  const programme = PROGRAMMES[(number - 1) % PROGRAMMES.length] as ProgrammeId;
  const dice = diceFor(seed, `ordinary/${number}`);
  const name = `${dice.pick(GIVEN)} ${dice.pick(FIRST_HALF)}${dice.pick(SECOND_HALF)}`;
  const gender = dice.pick(['f', 'm', 'o'] as const);
  const named = personOf(programme, [name, gender, dice.int(...BORN[programme])]);
  const person = { ...named, id: `${named.id}-${number}` };
  return { person, story: ordinaryStory(`ordinary-${number}`, person, dice) };
}

/** The level below the lowest stage: for an activity, not coming. */
const levelZero = (programme: ProgrammeId): string =>
  programme === 'meaningful-engagement' ? 'N' : '0';

function ordinaryStory(id: string, person: Person, dice: Dice): Story {
  const { programme } = person;
  const level = dice.int(1, 3);
  const before = level === 1 ? levelZero(programme) : String(level - 1);
  return {
    id,
    programme,
    person: person.id,
    title: 'An ordinary goal',
    goal: dice.pick(goalsOf(programme)),
    sessions: [of(before, dice.int(10, 20)), of(String(level), dice.int(24, 40))],
    claims: [{ day: -dice.int(20, 30), says: 'improving' }],
    seen: { 14: level, 4: level },
    feedback: [{ day: -10, score: level + 1 }],
  };
}

const goalsOf = (programme: ProgrammeId): readonly StoryGoal[] =>
  STORIES.filter((story) => story.programme === programme && !story.goal.unmeasured).map(
    ({ goal: { text, words } }) => ({ text, words }),
  );
