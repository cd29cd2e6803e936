import express, { type Express, type RequestHandler } from 'express';
import type { FhirResource } from 'fhir/r4.js';

import { pages } from '../pages/pages.ts';
import type { Records } from '../pages/records.ts';
import { CareRecord } from './careRecord.ts';
import { fhirApi } from './fhirApi.ts';
import { close, listen, portOf } from './listen.ts';
import { type QuirkName, QUIRKS } from './quirks.ts';
import { compareText, type Resource } from './resource.ts';
import { seed } from './seed.ts';
import { Store } from './store.ts';

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

async function start(app: Express, host: string, port: number): Promise<RunningSandbox> {
  const server = await listen(app, host, port);
  const home = `http://${host}:${portOf(server)}`;
  return { url: `${home}/fhir`, home: `${home}/`, close: () => close(server) };
}

/**
 * A FHIR R4 server in this process, with the resources given: real HTTP, searches, transactions and
 * history, kept in memory only. `quirk` makes it as limited as some real records are.
 */
export function createSandboxHost(options: SandboxOptions): SandboxHost {
  const store = new Store();
  const startedAt = options.now();
  seed(store, options.resources as unknown as readonly Resource[], startedAt.toISOString());
  const record = new CareRecord(store, options.now);
  const app = express().disable('x-powered-by').disable('etag');
  if (options.log) app.use(logged(options.log));
  app.use('/fhir', fhirApi(QUIRKS[options.quirk ?? 'open'], record, startedAt));
  app.use(pages(recordsIn(store)));
  return {
    app,
    listen: ({ host, port }) => start(app, host, port),
    resources: () => currentIn(store),
    versions: () => versionsIn(store),
  };
}
