import type { CodeableConcept, FhirResource } from 'fhir/r4.js';

/** What the pages read: the current version of everything. */
export interface Records {
  all<T extends FhirResource>(type: T['resourceType']): readonly T[];
  find<T extends FhirResource>(type: T['resourceType'], id: string): T | undefined;
  /** Those of a type that refer to `reference`, wherever in them. */
  about<T extends FhirResource>(type: T['resourceType'], reference: string): readonly T[];
}

export const codeIn = (concept: CodeableConcept | undefined, system: string): string | undefined =>
  concept?.coding?.find((coding) => coding.system === system)?.code;

/** Newest first; what has no date comes last. */
export const newestFirst = <T>(items: readonly T[], when: (item: T) => string | undefined): T[] =>
  items.toSorted((a, b) => Date.parse(when(b) ?? '0001') - Date.parse(when(a) ?? '0001'));

const DAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** `3 April 2026`; a date of less precision stays as it is. */
export function dayInWords(date: string | undefined): string {
  const instant = Date.parse(date ?? '');
  if (date === undefined || Number.isNaN(instant) || date.length < 10) return date ?? '';
  return DAY.format(instant);
}
