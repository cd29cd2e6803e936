const HOURS = /^(\d{1,3}) ?(?:h|hr|hrs|hour|hours)$/i;
const MINUTES = /^(\d{1,4}) ?(?:m|min|mins|minute|minutes)$/i;
const BOTH = /^(\d{1,3}) ?(?:h|hr|hrs|hour|hours) ?(\d{1,2})(?: ?(?:m|min|mins|minute|minutes))?$/i;

/**
 * Whole minutes in words such as `45 min`, `1 h 20 min` or `2 hours`; null for any other. A bare
 * number does not say of what, and `1.30` is read by some as ninety minutes and by others as 78.
 */
export function minutesIn(text: string): number | null {
  const trimmed = text.trim();
  const [, minutes] = MINUTES.exec(trimmed) ?? [];
  if (minutes !== undefined) return Number(minutes);
  const [, hours] = HOURS.exec(trimmed) ?? [];
  if (hours !== undefined) return Number(hours) * 60;
  const both = BOTH.exec(trimmed);
  if (both === null || Number(both[2]) > 59) return null;
  return Number(both[1]) * 60 + Number(both[2]);
}
