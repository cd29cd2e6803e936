import { calendarOf } from '../../src/domain/holidays.ts';

const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

describe('a calendar of holidays', () => {
  it('knows its days, and no others', () => {
    const calendar = calendarOf(['2026-12-25', '2024-02-29']);
    expect(calendar.isHoliday(day('2026-12-25'))).toBe(true);
    expect(calendar.isHoliday(day('2024-02-29'))).toBe(true);
    expect(calendar.isHoliday(day('2026-12-24'))).toBe(false);
  });

  it.each(['2026-02-30', '25/12/2026', '2026-12', '2026-12-25T00:00:00Z', ''])(
    'refuses “%s”, which is no date',
    (text) => {
      expect(() => calendarOf(['2026-01-01', text])).toThrow(RangeError);
    },
  );
});
