import type { Baseline, MeasureValue, Session } from '../../src/domain/caseFile.ts';
import { improvementOf, type RecordLevel } from '../../src/domain/improvement.ts';
import type { ImprovementMeasure, Programme } from '../../src/domain/programme.ts';

const TODAY = 20_000;
const PROMPTS = ['independent', 'gestural', 'indirect-verbal', 'verbal', 'modelling'];
const HESITATION = ['none', 'slight', 'marked', 'stopped'];
const SCALES: Readonly<Record<string, readonly string[]>> = {
  'prompt-level': PROMPTS,
  hesitation: HESITATION,
};

const coded = (measure: string, code: string): MeasureValue => {
  const rank = SCALES[measure]?.indexOf(code) ?? -1;
  return { measure, kind: 'coded', system: measure, code, rank: rank < 0 ? null : rank };
};
const count = (value: number): MeasureValue => ({ measure: 'prompt-count', kind: 'number', value });
const checks = (done: number, required: number): MeasureValue => ({
  measure: 'safety-checks',
  kind: 'ratio',
  done,
  required,
});

let made = 0;
const session = (day: number, ...values: readonly MeasureValue[]): Session => ({
  reference: `Observation/s${String((made += 1)).padStart(3, '0')}`,
  day,
  knownAt: day * 86_400_000,
  link: 'focus',
  start: day * 86_400_000,
  end: day * 86_400_000,
  encounter: null,
  outcome: 'made',
  values,
  note: '',
  worker: 'Practitioner/a',
  recordingTimeKnown: true,
});
const declined = (day: number, ...values: readonly MeasureValue[]): Session => ({
  ...session(day, ...values),
  outcome: 'declined',
});

const baselineOf = (...values: readonly MeasureValue[]): Baseline => ({
  reference: 'Observation/base',
  day: TODAY - 90,
  knownAt: (TODAY - 90) * 86_400_000,
  link: 'focus',
  recordedBy: null,
  values,
});

const measureOf = (rest: Partial<ImprovementMeasure>): ImprovementMeasure => ({
  measure: 'prompt-level',
  title: 'Prompts',
  statistic: 'median',
  code: null,
  better: 'lower',
  window: { value: 56, unit: 'day' },
  ...rest,
});

/** A programme of one stage, met by a verbal prompt or less. */
const programmeWith = (...improvement: readonly ImprovementMeasure[]): Programme =>
  ({
    improvement,
    stages: [
      {
        rank: 1,
        criteria: [
          {
            measure: 'prompt-level',
            comparator: 'at-most',
            threshold: { kind: 'code', system: 'prompt-level', code: 'verbal', rank: 3 },
            anyOf: null,
            requires: null,
            neededOnlyWhenOtherwiseMet: false,
          },
        ],
      },
    ],
  }) as unknown as Programme;

const NO_LEVELS: ReadonlyMap<string, RecordLevel> = new Map();

function improved(
  measure: ImprovementMeasure,
  baseline: Baseline | null,
  sessions: readonly Session[],
  levels = NO_LEVELS,
) {
  const [first] = improvementOf(programmeWith(measure), baseline, sessions, levels, 1, TODAY);
  return [first?.baseline, first?.recent, first?.direction];
}

const prompts = (...codes: readonly string[]): readonly Session[] =>
  codes.map((code, at) => session(TODAY - at, coded('prompt-level', code)));

describe('improvement since the baseline', () => {
  const modelling = baselineOf(coded('prompt-level', 'modelling'));

  it('shows the middle code beside the baseline code, and which way it went', () => {
    const median = measureOf({});
    const recent = prompts('verbal', 'gestural', 'gestural');
    expect(improved(median, modelling, recent)).toEqual(['modelling', 'gestural', 'better']);
    expect(improved(median, modelling, prompts('modelling'))[2]).toBe('same');
    const independent = baselineOf(coded('prompt-level', 'independent'));
    expect(improved(median, independent, recent)[2]).toBe('worse');
  });

  it('takes the worse of the two middle values of an even number', () => {
    const recent = prompts('independent', 'gestural', 'verbal', 'modelling');
    expect(improved(measureOf({}), modelling, recent)[1]).toBe('verbal');
    expect(improved(measureOf({ better: 'higher' }), modelling, recent)[1]).toBe('gestural');
  });

  it('shows counts as they are and ratios as a share', () => {
    const counts = measureOf({ measure: 'prompt-count' });
    const recent = [1, 2, 5].map((value, at) => session(TODAY - at, count(value)));
    expect(improved(counts, baselineOf(count(6)), recent)).toEqual(['6', '2', 'better']);

    const safety = measureOf({ measure: 'safety-checks', better: 'higher' });
    const checked = [session(TODAY, checks(5, 6))];
    expect(improved(safety, baselineOf(checks(1, 3)), checked)).toEqual(['33 %', '83 %', 'better']);
    expect(improved(safety, baselineOf(checks(10, 12)), checked)[2]).toBe('same');
  });

  it('is unknown where the baseline or the recent value was not recorded', () => {
    const recent = prompts('gestural');
    expect(improved(measureOf({}), null, recent)).toEqual([null, 'gestural', 'unknown']);
    expect(improved(measureOf({}), baselineOf(count(3)), recent)[2]).toBe('unknown');
    expect(improved(measureOf({}), modelling, [])).toEqual(['modelling', null, 'unknown']);
    const number: MeasureValue = { measure: 'prompt-level', kind: 'number', value: 1 };
    expect(improved(measureOf({}), baselineOf(number), recent)).toEqual([
      '1',
      'gestural',
      'unknown',
    ]);
    const unusable: MeasureValue = { measure: 'prompt-level', kind: 'unusable', why: 'unmapped' };
    expect(improved(measureOf({}), modelling, [session(TODAY, unusable)])[1]).toBeNull();
  });

  it('looks at the last days, today included, and at nothing later', () => {
    const on = (day: number) => [session(day, coded('prompt-level', 'gestural'))];
    expect(improved(measureOf({}), modelling, on(TODAY - 55))[1]).toBe('gestural');
    expect(improved(measureOf({}), modelling, on(TODAY - 56))[1]).toBeNull();
    expect(improved(measureOf({}), modelling, on(TODAY + 1))[1]).toBeNull();
  });

  it('looks at the last visits where the window is so many of them, in any order given', () => {
    const lastTwo = measureOf({ window: { value: 2, unit: 'session' } });
    const visits = prompts('gestural', 'gestural', 'modelling', 'modelling', 'modelling');
    expect(improved(lastTwo, modelling, visits)[1]).toBe('gestural');
    expect(improved(lastTwo, modelling, [...visits].reverse())[1]).toBe('gestural');
  });

  it('leaves declined sessions out of medians and counts them in shares', () => {
    const recent = [...prompts('gestural'), declined(TODAY, coded('prompt-level', 'modelling'))];
    expect(improved(measureOf({}), modelling, recent)[1]).toBe('gestural');
    const starts = measureOf({ statistic: 'share-equal', code: 'gestural', better: 'higher' });
    expect(improved(starts, null, [...recent, declined(TODAY)])[1]).toBe('33 %');
  });

  it('leaves sessions that say nothing of a measure out of its share', () => {
    const starts = measureOf({ statistic: 'share-equal', code: 'gestural', better: 'higher' });
    const recent = [...prompts('gestural', 'verbal', 'verbal'), session(TODAY, count(1))];
    expect(improved(starts, null, recent)[1]).toBe('33 %');
  });

  it('shows a range from lowest to highest, which a single value does not have', () => {
    const steadier = measureOf({ measure: 'hesitation', statistic: 'range' });
    const visits = (...codes: readonly string[]) =>
      codes.map((code) => session(TODAY, coded('hesitation', code)));
    const before = baselineOf(coded('hesitation', 'none'), coded('hesitation', 'stopped'));
    expect(improved(steadier, before, visits('slight', 'none', 'slight'))).toEqual([
      'none to stopped',
      'none to slight',
      'better',
    ]);
    expect(improved(steadier, before, visits('slight', 'slight'))[1]).toBe('slight');
    const single = baselineOf(coded('hesitation', 'marked'));
    expect(improved(steadier, single, visits('none', 'slight'))).toEqual([
      null,
      'none to slight',
      'unknown',
    ]);
  });

  it('counts sessions that meet the next stage; an incomplete one only ever counts against it', () => {
    const success = measureOf({ statistic: 'share-next-stage', better: 'higher' });
    const sessions = [1, 2, 3, 4, 5].map((ago) => session(TODAY - ago));
    const [met, unmet, failed, silent, also] = sessions.map(({ reference }) => reference) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const levels = new Map<string, RecordLevel>([
      [met, { level: 1, missedFrom: 2, complete: true }],
      [unmet, { level: 0, missedFrom: 1, complete: true }],
      [failed, { level: null, missedFrom: 1, complete: false }],
      [silent, { level: null, missedFrom: 2, complete: false }],
      [also, { level: 2, missedFrom: 3, complete: true }],
    ]);
    expect(improved(success, modelling, sessions, levels)).toEqual(['0 %', '50 %', 'better']);
  });

  it('compares variation with that of the first visits, where the baseline shows none (P41)', () => {
    const steadier = measureOf({
      measure: 'hesitation',
      statistic: 'range',
      window: { value: 2, unit: 'session' },
    });
    const visits = ['none', 'stopped', 'none', 'slight'].map((code, at) =>
      session(TODAY - 10 + at, coded('hesitation', code)),
    );
    expect(improved(steadier, null, visits)).toEqual([
      'none to stopped',
      'none to slight',
      'better',
    ]);
    // Three visits leave no first two beside the latest two.
    expect(improved(steadier, null, visits.slice(1))[0]).toBeNull();
  });

  it('shows how many records are complete, which no baseline can say', () => {
    const complete = measureOf({ statistic: 'share-complete', better: 'higher' });
    const sessions = [session(TODAY), session(TODAY), session(TODAY)];
    const levels = new Map<string, RecordLevel>(
      sessions.map(({ reference }, at) => [
        reference,
        { level: at === 0 ? null : 1, missedFrom: 2, complete: at !== 0 },
      ]),
    );
    expect(improved(complete, modelling, sessions, levels)).toEqual([null, '66 %', 'unknown']);
  });
});
