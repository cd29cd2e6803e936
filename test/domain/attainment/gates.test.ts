import type { CaseFile, Session } from '../../../src/domain/caseFile.ts';
import type { Programme } from '../../../src/domain/programme.ts';
import {
  aCaseFile,
  aClaim,
  anAchievedCase,
  anAudit,
  aRating,
  aSeries,
  aSession,
  aSpotObservation,
  assessOn,
  travel,
} from '../../support/caseFiles.ts';

/** Day by day, one met session each. */
const onDays = (days: readonly number[], workers = 'ABC'): readonly Session[] =>
  days.map((day, index) =>
    aSession(4, day, { worker: `Practitioner/${workers[index % workers.length] ?? ''}` }),
  );
const days = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

const seen = (...observed: readonly number[]) => observed.map((day) => aSpotObservation(4, day));
const fifteen = anAchievedCase().sessions;
const incomplete = (day: number): Session =>
  aSession(4, day, { facts: { 'confidence-observed': undefined } });
const late = (day: number): Session => aSession(4, day, { delay: 49 });
const sixteenBy = (workers: string): CaseFile =>
  anAchievedCase({
    sessions: aSeries('4'.repeat(16), (index) => ({
      worker: `Practitioner/${workers[index] ?? ''}`,
    })),
  });

/** Each gate of stage 4: a case that is just enough, and the same with one thing less. */
const GATES: readonly [
  string,
  needs: readonly string[],
  today: number,
  enough: CaseFile,
  lacking: CaseFile,
][] = [
  [
    '15 points',
    ['consistency', 'volume'],
    34,
    anAchievedCase(),
    anAchievedCase({ sessions: fifteen.slice(1) }),
  ],
  [
    'points not lost by one day that was not met',
    ['consistency', 'single-witness'],
    41,
    anAchievedCase({ sessions: aSeries('4'.repeat(14) + '4') }),
    anAchievedCase({ sessions: aSeries('4'.repeat(13) + '34') }),
  ],
  [
    'a span of 28 days',
    ['span'],
    28,
    anAchievedCase({
      sessions: onDays([...days(0, 6), 7, 8, 9, 14, 15, 21, 22, 28]),
      spotObservations: seen(10, 15, 22),
      feedback: [aRating(3, 20)],
    }),
    anAchievedCase({
      sessions: onDays([...days(1, 6), 7, 8, 9, 10, 14, 15, 21, 22, 28]),
      spotObservations: seen(10, 15, 22),
      feedback: [aRating(3, 20)],
    }),
  ],
  [
    'records in four weeks',
    ['weeks'],
    35,
    anAchievedCase({ sessions: onDays([...days(0, 5), 13, ...days(28, 34), 35]) }),
    anAchievedCase({ sessions: onDays([...days(0, 6), ...days(28, 34), 35]) }),
  ],
  [
    'two workers',
    ['workers', 'single-witness'],
    37,
    sixteenBy('ABABABABABABABAB'),
    sixteenBy('AAAAAAAAAAAAAAAA'),
  ],
  [
    'a score that stands without either worker',
    ['single-witness'],
    37,
    sixteenBy('ABABABABABABABAB'),
    sixteenBy('ABABABABABABABAA'),
  ],
  [
    'three observations',
    ['observations'],
    34,
    anAchievedCase(),
    anAchievedCase({ spotObservations: seen(20, 27) }),
  ],
  [
    'observations of which four in five are met',
    ['observations'],
    34,
    anAchievedCase({ spotObservations: [aSpotObservation(3, 13), ...seen(20, 25, 27, 33)] }),
    anAchievedCase({ spotObservations: [aSpotObservation(3, 13), ...seen(20, 27, 33)] }),
  ],
  [
    'the last two observations met',
    ['observations'],
    34,
    anAchievedCase({
      spotObservations: [...seen(13, 20), aSpotObservation(3, 6), ...seen(27, 33)],
    }),
    anAchievedCase({
      spotObservations: [...seen(13, 20), aSpotObservation(3, 33), ...seen(6, 27)],
    }),
  ],
  [
    'observations not before the run',
    ['observations'],
    44,
    anAchievedCase({
      sessions: aSeries('444' + '0' + '4'.repeat(15)),
      spotObservations: seen(11, 20, 27),
      feedback: [aRating(3, 30)],
    }),
    anAchievedCase({
      sessions: aSeries('444' + '0' + '4'.repeat(15)),
      spotObservations: seen(9, 20, 27),
      feedback: [aRating(3, 30)],
    }),
  ],
  [
    'the last observation within 42 days',
    ['observations'],
    75,
    anAchievedCase({ sessions: aSeries('4'.repeat(32)), feedback: [aRating(3, 75)] }),
    anAchievedCase({
      sessions: aSeries('4'.repeat(32)),
      spotObservations: seen(20, 27, 32),
      feedback: [aRating(3, 75)],
    }),
  ],
  ['the person’s own word', ['feedback'], 34, anAchievedCase(), anAchievedCase({ feedback: [] })],
  [
    'a person who rates it good enough',
    ['feedback'],
    34,
    anAchievedCase({ feedback: [aRating(2, 20), aRating(3, 30)] }),
    anAchievedCase({ feedback: [aRating(2, 20), aRating(2, 30)] }),
  ],
  [
    'a rating within 42 days',
    ['feedback'],
    71,
    anAchievedCase({ sessions: aSeries('4'.repeat(30)), spotObservations: seen(20, 27, 71) }),
    anAchievedCase({
      sessions: aSeries('4'.repeat(30)),
      spotObservations: seen(20, 27, 71),
      feedback: [aRating(3, 29)],
    }),
  ],
  [
    'a rating that is the person’s own',
    ['feedback'],
    34,
    anAchievedCase(),
    anAchievedCase({ feedback: [aRating(3, 30, { source: 'proxy' })] }),
  ],
  [
    'a rating that was not declined',
    ['feedback'],
    34,
    anAchievedCase(),
    anAchievedCase({ feedback: [aRating(3, 30, { declined: true })] }),
  ],
  [
    'five complete records in six',
    ['completeness'],
    34,
    anAchievedCase({ sessions: [...fifteen, incomplete(15), incomplete(17)] }),
    anAchievedCase({ sessions: [...fifteen, incomplete(15), incomplete(17), incomplete(22)] }),
  ],
  [
    'seven records in ten written on time',
    ['contemporaneity'],
    34,
    anAchievedCase({ sessions: [...fifteen, ...[7, 10, 12, 14, 15, 17].map(late)] }),
    anAchievedCase({ sessions: [...fifteen, ...[7, 10, 12, 14, 15, 17, 19].map(late)] }),
  ],
  [
    'a record of the last 14 days',
    ['recency'],
    48,
    anAchievedCase({ feedback: [aRating(3, 48)] }),
    anAchievedCase({ feedback: [aRating(3, 49)] }),
  ],
  [
    'observers who agree with the records',
    ['observations'],
    34,
    anAchievedCase({ spotObservations: [aSpotObservation(3, 13), ...seen(20, 25, 27, 33)] }),
    anAchievedCase({
      spotObservations: [aSpotObservation(3, 13, { hour: 9 }), ...seen(20, 25, 27, 33)],
    }),
  ],
  [
    'observers who take no part',
    ['observations'],
    34,
    anAchievedCase(),
    anAchievedCase({
      spotObservations: [
        ...seen(20, 27),
        aSpotObservation(4, 34, { hour: 9, observer: 'Practitioner/C' }),
      ],
    }),
  ],
  [
    'observers who do not claim the goal achieved',
    ['observations'],
    34,
    anAchievedCase({ claims: [aClaim('achieved', 33)] }),
    anAchievedCase({ claims: [aClaim('achieved', 33, { author: 'Practitioner/O' })] }),
  ],
  [
    'observers who are named',
    ['observations'],
    34,
    anAchievedCase(),
    anAchievedCase({
      spotObservations: [...seen(20, 27), aSpotObservation(4, 33, { observer: null })],
    }),
  ],
  [
    'no serious event',
    ['consistency', 'volume'],
    34,
    anAchievedCase(),
    anAchievedCase({
      sessions: [...fifteen.slice(1), aSession(4, 2, { facts: { 'safety-event': true } })],
    }),
  ],
  [
    'no audit that found the claim not justified',
    ['audit-hold'],
    34,
    anAchievedCase({ claims: [aClaim('achieved', 32)], audits: [anAudit('partly-justified', 33)] }),
    anAchievedCase({ claims: [aClaim('achieved', 32)], audits: [anAudit('not-justified', 33)] }),
  ],
];

describe('one thing less closes a gate', () => {
  it.each(GATES)('%s', (_gate, needs, today, enough, lacking) => {
    const day = Math.max(today, ...lacking.feedback.map((item) => item.day - lacking.goal.start));
    expect(assessOn(today, enough).validated.level).toBe('achieved');
    const short = assessOn(day, lacking);
    expect(short.validated.level).not.toBe('achieved');
    expect(short.next.map(({ code }) => code)).toEqual(needs);
  });

  it('two workers need not be three, and two unnamed ones are nobody', () => {
    const unnamed = aSeries('4'.repeat(16), () => ({ worker: null }));
    expect(assessOn(37, anAchievedCase({ sessions: unnamed })).validated.level).not.toBe(
      'achieved',
    );
  });
});

describe('a proxy’s word', () => {
  const byProxy = anAchievedCase({ feedback: [aRating(3, 30, { source: 'proxy' })] });
  const withReason: Programme = { ...travel, proxyFeedbackReason: 'she does not speak' };

  it('opens the gate only where the programme allows it and says why', () => {
    expect(assessOn(34, byProxy, withReason).validated.level).toBe('achieved');
    expect(assessOn(34, byProxy, travel).validated.level).toBe('near-complete');
  });

  it('of staff never does', () => {
    const byStaff = anAchievedCase({ feedback: [aRating(4, 30, { source: 'staff' })] });
    expect(assessOn(34, byStaff, withReason).validated.level).toBe('near-complete');
  });
});

describe('an audit that found the claim not justified', () => {
  const audited = (observations: readonly number[]) =>
    anAchievedCase({
      spotObservations: seen(20, 27, 33, ...observations),
      claims: [aClaim('achieved', 34)],
      audits: [anAudit('not-justified', 35)],
    });

  it('holds a stage that was validated, and those below it stay', () => {
    const { validated, verdict } = assessOn(36, audited([]));
    expect(validated.level).toBe('near-complete');
    expect(verdict).toBe('unverifiable');
  });

  it('lifts when two further observations are met, and not before', () => {
    expect(assessOn(40, audited([36])).validated.level).toBe('near-complete');
    expect(assessOn(40, audited([36, 38])).validated.level).toBe('achieved');
  });

  it('is not lifted by an observation of its own day', () => {
    expect(assessOn(40, audited([35, 36])).validated.level).toBe('near-complete');
  });
});

describe('a safety event in a record of which something is missing', () => {
  const event = aSession(4, 35, {
    facts: { 'safety-event': true, 'confidence-observed': undefined },
  });
  const unsafe = aSession(4, 35, {
    facts: { 'safety-checks': [2, 5], 'confidence-observed': undefined },
  });

  it.each([
    ['said to be one', event],
    ['safety checks below one half', unsafe],
  ])('empties every score: %s', (_what, session) => {
    const after = assessOn(36, anAchievedCase({ sessions: [...fifteen, session] }));
    expect(after.validated).toMatchObject({ level: 'baseline', stage: null });
    expect(after.strength).toBe('insufficient');
    expect(after.run.start).toBeNull();
  });

  it('does not, at exactly one half', () => {
    const half = aSession(4, 35, { facts: { 'safety-checks': [1, 2] } });
    const after = assessOn(36, anAchievedCase({ sessions: [...fifteen, half] }));
    expect(after.validated.level).toBe('achieved');
  });

  it('is believed of an observer who is not independent', () => {
    const byWorker = aSpotObservation(4, 35, {
      observer: 'Practitioner/K',
      facts: { 'safety-event': true },
    });
    const after = assessOn(
      36,
      anAchievedCase({
        spotObservations: [...anAchievedCase().spotObservations, byWorker],
        claims: [aClaim('achieved', 34)],
      }),
    );
    expect(after.findings.map(({ code }) => code)).toContain('safety-event');
    expect(after.validated.level).toBe('baseline');
  });
});

describe('records tied to the goal by inference alone', () => {
  /** Enough of everything for strong evidence: 30 sessions by three workers, five observations, a rating of 4. */
  const strong = (changed: Partial<CaseFile> = {}) =>
    aCaseFile({
      sessions: aSeries('4'.repeat(30)),
      spotObservations: seen(20, 27, 34, 48, 62),
      feedback: [aRating(4, 60)],
      ...changed,
    });

  it('never make strong evidence', () => {
    const linked = assessOn(69, strong());
    const sessions = aSeries('4'.repeat(30), (index) => (index === 3 ? { link: 'inferred' } : {}));
    const inferred = assessOn(69, strong({ sessions }));
    expect(linked.strength).toBe('strong');
    expect(inferred.strength).toBe('moderate');
    expect(inferred.validated.level).toBe('achieved');
  });
});
