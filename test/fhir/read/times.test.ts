import { at, day, feedback, goal, pertains, readOne, session, type Json } from './records.ts';

const timed = (overrides: Json) => {
  const { caseFile } = readOne([goal(), session('s1', overrides)]);
  return { session: caseFile.sessions[0], problems: caseFile.problems };
};

describe('when a session was', () => {
  it('ends where it starts when no end is given', () => {
    const { session: read } = timed({ effectivePeriod: { start: '2026-03-30T10:00:00Z' } });
    expect(read?.end).toBe(at('2026-03-30T10:00:00Z'));
  });

  it('takes a single time as well as a period', () => {
    const { session: read } = timed({
      effectivePeriod: undefined,
      effectiveDateTime: '2026-03-30T11:00:00+01:00',
    });
    expect(read?.start).toBe(at('2026-03-30T10:00:00Z'));
  });

  it('spans the London day where only a date is given, in summer an hour before UTC', () => {
    const { session: read } = timed({
      effectivePeriod: undefined,
      effectiveDateTime: '2026-03-30',
    });
    expect(read).toMatchObject({
      day: day('2026-03-30'),
      start: at('2026-03-29T23:00:00Z'),
      end: at('2026-03-30T23:00:00Z') - 1,
    });
  });

  it('is on the London day, not that of UTC', () => {
    const { session: read } = timed({
      effectivePeriod: { start: '2026-06-30T23:30:00Z', end: '2026-06-30T23:50:00Z' },
      issued: '2026-07-01T00:10:00Z',
    });
    expect(read?.day).toBe(day('2026-07-01'));
  });

  it.each([
    ['a year', { effectiveDateTime: '2026' }, 'it happened in 2026: no full date'],
    ['a month', { effectiveDateTime: '2026-03' }, 'it happened in 2026-03: no full date'],
    ['no time at all', {}, 'it does not say when it happened'],
    [
      'a time without a zone',
      { effectiveDateTime: '2026-03-30T10:00:00' },
      'the time it happened is no FHIR date or time',
    ],
    [
      'a day that never was',
      { effectiveDateTime: '2026-02-30' },
      'the time it happened is no FHIR date or time',
    ],
    [
      'an end before its start',
      { effectivePeriod: { start: '2026-03-30T10:00:00Z', end: '2026-03-30T09:59:59Z' } },
      'it ended before it began',
    ],
    [
      'an end in a month',
      { effectivePeriod: { start: '2026-03-30', end: '2026-04' } },
      'it ended in 2026-04: no full date',
    ],
    [
      'a record older than its event',
      { effectiveDateTime: '2026-04-02T10:00:00Z' },
      'it was recorded before the day it tells of',
    ],
  ])('is unreadable with %s', (_, overrides, because) => {
    const { session: read, problems } = timed({ effectivePeriod: undefined, ...overrides });
    expect(read).toBeUndefined();
    expect(problems).toEqual([{ reference: 'Observation/s1', kind: 'unreadable', because }]);
  });
});

describe('when a session became known', () => {
  const provenance = (recorded: string, target = 'Observation/s1'): Json => ({
    resourceType: 'Provenance',
    id: `of-${recorded.slice(11, 13)}`,
    target: [{ reference: target }],
    recorded,
    agent: [{ who: { reference: 'Practitioner/w1' } }],
  });
  const known = (resources: readonly Json[]) =>
    readOne([goal(), ...resources]).caseFile.sessions[0];

  it('is when it was issued', () => {
    const read = known([session(), provenance('2026-03-30T12:00:00Z')]);
    expect(read).toMatchObject({ knownAt: at('2026-03-30T11:05:00Z'), recordingTimeKnown: true });
  });

  it('else the first time its provenance shows', () => {
    const read = known([
      session('s1', { issued: undefined }),
      provenance('2026-03-31T09:00:00Z', 'Observation/s1/_history/2'),
      provenance('2026-03-30T12:00:00Z'),
    ]);
    expect(read).toMatchObject({ knownAt: at('2026-03-30T12:00:00Z'), recordingTimeKnown: true });
  });

  it('else its last edit', () => {
    const read = known([session('s1', { issued: undefined })]);
    expect(read).toMatchObject({ knownAt: at('2026-03-30T11:05:30Z'), recordingTimeKnown: true });
  });

  it('else its end, and the record counts as one whose time is not known', () => {
    const read = known([session('s1', { issued: undefined, meta: undefined })]);
    expect(read).toMatchObject({ knownAt: at('2026-03-30T10:50:00Z'), recordingTimeKnown: false });
  });

  it('may be before its end, on the same day', () => {
    expect(known([session('s1', { issued: '2026-03-30T10:20:00Z' })])).toBeDefined();
  });

  it.each([
    ['a quarter of an hour before it begins', '2026-03-30T09:45:00Z', true],
    ['earlier than that', '2026-03-30T09:44:59Z', false],
  ])('counts as recorded of its own time where it was written %s', (_, issued, shown) => {
    expect(known([session('s1', { issued })])).toMatchObject({
      knownAt: at(issued),
      recordingTimeKnown: shown,
    });
  });

  it('may be at any time of the day where only a date is given', () => {
    const dated = { effectivePeriod: undefined, effectiveDateTime: '2026-03-30' };
    const read = known([session('s1', { ...dated, issued: '2026-03-30T05:00:00Z' })]);
    expect(read).toMatchObject({ recordingTimeKnown: true });
  });

  it('is the end of a form whose date has no time', () => {
    const form = feedback('f1', { authored: '2026-03-29', extension: [pertains('Goal/g1')] });
    expect(readOne([goal(), form]).caseFile.feedback).toMatchObject([
      { day: day('2026-03-29'), knownAt: at('2026-03-29T23:00:00Z') - 1 },
    ]);
  });
});
