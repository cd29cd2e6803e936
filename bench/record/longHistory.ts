import type { FhirResource, Observation } from 'fhir/r4.js';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';
import { chanceFrom, sessionLike, sessionsByGoal } from './sessions.ts';

const DAY = 86_400_000;

/** Of the sandbox's stories, one whose goal is open, claimed and held to nothing unusual. */
export const GOAL = 'Goal/engagement-takes-part';
export const ANCHOR = '2026-03-31';
export const AS_OF = Date.parse('2026-04-01T06:00:00Z');

export interface LongHistory {
  readonly resources: readonly FhirResource[];
  /** One more session of the goal, to be recorded now. */
  readonly next: () => Observation;
}

/** What the sandbox holds of one person and of the staff, with exactly `count` sessions of one goal over the ten months before. */
export function longHistory(count: number): LongHistory {
  const { resources } = synthesise({ seed: 3, anchor: ANCHOR });
  const patient = patientOf(resources);
  const chance = chanceFrom(count);
  const models = sessionsByGoal(resources).get(GOAL) ?? [];
  const own = new Set<FhirResource>(models);
  const model = (): Observation => models[chance(models.length)] as Observation;
  const sessions = Array.from({ length: count }, (_, at): Observation => {
    const time = AS_OF - DAY / 2 - Math.floor((at / count) * 300 * DAY);
    const meta = { versionId: '1', lastUpdated: new Date(time).toISOString() };
    return { ...sessionLike(model(), time, chance), id: `long-${at}`, meta };
  });
  return {
    resources: [...resources.filter((each) => !own.has(each) && isOf(patient, each)), ...sessions],
    next: () => sessionLike(model(), AS_OF, chance),
  };
}

/** Whose goal it is, as `Patient/id`. */
export function patientOf(resources: readonly FhirResource[]): string {
  const goal = resources.find(({ resourceType, id }) => `${resourceType}/${id ?? ''}` === GOAL);
  return goal?.resourceType === 'Goal' ? (goal.subject.reference ?? '') : '';
}

/** About that person, or about nobody. */
function isOf(patient: string, resource: FhirResource): boolean {
  if (resource.resourceType === 'Patient') return `Patient/${resource.id ?? ''}` === patient;
  const named = JSON.stringify(resource).match(/"Patient\/[^"]+"/g) ?? [];
  return named.every((each) => each === `"${patient}"`);
}
