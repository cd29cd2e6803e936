import type { CodeableConcept, Coding } from './elements.ts';

/** What a host sends may be about a person: only what has the look of a code or an address is repeated. */

const CODE = /^(?:https?:\/\/|urn:)[\w.~:/%-]+\|[\w.~:/-]+$/;
const LONGEST_CODE = 100;

/** `system|code`, for whoever maps it. */
function printableCode({ system = '', code = '' }: Coding): string {
  const text = `${system}|${code}`;
  return text.length <= LONGEST_CODE && CODE.test(text) ? text : 'a local code';
}

/** The codes of a concept, sorted, each once; never its words. */
export function printableCodes({ coding = [] }: Pick<CodeableConcept, 'coding'>): string {
  const codes = coding.filter(({ code }) => code !== undefined).map(printableCode);
  return codes.length === 0 ? 'free text' : [...new Set(codes)].sort().join(', ').slice(0, 300);
}

const CANONICAL = /^https?:\/\/[^\s?#]*\/([\w.~-]{1,64}(?:\|[\w.-]{1,64})?)$/;

/** The name at the end of a canonical address, with the version that it pins; null where it is none. */
export const printableName = (canonical: string): string | null =>
  CANONICAL.exec(canonical)?.[1] ?? null;
