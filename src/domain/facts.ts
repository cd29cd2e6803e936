import type { MeasureValue } from './caseFile.ts';
import { compareText } from './order.ts';

/** The recorded values in one canonical line: equal lines for equal facts. */
export const factsOf = (values: readonly MeasureValue[]): string =>
  values
    .map((value) => JSON.stringify(value, Object.keys(value).sort()))
    .sort(compareText)
    .join(' ');
