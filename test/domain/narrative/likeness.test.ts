import fc from 'fast-check';
import {
  jaccard,
  normaliseNote,
  shinglesOf,
  wordsOf,
} from '../../../src/domain/narrative/likeness.ts';

const WENT =
  'Went to the shop with Sam today, he did really well crossing roads and was very confident, no issues';
const EDITED =
  'Went to the shop with Sam today, he did very well crossing the roads and was really confident, no issues';

describe('how alike two notes are', () => {
  it('compares runs of two words, which survive a few edits better than runs of three', () => {
    expect(jaccard(shinglesOf(WENT), shinglesOf(EDITED))).toBeCloseTo(0.541667, 6);
    expect(jaccard(shinglesOf(WENT, 3), shinglesOf(EDITED, 3))).toBeCloseTo(0.346154, 6);
  });

  it('finds notes that differ only in a time or a number equal', () => {
    const morning = 'Left at 9:05, waited 2 minutes at the kerb';
    const noon = 'Left at 12.40, waited 10 minutes at the kerb';
    expect(jaccard(shinglesOf(morning), shinglesOf(noon))).toBe(1);
  });

  it('ignores case, accents, punctuation and apostrophes', () => {
    expect(normaliseNote('Café visit — she didn’t rush!')).toBe(
      normaliseNote("cafe visit she DIDN'T rush"),
    );
    expect(wordsOf('She didn’t rush.')).toEqual(['she', 'didnt', 'rush']);
  });

  it('leaves out the headings of the form, not the words under them', () => {
    const form = 'Mood: settled after breakfast.\nPersonal care: washed her face at 10:30.';
    expect(normaliseNote(form)).toBe('settled after breakfast washed her face at #');
    expect(normaliseNote('Mood: settled. Diet: ate well')).toBe('settled ate well');
  });

  it('keeps a time that stands where a heading might', () => {
    expect(normaliseNote('At 10:30 she left')).toBe('at # she left');
  });

  it('has no shingles for an empty note and one for a note of a single word', () => {
    expect(shinglesOf(' … ').size).toBe(0);
    expect([...shinglesOf('Fine.')]).toEqual(['fine']);
    expect(jaccard(new Set(), new Set())).toBe(0);
  });

  it('gives up on notes less alike than asked for, and on no others', () => {
    const members = fc.uniqueArray(
      fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'),
      { maxLength: 10 },
    );
    const least = fc.constantFrom(0.1, 0.5, 0.6, 0.7, 0.75, 0.9, 1);
    fc.assert(
      fc.property(members, members, least, (one, other, bound) => {
        const [a, b] = [new Set(one), new Set(other)];
        const like = jaccard(a, b);
        expect(jaccard(a, b, bound)).toBe(like >= bound ? like : 0);
      }),
    );
  });

  it('is symmetric, between 0 and 1, and 1 for a note and itself', () => {
    const text = fc
      .array(fc.constantFrom('he', 'she', 'walked', 'to', 'the', 'shop'))
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [shinglesOf(one), shinglesOf(other)];
        const like = jaccard(a, b);
        return (
          like === jaccard(b, a) && like >= 0 && like <= 1 && jaccard(a, a) === (one === '' ? 0 : 1)
        );
      }),
    );
  });
});
