import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCalendar } from '../src/calendar.ts';
import { dateOfDay, dayOfDate } from '../src/domain/time.ts';

const SHIPPED = new URL('../profiles/calendars/england-and-wales.json', import.meta.url);
const DAY = 86_400_000;

interface CalendarFile {
  readonly days: readonly string[];
}

const utc = (year: number, month: number, day: number): Date =>
  new Date(Date.UTC(year, month - 1, day));
const later = (date: Date, days: number): Date => new Date(date.getTime() + days * DAY);
const text = (date: Date): string => date.toISOString().slice(0, 10);

/** Easter Sunday by Gauss's rule with its two exceptions (Gregorian, 1900 to 2099). */
function easter(year: number): Date {
  const d = (19 * (year % 19) + 24) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;
  const sunday = utc(year, 3, 22 + d + e);
  const exception = (d === 29 && e === 6) || (d === 28 && e === 6 && year % 19 > 10);
  return exception ? later(sunday, -7) : sunday;
}

/** The first Monday on or after a date. */
const mondayFrom = (date: Date): Date => later(date, (8 - date.getUTCDay()) % 7);
const isWeekend = (date: Date): boolean => [0, 6].includes(date.getUTCDay());

/** Christmas Day and Boxing Day; one that falls on a weekend moves to the next day that is free. */
function christmas(year: number): readonly Date[] {
  const both = [utc(year, 12, 25), utc(year, 12, 26)];
  const kept = both.filter((date) => !isWeekend(date));
  for (let day = utc(year, 12, 27); kept.length < 2; day = later(day, 1)) {
    if (!isWeekend(day)) kept.push(day);
  }
  return kept;
}

const holidays = (year: number): readonly string[] => {
  const newYear = utc(year, 1, 1);
  return [
    isWeekend(newYear) ? mondayFrom(newYear) : newYear,
    later(easter(year), -2),
    later(easter(year), 1),
    mondayFrom(utc(year, 5, 1)),
    mondayFrom(utc(year, 5, 25)),
    mondayFrom(utc(year, 8, 25)),
    ...christmas(year),
  ].map(text);
};

function calendarWith(changes: object): string {
  const path = join(mkdtempSync(join(tmpdir(), 'calendar-')), 'calendar.json');
  const file = {
    division: 'here',
    from: '2026-01-01',
    until: '2026-12-31',
    source: 'us',
    days: [],
  };
  writeFileSync(path, JSON.stringify({ ...file, ...changes }));
  return path;
}

describe('the calendar of bank holidays', () => {
  it('holds the days of England and Wales for 2026 to 2028', () => {
    const { days } = JSON.parse(readFileSync(SHIPPED, 'utf8')) as CalendarFile;
    expect(days.filter((day) => day >= '2026')).toEqual([
      ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04'],
      ...['2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28'],
      ...['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03'],
      ...['2027-05-31', '2027-08-30', '2027-12-27', '2027-12-28'],
      ...['2028-01-03', '2028-04-14', '2028-04-17', '2028-05-01'],
      ...['2028-05-29', '2028-08-28', '2028-12-25', '2028-12-26'],
    ]);
  });

  it('agrees in every year with the rules by which the days are set', () => {
    const { days } = JSON.parse(readFileSync(SHIPPED, 'utf8')) as CalendarFile;
    expect(days).toEqual([2024, 2025, 2026, 2027, 2028].flatMap(holidays));
  });

  it('answers by day and says how far it reaches', () => {
    const { isHoliday, until } = loadCalendar();
    expect(isHoliday(dayOfDate('2026-12-28'))).toBe(true);
    expect(isHoliday(dayOfDate('2026-12-26'))).toBe(false);
    expect(dateOfDay(until)).toBe('2028-12-31');
  });

  it('refuses a file that is missing, wrong or holds a day outside its span', () => {
    const refused = expect.objectContaining({ code: 'bad-configuration' }) as unknown;
    const load = (path: string) => () => loadCalendar(path);
    const caught = (act: () => unknown): unknown => {
      try {
        return act();
      } catch (error) {
        return error;
      }
    };
    expect(loadCalendar(calendarWith({ days: ['2026-01-01'] })).isHoliday(20_454)).toBe(true);
    expect(caught(load('/nowhere/calendar.json'))).toEqual(refused);
    expect(caught(load(calendarWith({ days: ['2026-02-30'] })))).toEqual(refused);
    expect(caught(load(calendarWith({ days: ['2027-01-01'] })))).toEqual(refused);
    expect(caught(load(calendarWith({ holidays: [] })))).toEqual(refused);
  });
});
