import type { MeasureValue } from '../caseFile.ts';
import { percent } from './percent.ts';

/** One recorded value, or a summary of several, as people read it; comparable with others of its scale. */
export interface Reading {
  readonly scale: string;
  readonly value: number;
  readonly text: string;
}

/** A ranked code, a number or a ratio; anything else is on no scale. */
export function readingOf(value: MeasureValue): Reading | null {
  switch (value.kind) {
    case 'coded':
      return value.rank === null
        ? null
        : { scale: value.system, value: value.rank, text: value.code };
    case 'number':
      return { scale: 'number', value: value.value, text: String(round(value.value)) };
    case 'ratio':
      return value.required > 0 ? shareReading(value.done / value.required) : null;
    case 'boolean':
    case 'text':
    case 'unusable':
      return null;
  }
}

const round = (value: number): number => Math.round(value * 10) / 10;

export const shareReading = (value: number): Reading => ({
  scale: 'share',
  value,
  text: percent(value),
});

/** The middle value; of an even number of values the worse of the two in the middle, so that it was recorded. */
export function worseMedian(
  ascending: readonly Reading[],
  better: 'lower' | 'higher',
): Reading | null {
  const last = ascending.length - 1;
  const middle = better === 'higher' ? Math.floor(last / 2) : Math.ceil(last / 2);
  return ascending[middle] ?? null;
}

/** How far apart the lowest and the highest are; one value has no range. */
export function range(ascending: readonly Reading[]): Reading | null {
  const [lowest, highest] = [ascending[0], ascending.at(-1)];
  if (ascending.length < 2 || lowest === undefined || highest === undefined) return null;
  return {
    scale: `range of ${lowest.scale}`,
    value: highest.value - lowest.value,
    text: lowest.text === highest.text ? lowest.text : `${lowest.text} to ${highest.text}`,
  };
}
