import type { Calendar } from './assess.ts';
import { dayOfDate } from './time.ts';

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayOfDate(text));

/**
 * A calendar on which these days (`YYYY-MM-DD`) are no working days; deadlines in working days pass over
 * them. A day after the last of the list counts as a working day.
 * @throws RangeError where one is no date
 */
export function calendarOf(holidays: readonly string[]): Calendar {
  const wrong = holidays.find((text) => !isDate(text));
  if (wrong !== undefined) throw new RangeError(`“${wrong}” is no date (YYYY-MM-DD).`);
  const days = new Set(holidays.map(dayOfDate));
  return { isHoliday: (day) => days.has(day) };
}
