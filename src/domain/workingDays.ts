import type { Day } from './time.ts';

type IsHoliday = (day: Day) => boolean;

/** 1970-01-01, day 0, was a Thursday; 0 is Sunday. */
const weekday = (day: Day): number => (((day + 4) % 7) + 7) % 7;

const isWorkingDay = (day: Day, isHoliday: IsHoliday): boolean =>
  weekday(day) !== 0 && weekday(day) !== 6 && !isHoliday(day);

/**
 * The n-th working day after a trigger (T05, P05, E05): day 1 is the first working day after it, whatever
 * day the trigger itself falls on; n = 0 is the day of the trigger.
 */
export function addWorkingDays(day: Day, n: number, isHoliday: IsHoliday): Day {
  let reached = day;
  for (let left = n; left > 0;) {
    reached += 1;
    if (isWorkingDay(reached, isHoliday)) left -= 1;
  }
  return reached;
}
