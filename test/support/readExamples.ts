import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROFILE } from '../../src/fhir/names.ts';

const PACKAGE = join(import.meta.dirname, '../../profiles/dist/package');

export interface Example {
  readonly resourceType: string;
  readonly id: string;
  readonly meta?: { readonly profile?: readonly string[] };
}

/** The profiles of what Attest reads, save for those that others are made from. */
export const WHAT_IS_READ: ReadonlySet<string> = new Set([
  PROFILE.auditOpinion,
  PROFILE.baseline,
  PROFILE.dutyRecord,
  PROFILE.goal,
  PROFILE.personFeedback,
  PROFILE.personRating,
  PROFILE.reviewDecision,
  PROFILE.session,
  PROFILE.spotObservation,
]);
const WHO_AND_WHERE = /^(Patient|Practitioner|PractitionerRole|Organization|Encounter)-example-/;

/**
 * The examples of what Attest reads, and of the people and places that they name. The filled-in forms
 * of the questionnaires are read in their own tests.
 */
export const readExamples: readonly Example[] = readdirSync(PACKAGE, {
  encoding: 'utf8',
  recursive: true,
})
  .filter((name) => name.includes('-example-') && !name.includes('-example-form-'))
  .map((name) => JSON.parse(readFileSync(join(PACKAGE, name), 'utf8')) as Example)
  .filter(
    ({ resourceType, id, meta }) =>
      WHO_AND_WHERE.test(`${resourceType}-${id}`) ||
      meta?.profile?.some((profile) => WHAT_IS_READ.has(profile)) === true,
  );
