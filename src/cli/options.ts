import { isIPv4 } from 'node:net';
import { InvalidArgumentError, Option } from 'commander';
import { startOfLondonDay, dayOfDate, type Instant } from '../domain/time.ts';
import type { Format } from './output.ts';

/** An option with a path that may be given many times. */
export const pathsOption = (flags: string, description: string): Option =>
  new Option(flags, description)
    .argParser((value: string, previous: readonly string[]) => [...previous, value])
    .default([], 'none');

/** Adapters, wherever evidence is read. */
export const adapterOption = (): Option =>
  pathsOption(
    '--adapter <path>',
    'a mapping from local scales to ours; the first rule that matches counts',
  );

/** An instant with its offset, or a date: the end of that day in London. */
export function parseInstant(text: string): Instant {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const day = dayOfDate(text);
    if (!Number.isNaN(day)) return startOfLondonDay(day + 1) - 1;
  }
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    const instant = Date.parse(text);
    if (!Number.isNaN(instant)) return instant;
  }
  throw new InvalidArgumentError(
    'Give an instant such as 2026-03-31T18:00:00Z, or a date, which stands for the end of that day in London.',
  );
}

export const asOfOption = (): Option =>
  new Option('--as-of <instant>', 'assess as known then; may be given many times')
    .argParser((value: string, previous: readonly Instant[]) => [...previous, parseInstant(value)])
    .default([], 'now');

export const formatOption = (...formats: readonly Format[]): Option =>
  new Option('--format <format>', 'table on a terminal, json elsewhere').choices([...formats]);

export function parseWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

export function parseDate(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(dayOfDate(text))) {
    throw new InvalidArgumentError('Give a date such as 2026-03-31.');
  }
  return text;
}

const LAST_PORT = 65_535;

export function parsePort(text: string): number {
  const port = parseWhole(text);
  if (port > LAST_PORT) throw new InvalidArgumentError(`Ports go up to ${LAST_PORT}.`);
  return port;
}

export function parseAddress(text: string): string {
  if (isIPv4(text) || text === 'localhost') return text;
  throw new InvalidArgumentError('Give an IPv4 address, such as 127.0.0.1 or 0.0.0.0.');
}
