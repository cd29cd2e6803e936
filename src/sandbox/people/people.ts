import { diceFor } from './random.ts';
import type { ProgrammeId } from './story.ts';

/** One synthetic person; the id is the Patient's. */
export interface Person {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly gender: 'female' | 'male' | 'other';
  readonly birthDate: string;
  readonly programme: ProgrammeId;
  /** Who may speak for them. */
  readonly relative: { readonly name: string; readonly relation: string } | null;
}

/** `f`, `m` or `o`, and the year of birth; a relative where one plays a part. */
type Row = readonly [
  name: string,
  gender: 'f' | 'm' | 'o',
  born: number,
  relative?: readonly [name: string, relation: string],
];

const GENDER = { f: 'female', m: 'male', o: 'other' } as const;

const TRAVEL: readonly Row[] = [
  ['Orla Fennimarsh', 'f', 1998],
  ['Tobias Quillfeather', 'm', 1991],
  ['Maya Thornquist', 'f', 1987],
  ['Desmond Marrowgate', 'm', 1979],
  ['Nia Wrenfallow', 'f', 2003],
  ['Caspar Osierley', 'm', 1984],
  ['Ffion Saltersmere', 'f', 1995],
  ['Rufus Hollowby', 'm', 1976],
  ['Imogen Larkspur-Dene', 'f', 1989],
  ['Gareth Pellowdew', 'm', 1969],
  ['Lowri Cobbleday', 'o', 2001, ['Carol Cobbleday', 'mother']],
  ['Bertram Duskwater', 'm', 1981],
];

const CARE: readonly Row[] = [
  ['Edith Brackenthwaite', 'f', 1938],
  ['Walter Lindenfold', 'm', 1944, ['Joyce Lindenfold', 'wife']],
  ['Agnes Tansywick', 'f', 1941],
  ['Horace Greywether', 'm', 1936],
  ['Sunita Applethorne', 'f', 1952],
  ['Leonard Mossingham', 'm', 1947],
  ['Winifred Starlingford', 'f', 1934],
  ['Clement Harrowmead', 'm', 1949],
  ['Beatrix Pipkinsall', 'f', 1940],
  ['Yolanda Fernleigh-Moss', 'f', 1956],
  ['Percival Oxlade', 'm', 1943],
  ['Mabel Thistlemere', 'f', 1937],
];

const ENGAGEMENT: readonly Row[] = [
  ['Ivor Tanglewood-Rhys', 'm', 1935],
  ['Dilys Amberholt', 'f', 1932],
  ['Reginald Foxcombe', 'm', 1938],
  ['Constance Willowby-Hart', 'f', 1931, ['Peter Willowby-Hart', 'son']],
  ['Alma Nightingrove', 'f', 1940],
  ['Hubert Cloverdell', 'm', 1933],
  ['Philippa Rooksmere', 'f', 1939],
  ['Sylvester Hartmoor', 'm', 1942],
  ['Marguerite Fallowfield-Orr', 'f', 1936],
  ['Barnaby Quickthorn', 'm', 1944],
  ['Gwendolen Ashpole', 'f', 1930],
  ['Thaddeus Mistlefield', 'm', 1937],
];

const monthAndDay = (id: string): string => {
  const dice = diceFor(0, `born/${id}`);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(dice.int(1, 12))}-${two(dice.int(1, 28))}`;
};

export function personOf(programme: ProgrammeId, [name, gender, born, relative]: Row): Person {
  const [given = '', ...rest] = name.split(' ');
  const id = name.toLowerCase().replaceAll(' ', '-');
  return {
    id,
    given,
    family: rest.join(' '),
    gender: GENDER[gender],
    birthDate: `${born}-${monthAndDay(id)}`,
    programme,
    relative: relative ? { name: relative[0], relation: relative[1] } : null,
  };
}

/** The people of the stories. */
export const STORY_PEOPLE: readonly Person[] = [
  ...TRAVEL.map((row) => personOf('independent-travel', row)),
  ...CARE.map((row) => personOf('personal-care-confidence', row)),
  ...ENGAGEMENT.map((row) => personOf('meaningful-engagement', row)),
];
