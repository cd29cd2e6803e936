import fc from 'fast-check';
import { fhirDateTime } from '../../src/fhir/dateTime.ts';

const utc = (text: string): number => Date.parse(text);
const day = (date: string): number => utc(`${date}T00:00:00Z`) / 86_400_000;

describe('a FHIR date or time', () => {
  it.each([
    ['2026-03-30T10:00:00Z', '2026-03-30T10:00:00Z'],
    ['2026-03-30T10:00:00.123456+01:00', '2026-03-30T09:00:00.123Z'],
    ['2026-03-30T10:00Z', '2026-03-30T10:00:00Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z'],
    ['2026-03-30T00:30:00-12:00', '2026-03-30T12:30:00Z'],
  ])('%s is the instant %s', (text, instant) => {
    expect(fhirDateTime(text)).toMatchObject({
      text,
      precision: 'instant',
      start: utc(instant),
      end: utc(instant),
    });
  });

  it.each([
    ['2026-01-15', 'day', '2026-01-15T00:00:00Z', '2026-01-16T00:00:00Z'],
    ['2026-07-15', 'day', '2026-07-14T23:00:00Z', '2026-07-15T23:00:00Z'],
    ['2026-03-29', 'day', '2026-03-29T00:00:00Z', '2026-03-29T23:00:00Z'],
    ['2026-10-25', 'day', '2026-10-24T23:00:00Z', '2026-10-26T00:00:00Z'],
    ['2026-03', 'month', '2026-03-01T00:00:00Z', '2026-03-31T23:00:00Z'],
    ['2028-02', 'month', '2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z'],
    ['2026-12', 'month', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['2026', 'year', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
  ])('%s is a London %s from %s until before %s', (text, precision, start, next) => {
    expect(fhirDateTime(text)).toMatchObject({ precision, start: utc(start), end: utc(next) - 1 });
  });

  it('has a day only where the whole date is given', () => {
    expect(fhirDateTime('2026-02')).toMatchObject({ day: null, firstDay: day('2026-02-01') });
    expect(fhirDateTime('2026')).toMatchObject({ day: null, firstDay: day('2026-01-01') });
    expect(fhirDateTime('2026-02-03')).toMatchObject({ day: day('2026-02-03') });
    expect(fhirDateTime('2026-06-30T23:30:00Z')).toMatchObject({ day: day('2026-07-01') });
  });

  it.each([
    '',
    '26',
    '2026-1-2',
    '2026-13',
    '2026-02-30',
    '2026-02-30T10:00:00Z',
    '2026-03-30T10:00:00',
    '2026-03-30T25:00:00Z',
    '2026-03-30T10:00:00+15:00',
    '2026-03-30 10:00:00Z',
    '30/03/2026',
    'yesterday',
  ])('is not %s', (text) => {
    expect(fhirDateTime(text)).toBeNull();
  });

  it('contains every instant of its London day', () => {
    const instants = fc.integer({ min: utc('2000-01-01'), max: utc('2099-12-31') });
    fc.assert(
      fc.property(instants, (instant) => {
        const exact = fhirDateTime(new Date(instant).toISOString());
        const date = new Date((exact?.day ?? NaN) * 86_400_000).toISOString().slice(0, 10);
        const whole = fhirDateTime(date);
        return whole !== null && whole.start <= instant && instant <= whole.end;
      }),
    );
  });
});
