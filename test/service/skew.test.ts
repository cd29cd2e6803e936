import { afterAll, describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../src/domain/time.ts';
import { everythingIn } from '../journeys/everythingIn.ts';
import { AS_OF, quiet, servicesIn, startHost, type Beside } from './besideHost.ts';
import { differences } from './differences.ts';
import { addEvidence } from './evidence.ts';

describe('a host whose clock goes otherwise than ours', () => {
  const services = servicesIn();
  afterAll(services.discard);

  /**
   * All that a host holds after new evidence and half an hour, and what it was asked while nothing was new.
   * Both in milliseconds ahead of our clock: the host's own, and when the evidence says it was recorded.
   */
  const lived = async (ahead: number, recorded: number) => {
    let clock = AS_OF;
    const host = await startHost({ people: 2, now: () => clock + ahead });
    const service = await services.beside(host.url, { now: () => clock });
    await quiet(service);
    const before = service.logged.lines('changes-taken').length;
    await addEvidence(host.url, 1, AS_OF + recorded);
    await pollOf(service);
    const noticed = service.logged.lines('changes-taken').length - before;
    const written = service.logged.lines('written').length;
    clock += 30 * MINUTE;
    await service.jobs.send({ kind: 'evaluate-due', tenant: 'elm' });
    await quiet(service);
    const decided = service.logged.lines('written').length - written;
    await pollOf(service);
    const asked = host.asked.length;
    for (let poll = 0; poll < 10; poll += 1) await pollOf(service);
    const quietRequests = host.asked.slice(asked);
    const held = await everythingIn(host.url);
    await service.stop();
    await host.close();
    return { noticed, decided, quietRequests, held };
  };
  const pollOf = async (service: Beside): Promise<void> => {
    await service.jobs.send({ kind: 'poll', tenant: 'elm' });
    await quiet(service);
  };

  it.each([
    ['ahead: what is new is noticed at once, and counts when our clock gets there', 10 * MINUTE, 1],
    ['behind: what is new is noticed at once, and counts', -10 * MINUTE, 0],
  ])('%s', async (_, skew, decidedLater) => {
    const { noticed, decided, quietRequests, held } = await lived(skew, skew);
    expect(noticed).toBeGreaterThan(0);
    expect(decided).toBe(decidedLater);
    expect(quietRequests.filter(({ method }) => method !== 'GET')).toEqual([]);
    // One search for each type that is followed, and nothing is read again.
    expect(quietRequests.length).toBeLessThanOrEqual(10 * 12);
    const inStep = await lived(0, skew);
    expect(differences(inStep.held, held)).toEqual([]);
  });
});
