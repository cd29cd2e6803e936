import type { Observation } from 'fhir/r4.js';
import { MINUTE } from '../../src/domain/time.ts';
import { allOf, type Resource } from '../journeys/everythingIn.ts';
import { FHIR } from '../journeys/proxy.ts';
import { AS_OF } from './besideHost.ts';

/** A goal's newest session. @throws Error where there is none */
export async function newestSession(host: string, goal: string): Promise<Observation> {
  const all = await allOf(host, 'Observation');
  const sessions = all.filter((each) => isSessionOf(each, goal)) as unknown as Observation[];
  const newest = sessions.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1)).at(-1);
  if (newest === undefined) throw new Error(`${goal} has no session`);
  return newest;
}

const startOf = ({ effectivePeriod, effectiveDateTime }: Observation): string =>
  effectivePeriod?.start ?? effectiveDateTime ?? '';

const isSessionOf = (resource: Resource, goal: string): boolean =>
  JSON.stringify(resource['extension'] ?? '').includes(`"${goal}"`) &&
  JSON.stringify(resource['code']).includes('"session"');

/** A session of one goal that began so many minutes before it was recorded, under the id given. */
async function addSession(
  host: string,
  goal: string,
  { id, recorded }: { readonly id: string; readonly recorded: number },
): Promise<string> {
  const copy = copyOf(await newestSession(host, goal));
  const instant = (ms: number): string => new Date(ms).toISOString();
  const session = {
    ...copy,
    id,
    effectivePeriod: {
      start: instant(recorded - 65 * MINUTE),
      end: instant(recorded - 5 * MINUTE),
    },
    issued: instant(recorded),
  };
  const answer = await fetch(`${host}/Observation/${id}`, {
    method: 'PUT',
    headers: FHIR,
    body: JSON.stringify(session),
  });
  if (!answer.ok) throw new Error(`${id}: ${answer.status}`);
  return `Observation/${id}`;
}

/** The so-many-th piece of evidence: one goal after the other, and the same on each host. */
export async function addEvidence(
  host: string,
  number: number,
  recorded = AS_OF - (500 - number) * MINUTE,
): Promise<string> {
  const goals = await goalsWithSessions(host);
  const goal = goals[number % goals.length] ?? '';
  return addSession(host, goal, { id: `added-${number}`, recorded });
}

/** The so-many-th piece of news: evidence, and each second time a goal of which nothing has been written. */
export const addNews = (host: string, number: number): Promise<string> =>
  number % 2 === 0 ? addEvidence(host, number) : addGoal(host, number);

async function addGoal(host: string, number: number): Promise<string> {
  const all = (await allOf(host, 'Goal')).filter(({ id }) => !id.startsWith('added-'));
  const goals = all.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const copy = copyOf(goals[number % goals.length] as Resource);
  const id = `added-${number}`;
  const answer = await fetch(`${host}/Goal/${id}`, {
    method: 'PUT',
    headers: FHIR,
    body: JSON.stringify({ ...copy, id }),
  });
  if (!answer.ok) throw new Error(`${id}: ${answer.status}`);
  return `Goal/${id}`;
}

async function goalsWithSessions(host: string): Promise<readonly string[]> {
  const observations = (await allOf(host, 'Observation')).map((each) => JSON.stringify(each));
  const sessions = observations.filter((text) => text.includes('"session"')).join('\n');
  const goals = (await allOf(host, 'Goal')).map(({ id }) => `Goal/${id}`);
  return [...new Set(goals)].filter((goal) => sessions.includes(`"${goal}"`)).sort();
}

/** What a resource says, without what names it and its version. */
const copyOf = (resource: object): object =>
  Object.fromEntries(
    Object.entries(resource).filter(([name]) => name !== 'meta' && name !== 'identifier'),
  );
