import fc from 'fast-check';
import { loadCalendar } from '../../src/calendar.ts';
import { dateOfDay, dayOfDate } from '../../src/domain/time.ts';
import { addWorkingDays } from '../../src/domain/workingDays.ts';

const { isHoliday } = loadCalendar();
const after = (date: string, n: number): string =>
  dateOfDay(addWorkingDays(dayOfDate(date), n, isHoliday));

describe('working days in England and Wales', () => {
  it('skip Christmas, its substitute day and New Year', () => {
    expect(after('2026-12-24', 3)).toBe('2026-12-31');
    expect(after('2026-12-24', 5)).toBe('2027-01-05');
  });

  it('skip Good Friday and Easter Monday', () => {
    expect(after('2026-04-02', 3)).toBe('2026-04-09');
  });

  it('begin with the first one after the trigger, also when the trigger falls on a weekend', () => {
    expect(after('2026-09-18', 1)).toBe('2026-09-21');
    expect(after('2026-09-19', 1)).toBe('2026-09-21');
    expect(after('2026-09-20', 5)).toBe('2026-09-25');
    expect(after('2026-09-19', 0)).toBe('2026-09-19');
  });

  it('end no earlier for a later trigger or for more days, and never on a day off', () => {
    const day = fc.integer({ min: dayOfDate('2024-01-01'), max: dayOfDate('2028-10-01') });
    const count = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(day, count, (start, n) => {
        const end = addWorkingDays(start, n, isHoliday);
        expect(addWorkingDays(start, n + 1, isHoliday)).toBeGreaterThan(end);
        expect(addWorkingDays(start + 1, n, isHoliday)).toBeGreaterThanOrEqual(end);
        expect([1, 2, 3, 4, 5]).toContain(new Date(`${dateOfDay(end)}T12:00:00Z`).getUTCDay());
        expect(isHoliday(end)).toBe(false);
      }),
    );
  });
});
