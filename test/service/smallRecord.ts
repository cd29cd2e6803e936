/** Two people of the synthetic service: little enough that ten services can look after it at once. */
import type { FhirResource, Observation } from 'fhir/r4.js';
import { connect } from '../../src/host/connection.ts';
import { synthesise } from '../../src/sandbox/people/synthesise.ts';

/** Their goals show most of what can be written: an overstated one, and one with a safety event. */
export const GOALS = ['Goal/travel-one-strong-session', 'Goal/travel-safety-event'] as const;
export const [GOAL] = GOALS;

interface About {
  readonly subject?: { readonly reference?: string };
  readonly patient?: { readonly reference?: string };
}

export const referenceTo = ({ resourceType, id = '' }: FhirResource): string =>
  `${resourceType}/${id}`;

function personOf(resource: FhirResource): string | undefined {
  if (resource.resourceType === 'Patient') return referenceTo(resource);
  const { subject, patient } = resource as About;
  return (subject ?? patient)?.reference;
}

export interface SmallRecord {
  readonly resources: readonly FhirResource[];
  /** `Patient/id`, of GOALS in their order. */
  readonly people: readonly string[];
}

export function smallRecord(anchor: string): SmallRecord {
  const { resources } = synthesise({ seed: 7, anchor });
  const people = GOALS.map((goal) => {
    const found = resources.find((each) => referenceTo(each) === goal);
    return found === undefined ? '' : (personOf(found) ?? '');
  });
  const isTheirs = (resource: FhirResource): boolean => {
    const person = personOf(resource);
    return person === undefined ? resource.resourceType !== 'Provenance' : people.includes(person);
  };
  return { resources: resources.filter(isTheirs), people };
}

const MINUTE = 60_000;

/** One more session of the first goal, the newest there is once more, an hour long and just over; as `Type/id`. */
export async function newSession(
  url: string,
  { resources, people }: SmallRecord,
  now: number,
): Promise<string> {
  const sessions = resources
    .filter((each): each is Observation => each.resourceType === 'Observation')
    .filter((each) => personOf(each) === people[0])
    .filter(({ code }) => JSON.stringify(code).includes('"session"'));
  const last = sessions.sort((a, b) => ((a.issued ?? '') < (b.issued ?? '') ? -1 : 1)).at(-1);
  if (last === undefined) throw new Error('there is no session');
  const at = (minutesAgo: number) => new Date(now - minutesAgo * MINUTE).toISOString();
  const { resource } = await connect({ baseUrl: url }).create({
    ...last,
    id: undefined,
    meta: undefined,
    identifier: undefined,
    effectivePeriod: { start: at(70), end: at(10) },
    issued: at(5),
  });
  return `Observation/${resource?.id ?? ''}`;
}
