import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY } from '../../src/domain/time.ts';
import { everythingIn } from '../journeys/everythingIn.ts';
import { AS_OF, quiet, servicesIn, startHost, syncedRecord, type Beside } from './besideHost.ts';
import { differences } from './differences.ts';
import { createWire, outcome, type Answer, type Passing, type Tamper } from './wire.ts';

const PEOPLE = 4;

interface Bundle {
  readonly entry: readonly object[];
}

const bundleIn = ({ body }: { readonly body: string }): Bundle => JSON.parse(body) as Bundle;
const part = (bundle: Bundle, from: number, to?: number): Bundle => ({
  ...bundle,
  entry: bundle.entry.slice(from, to),
});
const halfOf = ({ entry }: Bundle): number => Math.ceil(entry.length / 2);
const isTransaction = ({ method, path }: Passing): boolean => method === 'POST' && path === '';
/** What finds out beforehand whether transactions are taken. */
const isProbe = ({ body }: Passing): boolean => body.includes('"url":"Device/');

/** Does the first half of a transaction, and gives only that for an answer. */
const halfAndSaysSo: Tamper = (passing, on) => {
  const bundle = bundleIn(passing);
  return on({ ...passing, body: JSON.stringify(part(bundle, 0, halfOf(bundle))) });
};

/** Does all of it, and says with a 200 that it failed. */
const allAndSaysNo: Tamper = async (passing, on) => {
  await on(passing);
  return { ...outcome(200), status: 200 };
};

/** Does all of it, and forgets one of the answers. */
const allButOneAnswer: Tamper = async (passing, on) => {
  const answer = await on(passing);
  return { ...answer, body: JSON.stringify(part(bundleIn(answer), 1)) };
};

/** Does half of it, and then the line is dead. */
const halfAndGone: Tamper = async (passing, on) => {
  await halfAndSaysSo(passing, on);
  throw new Error('the line is dead');
};

/** Does half of it, and says of the others that they failed. */
const halfAndNamed: Tamper = async (passing, on) => {
  const answer = await halfAndSaysSo(passing, on);
  const done = bundleIn(answer);
  const left = part(bundleIn(passing), done.entry.length).entry;
  const failed = left.map(() => ({ response: { status: '500' } }));
  return { ...answer, body: JSON.stringify({ ...done, entry: [...done.entry, ...failed] }) };
};

describe('a host that does part of what it is asked, and answers 200', () => {
  const services = servicesIn();
  let expected: readonly string[];
  beforeAll(async () => {
    const calm = await startHost({ people: PEOPLE });
    expected = await syncedRecord(calm);
    await calm.close();
  });
  afterAll(services.discard);

  /** The service beside such a host until all work is done. */
  const beside = async (
    tamper: Tamper,
    { now = () => AS_OF, probes = false }: { now?: () => number; probes?: boolean } = {},
  ) => {
    const host = await startHost({ people: PEOPLE, now });
    const wire = await createWire(host.url);
    wire.tamper((passing, on) => {
      const meant = isTransaction(passing) && (probes || !isProbe(passing));
      return meant ? tamper(passing, on) : on(passing);
    });
    const service = await services.beside(wire.url, { now });
    await quiet(service);
    const end = async (): Promise<void> => {
      await service.stop();
      wire.close();
      await host.close();
    };
    return { host, wire, service, end };
  };

  it('and does not tell which, has all in the end, and nothing twice', async () => {
    const ways = [halfAndSaysSo, allAndSaysNo, allButOneAnswer, halfAndGone];
    let count = 0;
    const { host, service, end } = await beside((passing, on): Promise<Answer> => {
      count += 1;
      return (ways[count % ways.length] as Tamper)(passing, on);
    });
    expect(count).toBeGreaterThan(2 * ways.length);
    expect(differences(expected, await everythingIn(host.url))).toEqual([]);
    expect(await service.jobs.deadLetters()).toEqual([]);
    await end();
  });

  it('and does so with every transaction from the first on, is written to entry by entry', async () => {
    const { host, service, end } = await beside(allAndSaysNo, { probes: true });
    expect(differences(expected, await everythingIn(host.url))).toEqual([]);
    expect(await service.jobs.deadLetters()).toEqual([]);
    await end();
  });

  it('and names what failed, is told of, and gets it at the next look', async () => {
    let clock = AS_OF;
    const { host, wire, service, end } = await beside(halfAndNamed, { now: () => clock });
    const first = await everythingIn(host.url);
    expect(first.length).toBeLessThan(expected.length);
    // Each type once, and not at each goal.
    expect(missingIn(service)).toBeGreaterThan(0);
    wire.tamper(null);
    clock += DAY;
    await service.jobs.send({ kind: 'evaluate-due', tenant: 'elm' });
    await quiet(service);
    // Written a day later, it may bear another date; it is the same in kind and number.
    const names = namesOf(await everythingIn(host.url));
    expect(names).toEqual(expect.arrayContaining([...namesOf(expected)]));
    expect(new Set(names).size).toBe(names.length);
    await end();
  });
});

const missingIn = ({ logged }: Beside): number => logged.lines('not-written').length;

/** Our own resources by their identifiers; a Provenance has none. */
const namesOf = (all: readonly string[]): readonly string[] =>
  all
    .map((each) => (JSON.parse(each) as { readonly id: string }).id)
    .filter((id) => id.includes(' '));
