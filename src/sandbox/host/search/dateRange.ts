/** A stretch of time in milliseconds since 1970, both ends included. */
export interface DateRange {
  readonly start: number;
  readonly end: number;
}

const LENGTHS = /^(\d{4})(-\d\d)?(-\d\d)?(T\d\d:\d\d)?(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

function endOf(parts: readonly (string | undefined)[], start: number): number {
  const [, year, month, day, minute, second, fraction] = parts;
  if (fraction !== undefined) return start;
  if (second !== undefined) return start + 999;
  if (minute !== undefined) return start + 59_999;
  if (day !== undefined) return start + 86_400_000 - 1;
  const nextMonth = month === undefined ? 12 : Number(month.slice(1));
  return Date.UTC(Number(year), nextMonth, 1) - 1;
}

/** All that a FHIR date, dateTime or instant may mean; days without a zone are read in UTC. */
export function rangeOfDate(text: string): DateRange | undefined {
  const parts = LENGTHS.exec(text);
  if (!parts) return undefined;
  const [, year = '', month = '-01', day = '-01', minute = 'T00:00', second = ':00'] = parts;
  const start = Date.parse(
    `${year}${month}${day}${minute}${second}${parts[6] ?? ''}${parts[7] ?? 'Z'}`,
  );
  return Number.isNaN(start) ? undefined : { start, end: endOf(parts, start) };
}

const isPeriod = (value: unknown): value is { start?: string; end?: string } =>
  typeof value === 'object' && value !== null && ('start' in value || 'end' in value);

/** The range of an element's value; an open end of a Period is endless. */
export function rangeOfValue(value: unknown): DateRange | undefined {
  if (typeof value === 'string') return rangeOfDate(value);
  if (!isPeriod(value)) return undefined;
  return {
    start: (value.start ? rangeOfDate(value.start)?.start : undefined) ?? -Infinity,
    end: (value.end ? rangeOfDate(value.end)?.end : undefined) ?? Infinity,
  };
}
