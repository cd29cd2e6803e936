import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Observation, OperationOutcome, Parameters } from 'fhir/r4.js';
import request from 'supertest';
import type { AssessmentLine } from '../../src/domain/assessmentLine.ts';
import { expectConformant } from '../support/conformance.ts';
import {
  bundleOf,
  golden,
  NOW,
  resourcesIn,
  startService,
  TRIAL,
  type Service,
} from './service.ts';

const UNDERSTATED = golden('independent-travel/more-than-was-claimed');
const ACHIEVED = golden('independent-travel/achieved-after-eight-weeks-of-practice');
const UNTIDY = golden('meaningful-engagement/vendor-codes-and-untidy-records');

const AUTHORISED = { authorization: `Bearer ${TRIAL}` };
/** Nobody listens there, and nothing forbids to try. */
const NOWHERE = 'http://127.0.0.1:59999/fhir';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly body: unknown;
}

const all = (answer: Answer, name: string) =>
  ((answer.body as Parameters).parameter ?? []).filter((each) => each.name === name);
const lineIn = (answer: Answer): AssessmentLine =>
  JSON.parse(all(answer, 'assessment')[0]?.valueString ?? '{}') as AssessmentLine;
const verdictIn = (answer: Answer) => all(answer, 'verdict')[0]?.resource as Observation;
const issuesIn = (answer: Answer) =>
  (all(answer, 'outcome')[0]?.resource as OperationOutcome).issue;

const service: { current?: Service } = {};
const of = ({ current }: typeof service): Service => current as Service;
const post = (path: string, parameter: readonly unknown[], from = service) =>
  request(of(from).app)
    .post(`/fhir/elm/${path}`)
    .set(AUTHORISED)
    .type('application/fhir+json')
    .send(JSON.stringify({ resourceType: 'Parameters', parameter }));
const get = (path: string, from = service) =>
  request(of(from).app).get(`/fhir/elm/${path}`).set(AUTHORISED);

const instant = (at: number) => ({ name: 'asOf', valueInstant: new Date(at).toISOString() });
const evidence = (resources: readonly unknown[]) => ({
  name: 'evidence',
  resource: bundleOf(resources),
});

describe('evidence that is handed in', () => {
  const away: { current?: Service } = {};
  beforeAll(async () => {
    away.current = await startService({ hostUrl: NOWHERE });
  });
  afterAll(() => of(away).close());

  it.each([UNDERSTATED, ACHIEVED, UNTIDY])(
    'is decided as the golden case $name, with no host at all',
    async (each) => {
      const [at = 0] = each.instants.slice(-1);
      const accepted = each.accepted?.at(-1) as AssessmentLine;
      const given = [...resourcesIn(each), ...each.conceptMaps];
      const answer = await post(
        `${accepted.goal}/$evaluate-attainment`,
        [instant(at), evidence(given)],
        away,
      );
      expect([answer.status, answer.type]).toEqual([200, 'application/fhir+json']);
      expect(lineIn(answer)).toEqual(accepted);
      expect(all(answer, 'finding').map(({ part }) => part?.[0]?.valueCode)).toEqual(
        accepted.findings.map(({ code }) => code),
      );
      expect(all(answer, 'need')).toHaveLength(accepted.next.length);
      expect(all(answer, 'written')).toEqual([]);
    },
  );

  it('gives the verdict as an Observation that refers to nothing unknown', async () => {
    const answer = await post(
      'Goal/g-isla/$evaluate-attainment',
      [evidence(resourcesIn(UNDERSTATED))],
      away,
    );
    const verdict = verdictIn(answer);
    expect(verdict.focus).toEqual([{ reference: 'Goal/g-isla/_history/2' }]);
    expect(verdict.identifier?.[0]?.value).toBe('elm.g-isla.1');
    expect(verdict.issued).toBe('2026-04-02T09:00:00.000Z');
    expect(answer.text).not.toContain('urn:uuid');
    expectConformant(verdict);
    expectConformant(answer.body as Parameters);
  });

  it('is answered with the same bytes in any order and time zone', async () => {
    const resources = [...resourcesIn(UNTIDY), ...UNTIDY.conceptMaps];
    const path = `${UNTIDY.accepted?.[0]?.goal ?? ''}/$evaluate-attainment`;
    const orders = [[...resources].reverse(), [...resources.slice(9), ...resources.slice(0, 9)]];
    const here = [];
    for (const given of orders) here.push((await post(path, [evidence(given)], away)).text);
    const script = fileURLToPath(new URL('../support/printEvaluation.ts', import.meta.url));
    const elsewhere = ['Pacific/Kiritimati', 'America/Los_Angeles'].map(async (TZ) => {
      const options = { env: { ...process.env, TZ } };
      return (await promisify(execFile)(process.execPath, [script, UNTIDY.name], options)).stdout;
    });
    const texts = [...here, ...(await Promise.all(elsewhere))];
    expect(texts[0]?.length).toBeGreaterThan(1000);
    expect(new Set(texts).size).toBe(1);
  }, 30_000);

  it('is answered with 404 where the goal is not in it, and 422 where it cannot be assessed', async () => {
    const resources = resourcesIn(UNDERSTATED);
    const without = resources.filter(({ resourceType }) => resourceType !== 'Goal');
    const absent = await post('Goal/g-isla/$evaluate-attainment', [evidence(without)], away);
    expect([absent.status, absent.body]).toEqual([
      404,
      expect.objectContaining({
        issue: [expect.objectContaining({ code: 'not-found', severity: 'error' })],
      }),
    ]);
    const bare = {
      resourceType: 'Goal',
      id: 'g9',
      lifecycleStatus: 'active',
      description: { text: 'Cook' },
      subject: { reference: 'Patient/isla' },
      startDate: '2026-01-01',
    };
    const unassigned = await post(
      'Goal/g9/$evaluate-attainment',
      [evidence([...resources, bare])],
      away,
    );
    expect([unassigned.status, unassigned.body]).toEqual([
      422,
      expect.objectContaining({ issue: [expect.objectContaining({ code: 'business-rule' })] }),
    ]);
    const nobodys = { ...bare, subject: undefined };
    const unreadable = await post('Goal/g9/$evaluate-attainment', [evidence([nobodys])], away);
    expect(unreadable.status).toBe(422);
  });

  it('is never written', async () => {
    const answer = await post(
      'Goal/g-isla/$evaluate-attainment',
      [evidence(resourcesIn(UNDERSTATED)), { name: 'dryRun', valueBoolean: false }],
      away,
    );
    expect(answer.status).toBe(400);
  });
});

describe('evidence in the host', () => {
  beforeEach(async () => {
    service.current = await startService({ resources: resourcesIn(UNDERSTATED) });
  });
  afterEach(() => of(service).close());
  const PATH = 'Goal/g-isla/$evaluate-attainment';
  const held = () => JSON.stringify(of(service).sandbox.resources());

  it('is decided as the golden case says, and nothing is written', async () => {
    const before = held();
    const answer = await get(PATH);
    expect(answer.status).toBe(200);
    const accepted = UNDERSTATED.accepted?.[0] as AssessmentLine;
    const { notAssessable } = lineIn(answer);
    expect(lineIn(answer)).toEqual({ ...accepted, notAssessable });
    // Notes of other people were not read, so that nothing may be said of copies.
    expect(notAssessable.map(({ code }) => code)).toContain('copied-note');
    expect(issuesIn(answer).length).toBeGreaterThan(0);
    expect(held()).toBe(before);
  });

  it('is the same by POST without a body, and with an instant in the past', async () => {
    const byGet = await get(PATH);
    const byPost = await request(of(service).app).post(`/fhir/elm/${PATH}`).set(AUTHORISED);
    expect(byPost.text).toBe(byGet.text);
    const asOf = '2026-03-01T00:00:00Z';
    const then = await get(`${PATH}?asOf=${asOf}&_format=json`);
    expect(lineIn(then)).toMatchObject({
      asOf: '2026-03-01T00:00:00.000Z',
      claimed: { level: null },
    });
  });

  it('is written back when asked, told what was, and written once', async () => {
    const write = [{ name: 'dryRun', valueBoolean: false }];
    const dry = await get(PATH);
    const first = await post(PATH, write);
    const counts = all(first, 'written').map(({ part }) => [
      part?.[0]?.valueCode,
      part?.[1]?.valueInteger,
    ]);
    expect(counts).toContainEqual(['Observation', 1]);
    expect(all(first, 'written')).toEqual(all(dry, 'written'));
    const verdicts = () =>
      of(service)
        .sandbox.resources()
        .filter((each) => each.resourceType === 'Observation')
        .filter(
          ({ identifier }) => identifier?.[0]?.value === verdictIn(first).identifier?.[0]?.value,
        );
    expect(verdicts()).toHaveLength(1);
    const second = await post(PATH, write);
    expect(all(second, 'written')).toEqual([]);
    expect(verdictIn(second).identifier).toEqual(verdictIn(first).identifier);
    expect(verdicts()).toHaveLength(1);
  });

  it('is not written as of an instant that is over or to come', async () => {
    const write = { name: 'dryRun', valueBoolean: false };
    await post(PATH, [write]);
    for (const at of [NOW - 60_000, NOW + 60_000]) {
      const answer = await post(PATH, [write, instant(at)]);
      expect([at, answer.status, (answer.body as OperationOutcome).resourceType]).toEqual([
        at,
        400,
        'OperationOutcome',
      ]);
    }
  });

  it('is not there: 404; and the host is away: 502, without a word of where it is', async () => {
    expect((await get('Goal/g-nobody/$evaluate-attainment')).status).toBe(404);
    const away = await startService({ hostUrl: NOWHERE });
    const answer = await get(PATH, { current: away });
    expect([answer.status, (answer.body as OperationOutcome).issue[0]?.code]).toEqual([
      502,
      'transient',
    ]);
    expect(answer.text).not.toContain('127.0.0.1');
    await away.close();
  });
});

describe('what is asked wrongly', () => {
  beforeAll(async () => {
    service.current = await startService({ resources: resourcesIn(UNDERSTATED) });
  });
  afterAll(() => of(service).close());
  const PATH = 'Goal/g-isla/$evaluate-attainment';

  it.each([
    ['asOf=yesterday', 400],
    ['asOf=2026-03-01', 400],
    ['asOf=2026-02-30T00:00:00Z', 400],
    ['asOf=2026-03-01T00:00:00Z&asOf=2026-03-02T00:00:00Z', 400],
    ['dryRun=maybe', 400],
    ['dryRun=false', 405],
    ['asof=2026-03-01T00:00:00Z', 400],
    ['__proto__=x', 400],
    ['evidence=x', 400],
    ['_format=xml', 406],
    ['_format=application/fhir%2Bxml', 406],
  ])('?%s is answered with %i', async (query, status) => {
    const answer = await get(`${PATH}?${query}`);
    expect([answer.status, answer.type]).toEqual([status, 'application/fhir+json']);
    expect((answer.body as OperationOutcome).issue[0]?.severity).toBe('error');
  });

  it.each([
    ['no Parameters', '{"resourceType":"Patient"}', 400],
    ['no JSON', '{"resourceType":', 400],
    ['a list', '[]', 400],
    ['no object', '3', 400],
    [
      'a name unknown',
      '{"resourceType":"Parameters","parameter":[{"name":"who","valueString":"x"}]}',
      400,
    ],
    [
      'a date',
      '{"resourceType":"Parameters","parameter":[{"name":"asOf","valueInstant":"2026-03-01"}]}',
      400,
    ],
    [
      'a word for true',
      '{"resourceType":"Parameters","parameter":[{"name":"dryRun","valueBoolean":"true"}]}',
      400,
    ],
    [
      'evidence that is no Bundle',
      '{"resourceType":"Parameters","parameter":[{"name":"evidence","resource":{"resourceType":"Goal"}}]}',
      400,
    ],
    [
      'dryRun twice',
      '{"resourceType":"Parameters","parameter":[{"name":"dryRun","valueBoolean":true},{"name":"dryRun","valueBoolean":false}]}',
      400,
    ],
    ['more than 10 MB', `"${'x'.repeat(10_500_000)}"`, 413],
  ])('a body of %s is answered with its status', async (_, body, status) => {
    const answer = await request(of(service).app)
      .post(`/fhir/elm/${PATH}`)
      .set(AUTHORISED)
      .type('application/fhir+json')
      .send(body);
    expect([answer.status, answer.type]).toEqual([status, 'application/fhir+json']);
  });

  it('is refused in other formats, methods and places', async () => {
    const { app } = of(service);
    const xml = await get(PATH).set('accept', 'application/fhir+xml');
    const form = await request(app)
      .post(`/fhir/elm/${PATH}`)
      .set(AUTHORISED)
      .type('form')
      .send('a=b');
    const inQuery = await request(app).post(`/fhir/elm/${PATH}?dryRun=false`).set(AUTHORISED);
    const put = await request(app).put(`/fhir/elm/${PATH}`).set(AUTHORISED);
    const other = await get('Goal/g-isla/$everything');
    const points = await get('Goal/%2e%2e/$evaluate-attainment');
    const long = await get(`Goal/${'x'.repeat(65)}/$evaluate-attainment`);
    const broken = await get('Goal/%zz/$evaluate-attainment');
    const statuses = [xml, form, inQuery, put, other, points, long, broken].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([406, 415, 400, 405, 404, 404, 404, 400]);
    expect(put.headers['allow']).toBe('GET, HEAD, POST');
  });

  it('does not get through by depth, or by names that JavaScript takes for its own', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const nested = (inside: string): string =>
      `{"resourceType":"Parameters","parameter":[{"name":"evidence","resource":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Goal","id":"g-isla","note":${inside}}}]}}]}`;
    const send = (body: string) =>
      request(of(service).app).post(`/fhir/elm/${PATH}`).set(AUTHORISED).type('json').send(body);
    expect((await send(nested(deep))).status).toBe(422);
    expect((await send(deep)).status).toBe(400);
    const own = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}';
    await send(nested(own));
    await send(own);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });
});

it('keeps what a person is called out of logs, errors and addresses', async () => {
  const CANARY = 'Zephyrine Quillfeather';
  const spoilt = JSON.parse(JSON.stringify(resourcesIn(UNDERSTATED)), (key, value: unknown) =>
    key === 'text' && typeof value === 'string' ? CANARY : value,
  ) as readonly Record<string, unknown>[];
  const people = spoilt.map((each) => ({
    ...each,
    name: [{ text: CANARY, family: CANARY }],
    status: each['resourceType'] === 'Observation' ? CANARY : each['status'],
  }));
  const each = await startService();
  const from = { current: each };
  const answers = [
    await post('Goal/g-isla/$evaluate-attainment', [evidence(people)], from),
    await post('Goal/g-nobody/$evaluate-attainment', [evidence(people)], from),
    await post('Goal/g-isla/$evaluate-attainment', [{ name: CANARY, valueString: CANARY }], from),
    await post('Goal/g-isla/$evaluate-attainment', [{ name: 'asOf', valueInstant: CANARY }], from),
    await get(`Goal/${encodeURIComponent(CANARY)}/$evaluate-attainment`, from),
    await get(`Goal/g-isla/$evaluate-attainment?asOf=${encodeURIComponent(CANARY)}`, from),
    await get(`Goal/g-isla/${encodeURIComponent(CANARY)}`, from),
    await request(each.app).get(`/fhir/${encodeURIComponent(CANARY)}/metadata`),
    await request(each.app)
      .get(`/${encodeURIComponent(CANARY)}`)
      .set('x-request-id', CANARY),
  ];
  expect(answers.map(({ status }) => status)).toEqual([
    200, 404, 400, 400, 404, 400, 404, 404, 404,
  ]);
  const told = answers.map(({ text, headers }) => text + JSON.stringify(headers)).join('');
  expect(told).not.toMatch(/Zephyrine|Quillfeather/);
  expect(each.logged()).toContain('request-answered');
  expect(each.logged()).not.toMatch(/Zephyrine|Quillfeather/);
  await each.close();
});
