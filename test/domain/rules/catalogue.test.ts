import type { CaseFile, Session } from '../../../src/domain/caseFile.ts';
import type { Programme } from '../../../src/domain/programme.ts';
import { RULES } from '../../../src/domain/rules/index.ts';
import {
  aBaseline,
  aCaseFile,
  aClaim,
  anAchievedCase,
  anAudit,
  aRating,
  aSeries,
  aServiceNote,
  aSession,
  aSpotObservation,
  assessOn,
  aSupportPlan,
  engagement,
  factsOfLevel,
  personalCare,
  travel,
  type Facts,
} from '../../support/caseFiles.ts';

/** One finding: a day and a case file where it holds, and its nearest sibling where it does not. */
interface Row {
  readonly code: string;
  readonly what: string;
  readonly programme?: Programme;
  readonly on: number;
  readonly holds: CaseFile;
  /** Not given: it is the same case file, on another day. */
  readonly sibling?: CaseFile;
  readonly siblingOn?: number;
  /** References of the finding, where they say something. */
  readonly cites?: readonly string[];
}

const achieved = anAchievedCase().sessions;
const withLevels = (levels: string, changed: Partial<CaseFile> = {}): CaseFile =>
  aCaseFile({ sessions: aSeries(levels), ...changed });
const claimed = { claims: [aClaim('achieved', 13)] };
const references = (sessions: readonly Session[]): readonly string[] =>
  sessions.map((session) => session.reference).sort();

const claimRows: readonly Row[] = [
  {
    code: 'overstatement',
    what: '3 of 10 records meet the claimed stage; of 6, four in five may still be true',
    on: 24,
    holds: withLevels('1114441121', claimed),
    sibling: withLevels('4444441121', claimed),
    cites: ['Goal/g1/_history/13', ...references(aSeries('1114441121'))],
  },
  {
    code: 'overstatement',
    what: '5 of 12 records, and not 6',
    on: 30,
    holds: withLevels('333333344444', claimed),
    sibling: withLevels('333333444444', claimed),
  },
  {
    code: 'overstatement',
    what: 'none of three observations meets it; of two it may be chance',
    on: 20,
    holds: withLevels('44444444', {
      ...claimed,
      spotObservations: [11, 13, 18].map((day) => aSpotObservation(3, day)),
    }),
    sibling: withLevels('44444444', {
      ...claimed,
      spotObservations: [13, 18].map((day) => aSpotObservation(3, day)),
    }),
    cites: ['Goal/g1/_history/13', 'Observation/o011', 'Observation/o013', 'Observation/o018'],
  },
  {
    code: 'overstatement',
    what: 'two observers saw at a recorded session that it was not met, and not one alone',
    on: 20,
    holds: withLevels('44444444', {
      ...claimed,
      spotObservations: [
        ...[13, 18].map((day) => aSpotObservation(3, day, { hour: 9 })),
        ...[7, 8, 10, 12, 14, 15].map((day) => aSpotObservation(4, day)),
      ],
    }),
    sibling: withLevels('44444444', {
      ...claimed,
      spotObservations: [
        aSpotObservation(3, 13, { hour: 9 }),
        aSpotObservation(3, 18),
        ...[7, 8, 10, 12, 14, 15].map((day) => aSpotObservation(4, day)),
      ],
    }),
    cites: ['Goal/g1/_history/13', 'Observation/o013', 'Observation/o018'],
  },
  {
    code: 'understatement',
    what: 'the claim is below what is validated',
    on: 34,
    holds: anAchievedCase({ claims: [aClaim('near-complete', 33)] }),
    sibling: anAchievedCase({ claims: [aClaim('achieved', 33)] }),
    cites: ['Goal/g1/_history/33'],
  },
  {
    code: 'claim-not-yet-evidenced',
    what: 'all met, but not yet enough; a status that claims no level needs no evidence',
    on: 20,
    holds: withLevels('444444444', claimed),
    sibling: withLevels('444444444', { claims: [aClaim(null, 13)] }),
  },
  {
    code: 'claim-not-yet-evidenced',
    what: 'until 56 days after the claim',
    on: 13 + 56,
    holds: withLevels('44434'.repeat(6), claimed),
    siblingOn: 13 + 57,
  },
  {
    code: 'claim-unsupported',
    what: 'from 57 days after the claim',
    on: 13 + 57,
    holds: withLevels('44434'.repeat(6), claimed),
    siblingOn: 13 + 56,
  },
  {
    code: 'claim-unsupported',
    what: 'engagement gives 28 days',
    programme: engagement,
    on: 13 + 29,
    holds: aCaseFile(claimed),
    siblingOn: 13 + 28,
  },
  {
    code: 'single-strong-session',
    what: 'one session meets what is claimed, and not two by two workers',
    on: 13,
    holds: withLevels('333334', claimed),
    sibling: withLevels('333344', claimed),
    cites: ['Observation/s013'],
  },
  {
    code: 'single-strong-session',
    what: 'one worker alone records it',
    on: 13,
    holds: aCaseFile({
      ...claimed,
      sessions: aSeries('444444', () => ({ worker: 'Practitioner/A' })),
    }),
    sibling: withLevels('444444', claimed),
  },
  {
    code: 'single-strong-session',
    what: 'once in the last five',
    on: 18,
    holds: withLevels('44333334', claimed),
    sibling: withLevels('44333344', claimed),
  },
  {
    code: 'single-strong-session',
    what: 'not of a level that is validated',
    on: 48,
    holds: withLevels('333334', claimed),
    sibling: anAchievedCase({ claims: [aClaim('partial', 13)] }),
  },
  {
    code: 'restaging-needed',
    what: 'the claimed level was validated and lost',
    on: 42,
    holds: anAchievedCase({
      sessions: aSeries('4'.repeat(15) + '000'),
      claims: [aClaim('achieved', 34)],
    }),
    sibling: anAchievedCase({
      sessions: aSeries('4'.repeat(15) + '00'),
      claims: [aClaim('achieved', 34)],
    }),
  },
  {
    code: 'restaging-needed',
    what: 'not where a lower level is claimed that is still held',
    on: 42,
    holds: anAchievedCase({
      sessions: aSeries('4'.repeat(15) + '000'),
      claims: [aClaim('achieved', 34)],
    }),
    sibling: anAchievedCase({
      sessions: aSeries('4'.repeat(15) + '000'),
      claims: [aClaim('partial', 34)],
    }),
  },
  {
    code: 'baseline-changed',
    what: 'a second baseline that became known after the claim',
    on: 20,
    holds: aCaseFile({
      ...claimed,
      baselines: [aBaseline(factsOfLevel(1)), aBaseline(factsOfLevel(0), 14)],
    }),
    sibling: aCaseFile({
      ...claimed,
      baselines: [aBaseline(factsOfLevel(1)), aBaseline(factsOfLevel(0), 12)],
    }),
    cites: ['Observation/b014'],
  },
];

const event: Facts = { 'safety-event': true };

const safetyRows: readonly Row[] = [
  {
    code: 'safety-event',
    what: 'in a record of which something is missing, too',
    on: 10,
    holds: aCaseFile({
      sessions: [aSession(4, 9, { facts: { ...event, 'confidence-observed': undefined } })],
    }),
    sibling: aCaseFile({
      sessions: [aSession(4, 9, { facts: { 'safety-event': false } })],
    }),
    cites: ['Observation/s009'],
  },
  {
    code: 'safety-event',
    what: 'safety checks below one half',
    on: 10,
    holds: aCaseFile({ sessions: [aSession(4, 9, { facts: { 'safety-checks': [2, 5] } })] }),
    sibling: aCaseFile({ sessions: [aSession(4, 9, { facts: { 'safety-checks': [2, 4] } })] }),
  },
  {
    code: 'safety-event',
    what: 'for 28 days',
    on: 9 + 28,
    holds: aCaseFile({ spotObservations: [aSpotObservation(4, 9, { facts: event })] }),
    siblingOn: 9 + 29,
  },
  {
    code: 'premature-support-reduction',
    what: 'before the stage that carries it was validated, and not after',
    on: 40,
    holds: anAchievedCase({ support: [aSupportPlan(5, 0), aSupportPlan(2, 33)] }),
    sibling: anAchievedCase({ support: [aSupportPlan(5, 0), aSupportPlan(2, 34)] }),
    cites: ['ServiceRequest/r1/_history/0', 'ServiceRequest/r1/_history/33'],
  },
  {
    code: 'premature-support-reduction',
    what: 'more support, or as much, is no reduction',
    on: 40,
    holds: withLevels('444', { support: [aSupportPlan(5, 0), aSupportPlan(4, 10)] }),
    sibling: withLevels('444', { support: [aSupportPlan(5, 0), aSupportPlan(5, 10)] }),
  },
  {
    code: 'premature-support-reduction',
    what: 'an old one is past',
    on: 10 + 84,
    holds: withLevels('444', { support: [aSupportPlan(5, 0), aSupportPlan(4, 10)] }),
    siblingOn: 10 + 85,
  },
];

const triangulationRows: readonly Row[] = [
  {
    code: 'no-independent-observation',
    what: 'an observation of the last 42 days is enough',
    on: 60,
    holds: withLevels('444444', { ...claimed, spotObservations: [aSpotObservation(4, 17)] }),
    sibling: withLevels('444444', { ...claimed, spotObservations: [aSpotObservation(4, 18)] }),
    cites: ['Observation/o017'],
  },
  {
    code: 'no-independent-observation',
    what: 'one by the worker of the same session is none',
    on: 20,
    holds: withLevels('444444', {
      ...claimed,
      spotObservations: [aSpotObservation(4, 13, { hour: 9, observer: 'Practitioner/C' })],
    }),
    sibling: withLevels('444444', {
      ...claimed,
      spotObservations: [aSpotObservation(4, 13, { hour: 9, observer: 'Practitioner/A' })],
    }),
  },
  {
    code: 'no-independent-observation',
    what: 'one by whoever made the claim is none',
    on: 20,
    holds: withLevels('444444', {
      ...claimed,
      spotObservations: [aSpotObservation(4, 13, { observer: 'Practitioner/K' })],
    }),
    sibling: withLevels('444444', { ...claimed, spotObservations: [aSpotObservation(4, 13)] }),
  },
  {
    code: 'no-independent-observation',
    what: 'the first stage needs none',
    on: 20,
    holds: withLevels('444444', claimed),
    sibling: withLevels('444444', { claims: [aClaim('partial', 13)] }),
  },
  {
    code: 'source-conflict',
    what: 'the records support what the only observation contradicts',
    on: 34,
    holds: anAchievedCase({ ...claimed, spotObservations: [aSpotObservation(3, 33)] }),
    sibling: anAchievedCase({ ...claimed, spotObservations: [aSpotObservation(4, 33)] }),
  },
  {
    code: 'source-conflict',
    what: 'the person contradicts what the records support',
    on: 34,
    holds: anAchievedCase({ ...claimed, feedback: [aRating(1, 30)] }),
    sibling: anAchievedCase({ ...claimed, feedback: [aRating(2, 30)] }),
  },
  {
    code: 'leniency-check',
    what: 'one worker’s eight records are met, none of eight by the other',
    on: 37,
    holds: aCaseFile({
      ...claimed,
      sessions: aSeries('43'.repeat(8), (index) => ({
        worker: `Practitioner/${'AB'[index % 2] ?? ''}`,
      })),
    }),
    sibling: aCaseFile({
      ...claimed,
      sessions: aSeries('44'.repeat(8), (index) => ({
        worker: `Practitioner/${'AB'[index % 2] ?? ''}`,
      })),
    }),
    cites: references(aSeries('43'.repeat(8)).filter((_, index) => index % 2 === 0)),
  },
  {
    code: 'audit-not-supported',
    what: 'the latest opinion counts',
    on: 40,
    holds: aCaseFile({ audits: [anAudit('justified', 20), anAudit('not-justified', 30)] }),
    sibling: aCaseFile({ audits: [anAudit('not-justified', 20), anAudit('justified', 30)] }),
    cites: ['Observation/a030'],
  },
  {
    code: 'audit-partly-supported',
    what: 'partly is neither wholly nor not',
    on: 40,
    holds: aCaseFile({ audits: [anAudit('partly-justified', 30)] }),
    sibling: aCaseFile({ audits: [anAudit('not-justified', 30)] }),
  },
];

/** Held since day 34; with these the sustained rule has what it needs on day 90. */
const kept = { spotObservations: [20, 27, 33, 48, 62, 85].map((day) => aSpotObservation(4, day)) };
const ratings = { feedback: [aRating(3, 30), aRating(3, 70)] };

const progressRows: readonly Row[] = [
  {
    code: 'inconsistent-attempts',
    what: 'good and bad by turns, and not first bad and then good',
    on: 30,
    holds: withLevels('101010101010'),
    sibling: withLevels('000000111111'),
  },
  {
    code: 'inconsistent-attempts',
    what: 'four switches, and not three',
    on: 30,
    holds: withLevels('000110110000'),
    sibling: withLevels('000111100011'),
  },
  {
    code: 'inconsistent-attempts',
    what: 'fewer than four in five met',
    on: 30,
    holds: withLevels('1011011101'),
    sibling: withLevels('1011011111'),
  },
  {
    code: 'inconsistent-attempts',
    what: 'a bad spell after three good ones, half and not two in three met',
    on: 58,
    holds: withLevels('2'.repeat(18) + '000222'),
    sibling: withLevels('2'.repeat(18) + '002222'),
  },
  {
    code: 'stalled',
    what: 'for 42 days',
    on: 44,
    holds: withLevels('0'.repeat(18)),
    siblingOn: 43,
  },
  {
    code: 'stalled',
    what: 'not while the last six are better than the six before',
    on: 44,
    holds: withLevels('0'.repeat(17) + '1'),
    sibling: withLevels('0'.repeat(16) + '11'),
  },
  {
    code: 'stalled',
    what: 'twelve records show it, and not eleven',
    on: 60,
    holds: withLevels('0'.repeat(12)),
    sibling: withLevels('0'.repeat(11)),
  },
  {
    code: 'stalled',
    what: 'nor from half of the next mark',
    on: 44,
    holds: withLevels('000000' + '111110' + '111101'),
    sibling: withLevels('000000' + '111110' + '111111'),
  },
  {
    code: 'regressing',
    what: 'a validated stage was lost',
    on: 42,
    holds: anAchievedCase({ sessions: aSeries('4'.repeat(15) + '000') }),
    sibling: anAchievedCase({ sessions: aSeries('4'.repeat(15) + '00') }),
    cites: references(aSeries('4'.repeat(15) + '000').slice(15)),
  },
  {
    code: 'regressing',
    what: 'for less than 56 days',
    on: 41 + 55,
    holds: anAchievedCase({ sessions: aSeries('4'.repeat(15) + '000' + '3'.repeat(22)) }),
    siblingOn: 41 + 56,
  },
  {
    code: 'sustained-lapsed',
    what: 'sustained, and lost',
    on: 101,
    holds: anAchievedCase({ ...kept, ...ratings, sessions: aSeries('4'.repeat(39) + '0000') }),
    sibling: anAchievedCase({ ...kept, ...ratings, sessions: aSeries('4'.repeat(39) + '4444') }),
  },
  {
    code: 'probe-missed',
    what: 'no second observation since it is held',
    on: 90,
    holds: anAchievedCase({
      ...ratings,
      sessions: aSeries('4'.repeat(39)),
      spotObservations: kept.spotObservations.slice(0, 4),
    }),
    sibling: anAchievedCase({
      ...ratings,
      sessions: aSeries('4'.repeat(39)),
      spotObservations: kept.spotObservations.slice(0, 5),
    }),
  },
  {
    code: 'near-criterion',
    what: 'from half of the mark',
    on: 20,
    holds: withLevels('11111'),
    sibling: withLevels('1111'),
  },
  {
    code: 'near-criterion',
    what: 'to the mark itself',
    on: 34,
    holds: anAchievedCase({ feedback: [], sessions: achieved.slice(1) }),
    sibling: anAchievedCase({ feedback: [] }),
  },
];

const sure = (...codes: readonly string[]): CaseFile =>
  aCaseFile({
    sessions: codes.map((code, day) =>
      aSession(4, day, { facts: { 'confidence-observed': code } }),
    ),
  });
const prompted = (...codes: readonly (readonly [string, number])[]): CaseFile =>
  aCaseFile({
    sessions: codes.map(([prompt, count], day) =>
      aSession(4, day, { facts: { 'prompt-level': prompt, 'prompt-count': count } }),
    ),
  });
const reassured = (baseline: number, ...counts: readonly number[]): CaseFile =>
  aCaseFile({
    baselines: [aBaseline({ 'reassurance-count': baseline })],
    sessions: counts.map((count, day) =>
      aSession(4, day, { programme: personalCare, facts: { 'reassurance-count': count } }),
    ),
  });

const warningRows: readonly Row[] = [
  {
    code: 'variable-confidence',
    what: 'two steps apart within six attempts',
    on: 6,
    holds: sure('good', 'good', 'low', 'good', 'good', 'good'),
    sibling: sure('good', 'good', 'some', 'good', 'good', 'good'),
  },
  {
    code: 'variable-confidence',
    what: 'an attempt before the last six does not count',
    on: 7,
    holds: sure('good', 'low', 'good', 'good', 'good', 'good', 'good'),
    sibling: sure('low', 'good', 'good', 'good', 'good', 'good', 'good'),
  },
  {
    code: 'variable-confidence',
    what: 'by hesitation, in personal care',
    programme: personalCare,
    on: 6,
    holds: aCaseFile({
      sessions: [0, 1, 2, 3, 4, 5].map((day) =>
        aSession(4, day, {
          programme: personalCare,
          facts: { hesitation: day === 3 ? 'marked' : 'none' },
        }),
      ),
    }),
    sibling: aCaseFile({
      sessions: [0, 1, 2, 3, 4, 5].map((day) =>
        aSession(4, day, {
          programme: personalCare,
          facts: { hesitation: day === 3 ? 'slight' : 'none' },
        }),
      ),
    }),
  },
  {
    code: 'repeated-prompts',
    what: 'the same help at four of five attempts, and not at three',
    on: 5,
    holds: prompted(['verbal', 2], ['verbal', 2], ['gestural', 1], ['verbal', 2], ['verbal', 2]),
    sibling: prompted(
      ['verbal', 2],
      ['modelling', 2],
      ['gestural', 1],
      ['verbal', 2],
      ['verbal', 2],
    ),
    cites: ['Observation/s000', 'Observation/s001', 'Observation/s003', 'Observation/s004'],
  },
  {
    code: 'repeated-prompts',
    what: 'as many prompts as at the baseline (four), and not one fewer',
    on: 6,
    holds: prompted(
      ['verbal', 4],
      ['modelling', 4],
      ['gestural', 4],
      ['verbal', 4],
      ['gestural', 4],
      ['modelling', 1],
    ),
    sibling: prompted(
      ['verbal', 3],
      ['modelling', 3],
      ['gestural', 3],
      ['verbal', 3],
      ['gestural', 4],
      ['modelling', 4],
    ),
  },
  {
    code: 'repeated-prompts',
    what: 'independence again and again is none',
    on: 5,
    holds: prompted(
      ['gestural', 0],
      ['gestural', 0],
      ['gestural', 0],
      ['gestural', 0],
      ['gestural', 0],
    ),
    sibling: prompted(
      ['independent', 0],
      ['independent', 0],
      ['independent', 0],
      ['independent', 0],
      ['independent', 0],
    ),
  },
  {
    code: 'repeated-reassurance',
    what: 'twice at four of five visits, and not at three',
    programme: personalCare,
    on: 6,
    holds: reassured(5, 2, 2, 0, 2, 2),
    sibling: reassured(5, 2, 1, 0, 2, 2),
  },
  {
    code: 'repeated-reassurance',
    what: 'as often as at the baseline',
    programme: personalCare,
    on: 6,
    holds: reassured(1, 1, 1, 1, 1, 1, 0),
    sibling: reassured(2, 1, 1, 1, 1, 1, 0),
  },
];

/** Six attended sessions of engagement, the first of them with other facts. */
const attended = (level: number, others: readonly Facts[], baseline: Facts = {}): CaseFile =>
  aCaseFile({
    baselines: [aBaseline(baseline)],
    sessions: [0, 1, 2, 3, 4, 5].map((day) =>
      aSession(level, day, { programme: engagement, facts: others[day] ?? {} }),
    ),
  });
const times = <Item>(count: number, item: Item): readonly Item[] =>
  Array.from({ length: count }, () => item);

const engagementRows: readonly Row[] = [
  {
    code: 'attendance-without-engagement',
    what: 'at four of six sessions, and not at three',
    programme: engagement,
    on: 6,
    holds: attended(2, times(4, factsOfLevel(1, engagement))),
    sibling: attended(2, times(3, factsOfLevel(1, engagement))),
    cites: ['Observation/s000', 'Observation/s001', 'Observation/s002', 'Observation/s003'],
  },
  {
    code: 'brief-attendance',
    what: 'under a quarter of three of six sessions, and not of two',
    programme: engagement,
    on: 6,
    holds: attended(2, times(3, { 'engagement-duration': 14 })),
    sibling: attended(2, times(2, { 'engagement-duration': 14 })),
  },
  {
    code: 'brief-attendance',
    what: 'a quarter exactly is not under it',
    programme: engagement,
    on: 6,
    holds: attended(2, times(3, { 'engagement-duration': 14 })),
    sibling: attended(2, times(3, { 'engagement-duration': 15 })),
  },
  {
    code: 'brief-attendance',
    what: 'shorter than at the baseline',
    programme: engagement,
    on: 6,
    holds: attended(2, times(3, { 'engagement-duration': 29 }), { 'engagement-duration': 30 }),
    sibling: attended(4, times(3, { 'engagement-duration': 30 }), { 'engagement-duration': 30 }),
  },
  {
    code: 'brief-attendance',
    what: 'a length that was not recorded is unknown',
    programme: engagement,
    on: 6,
    holds: attended(2, times(3, { 'engagement-duration': 1 })),
    sibling: attended(2, times(3, { 'engagement-duration': undefined })),
  },
  {
    code: 'enjoyment-assumed',
    what: 'at two of six sessions, and not at one',
    programme: engagement,
    on: 6,
    holds: attended(3, times(2, { 'enjoyment-basis': '' })),
    sibling: attended(3, times(1, { 'enjoyment-basis': '' })),
  },
  {
    code: 'enjoyment-assumed',
    what: 'what the person said is no assumption',
    programme: engagement,
    on: 6,
    holds: attended(3, times(2, { 'enjoyment-basis': undefined })),
    sibling: attended(3, times(2, { 'enjoyment-basis': undefined, 'enjoyment-stated': 'some' })),
  },
];

const DETAILED = [
  'Took the 9:15 bus to college, checked the road twice and said “easy”.',
  'Stopped at the kerb because of a lorry, then crossed after a nod at 9:40.',
  'Bought her own ticket for the bus, counted 3 stops and rang the bell.',
  'Walked past the shop to the bus stop, hesitated at the crossing because it was busy.',
  'Waited 10 minutes for the late bus, asked the driver where to get off.',
  'Told me which bus to take, then led the way to college with no prompt at the lights.',
] as const;
const noted = (level: number, ...notes: readonly string[]): CaseFile =>
  aCaseFile({ sessions: notes.map((note, day) => aSession(level, day, { note })) });
const copy = 'Came back from the pottery class with a blue bowl and showed it to everyone at tea.';

/** Six records by A and as many by B, in turn; `a` and `b` say how many prompts each has. */
const inTurn = (a: readonly number[], b: readonly number[]): CaseFile =>
  aCaseFile({
    sessions: a.flatMap((count, index) => [
      aSession(2, 2 * index, { facts: { 'prompt-count': count } }),
      aSession(2, 2 * index + 1, {
        facts: { 'prompt-count': b[index] },
        worker: 'Practitioner/B',
      }),
    ]),
  });

/** Engagement by A and B in turn: A's minutes are all the same or, without a number, its own each day. */
const alikeBut = (basis: (day: number) => string, minutes: number | null): CaseFile =>
  aCaseFile({
    sessions: Array.from({ length: 12 }, (_, day) =>
      aSession(3, day, {
        programme: engagement,
        facts: {
          'enjoyment-basis': basis(day),
          'engagement-duration': day % 2 === 0 ? (minutes ?? 20 + day) : 20 + day,
        },
        worker: `Practitioner/${day % 2 === 0 ? 'A' : 'B'}`,
      }),
    ),
  });

const tellingOfDip = (dip: string, ...notes: readonly string[]): CaseFile =>
  aCaseFile({
    sessions: notes.map((note, day) =>
      aSession(4, day, { programme: personalCare, facts: { 'confidence-dip': dip }, note }),
    ),
  });

const praisedSteps = (steps: readonly [number, number], hesitation = 'slight'): CaseFile =>
  praisedBeside({ 'steps-independent': steps, hesitation }, personalCare);

/** Programmes that measure the same under names of their own. */
const ownSteps: Programme = {
  ...personalCare,
  measures: { ...personalCare.measures, steps: 'tasks-alone' },
};
const ownSureness: Programme = {
  ...travel,
  measures: { ...travel.measures, confidence: 'sureness' },
  stages: travel.stages.map((stage) => ({
    ...stage,
    criteria: stage.criteria.map((criterion) =>
      criterion.measure === 'confidence-observed'
        ? { ...criterion, measure: 'sureness' }
        : criterion,
    ),
  })),
};
const praisedBeside = (facts: Facts, programme: Programme): CaseFile =>
  aCaseFile({
    sessions: ['Brilliant today.', 'No problems at all.'].map((note, day) =>
      aSession(4, day, { programme, facts, note }),
    ),
  });

const noteRows: readonly Row[] = [
  {
    code: 'generic-notes',
    what: 'three of six, and not two',
    on: 6,
    holds: noted(4, ...DETAILED.slice(0, 3), 'Good session.', 'A nice day.', 'Went fine.'),
    sibling: noted(4, ...DETAILED.slice(0, 4), 'A nice day.', 'Went fine.'),
    cites: ['Observation/s003', 'Observation/s004', 'Observation/s005'],
  },
  {
    code: 'generic-notes',
    what: 'a detailed note that is repeated says little too',
    on: 6,
    holds: noted(4, ...DETAILED.slice(0, 3), ...DETAILED.slice(0, 3)),
    sibling: noted(4, ...DETAILED),
  },
  {
    code: 'over-positive-notes',
    what: 'praise beside prompts, twice and not once',
    on: 6,
    holds: noted(2, 'Brilliant today.', 'No problems at all.'),
    sibling: noted(2, 'Brilliant today.', 'Needed a word at the crossing.'),
    cites: ['Observation/s000', 'Observation/s001'],
  },
  {
    code: 'over-positive-notes',
    what: 'praise of a session that was met',
    on: 6,
    holds: noted(2, 'Brilliant today.', 'No problems at all.'),
    sibling: noted(4, 'Brilliant today.', 'No problems at all.'),
  },
  {
    code: 'over-positive-notes',
    what: 'praise beside a dip in confidence, and not beside the word that there was none',
    programme: personalCare,
    on: 6,
    holds: tellingOfDip('at the bath edge', 'Brilliant today.', 'No problems at all.'),
    sibling: tellingOfDip('None.', 'Brilliant today.', 'No problems at all.'),
  },
  {
    code: 'over-positive-notes',
    what: 'praise beside half of the steps, where the programme counts steps',
    programme: personalCare,
    on: 6,
    holds: praisedSteps([5, 10]),
    sibling: praisedSteps([6, 10]),
  },
  {
    code: 'over-positive-notes',
    what: 'praise beside half of what a programme counts as its steps',
    programme: ownSteps,
    on: 6,
    holds: praisedBeside({ 'tasks-alone': [5, 10] }, personalCare),
    sibling: praisedBeside({ 'tasks-alone': [6, 10] }, personalCare),
  },
  {
    code: 'over-positive-notes',
    what: 'praise beside little of what a programme asks to be at least so high',
    programme: ownSureness,
    on: 6,
    holds: praisedBeside({ sureness: 1 }, travel),
    sibling: praisedBeside({ sureness: 2 }, travel),
  },
  {
    code: 'over-positive-notes',
    what: 'no hesitation is no lack of confidence',
    programme: personalCare,
    on: 6,
    holds: praisedSteps([5, 10], 'none'),
    sibling: praisedSteps([10, 10], 'none'),
  },
  {
    code: 'copied-note',
    what: 'words of another person’s record of the last 14 days',
    on: 20,
    holds: aCaseFile({
      sessions: [aSession(4, 18, { note: copy })],
      serviceNotes: [aServiceNote(copy, 4)],
    }),
    sibling: aCaseFile({
      sessions: [aSession(4, 18, { note: copy })],
      serviceNotes: [aServiceNote(copy, 3)],
    }),
    cites: ['Observation/n004', 'Observation/s018'],
  },
  {
    code: 'copied-note',
    what: 'not words that the other record took from this one',
    on: 20,
    holds: aCaseFile({
      sessions: [aSession(4, 18, { note: copy })],
      serviceNotes: [aServiceNote(copy, 18)],
    }),
    sibling: aCaseFile({
      sessions: [aSession(4, 18, { note: copy })],
      serviceNotes: [aServiceNote(copy, 19)],
    }),
  },
  {
    code: 'flat-records',
    what: 'five of six alike while the others’ vary, and not four',
    on: 12,
    holds: inTurn([3, 3, 3, 3, 3, 1], [3, 2, 1, 0, 3, 2]),
    sibling: inTurn([3, 3, 3, 3, 2, 1], [3, 2, 1, 0, 3, 2]),
    cites: [0, 2, 4, 6, 8].map((day) => `Observation/s00${String(day)}`),
  },
  {
    code: 'flat-records',
    what: 'words beside the same facts make no difference',
    programme: engagement,
    on: 12,
    holds: alikeBut((day) => `Smiled ${String(day)} times.`, 25),
    sibling: alikeBut((day) => `Smiled ${String(day)} times.`, null),
  },
  {
    code: 'flat-records',
    what: 'not where everybody records the same',
    on: 12,
    holds: inTurn([3, 3, 3, 3, 3, 3], [3, 2, 1, 0, 3, 2]),
    sibling: inTurn([3, 3, 3, 3, 3, 3], [3, 3, 3, 3, 3, 2]),
  },
];

const withProxy: Programme = { ...travel, proxyFeedbackReason: 'she does not speak' };

const voiceRows: readonly Row[] = [
  {
    code: 'weak-feedback',
    what: 'not heard in the last 28 days',
    on: 60,
    holds: withLevels('444', { feedback: [aRating(3, 31)] }),
    sibling: withLevels('444', { feedback: [aRating(3, 32)] }),
  },
  {
    code: 'weak-feedback',
    what: 'rated below 2.5 on average',
    on: 60,
    holds: withLevels('444', { feedback: [aRating(2, 40), aRating(2, 50)] }),
    sibling: withLevels('444', { feedback: [aRating(2, 40), aRating(3, 50)] }),
    cites: ['QuestionnaireResponse/f040', 'QuestionnaireResponse/f050'],
  },
  {
    code: 'weak-feedback',
    what: 'a person who declined was asked, and says nothing against it',
    on: 60,
    holds: withLevels('444', { feedback: [aRating(4, 50, { source: 'proxy' })] }),
    sibling: withLevels('444', { feedback: [aRating(0, 50, { score: null, declined: true })] }),
  },
  {
    code: 'weak-feedback',
    what: 'a person who declined more than 28 days ago',
    on: 60,
    holds: withLevels('444', { feedback: [aRating(0, 31, { score: null, declined: true })] }),
    sibling: withLevels('444', { feedback: [aRating(0, 32, { score: null, declined: true })] }),
  },
  {
    code: 'mixed-feedback',
    what: 'two steps apart',
    on: 60,
    holds: aCaseFile({ feedback: [aRating(1, 40), aRating(3, 50)] }),
    sibling: aCaseFile({ feedback: [aRating(2, 40), aRating(3, 50)] }),
  },
  {
    code: 'mixed-feedback',
    what: 'within 42 days',
    on: 60,
    holds: aCaseFile({ feedback: [aRating(1, 19), aRating(3, 50)] }),
    sibling: aCaseFile({ feedback: [aRating(1, 18), aRating(3, 50)] }),
  },
  {
    code: 'proxy-only-feedback',
    what: 'only others spoke',
    on: 60,
    holds: aCaseFile({ feedback: [aRating(3, 50, { source: 'proxy' })] }),
    sibling: aCaseFile({ feedback: [aRating(3, 50, { source: 'proxy' }), aRating(2, 51)] }),
  },
  {
    code: 'proxy-only-feedback',
    what: 'somebody spoke for the person, and not only staff',
    on: 60,
    holds: aCaseFile({
      feedback: [aRating(3, 49, { source: 'staff' }), aRating(3, 50, { source: 'proxy' })],
    }),
    sibling: aCaseFile({ feedback: [aRating(3, 50, { source: 'staff' })] }),
    cites: ['QuestionnaireResponse/f050'],
  },
  {
    code: 'gate-by-proxy',
    what: 'a proxy’s word opened the gate, and not the person’s own',
    programme: withProxy,
    on: 34,
    holds: anAchievedCase({ feedback: [aRating(3, 30, { source: 'proxy' })] }),
    sibling: anAchievedCase({ feedback: [aRating(3, 29, { source: 'proxy' }), aRating(3, 30)] }),
    cites: ['QuestionnaireResponse/f030'],
  },
];

const baselineRows: readonly Row[] = [
  {
    code: 'missing-baseline',
    what: 'from the sixth working day after the goal began',
    on: 8,
    holds: aCaseFile({ baselines: [] }),
    siblingOn: 7,
    cites: ['Goal/g1'],
  },
  {
    code: 'missing-baseline',
    what: 'after three working days, in personal care',
    programme: personalCare,
    on: 4,
    holds: aCaseFile({ baselines: [] }),
    siblingOn: 3,
  },
  {
    code: 'missing-baseline',
    what: 'after two weeks, in engagement',
    programme: engagement,
    on: 15,
    holds: aCaseFile({ baselines: [] }),
    siblingOn: 14,
  },
  {
    code: 'late-baseline',
    what: 'the day after it was due',
    on: 20,
    holds: aCaseFile({ baselines: [aBaseline({}, 8)] }),
    sibling: aCaseFile({ baselines: [aBaseline({}, 7)] }),
    cites: ['Observation/b008'],
  },
  {
    code: 'late-baseline',
    what: 'dated in time, but written too late',
    on: 20,
    holds: aCaseFile({ baselines: [{ ...aBaseline({}, 3), knownAt: aBaseline({}, 8).knownAt }] }),
    sibling: aCaseFile({ baselines: [{ ...aBaseline({}, 3), knownAt: aBaseline({}, 7).knownAt }] }),
  },
];

const problem = (kind: 'unmapped' | 'unlinked' | 'unreadable') => ({
  problems: [{ reference: 'Observation/x1', kind, because: 'no map for a code' }],
});

const recordingRows: readonly Row[] = [
  {
    code: 'missing-components',
    what: 'a box left empty',
    on: 5,
    holds: aCaseFile({ sessions: [aSession(4, 3, { facts: { 'prompt-count': undefined } })] }),
    sibling: aCaseFile({ sessions: [aSession(4, 3)] }),
    cites: ['Observation/s003'],
  },
  {
    code: 'late-record',
    what: 'more than 48 hours after the session',
    on: 8,
    holds: aCaseFile({ sessions: [aSession(4, 3, { delay: 49 })] }),
    sibling: aCaseFile({ sessions: [aSession(4, 3, { delay: 48 })] }),
  },
  {
    code: 'late-record',
    what: 'no time of writing at all',
    on: 8,
    holds: aCaseFile({ sessions: [aSession(4, 3, { recordingTimeKnown: false })] }),
    sibling: aCaseFile({ sessions: [aSession(4, 3)] }),
  },
  {
    code: 'unmapped-code',
    what: 'a code without a map',
    on: 5,
    holds: aCaseFile(problem('unmapped')),
    sibling: aCaseFile(problem('unreadable')),
    cites: ['Observation/x1'],
  },
  {
    code: 'unlinked-evidence',
    what: 'a record of one goal or another',
    on: 5,
    holds: aCaseFile(problem('unlinked')),
    sibling: aCaseFile(problem('unreadable')),
  },
  {
    code: 'stale-evidence',
    what: 'the last record is older than 14 days',
    on: 18,
    holds: aCaseFile({ sessions: [aSession(4, 3)] }),
    siblingOn: 17,
  },
];

const goal = aCaseFile().goal;
const goalRows: readonly Row[] = [
  {
    code: 'goal-not-person-led',
    what: 'nothing shows that the person chose it',
    on: 5,
    holds: aCaseFile({ goal: { ...goal, personLed: null } }),
    sibling: aCaseFile(),
  },
  {
    code: 'goal-not-measurable',
    what: 'no target',
    on: 5,
    holds: aCaseFile({ goal: { ...goal, measurable: false } }),
    sibling: aCaseFile(),
  },
];

const ROWS = [
  ...claimRows,
  ...safetyRows,
  ...triangulationRows,
  ...progressRows,
  ...warningRows,
  ...engagementRows,
  ...noteRows,
  ...voiceRows,
  ...baselineRows,
  ...recordingRows,
  ...goalRows,
];

const open = (caseFile: CaseFile): CaseFile => ({
  ...caseFile,
  goal: { ...caseFile.goal, open: false },
});

describe('each finding holds where it should, and not at its nearest sibling', () => {
  it.each(ROWS)('$code: $what', ({ code, programme, on, holds, sibling, siblingOn, cites }) => {
    const finding = assessOn(on, holds, programme).findings.find((item) => item.code === code);
    expect(finding?.code).toBe(code);
    if (cites !== undefined) expect(finding?.cites).toEqual([...cites].sort());
    const other = assessOn(siblingOn ?? on, sibling ?? holds, programme);
    expect(other.findings.map((item) => item.code)).not.toContain(code);
  });

  it('and no finding is without a row', () => {
    const shown = new Set(ROWS.map(({ code }) => code));
    expect(RULES.map(({ code }) => code).filter((code) => !shown.has(code))).toEqual([]);
  });
});

describe('what a finding says', () => {
  const said = (code: string, on: number, caseFile: CaseFile): string | undefined =>
    assessOn(on, caseFile).findings.find((finding) => finding.code === code)?.because;

  it('names the stage that was lost of late, not one that was lost long before', () => {
    // Stage 4 goes on day 41, stages 1 to 3 on day 107.
    const sessions = aSeries('4'.repeat(15) + '3'.repeat(27) + '0000');
    const sentence = said('regressing', 108, anAchievedCase({ sessions }));
    expect(sentence).toBe('“Shadowed” was validated and lost on 2026-04-22.');
  });

  it('says what a stage that is near lacks beside points', () => {
    // Five records on days 2 to 11, in two weeks, by three workers: 5 of 10 points.
    expect(said('near-criterion', 12, withLevels('11111'))).toBe(
      '“Accompanied” has 5 of the 10 points it needs; also lacking: records.',
    );
  });

  it('quotes what notes repeat, from the record itself, and says whether one recorder repeats', () => {
    const first = 'Walked to the bus stop at 9:15, waited calmly for the driver and paid.';
    const again =
      'Mood: good. Walked to the Bus-stop at 10:40, waited calmly for the driver and paid!';
    const repeating = (worker: string): CaseFile =>
      aCaseFile({
        sessions: [first, again, again, again, again, again].map((note, day) =>
          aSession(4, day, { note, worker: day === 5 ? worker : 'Practitioner/A' }),
        ),
      });
    const words = '“good. Walked to the Bus-stop at 10:40, waited”';
    expect(said('generic-notes', 6, repeating('Practitioner/A'))).toBe(
      `5 of the last 6 notes say little of what was seen, 5 of them repeat an earlier note by the same recorder: ${words}.`,
    );
    const byTwo = said('generic-notes', 6, repeating('Practitioner/B'));
    expect(byTwo).toContain('5 of them repeat an earlier note: “');
  });

  it('quotes no words of another person’s record, and takes likeness for no proof', () => {
    const alike = (...days: readonly number[]) =>
      said(
        'copied-note',
        20,
        aCaseFile({
          sessions: days.map((day) => aSession(4, day, { note: copy })),
          serviceNotes: [aServiceNote(copy, 17)],
        }),
      );
    expect(alike(18)).toBe(
      '1 note is much like one in another person’s record: check whose session it was.',
    );
    expect(alike(18, 19)).toBe(
      '2 notes are each much like one in another person’s record: check whose sessions they were.',
    );
  });

  it.each([
    ['nobody asked', []],
    ['a proxy answered', [aRating(4, 50, { source: 'proxy' })]],
    ['the person was asked, and declined', [aRating(0, 31, { score: null, declined: true })]],
  ])('says that no answer is there, whether or not the person was asked: %s', (_, feedback) => {
    expect(said('weak-feedback', 60, withLevels('444', { feedback }))).toBe(
      'No answer from the person is on record for the last 28 days.',
    );
  });

  it('gives the claim, its day, what is supported and what speaks against it', () => {
    const sentence = said('overstatement', 24, withLevels('1114441121', claimed));
    for (const part of ['“fully achieved”', '2026-01-18', '“partial”', 'the records']) {
      expect(sentence).toContain(part);
    }
  });
});

describe('where data is missing, neither a good nor a bad answer is given', () => {
  const cannotTell: readonly [string, number, CaseFile, Programme][] = [
    ['premature-support-reduction', 40, aCaseFile(), travel],
    ['no-independent-observation', 20, withLevels('44444', claimed), travel],
    ['leniency-check', 37, withLevels('44444'), travel],
    ['inconsistent-attempts', 30, withLevels('1010101'), travel],
    ['variable-confidence', 6, sure('good', 'low', 'good', 'good', 'good'), travel],
    [
      'variable-confidence',
      7,
      aCaseFile({
        sessions: [0, 1, 2, 3, 4, 5].map((day) =>
          aSession(4, day, { facts: { 'confidence-observed': day === 2 ? null : 'good' } }),
        ),
      }),
      travel,
    ],
    [
      'repeated-prompts',
      5,
      prompted(['verbal', 2], ['verbal', 2], ['verbal', 2], ['verbal', 2]),
      travel,
    ],
    ['repeated-reassurance', 6, reassured(5, 2, 2, 2, 2), personalCare],
    [
      'attendance-without-engagement',
      6,
      aCaseFile({ sessions: attended(1, []).sessions.slice(1) }),
      engagement,
    ],
    ['brief-attendance', 6, aCaseFile(), engagement],
    ['enjoyment-assumed', 6, aCaseFile(), engagement],
    ['generic-notes', 6, noted(4, 'Good.', 'Good.', 'Good.', 'Good.', 'Good.'), travel],
    ['copied-note', 6, aCaseFile({ serviceNotes: null }), travel],
    ['weak-feedback', 29, withLevels('444'), travel],
    ['missing-baseline', 30, aCaseFile({ baselines: [] }), { ...travel, duties: [] }],
  ];
  it.each(cannotTell)('%s', (code, on, caseFile, programme) => {
    const { findings, notAssessable } = assessOn(on, caseFile, programme);
    expect(findings.map((item) => item.code)).not.toContain(code);
    expect(notAssessable.map((item) => item.code)).toContain(code);
  });

  it.each([
    ['attendance-without-engagement', travel],
    ['brief-attendance', travel],
    ['variable-confidence', engagement],
    ['repeated-reassurance', travel],
  ])('%s is no question for a programme without that measure', (code, programme) => {
    const { findings, notAssessable } = assessOn(30, withLevels('444444'), programme);
    expect([...findings, ...notAssessable].map((item) => item.code)).not.toContain(code);
  });
});

describe('a goal that is no longer pursued', () => {
  const asksForMore = [
    'goal-not-measurable',
    'late-record',
    'missing-components',
    'near-criterion',
    'no-independent-observation',
    'restaging-needed',
    'stale-evidence',
    'stalled',
    'weak-feedback',
  ];
  it.each(ROWS.filter(({ code }) => asksForMore.includes(code)))(
    'is not asked for more: $code, $what',
    ({ code, programme, on, holds }) => {
      const { findings, notAssessable } = assessOn(on, open(holds), programme);
      expect([...findings, ...notAssessable].map((item) => item.code)).not.toContain(code);
    },
  );

  it.each(
    ROWS.filter(({ code }) =>
      ['overstatement', 'safety-event', 'audit-not-supported', 'missing-baseline'].includes(code),
    ),
  )('keeps what was found of it: $code, $what', ({ code, programme, on, holds }) => {
    const { findings } = assessOn(on, open(holds), programme);
    expect(findings.map((item) => item.code)).toContain(code);
  });
});

describe('how grave a finding is', () => {
  const HIGH = [
    'audit-not-supported',
    'claim-unsupported',
    'copied-note',
    'overstatement',
    'premature-support-reduction',
    'safety-event',
  ];
  const WARNING = [
    'attendance-without-engagement',
    'claim-not-yet-evidenced',
    'generic-notes',
    'inconsistent-attempts',
    'missing-baseline',
    'mixed-feedback',
    'no-independent-observation',
    'over-positive-notes',
    'regressing',
    'restaging-needed',
    'single-strong-session',
    'source-conflict',
    'stalled',
    'sustained-lapsed',
    'weak-feedback',
  ];
  const ofSeverity = (severity: string): readonly string[] =>
    RULES.filter((rule) => rule.severity === severity)
      .map(({ code }) => code)
      .sort();

  it('is high where somebody could be harmed or the record is contradicted', () => {
    expect(ofSeverity('high')).toEqual(HIGH);
  });
  it('is a warning where people are asked to act', () => {
    expect(ofSeverity('warning')).toEqual(WARNING);
  });
  it('comes first in the list, then the code', () => {
    const { findings } = assessOn(
      60,
      aCaseFile({
        ...problem('unmapped'),
        sessions: [aSession(4, 40, { facts: event, delay: 60 })],
        audits: [anAudit('not-justified', 50)],
        feedback: [aRating(1, 50), aRating(3, 51)],
      }),
    );
    expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'high audit-not-supported',
      'high safety-event',
      'warning mixed-feedback',
      'info late-record',
      'info stale-evidence',
      'info unmapped-code',
    ]);
  });
});
