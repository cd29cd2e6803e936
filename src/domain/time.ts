/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Whole days since 1970-01-01 on the Europe/London calendar. */
export type Day = number;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const londonDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The London calendar day that an instant falls on. */
export function londonDay(instant: Instant): Day {
  // London is at UTC or one hour ahead of it, so only the last UTC hour can belong to the next day.
  const utcDay = Math.floor(instant / DAY);
  if (instant - utcDay * DAY < 23 * HOUR) return utcDay;
  return dayOfDate(londonDate.format(new Date(instant)));
}

/** The first instant of a London day. */
export function startOfLondonDay(day: Day): Instant {
  const midnightUtc = day * DAY;
  return londonDay(midnightUtc - HOUR) === day ? midnightUtc - HOUR : midnightUtc;
}

/** `YYYY-MM-DD` as a day; NaN where the text is no calendar date. */
export function dayOfDate(date: string): Day {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const utc = new Date(Date.UTC(year, month - 1, day));
  return utc.toISOString().startsWith(date) ? utc.getTime() / DAY : Number.NaN;
}

/** A day as `YYYY-MM-DD`. */
export function dateOfDay(day: Day): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
