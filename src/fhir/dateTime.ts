import {
  DAY,
  dayOfDate,
  londonDay,
  startOfLondonDay,
  type Day,
  type Instant,
} from '../domain/time.ts';

/** A FHIR date, dateTime or instant, as exact as it was written and no more. */
export interface FhirDateTime {
  /** The text as the host wrote it. */
  readonly text: string;
  readonly precision: 'year' | 'month' | 'day' | 'instant';
  /** The first and the last instant that it may mean, on the London calendar. */
  readonly start: Instant;
  readonly end: Instant;
  /** The London day; null where only a year or a month was given. */
  readonly day: Day | null;
  /** The first day that it may mean. */
  readonly firstDay: Day;
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const INSTANT =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * Reads a FHIR date, dateTime or instant; null where the text is none. A time without a zone is
 * refused, as FHIR R4 requires one and a guess could move the day.
 */
export function fhirDateTime(text: string): FhirDateTime | null {
  return text.includes('T') ? instantOf(text) : dateOf(text);
}

function instantOf(text: string): FhirDateTime | null {
  const parts = INSTANT.exec(text);
  if (parts === null || !isOnCalendar(text)) return null;
  // FHIR allows a leap second, which JavaScript does not know.
  const instant = Date.parse(parts[1] === '60' ? text.replace(':60', ':59') : text);
  if (Number.isNaN(instant)) return null;
  const day = londonDay(instant);
  return { text, precision: 'instant', start: instant, end: instant, day, firstDay: day };
}

/** `Date.parse` moves the 30th of February to March; days up to the 28th are in every month. */
const isOnCalendar = (text: string): boolean =>
  Number(text.slice(8, 10)) <= 28 || !Number.isNaN(dayOfDate(text.slice(0, 10)));

function dateOf(text: string): FhirDateTime | null {
  const parts = DATE.exec(text);
  if (parts === null) return null;
  const [, year, month, day] = parts as unknown as [string, string, string?, string?];
  const firstDay = dayOfDate(`${year}-${month ?? '01'}-${day ?? '01'}`);
  if (Number.isNaN(firstDay)) return null;
  const precision = day !== undefined ? 'day' : month !== undefined ? 'month' : 'year';
  const next = {
    year: Date.UTC(Number(year) + 1, 0),
    month: Date.UTC(Number(year), Number(month)),
    day: (firstDay + 1) * DAY,
  };
  return {
    text,
    precision,
    start: startOfLondonDay(firstDay),
    end: startOfLondonDay(next[precision] / DAY) - 1,
    day: precision === 'day' ? firstDay : null,
    firstDay,
  };
}
