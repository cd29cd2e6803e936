import { assess } from '../../src/domain/assess.ts';
import type { MeasureValue } from '../../src/domain/caseFile.ts';
import { SYSTEM } from '../../src/fhir/names.ts';
import { at, coding, goal, readOne, ref, session, type Json } from '../fhir/read/records.ts';
import { exampleOf } from './filledForm.ts';
import { shipped, type Shipped } from './shipped.ts';

const PERSON = 'Patient/example-person';
const goals: Readonly<Record<string, Json>> = {
  travel: goal('example-goal-travel', { subject: ref(PERSON) }),
  care: goal('example-goal-care', {
    category: [coding(SYSTEM.goalDomain, 'personal-care')],
    subject: ref(PERSON),
    startDate: '2026-02-02',
  }),
  engagement: goal('example-goal-engagement', {
    category: [coding(SYSTEM.goalDomain, 'engagement')],
    subject: ref('Patient/example-resident'),
    startDate: '2026-03-02',
  }),
};
const readOn = (goalName: string, ...resources: readonly Json[]) =>
  readOne([goals[goalName], ...resources]);
const assessed = (goalName: string, ...resources: readonly Json[]) => {
  const { caseFile, programme } = readOn(goalName, ...resources);
  return assess(caseFile, programme, at('2026-05-01T09:00:00Z'), { isHoliday: () => false });
};

/** `measure value`, as short as can be. */
function brief(value: MeasureValue): string {
  switch (value.kind) {
    case 'coded':
      return `${value.measure} ${value.code}`;
    case 'ratio':
      return `${value.measure} ${value.done}/${value.required}`;
    case 'unusable':
      return `${value.measure} unusable`;
    case 'boolean':
    case 'number':
    case 'text':
      return `${value.measure} ${String(value.value)}`;
  }
}

describe('a filled-in baseline', () => {
  it.each<[string, readonly string[]]>([
    [
      'travel',
      [
        'agreed-stages Alone',
        'agreed-stages With a call when I need one',
        'agreed-stages With somebody behind me',
        'agreed-stages With somebody beside me',
        'confidence-observed low',
        'confidence-self none',
        'planned true',
        'prompt-count 9',
        'prompt-level modelling',
        'route Home to the library, on foot and by bus 12',
        'route-knowledge low',
        'safety-checks 2/6',
        'safety-prompts 4',
      ],
    ],
    [
      'care',
      [
        'agreed-stages All steps alone, and settled',
        'agreed-stages Half the steps alone, with prompts',
        'agreed-stages Most steps alone, with a hint',
        'agreed-stages Some steps alone, with help',
        'confidence-observed low',
        'confidence-self low',
        'hesitation marked',
        'hesitation-point Buttons',
        'hesitation-point Getting into the shower',
        'prompt-level verbal',
        'reassurance-count 6',
        'settled-after unsettled',
        'steps-independent 3/8',
        'task-done Cleaned teeth',
        'task-done Washed face and hands',
      ],
    ],
    [
      'engagement',
      [
        'agreed-stages Attends',
        'agreed-stages Chooses',
        'agreed-stages Enjoys',
        'agreed-stages Takes part',
        'attendance-per-week 1',
        'attended true',
        'engagement-duration 5',
        'enjoyment-basis Smelled the mint once, then looked at the door.',
        'enjoyment-observed little',
        'initiated-by staff',
        'mood-response unsettled',
        'prompt-level verbal',
        'social-confidence low',
      ],
    ],
  ])('of %s is read whole', (name, values) => {
    const { caseFile } = readOn(name, exampleOf(`baseline-${name}`));
    expect(caseFile.problems).toEqual([]);
    expect(caseFile.baselines).toHaveLength(1);
    expect(caseFile.baselines[0]?.values.map(brief).sort()).toEqual(values);
  });

  // Variation, and how fully sessions are recorded, no single record can show (P41, E43).
  it.each(['travel', 'care', 'engagement'])(
    'of %s is a start for each improvement measure that one record can start',
    (name) => {
      const { programme } = readOn(name, exampleOf(`baseline-${name}`));
      const { improvement } = assessed(name, exampleOf(`baseline-${name}`));
      const without = improvement
        .filter(({ baseline }) => baseline === null)
        .map(({ measure }) => measure);
      const sessionsOnly = programme.improvement
        .filter(({ statistic }) => statistic === 'range' || statistic === 'share-complete')
        .map(({ measure }) => measure);
      expect(without.filter((measure) => !sessionsOnly.includes(measure))).toEqual([]);
    },
  );

  it('is not missed, and was in time', () => {
    const findings = assessed('travel', exampleOf('baseline-travel')).findings;
    const codes = findings.map(({ code }) => code);
    expect(codes).not.toContain('missing-baseline');
    expect(codes).not.toContain('late-baseline');
  });
});

describe('filled-in feedback', () => {
  it.each<[string, string, Json]>([
    [
      'feedback',
      'travel',
      {
        source: 'person',
        score: 2,
        declined: false,
        words: 'I know the bus now. I still do not like the big road.',
      },
    ],
    [
      'feedback-easy-read',
      'engagement',
      { source: 'person', score: 3, declined: false, words: 'I like the tomatoes.' },
    ],
    ['feedback-declined', 'travel', { source: 'person', score: null, declined: true, words: '' }],
    ['feedback-proxy', 'travel', { source: 'proxy', score: 4, declined: false }],
  ])('%s is read as meant', (id, name, meant) => {
    const { caseFile } = readOn(name, exampleOf(id));
    expect(caseFile.feedback).toMatchObject([meant]);
    expect(caseFile.problems).toEqual([]);
  });

  it('that was declined says no more than that the person was asked', () => {
    const attempt = session('s1', {
      extension: exampleOf('feedback')['extension'],
      subject: ref(PERSON),
    });
    const { findings, ...rest } = assessed('travel', attempt, exampleOf('feedback-declined'));
    const { findings: without, ...unasked } = assessed('travel', attempt);
    expect(rest).toEqual(unasked);
    expect(rest.sources.feedback).toBe('absent');
    expect(findings).toEqual(without.filter(({ code }) => code !== 'weak-feedback'));
  });

  it('by somebody else is not the person’s own', () => {
    const { sources } = assessed('travel', exampleOf('feedback-proxy'));
    expect(sources.feedback).toBe('not-independent');
  });
});

describe('a filled-in audit', () => {
  const form = exampleOf('audit');

  it('is the paper behind an opinion, and no opinion by itself', () => {
    const { caseFile } = readOn('travel', form);
    expect(caseFile).toMatchObject({ audits: [], feedback: [], baselines: [], problems: [] });
  });

  it('counts once through the opinion that rests on it', () => {
    const opinions = (shipped('Observation') as readonly (Shipped & Json)[]).filter(
      ({ derivedFrom }) =>
        JSON.stringify(derivedFrom ?? []).includes(`"QuestionnaireResponse/${form.id}"`),
    );
    expect(opinions).toHaveLength(1);
    const { caseFile } = readOn('travel', form, ...opinions);
    expect(caseFile.audits).toMatchObject([{ opinion: 'partly-justified' }]);
    expect(caseFile.problems).toEqual([]);
  });
});
