import { readFileSync } from 'node:fs';
import { testClaim } from '../../../src/domain/attainment/claimVerdict.ts';
import {
  gradeParts,
  gradesOf,
  scoreWithout,
  strengthOf,
  weakest,
  type Known,
} from '../../../src/domain/attainment/grades.ts';
import { fold } from '../../../src/domain/attainment/holding.ts';
import { movementOf } from '../../../src/domain/attainment/flags.ts';
import type {
  LedgerEvent,
  LedgerFeedback,
  LedgerObservation,
  LedgerRecord,
} from '../../../src/domain/attainment/ledger.ts';
import { createScoreLine, lossPerMiss, type Score } from '../../../src/domain/attainment/score.ts';
import { STRENGTHS } from '../../../src/domain/level.ts';
import type { Programme, Stage } from '../../../src/domain/programme.ts';
import { DAY, HOUR } from '../../../src/domain/time.ts';
import { loadDefinitions } from '../../../src/definitions.ts';

interface Vector {
  readonly name: string;
  readonly input: VectorInput;
  readonly expect: unknown;
}
interface VectorInput {
  readonly levels?: string;
  readonly sessions?: readonly VectorSession[];
  readonly staff?: string;
  readonly daily?: boolean;
  readonly late?: readonly number[];
  readonly dup?: readonly number[];
  readonly incomplete?: readonly number[];
  readonly spots?: readonly { day: number; level: number; recordLevel?: number }[];
  readonly feedback?: readonly { day: number; score: number }[];
  readonly today?: number;
}
interface VectorSession {
  readonly id: number;
  readonly day: number;
  readonly staff: string;
  readonly level: number;
  readonly complete: boolean;
  readonly late?: boolean;
  readonly dup?: boolean;
  readonly critical?: boolean;
}

const vectors = JSON.parse(
  readFileSync(new URL('vectors.json', import.meta.url), 'utf8'),
) as Vector[];
const vector = (number: string): Vector => {
  const found = vectors.find((item) => item.name.startsWith(`${number} `));
  if (found === undefined) throw new Error(`no vector ${number}`);
  return found;
};

const travel = loadDefinitions().programmes.find((item) =>
  item.url.endsWith('independent-travel'),
) as Programme;
const stageOf = (rank: number): Stage => travel.stages[rank - 1] as Stage;
const loss = lossPerMiss(travel.parameters['criterion-share']);

/** Midday of a goal day: goal day 0 is 1970-01-01 here. */
const midday = (day: number): number => day * DAY + 12 * HOUR;

const record = (session: VectorSession): LedgerRecord => ({
  reference: `Observation/s${String(session.id).padStart(3, '0')}`,
  day: session.day,
  knownAt: midday(session.day),
  worker: session.staff,
  level: session.complete ? session.level : null,
  missedFrom: session.complete ? session.level + 1 : Infinity,
  complete: session.complete,
  late: session.late ?? false,
  duplicate: session.dup ?? false,
  safetyEvent: session.critical ?? false,
  inferred: false,
});

/** One session a character on days 2, 4 and 6 of each week, workers in turn. */
function sessionsOf(input: VectorInput): VectorSession[] {
  if (input.sessions) return [...input.sessions];
  const staff = input.staff ?? 'ABC';
  return Array.from(input.levels ?? '', (level, id) => ({
    id,
    day: input.daily ? id : Math.floor(id / 3) * 7 + ([2, 4, 6][id % 3] as number),
    staff: staff.charAt(id % staff.length),
    level: Number(level),
    complete: !(input.incomplete ?? []).includes(id),
    late: (input.late ?? []).includes(id),
    dup: (input.dup ?? []).includes(id),
  }));
}

const observation = (
  day: number,
  level: number,
  pairedWith: string | null = null,
): LedgerObservation => ({
  reference: `Observation/o${String(day).padStart(3, '0')}`,
  day,
  knownAt: midday(day) + HOUR,
  level,
  missedFrom: level + 1,
  pairedWith,
  safetyEvent: false,
});

const feedback = (day: number, score: number): LedgerFeedback => ({
  reference: `QuestionnaireResponse/f${String(day).padStart(3, '0')}`,
  day,
  knownAt: midday(day) + 2 * HOUR,
  score,
});

function knownOf(input: VectorInput): Known {
  const records = sessionsOf(input).map(record);
  const observations = (input.spots ?? []).map((spot) => {
    const pair = records.find((item) => item.day === spot.day && item.level === spot.recordLevel);
    return observation(spot.day, spot.level, pair?.reference ?? null);
  });
  return {
    records,
    observations,
    feedback: (input.feedback ?? []).map(({ day, score }) => feedback(day, score)),
  };
}

function scored(records: readonly LedgerRecord[], rank: number): Score {
  const line = createScoreLine(rank, stageOf(rank).cap, loss);
  for (const item of records) line.add(item);
  return line.now();
}

describe('the points of one stage', () => {
  it.each(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10b'].map(vector))(
    '$name',
    ({ input, expect: wanted }) => {
      const score = scored(sessionsOf(input).map(record), 4);
      expect({
        score: score.points,
        start: score.runStart ?? -1,
        units: score.units,
        passes: score.points >= stageOf(4).pass,
      }).toEqual(wanted);
    },
  );

  it('gives the same points when the records come in reverse', () => {
    for (const number of ['03', '04', '06', '10b']) {
      const records = sessionsOf(vector(number).input).map(record);
      expect(scored(records.toReversed(), 4)).toEqual(scored(records, 4));
    }
  });

  it('10 nested stages: one stream, four scores', () => {
    const { input, expect: wanted } = vector('10');
    const records = sessionsOf(input).map(record);
    expect([1, 2, 3, 4].map((rank) => scored(records, rank).points)).toEqual(wanted);
  });
});

interface WantedGrades {
  readonly score: number;
  readonly start: number;
  readonly grades: Record<string, number>;
  readonly weakest: number;
  readonly strength: string;
  readonly validates: boolean;
  readonly withoutA?: number;
  readonly withoutB?: number;
}

describe('grades and strength of stage 4', () => {
  it.each(['30', '31', '32', '33', '34', '35', '36', '37', '38', '39', '41'].map(vector))(
    '$name',
    ({ input, expect: expected }) => {
      const wanted = expected as WantedGrades;
      const known = knownOf(input);
      const score = scored(known.records, 4);
      const grades = gradesOf(gradeParts(known, travel, stageOf(4), score, input.today ?? 0, 0));
      expect(score.points).toBeCloseTo(wanted.score, 6);
      expect(score.runStart).toBe(wanted.start);
      expect(grades).toEqual(wanted.grades);
      expect(weakest(grades)).toBe(wanted.weakest);
      expect(strengthOf(grades)).toBe(wanted.strength);
      expect(weakest(grades) >= STRENGTHS.indexOf('moderate')).toBe(wanted.validates);
      for (const [worker, points] of [
        ['A', wanted.withoutA],
        ['B', wanted.withoutB],
      ] as const) {
        if (points === undefined) continue;
        expect(scoreWithout(known, worker, travel, stageOf(4))).toBeCloseTo(points, 6);
      }
    },
  );
});

it('50 gain, hold, sustained, regression', () => {
  const { input, expect: wanted } = vector('50');
  const sessions = sessionsOf(input);
  const events: LedgerEvent[] = [];
  for (const session of sessions) {
    const { day, level } = session;
    events.push({ kind: 'session', item: record(session) });
    if ((day + 1) % 7 === 0 && day > 20) {
      events.push({ kind: 'observation', item: observation(day, level) });
    }
    if (day % 28 === 25 || day % 28 === 27) {
      events.push({ kind: 'feedback', item: feedback(day, level === 4 ? 4 : 1) });
    }
  }
  const states: { day: number; state: string }[] = [];
  for (const { day } of sessions) {
    const soFar = events.filter(({ item }) => item.day <= day);
    const holding = fold(soFar, travel, 0, day);
    const state =
      `${holding.validated}` +
      (holding.sustained ? '+sustained' : '') +
      (movementOf(holding, travel).regressed ? '+regressed' : '');
    if (states.at(-1)?.state !== state) states.push({ day, state });
  }
  expect(states).toEqual(wanted);
});

describe('51 claim verdicts', () => {
  const wanted = vector('51').expect as Record<string, { verdict: string; why: string[] }>;
  const rows: [string, VectorInput & { today: number }, (readonly [number, number])[]][] = [
    ['one strong week', { levels: '111444', today: 14 }, []],
    ['after more records', { levels: '1114441121', today: 24 }, []],
    [
      'two observed misses of two',
      { levels: '44444444', today: 20 },
      [
        [13, 3],
        [18, 2],
      ],
    ],
    [
      'three observed misses',
      { levels: '44444444', today: 20 },
      [
        [11, 3],
        [13, 3],
        [18, 2],
      ],
    ],
    ['met but not yet enough', { levels: '444444444', today: 20 }, []],
    ['never enough, past the grace', { levels: '44434'.repeat(6), today: 70 }, []],
  ];
  it.each(rows)('%s', (name, input, seen) => {
    const known = {
      ...knownOf(input),
      observations: seen.map(([day, level]) => observation(day, level)),
    };
    const test = testClaim(known, travel, 4, 13, input.today);
    const verdict =
      test.contradictedBy.length > 0
        ? 'overstated'
        : test.graceOver
          ? 'unsupported'
          : 'not yet evidenced';
    expect({ verdict, why: test.contradictedBy }).toEqual(wanted[name]);
  });
});
