import { loadDefinitions } from '../../src/definitions.ts';
import { assess } from '../../src/domain/assess.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import type {
  Audit,
  Baseline,
  CaseFile,
  Claim,
  Feedback,
  MeasureValue,
  ServiceNote,
  Session,
  SpotObservation,
  SupportFrequency,
} from '../../src/domain/caseFile.ts';
import type { Level } from '../../src/domain/level.ts';
import { shinglesOf } from '../../src/domain/narrative/likeness.ts';
import type { Programme } from '../../src/domain/programme.ts';
import { DAY, dayOfDate, HOUR, type Day, type Instant } from '../../src/domain/time.ts';
import { SYSTEM } from '../../src/fhir/names.ts';

const definitions = loadDefinitions();
const shipped = (name: string): Programme => {
  const found = definitions.programmes.find(({ url }) => url.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`no programme ${name}`);
  return found;
};
export const travel = shipped('independent-travel');
export const personalCare = shipped('personal-care-confidence');
export const engagement = shipped('meaningful-engagement');

/** Goal day 0, a Monday. Days in these builders count from it. */
export const START: Day = dayOfDate('2026-01-05');

/** An hour (UTC) of a goal day. */
export const at = (day: number, hour = 10): Instant => (START + day) * DAY + hour * HOUR;

const SCALES: Readonly<Record<string, string>> = {
  'prompt-level': SYSTEM.promptLevel,
  'confidence-observed': SYSTEM.confidence,
  hesitation: SYSTEM.hesitation,
  'settled-after': SYSTEM.settled,
  'initiated-by': SYSTEM.initiatedBy,
  'enjoyment-observed': SYSTEM.enjoyment,
  'enjoyment-stated': SYSTEM.enjoyment,
};

/**
 * What was recorded, by measure: a code of the measure's scale or words, a count, `[done, required]`, yes or
 * no. `null` is recorded in a way that cannot be used, `undefined` not recorded at all.
 */
export type Facts = Readonly<
  Record<string, string | number | readonly [number, number] | boolean | null | undefined>
>;

export const valuesOf = (facts: Facts): readonly MeasureValue[] =>
  Object.entries(facts).flatMap(([measure, fact]): MeasureValue[] => {
    if (fact === undefined) return [];
    if (fact === null) return [{ measure, kind: 'unusable', why: 'unmapped' }];
    if (typeof fact === 'number') return [{ measure, kind: 'number', value: fact }];
    if (typeof fact === 'boolean') return [{ measure, kind: 'boolean', value: fact }];
    if (typeof fact !== 'string') {
      return [{ measure, kind: 'ratio', done: fact[0], required: fact[1] }];
    }
    const system = SCALES[measure];
    if (system === undefined) return [{ measure, kind: 'text', value: fact }];
    const concept = definitions.terminology.concept(system, fact);
    if (concept === undefined) throw new Error(`no code ${fact} in ${system}`);
    return [{ measure, kind: 'coded', system, code: fact, rank: concept.rank }];
  });

/** A typical record of each level, 0 to 4, of each programme; what engagement calls level 0 is absence. */
const TYPICAL: ReadonlyMap<Programme, readonly Facts[]> = new Map([
  [
    travel,
    [
      travelFacts('physical', 6, [3, 5], 'none'),
      travelFacts('modelling', 4, [4, 5], 'low'),
      travelFacts('verbal', 3, [4, 5], 'some'),
      travelFacts('gestural', 1, [5, 5], 'good'),
      travelFacts('independent', 0, [5, 5], 'good'),
    ],
  ],
  [
    personalCare,
    [
      careFacts([1, 10], 'physical', 6, 'stopped', 'distressed'),
      careFacts([3, 10], 'modelling', 5, 'marked', 'unsettled'),
      careFacts([6, 10], 'verbal', 3, 'marked', 'unsettled'),
      careFacts([9, 10], 'indirect-verbal', 1, 'slight', 'mostly-settled'),
      careFacts([10, 10], 'independent', 0, 'none', 'settled'),
    ],
  ],
  [
    engagement,
    [
      { attended: false },
      engagementFacts(5, 'modelling', 'little', 'staff'),
      engagementFacts(15, 'verbal', 'little', 'staff'),
      engagementFacts(25, 'gestural', 'some', 'staff'),
      engagementFacts(35, 'gestural', 'clear', 'person'),
    ],
  ],
]);

function travelFacts(
  prompt: string,
  prompts: number,
  safety: [number, number],
  sure: string,
): Facts {
  return {
    'prompt-level': prompt,
    'prompt-count': prompts,
    'safety-checks': safety,
    'confidence-observed': sure,
    planned: true,
  };
}

function careFacts(
  steps: [number, number],
  prompt: string,
  reassured: number,
  hesitation: string,
  settled: string,
): Facts {
  return {
    'steps-independent': steps,
    'prompt-level': prompt,
    'reassurance-count': reassured,
    hesitation,
    'settled-after': settled,
  };
}

function engagementFacts(minutes: number, prompt: string, enjoyment: string, who: string): Facts {
  return {
    attended: true,
    'engagement-duration': minutes,
    'session-duration': 60,
    'prompt-level': prompt,
    'enjoyment-observed': enjoyment,
    'enjoyment-basis': 'Laughed and sang along.',
    'initiated-by': who,
  };
}

export const factsOfLevel = (level: number, programme: Programme = travel): Facts => {
  const facts = TYPICAL.get(programme)?.[level];
  if (facts === undefined) throw new Error(`no record of level ${level}`);
  return facts;
};

interface AttemptChanges {
  readonly programme?: Programme;
  /** Values that differ from those of a typical record of the level. */
  readonly facts?: Facts;
  /** Hours from the end of the hour-long session to its record. */
  readonly delay?: number;
  /** The hour (UTC) at which it began. */
  readonly hour?: number;
}

function attempt(level: number, day: number, changes: AttemptChanges) {
  const { programme = travel, facts = {}, delay = 1, hour = 9 } = changes;
  const attended = !(programme === engagement && level === 0);
  return {
    day: START + day,
    start: at(day, hour),
    end: at(day, hour + 1),
    knownAt: at(day, hour + 1 + delay),
    link: 'pertains-to-goal' as const,
    encounter: null,
    outcome: attended ? ('made' as const) : ('declined' as const),
    values: valuesOf({ ...factsOfLevel(level, programme), ...facts }),
    note: '',
  };
}

const padded = (n: number): string => String(n).padStart(3, '0');

/** A complete record of the level, written two hours after the session began, by worker A. */
export const aSession = (
  level: number,
  day: number,
  { programme, facts, delay, hour, ...changed }: AttemptChanges & Partial<Session> = {},
): Session => ({
  reference: `Observation/s${padded(day)}`,
  ...attempt(level, day, withoutUndefined({ programme, facts, delay, hour })),
  worker: 'Practitioner/A',
  recordingTimeKnown: true,
  ...changed,
});

/** An observation by somebody who records and claims nothing, in the afternoon: of no recorded session. */
export const aSpotObservation = (
  level: number,
  day: number,
  {
    programme,
    facts,
    delay,
    hour = 14,
    ...changed
  }: AttemptChanges & Partial<SpotObservation> = {},
): SpotObservation => ({
  reference: `Observation/o${padded(day)}`,
  ...attempt(level, day, withoutUndefined({ programme, facts, delay, hour })),
  observer: 'Practitioner/O',
  ...changed,
});

const withoutUndefined = (options: {
  readonly [Key in keyof AttemptChanges]: AttemptChanges[Key] | undefined;
}): AttemptChanges =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** One session a character on days 2, 4 and 6 of each week, by workers A, B and C in turn. */
export const aSeries = (
  levels: string,
  changed: (index: number) => Parameters<typeof aSession>[2] = () => ({}),
): readonly Session[] =>
  Array.from(levels, (level, index) =>
    aSession(Number(level), sessionDay(index), {
      worker: `Practitioner/${'ABC'[index % 3] ?? ''}`,
      ...changed(index),
    }),
  );

export const sessionDay = (index: number): number =>
  Math.floor(index / 3) * 7 + ([2, 4, 6][index % 3] ?? 0);

const evidence = (prefix: string, day: number, hour: number) => ({
  reference: `${prefix}${padded(day)}`,
  day: START + day,
  knownAt: at(day, hour),
  link: 'pertains-to-goal' as const,
});

export const aRating = (score: number, day: number, changed: Partial<Feedback> = {}): Feedback => ({
  ...evidence('QuestionnaireResponse/f', day, 16),
  source: 'person',
  score,
  declined: false,
  words: '',
  ...changed,
});

export const anAudit = (
  opinion: Audit['opinion'],
  day: number,
  changed: Partial<Audit> = {},
): Audit => ({
  ...evidence('Observation/a', day, 17),
  opinion,
  auditor: 'Practitioner/Q',
  ...changed,
});

export const aClaim = (level: Level | null, day: number, changed: Partial<Claim> = {}): Claim => ({
  reference: `Goal/g1/_history/${day}`,
  level,
  code: level ?? 'improving',
  day: START + day,
  knownAt: at(day, 12),
  author: 'Practitioner/K',
  ...changed,
});

export const aBaseline = (facts: Facts, day = 0, changed: Partial<Baseline> = {}): Baseline => ({
  ...evidence('Observation/b', day, 11),
  recordedBy: 'Practitioner/K',
  values: valuesOf(facts),
  ...changed,
});

export const aSupportPlan = (timesPerWeek: number, day: number): SupportFrequency => ({
  reference: `ServiceRequest/r1/_history/${day}`,
  day: START + day,
  knownAt: at(day, 8),
  timesPerWeek,
});

export const aServiceNote = (text: string, day: number): ServiceNote => ({
  reference: `Observation/n${padded(day)}`,
  day: START + day,
  knownAt: at(day, 8),
  shingles: shinglesOf(text),
});

/** A goal that the person leads, with a target and a baseline on its first day, and nothing else yet. */
export const aCaseFile = (changed: Partial<CaseFile> = {}): CaseFile => ({
  goal: {
    reference: 'Goal/g1',
    patient: 'Patient/p1',
    start: START,
    open: true,
    personLed: true,
    measurable: true,
    nouns: ['bus', 'college'],
  },
  baselines: [aBaseline(factsOfLevel(1))],
  sessions: [],
  spotObservations: [],
  feedback: [],
  audits: [],
  claims: [],
  support: [],
  serviceNotes: [],
  problems: [],
  ...changed,
});

/**
 * Travel alone, with nothing to spare: the fifteenth met session is on day 34, and with it every gate of
 * stage 4 is open.
 */
export const anAchievedCase = (changed: Partial<CaseFile> = {}): CaseFile =>
  aCaseFile({
    sessions: aSeries('4'.repeat(15)),
    spotObservations: [20, 27, 33].map((day) => aSpotObservation(4, day)),
    feedback: [aRating(3, 30)],
    ...changed,
  });

const NO_HOLIDAYS = { isHoliday: () => false };

/** What is found at eight in the evening of a goal day. */
export const assessOn = (
  day: number,
  caseFile: CaseFile,
  programme: Programme = travel,
): Assessment => assess(caseFile, programme, at(day, 20), NO_HOLIDAYS);
