import type { MeasureValue } from './caseFile.ts';
import { compareText } from './order.ts';

/** The recorded values in one canonical line: equal lines for equal facts. */
export function factsOf(values: readonly MeasureValue[]): string {
  const facts = KNOWN.get(values) ?? lineOf(values);
  KNOWN.set(values, facts);
  return facts;
}

/** Many records share one list of values, which is never changed, and each is looked at twice. */
const KNOWN = new WeakMap<readonly MeasureValue[], string>();

const lineOf = (values: readonly MeasureValue[]): string =>
  values
    .map((value) => JSON.stringify(value, Object.keys(value).sort()))
    .sort(compareText)
    .join(' ');
