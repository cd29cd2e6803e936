import { setTimeout as sleepFor } from 'node:timers/promises';
import { NO_LOG } from '../log.ts';
import type { Log } from '../log.ts';
import { clientOf, responseOf } from './client.ts';
import type { Client, KitOptions } from './client.ts';
import { asked, failureOf, notFhir, problemOf, statusOf } from './failure.ts';
import type { Asked } from './failure.ts';
import { bundleIn, matches, pagesFrom, searchPath } from './paging.ts';
import type { SearchParameters } from './paging.ts';
import { issuesOf, resourceOf } from './resource.ts';
import type { Bundle, Resource } from './resource.ts';
import { contradicts } from './contradiction.ts';
import type { Gate } from './limits.ts';
import { PATIENCE, patiently } from './retry.ts';
import type { Patience } from './retry.ts';

export interface ConnectionOptions {
  readonly baseUrl: string;
  /** A token that stays the same. */
  readonly bearer?: string | null;
  /** The bearer token for the next request, where it may change; null for none. */
  readonly authorise?: () => Promise<string | null>;
  /** The host answered 401 to this token. True: it is asked once more, with what `authorise` gives then. */
  readonly onRefused?: (token: string) => boolean;
  /** Every request goes through here: it waits for its turn, or is refused while the host is away. */
  readonly gate?: Gate;
  /** The host refused something that is asked only where it says that it offers it. */
  readonly onContradiction?: () => void;
  /** How often one request is tried at most. */
  readonly tries?: number;
  /** For one request, its body included. */
  readonly timeoutMs?: number;
  readonly log?: Log;
  /** For the log: whose host it is. */
  readonly tenant?: string;
  readonly sleep?: Patience['sleep'];
  readonly random?: Patience['random'];
  readonly now?: Patience['now'];
}

/** What the host answered to a write. */
export interface Answer {
  readonly status: number;
  /** The resource as stored; null when the host sent none. */
  readonly resource: Resource | null;
  /** Its address as the host wrote it. */
  readonly location: string | null;
  /** Warnings of a host that answered with an OperationOutcome, by code. */
  readonly issues: readonly string[];
}

/** All that Attest asks of a host. Every failure is a Problem; `failureOf` tells the HTTP status. */
export interface Connection {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly metadata: () => Promise<Resource>;
  /** Null where the host has none. */
  readonly smartConfiguration: () => Promise<unknown>;
  /** By `Type/id`. */
  readonly read: (reference: string) => Promise<Resource>;
  /** Every match on every page; included resources and outcomes are left out. */
  readonly search: (type: string, parameters: SearchParameters) => AsyncIterable<Resource>;
  /** One page, as it is: for probes. */
  readonly firstPage: (type: string, parameters: SearchParameters) => Promise<Bundle>;
  /** Every version of `Type/id`, in the host's order. */
  readonly history: (reference: string) => AsyncIterable<Resource>;
  /** With `ifNoneExist` (a query) a retry is harmless; without it none is made after a doubtful failure. */
  readonly create: (resource: Resource, ifNoneExist?: string) => Promise<Answer>;
  /** `version` is sent as If-Match. */
  readonly update: (resource: Resource, version: string | null) => Promise<Answer>;
  /** A transaction or batch; `repeatable` when all its entries are conditional. */
  readonly submit: (bundle: Resource, repeatable: boolean) => Promise<Bundle>;
}

type KitCall = (options: KitOptions) => Promise<unknown>;

const STRICT = { prefer: 'handling=strict' };
const WRITE = { 'content-type': 'application/fhir+json', prefer: 'return=representation' };

/** A connection to the host's FHIR base. Nothing is sent before the first call. */
export function connect(options: ConnectionOptions): Connection {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const client = clientOf(baseUrl);
  const ask = askWith({ ...options, baseUrl }, client);
  const get = (path: string, headers = {}): Promise<unknown> =>
    ask(asked('GET', baseUrl, path, true), headers, (kit) =>
      client.request(path, { options: kit }),
    );
  const pages = (path: string, headers = {}) => pagesFrom(baseUrl, path, (at) => get(at, headers));
  return {
    baseUrl,
    metadata: async () =>
      resourceIn(await get('metadata'), asked('GET', baseUrl, 'metadata', true)),
    smartConfiguration: () => get('.well-known/smart-configuration').catch(nullWhenAbsent),
    read: async (reference) =>
      resourceIn(await get(reference), asked('GET', baseUrl, reference, true)),
    search: (type, parameters) => matches(type, pages(searchPath(type, parameters), STRICT)),
    firstPage: async (type, parameters) =>
      bundleIn(await get(searchPath(type, parameters), STRICT), asked('GET', baseUrl, type, true)),
    history: (reference) => matches(reference.split('/')[0] ?? '', pages(`${reference}/_history`)),
    ...writesOf(baseUrl, client, ask),
  };
}

type Ask = (asked: Asked, headers: Record<string, string>, call: KitCall) => Promise<unknown>;

function writesOf(
  baseUrl: string,
  client: Client,
  ask: Ask,
): Pick<Connection, 'create' | 'update' | 'submit'> {
  return {
    create: async (resource, ifNoneExist) => {
      const what = asked('POST', baseUrl, resource.resourceType, ifNoneExist !== undefined);
      const headers =
        ifNoneExist === undefined ? WRITE : { ...WRITE, 'if-none-exist': ifNoneExist };
      const { resourceType } = resource;
      return answerOf(
        await ask(what, headers, (options) =>
          client.create({ resourceType, body: resource, options }),
        ),
      );
    },
    update: async (resource, version) => {
      const { resourceType, id = '' } = resource;
      const headers = version === null ? WRITE : { ...WRITE, 'if-match': `W/"${version}"` };
      return answerOf(
        await ask(asked('PUT', baseUrl, `${resourceType}/${id}`, true), headers, (options) =>
          client.update({ resourceType, id, body: resource, options }),
        ),
      );
    },
    submit: async (bundle, repeatable) => {
      const what = asked('POST', baseUrl, '', repeatable);
      // FHIR posts a Bundle to [base]; the kit's own method adds a slash that some hosts refuse.
      const call: KitCall = (options) =>
        client.request(baseUrl, { method: 'POST', body: bundle, options });
      return bundleIn(await ask(what, WRITE, call), what);
    },
  };
}

function askWith(options: ConnectionOptions, client: Client): Ask {
  const patience = patienceOf(options);
  const { gate, onContradiction, tenant = null, log = NO_LOG } = options;
  const host = new URL(options.baseUrl).origin;
  const retries: Pick<Log, 'warn'> = {
    warn: (message, fields) => {
      log.warn(message, { tenant, host, ...fields });
    },
  };
  const send = sendWith(options);
  return async (what, headers, call) => {
    const attempt = (): Promise<unknown> =>
      send(what, headers, call).catch((error: unknown) =>
        send(what, headers, redirected(error, what, client)),
      );
    const inTurn = gate === undefined ? attempt : () => gate.through(attempt);
    try {
      return await patiently(inTurn, what.repeatable, patience, retries);
    } catch (error) {
      if (contradicts(error, what, options.baseUrl)) onContradiction?.();
      throw error;
    }
  };
}

const patienceOf = ({ tries, sleep, random, now }: ConnectionOptions): Patience => ({
  ...PATIENCE,
  tries: tries ?? PATIENCE.tries,
  sleep: sleep ?? ((milliseconds) => sleepFor(milliseconds)),
  random: random ?? Math.random,
  now: now ?? Date.now,
});

/** One request with our token; where the host refuses that and there may be another, once more. */
function sendWith({ bearer = null, timeoutMs = 30_000, ...options }: ConnectionOptions): Ask {
  const authorise = options.authorise ?? (() => Promise.resolve(bearer));
  return async (what, headers, call) => {
    const once = (token: string | null): Promise<unknown> =>
      call({
        headers: token === null ? headers : { ...headers, authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(timeoutMs),
      }).catch((error: unknown) => {
        throw problemOf(error, what);
      });
    const token = await authorise();
    try {
      return await once(token);
    } catch (error) {
      const another = token !== null && statusOf(error) === 401 && options.onRefused?.(token);
      if (another !== true) throw error;
      return once(await authorise());
    }
  };
}

/** A read that the host sends elsewhere within itself, once; any other error is thrown again. */
function redirected(error: unknown, what: Asked, client: Client): KitCall {
  const location = failureOf(error)?.location ?? null;
  if (what.method !== 'GET' || location === null || !URL.canParse(location, what.where))
    throw error;
  const target = new URL(location, what.where);
  if (target.origin !== new URL(what.where).origin) throw error;
  return (options) => client.request(target.href, { options });
}

function resourceIn(data: unknown, what: Asked): Resource {
  const resource = resourceOf(data);
  if (resource === null) throw notFhir(what, 'answered with something that is no FHIR resource');
  return resource;
}

/** A host may answer a write with the resource, with an OperationOutcome, or with nothing. */
function answerOf(data: unknown): Answer {
  const response = responseOf(data);
  const resource = resourceOf(data);
  return {
    status: response?.status ?? 200,
    resource: resource?.resourceType === 'OperationOutcome' ? null : resource,
    location:
      response?.headers.get('location') ?? response?.headers.get('content-location') ?? null,
    issues: issuesOf(data),
  };
}

function nullWhenAbsent(error: unknown): null {
  const status = statusOf(error);
  if (status !== null && (status < 300 || (status >= 400 && status < 500 && status !== 401)))
    return null;
  throw error;
}
