import { isGeneric } from '../../../src/domain/narrative/specifics.ts';

const GOAL = ['shop', 'bus', 'crossing'];

describe('a note that could be about anybody', () => {
  it.each([
    'Fine. All good. Care given as per plan.',
    'Sam had a really lovely day today and enjoyed himself very much with everybody here.',
    // One kind of detail (a time) in a long note.
    'Sam had a really lovely morning and enjoyed himself very much with everybody here.',
    // Two kinds (seen, goal noun) in seven words.
    'Walked all the way to the shop.',
  ])('says too little that is concrete: %s', (note) => {
    expect(isGeneric(note, GOAL)).toBe(true);
  });

  it.each([
    'Waited at kerb unprompted; asked twice which stop.',
    'Needed full verbal prompts at every crossing, stepped into road once.',
    // Three kinds in seven words: number, seen, goal noun.
    'Crossed 2 roads to the shop alone.',
    // Two kinds in eight words or more: seen and goal noun; quotation and because.
    'Jo walked all the way to the shop.',
    'Jo told us "I like it here" because of her friends.',
    "Jo told us 'I like it here' because of her friends.",
  ])('is not one that shows what happened: %s', (note) => {
    expect(isGeneric(note, GOAL)).toBe(false);
  });

  it('knows the goal’s own nouns in the singular and the plural, and only when they are given', () => {
    const note = 'He smiled on both buses and was happy all along the way.';
    expect(isGeneric(note, GOAL)).toBe(false);
    expect(isGeneric(note, ['kitchen'])).toBe(true);
  });

  it('takes no apostrophe for a quotation', () => {
    const note = "It was Sam’s mums’ birthday and the dogs' friends’ day out, then home again.";
    expect(isGeneric(note, GOAL)).toBe(true);
  });

  it('leaves the absence of a note to the check of completeness', () => {
    expect(isGeneric('', GOAL)).toBe(false);
    expect(isGeneric('Mood:', GOAL)).toBe(false);
  });
});
