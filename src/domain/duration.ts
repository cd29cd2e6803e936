import type { Duration } from './programme.ts';
import { DAY, HOUR } from './time.ts';

/** A month is as long as the longest, so that nobody is late before any calendar says so. */
const LENGTH = { hour: HOUR, day: DAY, week: 7 * DAY, month: 31 * DAY } as const;

/** How long a programme's deadline is, in milliseconds; working days are counted elsewhere. */
export const lengthOf = ({ value, unit }: Pick<Duration, 'value' | 'unit'>): number =>
  value * LENGTH[unit];
