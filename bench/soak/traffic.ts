import type { FhirResource, Observation } from 'fhir/r4.js';
import { sessionLike, sessionsByGoal, type Chance } from '../record/sessions.ts';

export interface Traffic {
  /** One change in the record by somebody: a new session, or a correction of one. */
  readonly change: () => Promise<void>;
  readonly counts: { sessions: number; amendments: number; notices: number };
}

interface Where {
  /** FHIR base of the host. */
  readonly host: string;
  /** Where the host tells of changes, and the secret it then sends. */
  readonly notices: { readonly url: string; readonly secret: string };
}

const FHIR = { 'content-type': 'application/fhir+json' };

/** Of ten changes so many are new sessions; of the changes, every second one is told of. */
const NEW_OF_TEN = 4;

/** What staff do to a record all day: they write sessions, and correct some. */
export function trafficOf(
  resources: readonly FhirResource[],
  where: Where,
  chance: Chance,
): Traffic {
  const models = sessionsByGoal(resources);
  const goals = [...models.keys()];
  const written: Observation[] = [];
  const counts = { sessions: 0, amendments: 0, notices: 0 };
  const modelOf = (goal: string): Observation => {
    const all = models.get(goal) ?? [];
    return all[chance(all.length)] as Observation;
  };
  const session = async (): Promise<string> => {
    const model = modelOf(goals[chance(goals.length)] ?? '');
    const stored = await send(
      'POST',
      `${where.host}/Observation`,
      sessionLike(model, Date.now(), chance),
    );
    written.push(stored);
    counts.sessions += 1;
    return `Observation/${stored.id ?? ''}`;
  };
  const amendment = async (): Promise<string> => {
    const at = chance(written.length);
    const before = written[at] as Observation;
    const reference = `Observation/${before.id ?? ''}`;
    const changed = amended(before, chance);
    written[at] = await send('PUT', `${where.host}/${reference}`, changed);
    counts.amendments += 1;
    return reference;
  };
  return {
    counts,
    change: async () => {
      const isNew = written.length === 0 || chance(10) < NEW_OF_TEN;
      const reference = await (isNew ? session() : amendment());
      if (chance(2) === 0) return;
      await tell(where.notices, reference);
      counts.notices += 1;
    },
  };
}

/** Some are taken back as entered in error, the others get another word in the note. */
function amended(session: Observation, chance: Chance): Observation {
  const text = `${session.note?.[0]?.text ?? ''} Seen by ${chance(1000)}.`.slice(-400);
  const status = chance(20) === 0 ? 'entered-in-error' : 'amended';
  return { ...session, status, note: [{ text }] };
}

async function send(method: 'POST' | 'PUT', url: string, body: Observation): Promise<Observation> {
  const answer = await fetch(url, { method, headers: FHIR, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the host answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Observation;
}

async function tell({ url, secret }: Where['notices'], reference: string): Promise<void> {
  const headers = { ...FHIR, authorization: `Bearer ${secret}` };
  const answer = await fetch(`${url}/${reference}`, { method: 'PUT', headers });
  if (!answer.ok) throw new Error(`the service answered a notice with ${answer.status}`);
}
