import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseTenants, type Tenant } from '../../src/config.ts';
import { DAY } from '../../src/domain/time.ts';
import type { HostRecord } from '../../src/host/record.ts';
import { versionIdOf, type Resource } from '../../src/host/resource.ts';
import { Problem } from '../../src/problem.ts';
import { goalsOf } from '../../src/store/goals.ts';
import { heldVersions, resourcesOf } from '../../src/store/resources.ts';
import { verdictsOf } from '../../src/store/verdicts.ts';
import { openAccess } from '../../src/tenant/access.ts';
import { lookInto } from '../../src/watch/openRecord.ts';
import { takeChanges } from '../../src/watch/takeChanges.ts';
import { allOf, everythingIn } from '../journeys/everythingIn.ts';
import { AS_OF, edit, quiet, servicesIn, startHost, type Beside, type Host } from './besideHost.ts';
import { newestSession } from './evidence.ts';

const GOAL = 'Goal/travel-inconsistent';

describe('what is held of a person', () => {
  const services = servicesIn();
  let host: Host;
  let service: Beside;
  let now = AS_OF;
  beforeAll(async () => {
    host = await startHost({ people: 4, now: () => now });
    service = await services.beside(host.url, { now: () => now });
    await quiet(service);
  });
  afterAll(async () => {
    await service.stop();
    await host.close();
    services.discard();
  });

  const people = async (): Promise<readonly [string, string]> => {
    const [owner] = await service.database.query<{ patient: string }>(
      'select patient from attest.goals where goal = $1::text',
      [GOAL],
    );
    const [other] = await service.database.query<{ patient: string }>(
      'select patient from attest.people where patient <> $1::text order by patient limit 1',
      [owner?.patient],
    );
    return [owner?.patient ?? '', other?.patient ?? ''];
  };
  const holdersOf = async (reference: string): Promise<readonly string[]> => {
    const rows = await service.database.query<{ patient: string }>(
      'select distinct patient from attest.resources where reference = $1::text order by 1',
      [reference],
    );
    return rows.map(({ patient }) => patient);
  };
  const looks = async (): Promise<void> => {
    await service.jobs.send({ kind: 'poll', tenant: 'elm' });
    await quiet(service);
  };
  const openFlagsOf = async (patient: string, goal: string): Promise<readonly string[]> =>
    (await allOf(host.url, 'Flag'))
      .filter((flag) => JSON.stringify(flag['subject']).includes(`"${patient}"`))
      .filter((flag) => flag['status'] === 'active' && JSON.stringify(flag).includes(goal.slice(5)))
      .map(({ id }) => id);

  it('is decided on no more while they cannot be read, and at once when they can', async () => {
    const [patient] = await people();
    const before = await everythingIn(host.url);
    await service.database.query(
      `update attest.people set failure = 'It is closed to us.' where patient = $1::text`,
      [patient],
    );
    now = AS_OF + 400 * DAY;
    await service.jobs.send({ kind: 'reassess', tenant: 'elm', goal: GOAL });
    await quiet(service);
    expect(await everythingIn(host.url)).toEqual(before);
    const held = async () =>
      (await goalsOf(service.database, 'elm', patient)).find(({ goal }) => goal === GOAL);
    expect(await held()).toMatchObject({ nextLook: now + DAY });
    now = AS_OF;
    await service.jobs.send({ kind: 'read-person', tenant: 'elm', patient });
    await quiet(service);
    expect((await held())?.nextLook).toBeLessThan(AS_OF + 2 * DAY);
  });

  it('is decided on anew when it is read with other programmes, though nothing changed', async () => {
    const [patient] = await people();
    const ask = 'select decided_at from attest.goals where patient = $1::text';
    now = AS_OF + 60_000;
    await service.database.query(
      `update attest.people set projection = 'another' where patient = $1::text`,
      [patient],
    );
    await looks();
    const decided = await service.database.query<{ decided_at: number }>(ask, [patient]);
    expect(new Set(decided.map((row) => row.decided_at))).toEqual(new Set([now]));
  });

  it('is decided on again at the right time after a clock was wrong', async () => {
    const [patient] = await people();
    await service.database.query(
      'update attest.goals set decided_at = $1::bigint, next_look = $1::bigint where goal = $2::text',
      [AS_OF + 300 * DAY, GOAL],
    );
    await service.jobs.send({ kind: 'evaluate-due', tenant: 'elm' });
    await quiet(service);
    const goals = await goalsOf(service.database, 'elm', patient);
    expect(goals.find(({ goal }) => goal === GOAL)?.decidedAt).toBe(now);
  });

  it('loses a session that turns out to be another person’s', async () => {
    const [owner, other] = await people();
    const { id = '' } = await newestSession(host.url, GOAL);
    const reference = `Observation/${id}`;
    expect(await holdersOf(reference)).toEqual([owner]);
    now += 60_000;
    await edit(host.url, reference, (one) => ({ ...one, subject: { reference: other } }));
    await looks();
    expect(await holdersOf(reference)).toEqual([other]);
    now += 60_000;
    await edit(host.url, reference, (one) => ({ ...one, subject: { reference: 'Patient/x' } }));
    await looks();
    expect(await holdersOf(reference)).toEqual([]);
    now += 60_000;
    await edit(host.url, reference, (one) => ({ ...one, subject: { reference: owner } }));
    await looks();
    expect(await holdersOf(reference)).toEqual([owner]);
  });

  it('loses what a host no longer has only by a whole reading', async () => {
    const [owner] = await people();
    const { id = '' } = await newestSession(host.url, GOAL);
    const before = await resourcesOf(service.database, 'elm', owner);
    await fetch(`${host.url}/Observation/${id}`, { method: 'DELETE' });
    await service.jobs.send({ kind: 'notice', tenant: 'elm', reference: `Observation/${id}` });
    await quiet(service);
    const after = await resourcesOf(service.database, 'elm', owner);
    const gone = before.filter(
      ({ reference }) => !after.some((row) => row.reference === reference),
    );
    expect(gone.map(({ reference }) => reference)).toEqual([`Observation/${id}`]);
  });

  it('is read whole where its changes cannot be completed, and holds up nobody else', async () => {
    const [owner, other] = await people();
    const { database, jobs, logged } = service;
    const [tenant] = parseTenants({
      tenants: [{ id: 'elm', host: { baseUrl: host.url } }],
    }) as readonly [Tenant];
    const clock = () => now;
    const access = await openAccess(tenant, { log: logged.log, now: clock });
    const work = { access, database, send: jobs.send, now: clock, log: logged.log };
    const record = await lookInto(work);
    const poisoned: HostRecord = {
      ...record,
      completed: (patient, ...rest) => {
        if (patient === owner) throw new Problem('host-error', 'It answered 500.');
        return record.completed(patient, ...rest);
      },
    };
    const sessions = (await allOf(host.url, 'Observation')).filter(({ code }) =>
      JSON.stringify(code).includes('"session"'),
    );
    const oneOf = (patient: string) =>
      `Observation/${sessions.find((each) => JSON.stringify(each['subject']).includes(patient))?.id}`;
    const changed = [oneOf(owner), oneOf(other)];
    const found: Resource[] = [];
    for (const reference of changed) {
      await edit(host.url, reference, (one) => ({
        ...one,
        note: [{ text: 'She asked the driver.' }],
      }));
      found.push(await access.connection.read(reference));
    }
    await takeChanges(work, poisoned, found);
    await quiet(service);
    const held = await heldVersions(database, 'elm', changed);
    expect(changed.map((each) => held.get(each)?.map(({ version }) => version))).toEqual(
      found.map((each) => [versionIdOf(each)]),
    );
    expect(logged.lines('changes-not-taken')).toMatchObject([{ patient: owner }]);
  });

  it('loses a goal that turns out to be another person’s, with what was raised of it', async () => {
    const [owner, other] = await people();
    expect(await openFlagsOf(owner, GOAL)).not.toEqual([]);
    now += 60_000;
    await edit(host.url, GOAL, (one) => ({ ...one, subject: { reference: other } }));
    await looks();
    expect(await openFlagsOf(owner, GOAL)).toEqual([]);
    expect((await goalsOf(service.database, 'elm', other)).map(({ goal }) => goal)).toContain(GOAL);
    expect(await holdersOf(GOAL)).toEqual([other]);
    expect(await verdictsOf(service.database, 'elm', GOAL)).not.toEqual([]);
    expect(await service.jobs.deadLetters()).toEqual([]);
  });
});
