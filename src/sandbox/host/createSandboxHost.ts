import express, { type Express, type RequestHandler } from 'express';
import type { FhirResource } from 'fhir/r4.js';

import { pages } from '../pages/pages.ts';
import type { Records } from '../pages/records.ts';
import type { Client } from './authorisation/assertion.ts';
import { createGate } from './authorisation/gate.ts';
import { CareRecord } from './careRecord.ts';
import { fhirApi } from './fhirApi.ts';
import { close, listen, portOf } from './listen.ts';
import { type Quirk, type QuirkName, QUIRKS } from './quirks.ts';
import { compareText, type Resource } from './resource.ts';
import { createResults } from './search/results.ts';
import { seed } from './seed.ts';
import { Store } from './store.ts';
import { PERSISTENCE, type Persistence } from './subscriptions/delivery.ts';
import { createHooks, type Hooks } from './subscriptions/hooks.ts';
import { createTurns } from './turns.ts';

/** One answered request; the path is without its query, so that nothing about a person is in it. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
}

export interface SandboxOptions {
  readonly resources: readonly FhirResource[];
  readonly quirk?: QuirkName;
  /** The time of everything that is written after the start. */
  readonly now: () => Date;
  readonly log?: (line: RequestLine) => void;
  /** Only these clients get in; without it, everybody. */
  readonly clients?: readonly Client[];
  /** For so long a token is good: five minutes, unless told otherwise. */
  readonly tokenSeconds?: number;
  /** How long it tries to tell a subscriber; the rest is as usual. */
  readonly persistence?: Partial<Persistence>;
  /** So many later requests are answered before searches show what was written, whatever the quirk says. */
  readonly searchLag?: number;
}

export interface RunningSandbox {
  /** The FHIR base URL. */
  readonly url: string;
  /** The list of people, for a browser. */
  readonly home: string;
  readonly close: () => Promise<void>;
}

export interface SandboxHost {
  readonly app: Express;
  listen(at: { readonly host: string; readonly port: number }): Promise<RunningSandbox>;
  /** The current version of everything, in order of type and id. */
  resources(): readonly FhirResource[];
  /** Every version that is no deletion, in order of type, id and version. */
  versions(): readonly FhirResource[];
}

const logged =
  (log: (line: RequestLine) => void): RequestHandler =>
  (request, response, next) => {
    const start = performance.now();
    const { method, path } = request;
    response.on('finish', () => {
      const milliseconds = Math.round(performance.now() - start);
      log({ method, path, status: response.statusCode, milliseconds });
    });
    next();
  };

const versionsIn = (store: Store): readonly FhirResource[] =>
  store
    .types()
    .toSorted(compareText)
    .flatMap((type) =>
      store
        .ids(type)
        .toSorted(compareText)
        .flatMap((id) => store.versions(type, id).flatMap(({ resource }) => resource ?? [])),
    ) as unknown as FhirResource[];

const currentIn = (store: Store): readonly FhirResource[] =>
  store
    .types()
    .toSorted(compareText)
    .flatMap((type) =>
      [...store.all(type)].toSorted((a, b) => compareText(a.id, b.id)),
    ) as unknown as FhirResource[];

/**
 * For the pages. `never` because they name the type they expect, and the JSON in the store is
 * typed by another library than theirs.
 */
const recordsIn = (store: Store): Records => ({
  all: (type) => [...store.all(type)] as never[],
  find: (type, id) => store.current(type, id) as undefined,
  about: (type, reference) =>
    [...store.withReference(type, [reference])]
      .toSorted(compareText)
      .flatMap((id) => store.current(type, id) ?? []) as never[],
});

async function start(
  app: Express,
  hooks: Hooks | null,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<RunningSandbox> {
  const server = await listen(app, host, port);
  const home = `http://${host}:${portOf(server)}`;
  const stop = (): Promise<void> => {
    hooks?.close();
    return close(server);
  };
  return { url: `${home}/fhir`, home: `${home}/`, close: stop };
}

function quirkOf({ quirk = 'open', searchLag }: SandboxOptions): Quirk {
  return searchLag === undefined ? QUIRKS[quirk] : { ...QUIRKS[quirk], searchLag };
}

/**
 * A FHIR R4 server in this process, with the resources given: real HTTP, searches, transactions and
 * history, kept in memory only. `quirk` makes it as limited as some real records are.
 */
export function createSandboxHost(options: SandboxOptions): SandboxHost {
  const store = new Store();
  const startedAt = options.now();
  seed(store, options.resources as unknown as readonly Resource[], startedAt.toISOString());
  const quirk = quirkOf(options);
  const { now, clients, tokenSeconds } = options;
  const record = new CareRecord(store, now, quirk);
  const inTurn = createTurns();
  const persistence = { ...PERSISTENCE, ...options.persistence };
  const hooks = createHooks({ quirk, record, now, persistence, inTurn });
  const gate = clients === undefined ? null : createGate(clients, now, tokenSeconds);
  const app = express().disable('x-powered-by').disable('etag');
  if (options.log) app.use(logged(options.log));
  if (gate) app.use('/auth', gate.routes);
  const results = createResults(quirk, now);
  app.use('/fhir', fhirApi({ quirk, record, results, startedAt, inTurn, hooks, gate }));
  app.use(pages(recordsIn(store)));
  return {
    app,
    listen: (at) => start(app, hooks, at),
    resources: () => currentIn(store),
    versions: () => versionsIn(store),
  };
}
