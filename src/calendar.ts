import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Calendar as Holidays } from './domain/assess.ts';
import { calendarOf } from './domain/holidays.ts';
import { dayOfDate, type Day } from './domain/time.ts';
import { Problem, sentenceOf } from './problem.ts';

const SHIPPED = fileURLToPath(
  new URL('../profiles/calendars/england-and-wales.json', import.meta.url),
);

const date = z.string().refine((text) => !Number.isNaN(dateToDay(text)), 'not a date (YYYY-MM-DD)');

/** A list of bank holidays and the span of time it answers for. */
const calendarFile = z
  .strictObject({
    division: z.string().min(1),
    from: date,
    until: date,
    source: z.string().min(1),
    days: z.array(date),
  })
  .refine(
    ({ from, until, days }) => days.every((day) => day >= from && day <= until),
    'a day lies outside the span from `from` to `until`',
  );

export interface Calendar extends Holidays {
  /** The last day the list answers for; a deadline after it may be early. */
  readonly until: Day;
}

/**
 * Reads a calendar of bank holidays; without a path, the shipped one of England and Wales. Throws a
 * `Problem` (`bad-configuration`) where the file is missing or wrong.
 */
export function loadCalendar(path: string = SHIPPED): Calendar {
  const parsed = calendarFile.safeParse(readJson(path));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Problem('bad-configuration', `The calendar ${path} is wrong: ${faults.join('; ')}.`);
  }
  return { ...calendarOf(parsed.data.days), until: dateToDay(parsed.data.until) };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = sentenceOf(error);
    throw new Problem('bad-configuration', `The calendar ${path} cannot be read: ${why}`, {
      cause: error,
    });
  }
}

function dateToDay(text: string): Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayOfDate(text) : Number.NaN;
}
