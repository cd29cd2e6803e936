import fc from 'fast-check';
import { findDuplicates, type Note } from '../../../src/domain/narrative/nearDuplicate.ts';

const OPTIONS = { window: 40, shortest: 8, nearDuplicate: 0.7, copy: 0.9 };

const note = (number: number, text: string, rest: Partial<Note> = {}): Note => ({
  reference: `Observation/n${String(number).padStart(3, '0')}`,
  worker: 'Practitioner/ana',
  day: number,
  knownAt: number * 86_400_000,
  text,
  facts: 'prompt-count=1',
  ...rest,
});

/** Twenty words, all different: 19 shingles. */
const LONG =
  'Sam waited at the kerb near library while two buses passed then crossed alone pressing button himself before greeting driver';
const words = LONG.split(' ');
const withEdits = (...at: readonly number[]): string =>
  words.map((word, place) => (at.includes(place) ? `changed${word}` : word)).join(' ');

const find = (...notes: readonly Note[]) => findDuplicates(notes, OPTIONS);

describe('notes that repeat an earlier one', () => {
  it('calls the later of two equal notes a copy of the earlier, whatever the order given', () => {
    const [first, second] = [note(1, LONG), note(2, LONG.toUpperCase())];
    const expected = new Map([
      [second.reference, { of: first.reference, likeness: 1, kind: 'copy', sameAuthor: true }],
    ]);
    expect(find(first, second)).toEqual(expected);
    expect(find(second, first)).toEqual(expected);
  });

  it('tells a copy, a near-duplicate and a different note apart by the share of common shingles', () => {
    // One word changed at the end loses 1 of 19 shingles on each side: 18/20. In the middle 2: 17/21.
    expect(find(note(1, LONG), note(2, withEdits(19))).get('Observation/n002')).toMatchObject({
      likeness: 18 / 20,
      kind: 'copy',
    });
    expect(find(note(1, LONG), note(2, withEdits(10))).get('Observation/n002')).toMatchObject({
      likeness: 17 / 21,
      kind: 'near-duplicate',
    });
    // 16/22 is still above 0.7, 15/23 is not.
    expect(find(note(1, LONG), note(2, withEdits(10, 19))).size).toBe(1);
    expect(find(note(1, LONG), note(2, withEdits(5, 10))).size).toBe(0);
  });

  it('says whether the same person wrote both, and never takes two unknown writers for one', () => {
    const by = (worker: string | null, other: string | null) =>
      find(note(1, LONG, { worker }), note(2, LONG, { worker: other })).get('Observation/n002')
        ?.sameAuthor;
    expect([by('a', 'a'), by('a', 'b'), by(null, null)]).toEqual([true, false, false]);
  });

  it('takes a short note for repeated only when both words and facts are equal', () => {
    expect(find(note(1, 'All went well.'), note(2, 'all went well')).size).toBe(1);
    expect(
      find(note(1, 'All went well'), note(2, 'All went well', { facts: 'prompt-count=2' })).size,
    ).toBe(0);
    expect(find(note(1, 'All went well today'), note(2, 'All went well')).size).toBe(0);
  });

  it('never takes an empty note for a duplicate', () => {
    expect(find(note(1, ''), note(2, ''), note(3, ' . ')).size).toBe(0);
  });

  it('looks back over as many notes as the window holds and no further', () => {
    const between = (count: number) =>
      Array.from({ length: count }, (_, place) =>
        note(place + 2, `filler number${'x'.repeat(place)} only`),
      );
    expect(find(note(1, LONG), ...between(39), note(60, LONG)).has('Observation/n060')).toBe(true);
    expect(find(note(1, LONG), ...between(40), note(60, LONG)).has('Observation/n060')).toBe(false);
  });

  it('cites the first of several that are equally like', () => {
    expect(find(note(1, LONG), note(2, LONG), note(3, LONG)).get('Observation/n003')?.of).toBe(
      'Observation/n001',
    );
  });

  it('answers the same in any order of the notes', () => {
    const text = fc.constantFrom(LONG, withEdits(3), withEdits(10, 19), 'Fine', 'All good', '');
    const notes = fc.array(fc.record({ text, knownAt: fc.integer({ min: 0, max: 3 }) }), {
      maxLength: 9,
    });
    const shuffled = notes
      .map((list) => list.map(({ text, knownAt }, place) => note(place, text, { knownAt })))
      .chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect([...find(...other)]).toEqual([...find(...one)]);
      }),
    );
  });
});
