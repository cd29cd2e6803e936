import type { ValueSetComposeIncludeFilter } from 'fhir/r4.js';
import type { Codes, Membership } from './codeSystem.ts';

const told = (is: boolean): Membership => (is ? 'in' : 'out');

type Rule = (codes: Codes, code: string, value: string) => Membership;

const OF_CODES: Readonly<Record<string, Rule>> = {
  'is-a': (codes, code, value) => told(code === value || codes.isBelow(code, value)),
  'descendent-of': (codes, code, value) => told(codes.isBelow(code, value)),
  'is-not-a': (codes, code, value) => told(code !== value && !codes.isBelow(code, value)),
  generalizes: (codes, code, value) => told(code === value || codes.isBelow(value, code)),
};

const listed = (value: string): readonly string[] => value.split(',').map((each) => each.trim());

const OF_VALUES: Readonly<
  Record<string, (values: readonly string[], value: string) => Membership>
> = {
  '=': (values, value) => told(values.includes(value)),
  in: (values, value) => told(values.some((each) => listed(value).includes(each))),
  'not-in': (values, value) => told(!values.some((each) => listed(value).includes(each))),
  exists: (values, value) => told(values.length > 0 === (value === 'true')),
  regex: (values, value) => {
    const pattern = patternOf(value);
    return pattern === null ? 'unknown' : told(values.some((each) => pattern.test(each)));
  },
};

function patternOf(value: string): RegExp | null {
  try {
    return new RegExp(`^(?:${value})$`);
  } catch {
    return null;
  }
}

/** Whether a code of the system passes the filter of a value set. */
export function passes(
  { property, op, value }: ValueSetComposeIncludeFilter,
  codes: Codes,
  code: string,
): Membership {
  const known = codes.has(code);
  if (known !== 'in') return known;
  const ofCodes = property === 'concept' || property === 'code' ? OF_CODES[op] : undefined;
  if (ofCodes !== undefined) return ofCodes(codes, code, value);
  const values =
    property === 'concept' || property === 'code' ? [code] : codes.propertyOf(code, property);
  return OF_VALUES[op]?.(values, value) ?? 'unknown';
}
