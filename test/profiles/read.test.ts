import { sessionLevel } from '../../src/domain/attainment/sessionLevel.ts';
import type { CaseFile } from '../../src/domain/caseFile.ts';
import { readWritten } from '../../src/fhir/read/written.ts';
import { at, day, read } from '../fhir/read/records.ts';
import { readExamples as examples, WHAT_IS_READ } from '../support/readExamples.ts';

const reading = read([
  { resourceType: 'Bundle', type: 'collection', entry: examples.map((resource) => ({ resource })) },
]);

function caseOf(goal: string) {
  const found = reading.cases.find(({ caseFile }) => caseFile.goal.reference === `Goal/${goal}`);
  if (found === undefined) throw new Error(`${goal} was not read`);
  return found;
}

const TRAVEL = 'example-goal-travel';
const CARE = 'example-goal-care';
const ENGAGEMENT = 'example-goal-engagement';

describe('the examples of what Attest reads', () => {
  it('show each profile', () => {
    const claimed = new Set(examples.flatMap(({ meta }) => meta?.profile ?? []));
    expect([...WHAT_IS_READ].filter((profile) => !claimed.has(profile))).toEqual([]);
  });

  it('are all read without a note', () => {
    const problems = reading.cases.flatMap(({ caseFile }) => caseFile.problems);
    expect([...reading.problems, ...problems]).toEqual([]);
    expect(reading.unassigned).toEqual([]);
  });

  it.each([
    [TRAVEL, 'independent-travel'],
    [CARE, 'personal-care-confidence'],
    [ENGAGEMENT, 'meaningful-engagement'],
  ])('%s is pursued under %s, is the person’s own, and can be measured', (goal, programme) => {
    const found = caseOf(goal);
    expect(found.programme.url).toBe(`https://attest.example/fhir/PlanDefinition/${programme}`);
    expect(found.caseFile.goal).toMatchObject({ open: true, personLed: true, measurable: true });
  });
});

describe('the claim of an example', () => {
  const claimOf = (goal: string) =>
    caseOf(goal).caseFile.claims.map(({ level, code, day: on }) => ({ level, code, on }));

  it('is what staff say has been reached, from the day they said so', () => {
    const achieved = { level: 'achieved', code: 'achieved', on: day('2026-03-10') };
    expect(claimOf(TRAVEL)).toEqual([achieved]);
  });

  it('claims no level where the goal is improving', () => {
    expect(claimOf(CARE)).toMatchObject([{ level: null, code: 'improving' }]);
  });

  it('is none where the goal has no status', () => {
    expect(claimOf(ENGAGEMENT)).toEqual([]);
  });

  it('stays what it was where the validated level stands beside it', () => {
    expect(claimOf('example-goal-annotated')).toEqual(claimOf(TRAVEL));
  });
});

const attempts = ({ sessions, spotObservations }: CaseFile) => [...sessions, ...spotObservations];

function attemptOf(goal: string, id: string) {
  const { caseFile, programme } = caseOf(goal);
  const found = attempts(caseFile).find(({ reference }) => reference === `Observation/${id}`);
  if (found === undefined) throw new Error(`${id} is no attempt at ${goal}`);
  return { found, session: sessionLevel(found, programme) };
}

describe('the session of an example', () => {
  // Levels by the criteria of the programmes: the highest stage of which, and below which, all is met.
  it.each([
    [TRAVEL, 'example-session-travel', 'made', 2],
    [TRAVEL, 'example-session-local-codes', 'made', 3],
    [TRAVEL, 'example-session-refused', 'declined', 0],
    [TRAVEL, 'example-spot-observation', 'made', 2],
    [CARE, 'example-session-care', 'made', 2],
    [ENGAGEMENT, 'example-session-engagement', 'made', 4],
    [ENGAGEMENT, 'example-session-not-attended', 'declined', 0],
  ] as const)('of %s: %s was %s and meets stage %s', (goal, id, outcome, level) => {
    const { found, session } = attemptOf(goal, id);
    expect(found).toMatchObject({ outcome, link: 'pertains-to-goal' });
    expect(found.note).not.toBe('');
    expect(session).toMatchObject({ level, complete: true, missing: [] });
  });

  it('is known from when it was written, by the person behind the role', () => {
    expect(attemptOf(TRAVEL, 'example-session-travel').found).toMatchObject({
      worker: 'Practitioner/example-practitioner-casey',
      recordingTimeKnown: true,
      start: at('2026-03-17T10:00:00Z'),
      end: at('2026-03-17T10:50:00Z'),
      knownAt: at('2026-03-17T11:05:00Z'),
    });
  });

  it('was seen by somebody else, in the same encounter', () => {
    expect(attemptOf(TRAVEL, 'example-spot-observation').found).toMatchObject({
      observer: 'Practitioner/example-practitioner-ellis',
      encounter: attemptOf(TRAVEL, 'example-session-travel').found.encounter,
    });
  });
});

describe('the baseline of an example', () => {
  it.each([
    [TRAVEL, '2026-01-15', 'rowan'],
    [CARE, '2026-02-04', 'rowan'],
    [ENGAGEMENT, '2026-03-02', 'robin'],
  ])('of %s is of %s, by %s, and all of it is understood', (goal, on, who) => {
    const { baselines } = caseOf(goal).caseFile;
    expect(baselines).toHaveLength(1);
    expect(baselines[0]).toMatchObject({
      day: day(on),
      link: 'pertains-to-goal',
      recordedBy: `Practitioner/example-practitioner-${who}`,
    });
    expect(baselines[0]?.values.filter(({ kind }) => kind === 'unusable')).toEqual([]);
  });

  it('puts codes of a scale on it, and minutes and times a week into numbers', () => {
    const [baseline] = caseOf(ENGAGEMENT).caseFile.baselines;
    expect(baseline?.values).toEqual(
      expect.arrayContaining([
        { measure: 'attendance-per-week', kind: 'number', value: 1 },
        { measure: 'engagement-duration', kind: 'number', value: 5 },
        expect.objectContaining({ measure: 'mood-response', code: 'unsettled', rank: 1 }),
        expect.objectContaining({ measure: 'social-confidence', code: 'low', rank: 1 }),
      ]),
    );
  });
});

describe('what is said of an example’s goal', () => {
  const heard = (goal: string) =>
    caseOf(goal).caseFile.feedback.map(({ reference, source, score, declined }) => [
      reference,
      source,
      score,
      declined,
    ]);

  it('is the person’s own word, as a rating or on a form', () => {
    expect(heard(TRAVEL)).toEqual([
      ['Observation/example-person-rating', 'person', 3, false],
      ['QuestionnaireResponse/example-person-feedback', 'person', 3, false],
    ]);
    const words = caseOf(TRAVEL).caseFile.feedback.map((feedback) => feedback.words);
    expect(words).toEqual([
      'I know the way now. I do not like the big crossing.',
      'I like that nobody tells me when to press the bell.',
    ]);
  });

  it('is no score where the person declined', () => {
    expect(heard(ENGAGEMENT)).toEqual([
      ['QuestionnaireResponse/example-feedback-engagement', 'person', 3, false],
      ['Observation/example-rating-declined', 'person', null, true],
    ]);
  });

  it('is an audit’s opinion', () => {
    const opinion = caseOf(TRAVEL).caseFile.audits.find(
      ({ reference }) => reference === 'Observation/example-audit-opinion',
    );
    expect(opinion).toMatchObject({
      opinion: 'justified',
      auditor: 'Practitioner/example-practitioner-quinn',
      link: 'focus',
    });
  });

  it('is a manager’s decision, which is no evidence', () => {
    const written = readWritten(examples, 'default').get(`Goal/${TRAVEL}`);
    expect(written?.state.reviews).toMatchObject([
      { level: 'achieved', issued: at('2026-06-01T09:00:00Z') },
    ]);
  });

  it('is evidence, save for duties and decisions', () => {
    const { baselines, sessions, spotObservations, feedback, audits } = caseOf(TRAVEL).caseFile;
    const cited = new Set(
      [baselines, sessions, spotObservations, feedback, audits]
        .flat()
        .map(({ reference }) => reference),
    );
    expect(cited).toContain('Observation/example-audit-opinion');
    expect(cited).not.toContain('Observation/example-duty-record');
    expect(cited).not.toContain('Observation/example-review-decision');
  });
});
