import { contradicts, praiseIn } from '../../../src/domain/narrative/contradiction.ts';
import { PRAISE } from '../../../src/domain/narrative/praisePhrases.ts';

const NOTHING = {
  promptRank: null,
  promptCount: null,
  safetyShare: null,
  stepsShare: null,
  confidenceRank: null,
};

describe('praise in a note', () => {
  it('is found whatever the case and the punctuation around it', () => {
    const note = 'BRILLIANT trip today! No issues at all, we are so proud of him.';
    expect(praiseIn(note)).toEqual(['brilliant', 'no issues', 'so proud']);
  });

  it('is not found in an honest note, nor inside other words', () => {
    const note =
      'Needed full verbal prompts at every crossing, stepped into road once. Imperfect day.';
    expect(praiseIn(note)).toEqual([]);
  });

  it.each([
    'She is not fully independent yet',
    'Not yet fully independent with the zip',
    'It wasn’t really brilliant today',
    'No longer brilliant at waiting',
    'Working towards being fully independent',
    'He hopes to be fully independent by spring',
    'No issues until the second crossing',
    'No problems, apart from two verbal prompts',
    'Sam said "that was brilliant, no issues" afterwards',
    'Sam said “perfect”',
  ])(
    'does not count where it is turned round, put off, taken back or the person’s own: %s',
    (note) => {
      expect(praiseIn(note)).toEqual([]);
    },
  );

  it.each([
    ['Not easy but brilliant', ['brilliant']],
    ['He was not tired. Brilliant walk', ['brilliant']],
    ['Not only brilliant, also on time', ['brilliant']],
    ['Not fully independent on Monday; fully independent today', ['fully independent']],
  ])('counts beside a word that belongs to something else: %s', (note, praise) => {
    expect(praiseIn(note)).toEqual(praise);
  });

  it('is looked for with phrases that the words of a note can equal', () => {
    expect(PRAISE.filter((phrase) => !praiseIn(`Today: ${phrase}`).includes(phrase))).toEqual([]);
    expect(PRAISE).toHaveLength(25);
    expect([...PRAISE].sort()).toEqual(PRAISE);
  });
});

describe('praise against the facts of the same record', () => {
  const praise = ['brilliant'];

  it('clashes with prompts, missed safety checks, steps that needed help and low confidence', () => {
    const record = {
      promptRank: 3,
      promptCount: 3,
      safetyShare: 4 / 5,
      stepsShare: 1 / 2,
      confidenceRank: 1,
    };
    expect(contradicts(record, praise)).toEqual([
      'prompting went beyond a gesture',
      '3 prompts were given',
      '80 % of the safety checks were done',
      '50 % of the steps were done without help',
      'confidence was low',
    ]);
  });

  it('does not clash just short of each limit, nor with what was not recorded', () => {
    const record = {
      promptRank: 1,
      promptCount: 1,
      safetyShare: 1,
      stepsShare: 3 / 5,
      confidenceRank: 2,
    };
    expect(contradicts(record, praise)).toEqual([]);
    expect(contradicts(NOTHING, praise)).toEqual([]);
  });

  it('takes each fact by itself, and a nearly full share is never shown as full', () => {
    expect(contradicts({ ...NOTHING, promptCount: 2 }, praise)).toEqual(['2 prompts were given']);
    expect(contradicts({ ...NOTHING, promptRank: 2 }, praise)).toEqual([
      'prompting went beyond a gesture',
    ]);
    expect(contradicts({ ...NOTHING, confidenceRank: 0 }, praise)).toEqual([
      'no confidence was seen',
    ]);
    expect(contradicts({ ...NOTHING, safetyShare: 999 / 1000 }, praise)).toEqual([
      '99 % of the safety checks were done',
    ]);
  });

  it('is no clash without praise', () => {
    expect(contradicts({ ...NOTHING, promptCount: 9 }, [])).toEqual([]);
  });
});
