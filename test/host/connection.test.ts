import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { connect } from '../../src/host/connection.ts';
import type { Connection, ConnectionOptions } from '../../src/host/connection.ts';
import { statusOf } from '../../src/host/failure.ts';
import { Problem } from '../../src/problem.ts';
import type { ProblemCode } from '../../src/problem.ts';
import {
  bundle,
  hang,
  hangUp,
  html,
  json,
  startFaultyHost,
  status,
  truncatedJson,
} from '../support/faultyHost.ts';
import type { Behaviour, FaultyHost } from '../support/faultyHost.ts';

const goal = (id: string) => ({ resourceType: 'Goal', id });

let host: FaultyHost;
let waits: number[];

beforeEach(async () => {
  host = await startFaultyHost();
  waits = [];
});
afterEach(() => host.close());

const connection = (options: Partial<ConnectionOptions> = {}): Connection =>
  connect({
    baseUrl: host.url,
    timeoutMs: 300,
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0,
    now: () => Date.UTC(2026, 2, 1, 12),
    ...options,
  });

async function problemOf(asking: Promise<unknown>): Promise<Problem> {
  try {
    await asking;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const ids = async (found: AsyncIterable<{ readonly id?: string | undefined }>) =>
  (await all(found)).map(({ id }) => id);

describe('an answer that is too large', () => {
  it.each([200, 500])('is not read to its end, however small it was sent (%i)', async (code) => {
    // Sixty megabytes in some sixty kilobytes.
    const small = gzipSync(`"${' '.repeat(60_000_000)}"`);
    host.on('GET /Goal/g1', (_request, response) => {
      response.status(code).set('content-encoding', 'gzip').type('json').send(small);
    });
    const problem = await problemOf(connection({ timeoutMs: 10_000 }).read('Goal/g1'));
    expect([problem.code, problem.retryable]).toEqual(['host-not-fhir', false]);
    expect(problem.message).toBe(
      `GET ${host.url}/Goal/g1 answered with more than 50 MB, which is not read.`,
    );
    expect(host.asked).toHaveLength(1);
  });
});

describe('what a request carries', () => {
  it('asks for FHIR JSON, past every cache, strictly, as the bearer', async () => {
    host.on('GET /Goal', json(bundle([])));
    await all(connection({ bearer: 'abc.def' }).search('Goal', { patient: 'Patient/p1' }));
    expect(host.asked[0]?.url).toBe('/Goal?patient=Patient%2Fp1');
    expect(host.asked[0]?.headers).toMatchObject({
      accept: 'application/fhir+json',
      'cache-control': 'no-cache',
      prefer: 'handling=strict',
      authorization: 'Bearer abc.def',
    });
  });

  it('takes a base with a trailing slash, and posts a Bundle to the base without one', async () => {
    host.on('POST /', json({ resourceType: 'Bundle', type: 'transaction-response' }));
    await connection({ baseUrl: `${host.url}/` }).submit({ resourceType: 'Bundle' }, false);
    expect(host.asked[0]).toMatchObject({ method: 'POST', url: '' });
  });

  it('sends If-None-Exist on a create and If-Match on an update', async () => {
    host.on(
      'POST /Flag',
      json({ resourceType: 'Flag', id: 'f1' }, 201, { location: 'Flag/f1/_history/1' }),
    );
    host.on('PUT /Flag/f1', json({ resourceType: 'Flag', id: 'f1' }));
    const created = await connection().create({ resourceType: 'Flag' }, 'identifier=a%7Cb');
    await connection().update({ resourceType: 'Flag', id: 'f1' }, '7');
    expect(created).toEqual({
      status: 201,
      resource: { resourceType: 'Flag', id: 'f1' },
      location: 'Flag/f1/_history/1',
      issues: [],
    });
    expect(host.asked[0]?.headers['if-none-exist']).toBe('identifier=a%7Cb');
    expect(host.asked[1]?.headers['if-match']).toBe('W/"7"');
  });
});

describe('a host that fails', () => {
  const cases: readonly (readonly [string, Behaviour, ProblemCode, number])[] = [
    ['401', status(401), 'host-unauthorised', 1],
    ['403', status(403), 'host-refused', 1],
    ['404', status(404), 'host-not-found', 1],
    ['400', status(400), 'host-refused', 1],
    ['409', status(409), 'host-conflict', 1],
    ['410', status(410), 'host-not-found', 1],
    ['429', status(429), 'host-throttled', 4],
    ['500', status(500), 'host-error', 4],
    ['501', status(501), 'host-refused', 1],
    ['502 in HTML', html(502), 'host-error', 4],
    ['503', status(503), 'host-error', 4],
    ['a page for people', html(), 'host-not-fhir', 1],
    ['truncated JSON', truncatedJson, 'host-not-fhir', 1],
    ['JSON that is no resource', json({ hello: 'world' }), 'host-not-fhir', 1],
    ['JSON that is no object', json(7), 'host-not-fhir', 1],
    ['half an answer', hangUp, 'host-unreachable', 4],
    ['a hang', hang, 'host-timeout', 2],
  ];

  it.each(cases)('%s', async (_name, behaviour, code, tries) => {
    host.on('GET /Goal/g1', behaviour);
    const problem = await problemOf(connection().read('Goal/g1'));
    expect(problem.code).toBe(code);
    expect(host.asked).toHaveLength(tries);
    expect(problem.message).toContain(`GET ${host.url}/Goal/g1`);
  });

  it('is told without the query and without what the host says of the person', async () => {
    host.on('GET /Goal', status(403));
    const search = connection().search('Goal', { 'subject.name': 'Hale' });
    const problem = await problemOf(all(search));
    expect(problem.message).toBe(
      `GET ${host.url}/Goal answered 403: our credentials do not allow this (processing).`,
    );
    expect(statusOf(problem)).toBe(403);
  });

  it('that is reset or not found by name is unreachable', async () => {
    nock('http://record.invalid')
      .get('/fhir/Goal/g1')
      .times(4)
      .replyWithError(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
    const reset = await problemOf(
      connection({ baseUrl: 'http://record.invalid/fhir' }).read('Goal/g1'),
    );
    expect(reset.code).toBe('host-unreachable');
    expect(nock.isDone()).toBe(true);
    nock('http://record.invalid')
      .post('/fhir/Flag')
      .times(4)
      .replyWithError(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
    const unnamed = connection({ baseUrl: 'http://record.invalid/fhir' }).create({
      resourceType: 'Flag',
    });
    expect((await problemOf(unnamed)).message).toContain('cannot be reached (ENOTFOUND)');
    expect(nock.isDone()).toBe(true);
    nock.restore();
  });
});

describe('asking again', () => {
  it('waits as long as the host asks, in seconds or until a date, within a limit', async () => {
    host.on(
      'GET /Goal/g1',
      status(429, { 'retry-after': '7' }),
      status(503, { 'retry-after': 'Sun, 01 Mar 2026 12:00:05 GMT' }),
      status(429, { 'retry-after': '86400' }),
      json(goal('g1')),
    );
    await connection().read('Goal/g1');
    expect(waits).toEqual([7_000, 5_000, 60_000]);
  });

  it('backs off by doubling when the host names no time', async () => {
    host.on('GET /Goal/g1', status(500), status(500), status(500), json(goal('g1')));
    await connection().read('Goal/g1');
    expect(waits).toEqual([250, 500, 1_000]);
  });

  it.each([
    ['a plain create is not sent again when it may have been done', undefined, 500, 1],
    ['a plain create is sent again when the host refused it for now', undefined, 429, 2],
    ['a conditional create is sent again', 'identifier=a%7Cb', 500, 2],
  ])('%s', async (_name, condition, code, sent) => {
    host.on('POST /Flag', status(code), json({ resourceType: 'Flag', id: 'f1' }, 201));
    await connection()
      .create({ resourceType: 'Flag' }, condition)
      .catch(() => undefined);
    expect(host.asked).toHaveLength(sent);
  });
});

describe('pages', () => {
  it('follows next links, also those under the name a proxy hides', async () => {
    host.on(
      'GET /Goal',
      json(bundle([goal('a')], `${host.url}/Goal?page=2`)),
      json(bundle([goal('b')], 'https://inner.example:8443/fhir/Goal?page=3')),
      json(bundle([goal('c')], 'Goal?page=4')),
      json(bundle([goal('d')])),
    );
    expect(await ids(connection().search('Goal', {}))).toEqual(['a', 'b', 'c', 'd']);
    expect(host.asked.map(({ url }) => url)).toEqual([
      '/Goal',
      '/Goal?page=2',
      '/Goal?page=3',
      '/Goal?page=4',
    ]);
  });

  it('does not follow a link to another server', async () => {
    host.on('GET /Goal', json(bundle([goal('a')], 'https://elsewhere.example/collect?x=1')));
    const problem = await problemOf(all(connection({ bearer: 'abc' }).search('Goal', {})));
    expect(problem.code).toBe('host-not-fhir');
    expect(problem.message).toContain('another server');
  });

  it('does not turn in a circle', async () => {
    host.on('GET /Goal', json(bundle([goal('a')], `${host.url}/Goal?page=2`)));
    const problem = await problemOf(all(connection().search('Goal', {})));
    expect(problem.message).toContain('circle');
    expect(host.asked).toHaveLength(2);
  });

  it('leaves out outcomes and what came along', async () => {
    const answer = {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [
        { resource: goal('a'), search: { mode: 'match' } },
        { resource: { resourceType: 'OperationOutcome', issue: [] }, search: { mode: 'outcome' } },
        { resource: goal('b'), search: { mode: 'include' } },
        { resource: 'nonsense' },
        { fullUrl: 'urn:x' },
        'nonsense',
        { resource: { resourceType: 'Patient', id: 'p1' } },
      ],
    };
    host.on('GET /Goal', json(answer));
    expect(await ids(connection().search('Goal', {}))).toEqual(['a']);
  });
});

describe('redirects', () => {
  it('are followed within the host', async () => {
    host.on('GET /Goal/g1', status(307, { location: '/fhir/Goal/g1-moved' }));
    host.on('GET /Goal/g1-moved', json(goal('g1')));
    expect(await connection().read('Goal/g1')).toEqual(goal('g1'));
  });

  it('never take our credentials to another server', async () => {
    const other = await startFaultyHost();
    host.on('GET /Goal/g1', status(302, { location: `${other.url}/Goal/g1` }));
    const problem = await problemOf(connection({ bearer: 'abc' }).read('Goal/g1'));
    expect(problem.code).toBe('host-refused');
    expect(other.asked).toEqual([]);
    await other.close();
  });
});

it('keeps the warnings of a host that answers a write with an OperationOutcome', async () => {
  const warning = {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'warning', code: 'business-rule', expression: ['Flag.code'] }],
  };
  host.on('POST /Flag', json(warning, 201, { location: `${host.url}/Flag/f1/_history/1` }));
  expect(await connection().create({ resourceType: 'Flag' }, 'identifier=a%7Cb')).toEqual({
    status: 201,
    resource: null,
    location: `${host.url}/Flag/f1/_history/1`,
    issues: ['business-rule at Flag.code'],
  });
});

it('has no SMART configuration where the host has none', async () => {
  expect(await connection().smartConfiguration()).toBeNull();
});
