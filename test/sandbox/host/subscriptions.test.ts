import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { SandboxOptions } from '../../../src/sandbox/host/createSandboxHost.ts';
import { type Body, observation, startTrial, type Trial } from './trialRecord.ts';

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody who listens, and answers as the test wants. */
interface Listener {
  readonly url: string;
  readonly heard: Heard[];
  answer: { status: number; body: string; afterMs: number };
  readonly close: () => void;
}

const FHIR_OK = JSON.stringify({ resourceType: 'OperationOutcome', issue: [] });

async function listen(): Promise<Listener> {
  const heard: Heard[] = [];
  const answer = { status: 200, body: FHIR_OK, afterMs: 0 };
  const listener = { heard, answer };
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      heard.push({ method, path: url, headers, body });
      const { status, body: text, afterMs } = listener.answer;
      setTimeout(() => response.writeHead(status).end(text), afterMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return Object.assign(listener, { url: `http://127.0.0.1:${port}/hook`, close });
}

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let waited = 0; waited < 3_000; waited += 10) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('what was waited for did not happen');
};

/** Long enough for anything that would be sent. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

let trial: Trial;
let listener: Listener;
const start = async (options: Partial<SandboxOptions>): Promise<void> => {
  const persistence = { attempts: 2, retryMs: 5, timeoutMs: 200 };
  trial = await startTrial({ persistence, ...options });
  listener = await listen();
};
afterEach(async () => {
  await trial.close();
  listener.close();
});

const subscription = (more: object = {}, channel: object = {}): object => ({
  resourceType: 'Subscription',
  status: 'requested',
  reason: 'a trial',
  criteria: 'Observation?',
  channel: {
    type: 'rest-hook',
    endpoint: listener.url,
    payload: 'application/fhir+json',
    header: ['Authorization: Bearer abc:def', 'X-Kind: trial'],
    ...channel,
  },
  ...more,
});
const subscribe = async (more: object = {}, channel: object = {}): Promise<Body> =>
  (await trial.ask('POST', '/Subscription', subscription(more, channel))).body;
const now = async (id: string): Promise<Body & { readonly error?: string }> =>
  (await trial.ask('GET', `/Subscription/${id}`)).body;
const write = async (more: object = {}): Promise<Body> =>
  (await trial.ask('POST', '/Observation', observation(more))).body;

describe('a subscription', () => {
  it('is requested, becomes active, and is told of what meets it by an empty message', async () => {
    await start({ quirk: 'open' });
    const made = await subscribe();
    expect(made.status).toBe('requested');
    expect((await now(made.id)).status).toBe('active');
    await write();
    await until(() => listener.heard.length === 1);
    const [heard] = listener.heard;
    expect(heard).toMatchObject({ method: 'POST', path: '/hook', body: '' });
    expect(heard?.headers).toMatchObject({ authorization: 'Bearer abc:def', 'x-kind': 'trial' });
  });

  it.each([
    ['Observation?code=session', 1],
    ['Observation?code=spot', 0],
    ['Observation', 1],
    ['Observation?patient=ann&code=session', 1],
    ['Observation?patient=joanne', 0],
    ['Goal?', 0],
  ])('to %s', async (criteria, times) => {
    await start({ quirk: 'open' });
    await subscribe({ criteria });
    await write({ code: { coding: [{ code: 'session' }] } });
    await settled();
    expect(listener.heard.length).toBe(times);
  });

  it('is told of an update and of each entry of a transaction, not of a failed one', async () => {
    await start({ quirk: 'medplum-like' });
    await subscribe({ status: 'active' });
    await trial.ask('PUT', '/Observation/s1', observation({ id: 's1' }));
    const entry = [1, 2].map(() => ({
      resource: observation(),
      request: { method: 'POST', url: 'Observation' },
    }));
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry };
    await trial.ask('POST', '', bundle);
    await until(() => listener.heard.length === 3);
    const stale = { method: 'PUT', url: 'Observation/s2', ifMatch: 'W/"0"' };
    const failing = [...entry, { resource: observation({ id: 's2' }), request: stale }];
    expect((await trial.ask('POST', '', { ...bundle, entry: failing })).status).toBe(412);
    await settled();
    expect(listener.heard.length).toBe(3);
  });

  it.each([
    [{ criteria: 'Nonsense?' }, {}, 'its criteria name no type of this record'],
    [
      { criteria: 'Goal?nonsense=1' },
      {},
      'its criteria hold a search parameter that is not offered',
    ],
    [{}, { type: 'email' }, 'only rest-hook is offered'],
    [{}, { endpoint: 'mailto:x@y.example' }, 'its endpoint is no http address'],
  ])('that cannot work says why: %j %j', async (more, channel, error) => {
    await start({ quirk: 'open' });
    const { id } = await subscribe(more, channel);
    expect(await now(id)).toMatchObject({ status: 'error', error });
  });

  it('turns to error after failures in a row, and to active when it is asked for again', async () => {
    await start({ quirk: 'open' });
    const { id } = await subscribe();
    listener.answer = { status: 503, body: '', afterMs: 0 };
    await write();
    await until(async () => (await now(id)).status === 'error');
    expect(await now(id)).toMatchObject({ error: 'the endpoint answered 503' });
    expect(listener.heard.length).toBe(2);
    await write();
    await settled();
    expect(listener.heard.length).toBe(2);
    listener.answer = { status: 204, body: '', afterMs: 0 };
    await trial.ask('PUT', `/Subscription/${id}`, subscription({ id }));
    const again = await now(id);
    expect([again.status, again.error]).toEqual(['active', undefined]);
    await write();
    await until(() => listener.heard.length === 3);
  });

  it('is told nothing while it is off, nor after it was deleted', async () => {
    await start({ quirk: 'open' });
    const { id } = await subscribe();
    await trial.ask('PUT', `/Subscription/${id}`, subscription({ id, status: 'off' }));
    await write();
    const other = await subscribe();
    expect((await trial.ask('DELETE', `/Subscription/${other.id}`)).status).toBe(204);
    await write();
    await settled();
    expect(listener.heard).toEqual([]);
  });

  it('is told one thing after the other', async () => {
    await start({ quirk: 'medplum-like' });
    await subscribe({ status: 'active' });
    listener.answer = { status: 200, body: '', afterMs: 20 };
    const ids = [await write(), await write(), await write()].map(({ id }) => id);
    await until(() => listener.heard.length === 3);
    expect(listener.heard.map(({ body }) => (JSON.parse(body) as Body).id)).toEqual(ids);
  });
});

describe('how a record tells', () => {
  it('like HAPI FHIR: it puts the resource below the endpoint', async () => {
    await start({ quirk: 'hapi-like' });
    await subscribe();
    const made = await write();
    await until(() => listener.heard.length === 1);
    const [heard] = listener.heard;
    expect(heard).toMatchObject({ method: 'PUT', path: `/hook/Observation/${made.id}` });
    expect(JSON.parse(heard?.body ?? '')).toEqual(made);
  });

  it.each([
    ['no FHIR', { status: 200, body: 'OK', afterMs: 0 }, 'the endpoint did not answer in FHIR'],
    ['nothing', { status: 204, body: '', afterMs: 0 }, 'the endpoint did not answer in FHIR'],
    [
      'too late',
      { status: 200, body: FHIR_OK, afterMs: 500 },
      'the endpoint did not answer in time',
    ],
  ])('like HAPI FHIR: it gives up when the answer is %s', async (_what, answer, error) => {
    await start({ quirk: 'hapi-like' });
    const { id } = await subscribe();
    listener.answer = answer;
    await write();
    await until(async () => (await now(id)).status === 'error');
    expect(await now(id)).toMatchObject({ error });
  });

  it('like Medplum: it posts the resource to the endpoint, once a client has made it active', async () => {
    await start({ quirk: 'medplum-like' });
    const { id } = await subscribe();
    expect((await now(id)).status).toBe('requested');
    await write();
    await trial.ask('PUT', `/Subscription/${id}`, subscription({ id, status: 'active' }));
    const made = await write();
    await until(() => listener.heard.length === 1);
    const [heard] = listener.heard;
    expect(heard).toMatchObject({ method: 'POST', path: '/hook' });
    expect(JSON.parse(heard?.body ?? '')).toEqual(made);
  });

  interface Told extends Body {
    readonly entry: Body['entry'] &
      readonly { readonly resource: { readonly parameter: readonly Parameter[] } }[];
  }
  interface Parameter {
    readonly name: string;
    readonly valueCode?: string;
    readonly valueString?: string;
    readonly part?: readonly { readonly valueReference?: { readonly reference: string } }[];
  }
  const told = (index: number): Told => JSON.parse(listener.heard[index]?.body ?? '{}') as Told;
  const kindOf = (bundle: Told): unknown => statusIn(bundle, 'type')?.valueCode;
  const statusIn = (bundle: Told, name: string): Parameter | undefined =>
    bundle.entry[0]?.resource.parameter.find((one) => one.name === name);

  it('by Bundles: it shakes hands, counts its events and names what changed', async () => {
    await start({ quirk: 'backport' });
    const { id } = await subscribe();
    await until(async () => (await now(id)).status === 'active');
    expect([told(0).type, kindOf(told(0)), told(0).entry.length]).toEqual([
      'history',
      'handshake',
      1,
    ]);
    await write();
    const second = await write();
    await until(() => listener.heard.length === 3);
    expect(kindOf(told(2))).toBe('event-notification');
    expect(statusIn(told(2), 'events-since-subscription-start')?.valueString).toBe('2');
    const address = `${trial.url}/Observation/${second.id}`;
    const focus = statusIn(told(2), 'notification-event')?.part?.at(-1)?.valueReference;
    expect(focus?.reference).toBe(address);
    expect(told(2).entry[1]).toMatchObject({ fullUrl: address });
    expect(told(2).entry[1]?.resource).toBeUndefined();
  });

  const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

  it('by Bundles: with the resource, and with signs of life, where that is asked for', async () => {
    await start({ quirk: 'backport' });
    const content = { url: `${BACKPORT}/backport-payload-content`, valueCode: 'full-resource' };
    const period = { url: `${BACKPORT}/backport-heartbeat-period`, valueUnsignedInt: 1 };
    const channel = { _payload: { extension: [content] }, extension: [period] };
    const { id } = await subscribe({}, channel);
    await until(async () => (await now(id)).status === 'active');
    const made = await write();
    await until(() => listener.heard.length === 3);
    expect(told(1).entry[1]?.resource).toEqual(made);
    expect(kindOf(told(2))).toBe('heartbeat');
  });

  it('by Bundles: not at all where the hand is not taken', async () => {
    await start({ quirk: 'backport' });
    listener.answer = { status: 404, body: '', afterMs: 0 };
    const { id } = await subscribe();
    await until(async () => (await now(id)).status === 'error');
    await write();
    await settled();
    expect(listener.heard.map((_, index) => kindOf(told(index)))).toEqual([
      'handshake',
      'handshake',
    ]);
  });
});

describe.each(['epic-like', 'oracle-like', 'eventual'] as const)('a record that is %s', (quirk) => {
  it('has no subscriptions', async () => {
    await start({ quirk });
    expect((await trial.ask('POST', '/Subscription', subscription())).status).toBe(404);
    const { text } = await trial.ask('GET', '/metadata');
    expect(text).not.toContain('"Subscription"');
  });
});
