import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attest } from '../cli/commandLine.ts';
import { everythingIn } from '../journeys/everythingIn.ts';
import {
  hasten,
  quiet,
  servicesIn,
  startHost,
  until,
  type Beside,
  type Host,
} from './besideHost.ts';
import { differences } from './differences.ts';
import { addEvidence } from './evidence.ts';

const POISONED = 'Goal/travel-inconsistent';

describe('a goal that cannot be decided', () => {
  const services = servicesIn();
  let host: Host;
  let calm: Host;
  let service: Beside;
  let undisturbed: Beside;
  beforeAll(async () => {
    [host, calm] = [await startHost({ people: 4 }), await startHost({ people: 4 })];
    service = await services.beside(host.url);
    undisturbed = await services.beside(calm.url);
    await Promise.all([quiet(service), quiet(undisturbed)]);
  });
  afterAll(async () => {
    await service.stop();
    await undisturbed.stop();
    await Promise.all([host.close(), calm.close()]);
    services.discard();
  });

  const poison = async (): Promise<void> => {
    await service.database.query(`create function attest.refuse() returns trigger language plpgsql
      as $$ begin raise exception 'this goal cannot be decided'; end $$`);
    await service.database.query(`create trigger poison before update of decided_at on attest.goals
      for each row when (new.goal = '${POISONED}') execute function attest.refuse()`);
  };
  /** Until so many jobs have been given up, without waiting between the tries. */
  const givenUp = (count: number): Promise<void> =>
    until(async () => {
      await hasten(service);
      await sleep(100);
      return (await service.jobs.deadLetters()).length === count;
    });

  it('is tried five times and put aside, while all others are decided', async () => {
    await poison();
    for (const number of [4, 5, 6]) {
      await addEvidence(host.url, number);
      await addEvidence(calm.url, number);
    }
    for (const { jobs } of [service, undisturbed]) await jobs.send({ kind: 'poll', tenant: 'elm' });
    await quiet(undisturbed);
    await givenUp(1);
    await quiet(service);
    const [line, ...more] = service.logged.lines('job-given-up');
    expect(line).toMatchObject({ tenant: 'elm', job: 'reassess', goal: POISONED, attempt: 5 });
    expect(more).toEqual([]);
    expect(service.logged.lines('job-failed')).toHaveLength(4);
    const missing = differences(await everythingIn(calm.url), await everythingIn(host.url));
    expect(missing.filter((each) => !/travel-inconsistent|: Provenance:/.test(each))).toEqual([]);
  });

  it('is shown to the operator in a sentence, and done when its cause is gone', async () => {
    await service.database.query('drop trigger poison on attest.goals');
    await service.stop();
    const env = { DATA_DIR: service.directory };
    const listed = await attest(['jobs', 'list', '--format', 'table'], { env });
    expect(listed.stdout).toContain(POISONED);
    expect(listed.stdout).toMatch(/An unexpected error P0001, at \S+\. \[unexpected\]/);
    const replayed = await attest(['jobs', 'replay', '--all'], { env });
    expect(replayed.stderr).toContain('1 job queued again');
    service = await services.beside(host.url, { directory: service.directory });
    await quiet(service);
    expect(await service.jobs.deadLetters()).toEqual([]);
    expect(differences(await everythingIn(calm.url), await everythingIn(host.url))).toEqual([]);
  });

  it('as what is held of its person is spoilt, holds up nobody else', async () => {
    const { database, jobs } = service;
    const goals = await database.query<{ goal: string; patient: string }>(
      'select goal, patient from attest.goals order by goal',
    );
    const patient = goals.find(({ goal }) => goal === POISONED)?.patient ?? '';
    const theirs = goals.filter((each) => each.patient === patient);
    expect(theirs.length).toBeLessThan(goals.length);
    await database.query(
      `update attest.resources set entries = '[{"to":"nowhere"}]' where patient = $1::text
       and reference like 'Observation/%'`,
      [patient],
    );
    for (const { goal } of goals) await jobs.send({ kind: 'reassess', tenant: 'elm', goal });
    await givenUp(theirs.length);
    await quiet(service);
    const letters = await jobs.deadLetters();
    expect(letters.map(({ about }) => about)).toEqual(
      expect.arrayContaining(theirs.map(({ goal }) => goal)),
    );
    await jobs.send({ kind: 'survey', tenant: 'elm' });
    await quiet(service);
    await jobs.replay('all');
    await quiet(service);
    expect(await jobs.deadLetters()).toEqual([]);
    expect(differences(await everythingIn(calm.url), await everythingIn(host.url))).toEqual([]);
  });
});
