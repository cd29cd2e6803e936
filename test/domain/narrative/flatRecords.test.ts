import { flatRecords, type FactRecord } from '../../../src/domain/narrative/flatRecords.ts';

/** One record a character: the character is its facts; records of one worker lie two days apart. */
const recordsOf = (worker: string | null, facts: string, from = 0): readonly FactRecord[] =>
  Array.from(facts, (fact, at) => ({
    reference: `Observation/${worker ?? 'nobody'}-${at}`,
    worker,
    day: from + at * 2,
    knownAt: (from + at * 2) * 86_400_000,
    facts: fact === ' ' ? '' : fact,
  }));

const VARIED = recordsOf('B', 'abcabc');

describe('records of one worker that never vary', () => {
  it('are five identical ones of the last six beside others that do vary', () => {
    const flat = recordsOf('A', 'xbxxxxx');
    expect(flatRecords([...flat, ...VARIED])).toEqual([
      {
        worker: 'A',
        cites: [
          'Observation/A-2',
          'Observation/A-3',
          'Observation/A-4',
          'Observation/A-5',
          'Observation/A-6',
        ],
      },
    ]);
    expect(flatRecords([...VARIED, ...flat].reverse())).toEqual(flatRecords([...flat, ...VARIED]));
  });

  it('are not four of six, nor five of five', () => {
    expect(flatRecords([...recordsOf('A', 'xxabxx'), ...VARIED])).toEqual([]);
    expect(flatRecords([...recordsOf('A', 'xxxxx'), ...VARIED])).toEqual([]);
  });

  it('are not those of a person who is steady with everybody', () => {
    expect(flatRecords([...recordsOf('A', 'xxxxxx'), ...recordsOf('B', 'xxxxxx')])).toEqual([]);
  });

  it('cannot be told without enough records by others over the same time', () => {
    expect(flatRecords(recordsOf('A', 'xxxxxx'))).toEqual([]);
    expect(flatRecords([...recordsOf('A', 'xxxxxx'), ...recordsOf('B', 'ab')])).toEqual([]);
    expect(flatRecords([...recordsOf('A', 'xxxxxx', 20), ...VARIED])).toEqual([]);
  });

  it('are neither records without facts nor records by nobody known', () => {
    expect(flatRecords([...recordsOf('A', '      '), ...VARIED])).toEqual([]);
    expect(flatRecords([...recordsOf(null, 'xxxxxx'), ...VARIED])).toEqual([]);
  });
});
