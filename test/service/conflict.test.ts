import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { allOf, everythingIn, type Resource } from '../journeys/everythingIn.ts';
import { FHIR } from '../journeys/proxy.ts';
import {
  edit,
  hasten,
  quiet,
  servicesIn,
  startHost,
  syncedRecord,
  until,
  type Beside,
} from './besideHost.ts';
import { differences } from './differences.ts';
import { createWire } from './wire.ts';

const PEOPLE = 3;

interface Entry {
  readonly request: { readonly url: string; readonly ifMatch?: string };
}

/** What staff write into a Goal, which is no concern of ours. */
const withNote = (goal: Resource): object => ({ ...goal, note: [{ text: 'Seen at home.' }] });

const conflictsIn = async ({ database }: Beside): Promise<readonly number[]> =>
  (
    await database.query<{ conflicts: number }>(
      `select conflicts from attest.goals where conflicts > 0 order by goal`,
    )
  ).map(({ conflicts }) => conflicts);

describe('a record that somebody else writes in', () => {
  const services = servicesIn();
  afterAll(services.discard);

  it('between our reading and our writing, is read and decided again, and keeps both', async () => {
    const host = await startHost({ people: PEOPLE });
    const wire = await createWire(host.url);
    const edited = new Set<string>();
    wire.tamper(async (passing, on) => {
      const goals = passing.body.includes('"ifMatch"') ? goalsIn(passing.body) : [];
      for (const goal of goals.filter((one) => !edited.has(one))) {
        edited.add(goal);
        await edit(host.url, goal, withNote);
      }
      return on(passing);
    });
    const service = await services.beside(wire.url, { tenant: { goalWriteMode: 'B' } });
    await until(async () => {
      await hasten(service);
      return edited.size > 0 && (await service.jobs.counts()).length === 0;
    });
    await quiet(service);
    const calm = await startHost({ people: PEOPLE });
    for (const goal of edited) await edit(calm.url, goal, withNote);
    const expected = await syncedRecord(calm, 'B');
    expect(differences(expected, await everythingIn(host.url))).toEqual([]);
    // One colleague's edit may be met twice, where a person has two goals.
    const told = service.logged.lines('write-conflict').map(({ goal }) => goal);
    expect(new Set(told)).toEqual(edited);
    expect(told.length).toBeLessThanOrEqual(2 * edited.size);
    expect(await conflictsIn(service)).toEqual([]);
    expect(await service.jobs.deadLetters()).toEqual([]);
    await service.stop();
    wire.close();
    await Promise.all([host.close(), calm.close()]);
  });

  it('so that two things carry one of our identifiers, is left alone longer and longer', async () => {
    const calm = await startHost({ people: PEOPLE });
    const expected = await syncedRecord(calm);
    const ours = (await allOf(calm.url, 'Observation')).find(isVerdict);
    if (ours === undefined) throw new Error('nothing of ours');
    await calm.close();
    const host = await startHost({ people: PEOPLE });
    // About somebody whom we do not read, so that only the host knows of them.
    for (const id of ['twin-1', 'twin-2']) {
      const body = JSON.stringify({ ...ours, id, subject: { reference: 'Patient/somebody-else' } });
      await fetch(`${host.url}/Observation/${id}`, { method: 'PUT', headers: FHIR, body });
    }
    const service = await services.beside(host.url);
    const told = (): number => service.logged.lines('write-conflict').length;
    await until(() => told() === 1);
    const waits = await waitAfterEach(service, told, 3);
    expect(waits[2]).toBeGreaterThan(3 * (waits[0] ?? Infinity));
    expect(await conflictsIn(service)).toEqual([3]);
    await until(async () => {
      const [waits, ...more] = await service.jobs.counts();
      return more.length === 0 && waits?.active === 0 && waits.queued === 1;
    });
    // While it waits nothing is asked; all other goals have what they need.
    const asked = host.asked.length;
    await sleep(1000);
    expect(host.asked.length).toBe(asked);
    const missing = differences(expected, await everythingIn(host.url));
    expect(missing.filter((each) => each.startsWith('added: '))).toHaveLength(2);
    // All that is missing is of the one goal whose verdict cannot be written; a Provenance has no name.
    const named = missing.filter((each) => !each.startsWith('lost: Provenance: '));
    expect(named.filter((each) => !each.includes(goalOf(ours)))).toEqual([]);
    for (const id of ['twin-1', 'twin-2']) {
      await fetch(`${host.url}/Observation/${id}`, { method: 'DELETE' });
    }
    await hasten(service);
    await quiet(service);
    expect(differences(expected, await everythingIn(host.url))).toEqual([]);
    expect(await conflictsIn(service)).toEqual([]);
    await service.stop();
    await host.close();
  });
});

/** Milliseconds for which the work is put off, after each of so many conflicts. */
async function waitAfterEach(
  service: Beside,
  told: () => number,
  conflicts: number,
): Promise<readonly number[]> {
  const waits: number[] = [];
  for (let count = 1; count <= conflicts; count += 1) {
    await until(async () => told() === count && (await waiting(service)).length === 1);
    waits.push(...(await waiting(service)));
    if (count < conflicts) await hasten(service);
  }
  return waits;
}

async function waiting({ database }: Beside): Promise<readonly number[]> {
  const rows = await database.query<{ ms: number }>(
    `select (extract(epoch from start_after - attest_jobs.job_now()) * 1000)::float8 as ms
     from attest_jobs.job
     where state < 'active' and name <> 'dead-letters' and start_after > attest_jobs.job_now()`,
  );
  return rows.map(({ ms }) => ms);
}

const goalsIn = (body: string): readonly string[] => {
  const { entry = [] } = JSON.parse(body) as { readonly entry?: readonly Entry[] };
  return entry
    .filter(({ request }) => request.ifMatch !== undefined && request.url.startsWith('Goal/'))
    .map(({ request }) => request.url);
};

/** The id within our identifier: `elm.ID.1`. */
const goalOf = ({ identifier }: Resource): string =>
  (identifier as { readonly value: string }[])[0]?.value.split('.')[1] ?? '';

const isVerdict = ({ identifier }: Resource): boolean =>
  JSON.stringify(identifier ?? '').includes('https://attest.example/fhir/id/');
