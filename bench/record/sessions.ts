import type { FhirResource, Observation } from 'fhir/r4.js';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Whole numbers from 0 to below `limit`, the same ones for the same seed. */
export type Chance = (limit: number) => number;

export function chanceFrom(seed: number): Chance {
  const random = xoroshiro128plus(seed);
  return (limit) => uniformInt(random, 0, limit - 1);
}

/** The sessions of a record that are linked to their goals in the way most hosts do it, by goal. */
export function sessionsByGoal(
  resources: readonly FhirResource[],
): ReadonlyMap<string, readonly Observation[]> {
  const sessions = new Map<string, Observation[]>();
  for (const resource of resources) {
    const goal = goalOf(resource);
    if (goal === null || resource.resourceType !== 'Observation') continue;
    sessions.set(goal, [...(sessions.get(goal) ?? []), resource]);
  }
  return sessions;
}

function goalOf(resource: FhirResource): string | null {
  if (resource.resourceType !== 'Observation') return null;
  const isSession = resource.code.coding?.some(({ code }) => code === 'session') === true;
  const link = resource.extension?.find(({ url }) => url.endsWith('resource-pertainsToGoal'));
  return isSession ? (link?.valueReference?.reference ?? null) : null;
}

const MINUTE = 60_000;

const OF_THE_MODEL: ReadonlySet<string> = new Set(['id', 'meta', 'identifier', 'encounter']);

/** A session like one that there was, that ended just before this instant; its note in another order of words. */
export function sessionLike(model: Observation, recordedAt: number, chance: Chance): Observation {
  const time = (minutesBefore: number): string =>
    new Date(recordedAt - minutesBefore * MINUTE).toISOString();
  const session: Observation = {
    ...model,
    effectivePeriod: { start: time(40), end: time(5) },
    issued: time(0),
    note: [{ text: shuffled(model.note?.[0]?.text ?? 'Walked to the shop.', chance) }],
  };
  return Object.fromEntries(
    Object.entries(session).filter(([element]) => !OF_THE_MODEL.has(element)),
  ) as unknown as Observation;
}

function shuffled(text: string, chance: Chance): string {
  const words = text.split(' ');
  for (let at = words.length - 1; at > 0; at -= 1) {
    const other = chance(at + 1);
    [words[at], words[other]] = [words[other] ?? '', words[at] ?? ''];
  }
  return words.join(' ');
}
