import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import { everythingIn } from '../journeys/everythingIn.ts';
import {
  AS_OF,
  quiet,
  servicesIn,
  startHost,
  until,
  type Beside,
  type Host,
} from './besideHost.ts';
import { differences } from './differences.ts';
import { addEvidence } from './evidence.ts';

/** Two hosts and a clock: one of them is away for an hour now and then. */
/** What was planned before an outage is decided on anew after it, and says so by its dates. */
const undated = (resource: string): string =>
  resource.replace(/"\d{4}-\d{2}-\d{2}T[0-9:.]+(Z|[+-]\d{2}:\d{2})"/g, '"then"');

describe('a host that is away for an hour', () => {
  const services = servicesIn();
  let clock = AS_OF;
  const now = (): number => clock;
  let host: Host;
  let calm: Host;
  let service: Beside;
  let undisturbed: Beside;
  beforeAll(async () => {
    [host, calm] = [await startHost({ people: 4, now }), await startHost({ people: 4, now })];
  });
  afterAll(async () => {
    await service.stop();
    await undisturbed.stop();
    await Promise.all([host.close(), calm.close()]);
    services.discard();
  });

  /** An hour in steps, at each of which everything is tried that a tick would bring. */
  const anHour = async (ticking: readonly Beside[]): Promise<void> => {
    const end = clock + HOUR;
    while (clock < end) {
      clock += 10 * MINUTE;
      for (const { jobs } of ticking) {
        await jobs.send({ kind: 'poll', tenant: 'elm' });
        await jobs.send({ kind: 'evaluate-due', tenant: 'elm' });
      }
      await sleep(200);
    }
  };
  const compare = async (): Promise<void> => {
    const expected = await everythingIn(calm.url);
    expect(expected.length).toBeGreaterThan(400);
    const found = await everythingIn(host.url);
    expect(differences(expected.map(undated), found.map(undated))).toEqual([]);
    expect(await service.jobs.deadLetters()).toEqual([]);
  };
  /** As often as an operator is told; each try in vain is for whoever looks for a fault. */
  const linesOf = (message: string): number =>
    service.logged.lines(message).filter(({ level }) => level !== 'debug').length;
  const told = (): readonly number[] => ['host-away', 'host-back'].map(linesOf);

  it('from the very start, is worked on as soon as it is there', async () => {
    await host.goAway();
    service = await services.beside(host.url, { now });
    await until(() => linesOf('host-away') === 1);
    await anHour([]);
    expect(service.logged.lines('survey-begun')).toEqual([]);
    await host.comeBack();
    await quiet(service);
    undisturbed = await services.beside(calm.url, { now });
    await quiet(undisturbed);
    expect(told()).toEqual([1, 1]);
    await compare();
  });

  it('while work is under way, gets all of it afterwards', async () => {
    for (const each of [host, calm]) await addEvidence(each.url, 1);
    for (const { jobs } of [service, undisturbed]) await jobs.send({ kind: 'poll', tenant: 'elm' });
    await until(() => service.logged.lines('changes-taken').length > 0);
    await host.goAway();
    await quiet(undisturbed);
    await anHour([service, undisturbed]);
    await until(() => linesOf('host-away') === 2);
    await quiet(undisturbed);
    const counts = await service.jobs.counts();
    expect(counts.reduce((sum, { queued }) => sum + queued, 0)).toBeGreaterThan(0);
    await host.comeBack();
    await quiet(service);
    expect(told()).toEqual([2, 2]);
    await compare();
  });
});
