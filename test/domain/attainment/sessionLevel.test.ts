import { sessionLevel } from '../../../src/domain/attainment/sessionLevel.ts';
import {
  engagement,
  factsOfLevel,
  personalCare,
  travel,
  valuesOf,
  type Facts,
} from '../../support/caseFiles.ts';

const COMPLETE = { complete: true, missing: [] };

/** Of the table: what differs from a typical record of level 4, and the level it then meets. */
type Row = readonly [what: string, changed: Facts, level: number];

const recordOf = (facts: Facts) => ({ outcome: 'made' as const, values: valuesOf(facts) });

describe.each([
  [
    travel,
    [
      ['all met', {}, 4],
      ['a gesture is needed', { 'prompt-level': 'gestural' }, 3],
      ['an indirect word is needed', { 'prompt-level': 'indirect-verbal' }, 2],
      ['a word is needed', { 'prompt-level': 'verbal' }, 2],
      ['it is shown how', { 'prompt-level': 'modelling' }, 1],
      ['a hand is needed', { 'prompt-level': 'partial-physical' }, 0],
      ['one prompt', { 'prompt-count': 1 }, 3],
      ['two prompts', { 'prompt-count': 2 }, 2],
      ['three prompts', { 'prompt-count': 3 }, 2],
      ['four prompts', { 'prompt-count': 4 }, 1],
      ['four of five safety checks, exactly', { 'safety-checks': [4, 5] }, 2],
      ['eight of ten safety checks', { 'safety-checks': [8, 10] }, 2],
      ['79 of 100 safety checks', { 'safety-checks': [79, 100] }, 1],
      ['one of two safety checks, exactly', { 'safety-checks': [1, 2] }, 1],
      ['three of seven safety checks', { 'safety-checks': [3, 7] }, 0],
      ['some confidence', { 'confidence-observed': 'some' }, 3],
      ['low confidence', { 'confidence-observed': 'low' }, 2],
      ['no confidence', { 'confidence-observed': 'none' }, 1],
      ['another route than agreed', { planned: false }, 3],
      [
        'an unknown route on a day that needed a prompt',
        { 'prompt-count': 1, planned: undefined },
        3,
      ],
    ],
  ],
  [
    personalCare,
    [
      ['all met', {}, 4],
      ['slight hesitation', { hesitation: 'slight' }, 4],
      ['mostly settled', { 'settled-after': 'mostly-settled' }, 4],
      ['unsettled', { 'settled-after': 'unsettled' }, 3],
      ['marked hesitation', { hesitation: 'marked' }, 2],
      ['nine of ten steps', { 'steps-independent': [9, 10] }, 3],
      ['four of five steps, exactly', { 'steps-independent': [4, 5] }, 3],
      ['three of four steps', { 'steps-independent': [3, 4] }, 2],
      ['half of the steps, exactly', { 'steps-independent': [1, 2] }, 2],
      ['two of five steps', { 'steps-independent': [2, 5] }, 1],
      ['a quarter of the steps, exactly', { 'steps-independent': [1, 4] }, 1],
      ['one of five steps', { 'steps-independent': [1, 5] }, 0],
      ['a gesture is needed', { 'prompt-level': 'gestural' }, 3],
      ['an indirect word is needed', { 'prompt-level': 'indirect-verbal' }, 3],
      ['a word is needed', { 'prompt-level': 'verbal' }, 2],
      ['it is shown how', { 'prompt-level': 'modelling' }, 1],
      ['reassured once', { 'reassurance-count': 1 }, 3],
      ['reassured twice', { 'reassurance-count': 2 }, 2],
      ['reassured four times', { 'reassurance-count': 4 }, 1],
    ],
  ],
  [
    engagement,
    [
      ['all met', {}, 4],
      ['thirty minutes, exactly', { 'engagement-duration': 30 }, 4],
      ['twenty-nine minutes', { 'engagement-duration': 29 }, 3],
      ['nineteen minutes', { 'engagement-duration': 19 }, 2],
      ['nine minutes', { 'engagement-duration': 9 }, 1],
      ['begun by a friend', { 'initiated-by': 'peer' }, 3],
      ['some enjoyment', { 'enjoyment-observed': 'some' }, 3],
      ['little enjoyment', { 'enjoyment-observed': 'little' }, 2],
      [
        'some seen, and said to be clear',
        { 'enjoyment-observed': 'some', 'enjoyment-stated': 'clear' },
        4,
      ],
      ['clear to see, and said to be little', { 'enjoyment-stated': 'little' }, 4],
      ['enjoyment that nobody saw or heard', { 'enjoyment-basis': '' }, 2],
      ['a basis of spaces', { 'enjoyment-basis': '   ' }, 2],
      ['no basis at all', { 'enjoyment-basis': undefined }, 2],
      ['a word is needed', { 'prompt-level': 'verbal' }, 2],
      ['it is shown how', { 'prompt-level': 'modelling' }, 1],
    ],
  ],
] as const)('$title: the level of a complete record', (programme, rows) => {
  it.each(rows as readonly Row[])('%s', (_what, changed, level) => {
    const facts = { ...factsOfLevel(4, programme), ...changed };
    expect(sessionLevel(recordOf(facts), programme)).toEqual({
      ...COMPLETE,
      level,
      missedFrom: level + 1,
    });
  });

  it('is that of its typical records', () => {
    const levels = [1, 2, 3, 4].map(
      (level) => sessionLevel(recordOf(factsOfLevel(level, programme)), programme).level,
    );
    expect(levels).toEqual([1, 2, 3, 4]);
  });
});

describe('a record of which something is missing', () => {
  type Missing = readonly [
    string,
    typeof travel,
    Facts,
    lacks: readonly string[],
    missedFrom: number,
  ];
  const rows: readonly Missing[] = [
    [
      'a box left empty',
      travel,
      { 'confidence-observed': undefined },
      ['confidence-observed'],
      Infinity,
    ],
    ['a code nobody mapped', travel, { 'prompt-level': null }, ['prompt-level'], Infinity],
    [
      'words instead of a share',
      travel,
      { 'safety-checks': 'all done' },
      ['safety-checks'],
      Infinity,
    ],
    ['the route of a day otherwise met', travel, { planned: undefined }, ['planned'], Infinity],
    [
      'a box left empty beside a prompt too many for stage 3',
      travel,
      { 'confidence-observed': undefined, 'prompt-count': 2 },
      ['confidence-observed'],
      3,
    ],
    [
      'a box left empty where the stage below already fails',
      travel,
      { 'confidence-observed': undefined, 'safety-checks': [1, 4] },
      ['confidence-observed'],
      1,
    ],
    [
      'two boxes left empty',
      travel,
      { 'prompt-count': undefined, 'confidence-observed': undefined },
      ['confidence-observed', 'prompt-count'],
      Infinity,
    ],
    [
      'the route on another way than agreed',
      travel,
      { 'prompt-count': undefined, planned: false },
      ['prompt-count'],
      4,
    ],
    [
      'how settled the person was',
      personalCare,
      { 'settled-after': undefined },
      ['settled-after'],
      Infinity,
    ],
    [
      'enjoyment seen, which stage 3 needs',
      engagement,
      { 'enjoyment-observed': undefined, 'enjoyment-stated': 'clear' },
      ['enjoyment-observed'],
      Infinity,
    ],
    [
      'the enjoyment that was seen',
      engagement,
      { 'enjoyment-observed': undefined },
      ['enjoyment-observed'],
      Infinity,
    ],
    [
      'who began',
      engagement,
      { 'initiated-by': undefined, 'engagement-duration': 9 },
      ['initiated-by'],
      2,
    ],
  ];
  it.each(rows)('%s', (_what, programme, changed, lacks, missedFrom) => {
    const facts = { ...factsOfLevel(4, programme), ...changed };
    expect(sessionLevel(recordOf(facts), programme)).toEqual({
      level: null,
      complete: false,
      missing: lacks,
      missedFrom,
    });
  });
});

describe('a person who declined', () => {
  it.each([
    ['refused, with all else met', travel, { ...factsOfLevel(4), 'prompt-level': 'refused' }],
    ['refused, with nothing else recorded', travel, { 'prompt-level': 'refused' }],
    ['did not attend', engagement, { attended: false }],
  ])('%s: complete, and of no stage', (_what, programme, facts) => {
    const record = { outcome: 'declined' as const, values: valuesOf(facts) };
    expect(sessionLevel(record, programme)).toEqual({ ...COMPLETE, level: 0, missedFrom: 1 });
  });

  it('is not taken for independent by the code alone, which carries no rank', () => {
    const facts = { ...factsOfLevel(4), 'prompt-level': 'refused' };
    expect(sessionLevel(recordOf(facts), travel).level).not.toBe(4);
  });
});

it('attendance alone is stage 1, whatever the praise', () => {
  const facts = { ...factsOfLevel(1, engagement), 'mood-response': 'Brilliant, so proud!' };
  expect(sessionLevel(recordOf(facts), engagement).level).toBe(1);
});
