import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { quiet, servicesIn, startHost, syncedRecord, until } from './besideHost.ts';
import { everythingIn } from '../journeys/everythingIn.ts';
import { differences } from './differences.ts';
import { createWire, type Passing } from './wire.ts';

const isTransaction = ({ method, path, body }: Passing): boolean =>
  method === 'POST' && path === '' && !body.includes('"url":"Device/');

/** What tells what became of a writing that was broken off. */
const isReading = ({ method, path }: Passing): boolean =>
  method === 'GET' && !path.startsWith('metadata') && !path.startsWith('Device');

describe('a writing that was broken off, with the host having done it', () => {
  const services = servicesIn();
  afterAll(services.discard);

  it('is not planned again by a decision that comes before its person has been read', async () => {
    const calm = await startHost({ people: 1 });
    const expected = await syncedRecord(calm);
    await calm.close();
    const host = await startHost({ people: 1 });
    const wire = await createWire(host.url);
    const done: string[] = [];
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    wire.tamper(async (passing, on) => {
      const found = await on(passing);
      if (isTransaction(passing)) {
        done.push(...goalsIn(passing.body));
        await answered;
      }
      return found;
    });
    const service = await services.beside(wire.url);
    await until(() => done.length > 0);
    const [goal = ''] = done;
    // As when another process has taken the writing over, as this one gave no sign for long.
    await service.database.query(
      `update attest.plans set begun_by = 'somebody who is no more' where goal = $1`,
      [goal],
    );
    const held: (() => void)[] = [];
    let holding = true;
    wire.tamper(async (passing, on) => {
      if (holding && isReading(passing)) await new Promise<void>((go) => held.push(go));
      return on(passing);
    });
    answer();
    const isLetGo = (): boolean => service.logged.text().includes('plan-let-go');
    await until(() => isLetGo() && held.length > 0);
    await service.jobs.send({ kind: 'reassess', tenant: 'elm', goal });
    await sleep(2000);
    holding = false;
    for (const go of held) go();
    await quiet(service);
    await service.stop();
    expect(differences(expected, await everythingIn(host.url))).toEqual([]);
    wire.close();
    await host.close();
  });
});

const goalsIn = (body: string): readonly string[] => body.match(/Goal\/[A-Za-z0-9.-]+/g) ?? [];
