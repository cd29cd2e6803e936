import { Problem } from '../../problem.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const londonHour = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** Story days, counted from the anchor (0; yesterday is -1), as dates and instants in London. */
export interface Timeline {
  /** `YYYY-MM-DD`. */
  date(day: number): string;
  /** `minute` of the London day, 0 for midnight by the clock on the wall. */
  instant(day: number, minute: number): string;
}

export function timelineFrom(anchor: string): Timeline {
  const midnight = Date.parse(`${anchor}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(anchor) || Number.isNaN(midnight)) {
    throw new Problem('bad-usage', 'The anchor must be a date written YYYY-MM-DD.');
  }
  const utc = (day: number): number => midnight + day * DAY;
  const ahead = remembered((day) => Number(londonHour.format(utc(day) + DAY / 2)) - 12);
  return {
    date: (day) => new Date(utc(day)).toISOString().slice(0, 10),
    instant: (day, minute) =>
      new Date(utc(day) + (minute - 60 * ahead(day)) * MINUTE).toISOString().replace('.000Z', 'Z'),
  };
}

/** Hours by which London is ahead change twice a year, and only at night: noon decides the day. */
function remembered(compute: (day: number) => number): (day: number) => number {
  const known = new Map<number, number>();
  return (day) => {
    const value = known.get(day) ?? compute(day);
    known.set(day, value);
    return value;
  };
}
