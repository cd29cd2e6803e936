import { setTimeout as sleepFor } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, type Connection } from '../../src/host/connection.ts';
import { failureOf } from '../../src/host/failure.ts';
import { openGate, type GateOptions } from '../../src/host/limits.ts';
import { Problem } from '../../src/problem.ts';
import {
  bundle,
  hang,
  json,
  startFaultyHost,
  status,
  type Behaviour,
  type FaultyHost,
} from '../support/faultyHost.ts';
import { logLines } from '../support/logLines.ts';

const GOAL = { resourceType: 'Goal', id: 'g1' };
const PATIENCE = 15_000;

let host: FaultyHost;
let log: ReturnType<typeof logLines>;
/** Instants at which the host was asked. */
let times: number[];

beforeEach(async () => {
  host = await startFaultyHost();
  log = logLines();
  times = [];
  host.on('GET /Goal/g1', noted(json(GOAL)));
});
afterEach(() => host.close());

const noted =
  (behaviour: Behaviour): Behaviour =>
  (request, response) => {
    times.push(Date.now());
    behaviour(request, response);
  };

function connected(
  limits: Partial<GateOptions> = {},
  more: { readonly timeoutMs?: number; readonly tries?: number } = {},
): Connection {
  const gate = openGate({
    host: host.url,
    tenant: 'elm',
    requestsPerSecond: 1000,
    requestsAtOnce: 4,
    log: log.log,
    ...limits,
  });
  return connect({ baseUrl: host.url, gate, log: log.log, tries: 1, ...more });
}

const read = (connection: Connection, times = 1): Promise<unknown>[] =>
  Array.from({ length: times }, () => connection.read('Goal/g1'));

const problemOf = (asking: Promise<unknown>): Promise<Problem> =>
  asking.then(
    () => {
      throw new Error('it should have failed');
    },
    (error: unknown) => {
      if (error instanceof Problem) return error;
      throw error;
    },
  );

const codesOf = (settled: readonly PromiseSettledResult<unknown>[]): readonly string[] =>
  settled.map((one) =>
    one.status === 'rejected' && one.reason instanceof Problem ? one.reason.code : 'answered',
  );

describe('a host', () => {
  it('is asked for so much at once, whatever is wanted of it, and for all of it in the end', async () => {
    let now = 0;
    let most = 0;
    host.on('GET /Goal/g1', (request, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        json(GOAL)(request, response);
      }, 30);
    });
    expect(await Promise.all(read(connected({ requestsAtOnce: 3 }), 20))).toHaveLength(20);
    expect(most).toBe(3);
  });

  it('is asked so often in a second, evenly', async () => {
    const started = Date.now();
    await Promise.all(read(connected({ requestsPerSecond: 20 }), 21));
    // Twenty waits of a twentieth of a second; timers are a little early or late.
    expect(Date.now() - started).toBeGreaterThan(950);
    const fullest = times.map((from) => times.filter((t) => t >= from && t < from + 500).length);
    expect(Math.max(...fullest)).toBeLessThanOrEqual(13);
  });

  it('may be asked less than once a second', async () => {
    const started = Date.now();
    await Promise.all(read(connected({ requestsPerSecond: 0.8 }), 2));
    expect(Date.now() - started).toBeGreaterThan(1_200);
  });

  it.each([429, 503])('that answers %i is left alone by all, as long as it asks', async (code) => {
    host.on('GET /Goal/g1', noted(status(code, { 'retry-after': '1' })), noted(json(GOAL)));
    const connection = connected({ requestsAtOnce: 1 });
    const settled = await Promise.allSettled(read(connection, 4));
    expect(codesOf(settled)).toEqual([
      code === 429 ? 'host-throttled' : 'host-error',
      'answered',
      'answered',
      'answered',
    ]);
    const [refused = 0, next = 0] = times;
    expect(next - refused).toBeGreaterThan(950);
  });

  it('that asks for an hour is not asked, and it is said until when', async () => {
    host.on('GET /Goal/g1', noted(status(503, { 'retry-after': '3600' })));
    const connection = connected({}, { tries: 4 });
    const first = await problemOf(connection.read('Goal/g1'));
    const second = await problemOf(connection.read('Goal/g1'));
    for (const problem of [first, second]) {
      expect([problem.code, problem.retryable]).toEqual(['host-throttled', true]);
      const left = (failureOf(problem)?.until ?? 0) - Date.now();
      expect(left).toBeGreaterThan(3_590_000);
      expect(left).toBeLessThanOrEqual(3_600_000);
    }
    expect(times).toHaveLength(1);
    expect(log.lines('host-asks-for-rest')).toHaveLength(1);
  });

  it.each([
    ['a year', '31536000'],
    ['more seconds than a date can hold', '9'.repeat(20)],
    ['more seconds than a number can hold', '9'.repeat(400)],
    ['a far date', 'Fri, 31 Dec 2199 23:59:59 GMT'],
  ])('that asks for %s is asked again after an hour', async (_what, header) => {
    host.on('GET /Goal/g1', noted(status(429, { 'retry-after': header })));
    const problem = await problemOf(connected().read('Goal/g1'));
    expect(problem.code).toBe('host-throttled');
    const left = (failureOf(problem)?.until ?? 0) - Date.now();
    expect(left).toBeGreaterThan(3_590_000);
    expect(left).toBeLessThanOrEqual(3_600_000);
  });
});

describe('a host that is away', () => {
  const AWAY = { failures: 3, waitsMs: [400, 800] };

  it(
    'is no longer asked, tried again now and then, and asked as before once it is back',
    async () => {
      const connection = connected(AWAY);
      host.on('GET /Goal/g1', noted(status(500)));
      await Promise.allSettled(read(connection, 3));
      expect(times).toHaveLength(3);

      const asked = Date.now();
      const problem = await problemOf(connection.read('Goal/g1'));
      expect(Date.now() - asked).toBeLessThan(100);
      expect(times).toHaveLength(3);
      expect([problem.code, problem.retryable]).toEqual(['host-unreachable', true]);
      const until = failureOf(problem)?.until ?? 0;
      expect(failureOf(problem)?.nothingDone).toBe(true);
      expect(problem.message).toContain(`it is asked again after ${new Date(until).toISOString()}`);
      expect(problem.message).toMatch(/has been away since \d{4}-\d\d-\d\dT/);

      await sleepFor(until - Date.now() + 20);
      // One tries, and the others wait for what becomes of it.
      expect(codesOf(await Promise.allSettled(read(connection, 4)))).toEqual([
        'host-error',
        ...Array.from({ length: 3 }, () => 'host-unreachable'),
      ]);
      expect(times).toHaveLength(4);
      const later = failureOf(await problemOf(connection.read('Goal/g1')))?.until ?? 0;
      expect(later - Date.now()).toBeGreaterThan(600);

      host.on('GET /Goal/g1', noted(json(GOAL)));
      await sleepFor(later - Date.now() + 20);
      await Promise.all(read(connection, 4));
      expect(times).toHaveLength(8);

      const lines = [...log.lines('host-away'), ...log.lines('host-back')];
      expect(lines.map(({ level, message }) => [level, message])).toEqual([
        ['warn', 'host-away'],
        ['debug', 'host-away'],
        ['info', 'host-back'],
      ]);
      expect(lines).toMatchObject([
        { tenant: 'elm', host: host.origin },
        { tenant: 'elm', host: host.origin },
        { tenant: 'elm', host: host.origin },
      ]);
      expect(lines[2]?.['durationMs']).toBeGreaterThan(1_200);
    },
    PATIENCE,
  );

  it('may be one that does not listen, or does not answer in time', async () => {
    const connection = connected(AWAY, { timeoutMs: 100 });
    host.on('GET /Goal/g1', noted(hang));
    await Promise.allSettled(read(connection, 3));
    expect((await problemOf(connection.read('Goal/g1'))).code).toBe('host-unreachable');
    expect(times).toHaveLength(3);
    const nowhere = connected(AWAY);
    await host.close();
    await Promise.allSettled(read(nowhere, 3));
    expect((await problemOf(nowhere.read('Goal/g1'))).message).toContain('has been away since');
    host = await startFaultyHost();
  });

  it(
    'ends the retries of those who were asking, and lets go of those who wait',
    async () => {
      host.on('GET /Goal/g1', noted(status(500)));
      const started = Date.now();
      const connection = connected({ failures: 4, requestsAtOnce: 2 }, { tries: 4 });
      const settled = await Promise.allSettled(read(connection, 50));
      expect(new Set(codesOf(settled))).toEqual(new Set(['host-unreachable']));
      expect(times.length).toBeLessThanOrEqual(6);
      expect(Date.now() - started).toBeLessThan(3_000);
    },
    PATIENCE,
  );

  it.each([400, 401, 403, 404, 409, 410, 412, 422, 501])(
    'is not one that refuses with %i',
    async (code) => {
      const connection = connected(AWAY);
      host.on('GET /Goal/g1', noted(status(code)));
      await Promise.allSettled(read(connection, 10));
      expect(times).toHaveLength(10);
    },
  );

  it('is not one that fails now and then, or between refusals', async () => {
    const connection = connected({ ...AWAY, requestsAtOnce: 1 });
    const turns = [500, 500, 404].flatMap((code) => noted(status(code)));
    host.on('GET /Goal/g1', ...turns, ...turns, noted(json(GOAL)));
    const settled = await Promise.allSettled(read(connection, 7));
    expect(codesOf(settled).at(-1)).toBe('answered');
  });
});

it('tells of a refusal of what the host says that it offers', async () => {
  let doubts = 0;
  const connection = connect({
    baseUrl: host.url,
    tries: 1,
    onContradiction: () => void (doubts += 1),
  });
  const refusals: readonly (readonly [number, () => Promise<unknown>, number])[] = [
    [404, () => connection.read('Goal/g2'), 0],
    [404, () => connection.metadata(), 0],
    [404, () => connection.smartConfiguration(), 0],
    [400, () => connection.firstPage('Goal', {}), 0],
    [403, () => connection.firstPage('Goal', {}), 0],
    [412, () => connection.create({ resourceType: 'Flag' }, 'identifier=a'), 0],
    [404, () => connection.firstPage('Goal', {}), 1],
    [404, () => connection.create({ resourceType: 'Flag' }, 'identifier=a'), 1],
    [404, () => connection.submit({ resourceType: 'Bundle' }, true), 1],
    [405, () => connection.update({ resourceType: 'Flag', id: 'f1' }, null), 1],
    [501, () => Array.fromAsync(connection.history('Goal/g2')), 1],
  ];
  const routes = ['GET /Goal', 'GET /Goal/g2', 'GET /metadata', 'POST /Flag', 'POST /'];
  for (const [code, ask, expected] of refusals) {
    doubts = 0;
    for (const route of [...routes, 'PUT /Flag/f1', 'GET /Goal/g2/_history']) {
      host.on(route, status(code));
    }
    await Promise.allSettled([ask()]);
    expect([code, ask.toString(), doubts]).toEqual([code, ask.toString(), expected]);
  }
  const issue = [{ severity: 'error', code: 'not-supported' }];
  host.on('GET /Goal', json({ resourceType: 'OperationOutcome', issue }, 400));
  doubts = 0;
  await problemOf(connection.firstPage('Goal', { category: 'x' }));
  expect(doubts).toBe(1);
  host.on('GET /Goal', json(bundle([])));
  await connection.firstPage('Goal', {});
  expect(doubts).toBe(1);
});
