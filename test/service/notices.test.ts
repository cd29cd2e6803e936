import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { diceFor } from '../../src/sandbox/people/random.ts';
import { everythingIn } from '../journeys/everythingIn.ts';
import { pathsOf, quiet, servicesIn, startHost, type Beside, type Host } from './besideHost.ts';
import { differences } from './differences.ts';
import { addEvidence } from './evidence.ts';

const SECRET = 'a-secret-that-only-the-host-of-elm-knows-1';

describe('notices that come many times and in any order', () => {
  const services = servicesIn();
  let told: Host;
  let asked: Host;
  let service: Beside;
  let quietly: Beside;
  beforeAll(async () => {
    const noticeSecretFile = join(services.folder, 'secret');
    writeFileSync(noticeSecretFile, SECRET);
    [told, asked] = [await startHost({ people: 4 }), await startHost({ people: 4 })];
    service = await services.beside(told.url, { tenant: { noticeSecretFile } });
    quietly = await services.beside(asked.url);
    await Promise.all([quiet(service), quiet(quietly)]);
  });
  afterAll(async () => {
    await service.stop();
    await quietly.stop();
    await Promise.all([told.close(), asked.close()]);
    services.discard();
  });

  const notify = async (method: 'POST' | 'PUT', path: string, body: object): Promise<number> => {
    const answer = await fetch(`${service.url}/hooks/subscription/elm${path}`, {
      method,
      headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/fhir+json' },
      body: JSON.stringify(body),
    });
    return answer.status;
  };

  it('cost few reads, and leave what one look leaves', async () => {
    const added: string[] = [];
    for (const number of [1, 2, 3]) {
      added.push(await addEvidence(told.url, number));
      await addEvidence(asked.url, number);
    }
    const named = [...added, 'Observation/never-was', 'Goal/never-was'];
    const before = told.asked.length;
    const dice = diceFor(1, 'notices');
    const statuses = await Promise.all(
      Array.from({ length: 200 }, () => {
        const reference = dice.pick(named);
        const [resourceType, id] = reference.split('/') as [string, string];
        // What a body says is not believed: only where to look.
        const body = { resourceType, id, status: 'entered-in-error' };
        return dice.pick([
          () => notify('PUT', `/${reference}`, body),
          () => notify('POST', '', body),
        ])();
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    await quiet(service);
    const reads = pathsOf(told.asked.slice(before)).filter((path) =>
      named.some((reference) => path === `GET /${reference}`),
    );
    expect(new Set(reads.map((path) => path.slice(5)))).toEqual(new Set(named));
    // While one is being read, only one more look at it waits.
    expect(reads.length).toBeLessThan(60);
    await quietly.jobs.send({ kind: 'poll', tenant: 'elm' });
    await quiet(quietly);
    const expected = await everythingIn(asked.url);
    expect(differences(expected, await everythingIn(told.url))).toEqual([]);
    expect(await service.jobs.deadLetters()).toEqual([]);
    expect(service.logged.lines('changes-taken').length).toBeGreaterThan(0);
  });

  it('of a resource that came and went again, leave nothing of it', async () => {
    const before = await everythingIn(told.url);
    const session = await addEvidence(told.url, 4);
    await fetch(`${told.url}/${session}`, { method: 'DELETE' });
    // The last notice first: the second tells of what is no more.
    for (const method of ['PUT', 'PUT'] as const) await notify(method, `/${session}`, {});
    await quiet(service);
    expect(differences(before, await everythingIn(told.url))).toEqual([]);
    expect(await service.jobs.deadLetters()).toEqual([]);
  });
});
