import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Request, Response } from 'express';

/** One way to answer. */
export type Behaviour = (request: Request, response: Response) => void;

/** A host over real HTTP that does what it is told, well or badly. */
export interface FaultyHost {
  /** Its FHIR base. */
  readonly url: string;
  readonly origin: string;
  /** All that was asked of it, oldest first. */
  readonly asked: readonly Seen[];
  /** Answers to `GET /Goal` and the like (path below the base, without query), in turn; the last one stays. */
  readonly on: (route: string, ...behaviours: readonly Behaviour[]) => void;
  readonly close: () => Promise<void>;
}

interface Seen {
  readonly method: string;
  /** Below the base, with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

export async function startFaultyHost(): Promise<FaultyHost> {
  const routes = new Map<string, Behaviour[]>();
  const asked: Seen[] = [];
  const app = express();
  app.use(express.json({ type: () => true, limit: '16mb' }));
  app.use((request, response) => {
    const path = request.path.replace(/^\/fhir/, '') || '/';
    const { method, headers } = request;
    asked.push({ method, url: request.url.replace(/^\/fhir/, ''), headers, body: request.body });
    const left = routes.get(`${method} ${path}`) ?? [];
    const behaviour = left.length > 1 ? left.shift() : left[0];
    (behaviour ?? status(404))(request, response);
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/fhir`,
    origin,
    asked,
    on: (route, ...behaviours) => void routes.set(route, [...behaviours]),
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) =>
        server.close(() => {
          closed();
        }),
      );
    },
  };
}

export const json =
  (body: unknown, statusCode = 200, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (_request, response) => {
    response
      .status(statusCode)
      .set(headers)
      .type('application/fhir+json')
      .send(JSON.stringify(body));
  };

export const status = (
  statusCode: number,
  headers: Readonly<Record<string, string>> = {},
): Behaviour =>
  json(
    {
      resourceType: 'OperationOutcome',
      issue: [
        { severity: 'error', code: 'processing', diagnostics: 'Margaret Hale fell on Tuesday' },
      ],
    },
    statusCode,
    headers,
  );

export const html =
  (statusCode = 200): Behaviour =>
  (_request, response) => {
    response.status(statusCode).type('html').send('<!doctype html><title>Sign in</title>');
  };

/** Valid up to the middle of a string. */
export const truncatedJson: Behaviour = (_request, response) => {
  response
    .type('application/fhir+json')
    .send('{"resourceType":"Bundle","entry":[{"resource":{"id":"g');
};

/** Sends half of what it announced, then hangs up. */
export const hangUp: Behaviour = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': '1000' });
  response.write('{"resourceType":');
  setTimeout(() => request.socket.destroy(), 20);
};

export const hang: Behaviour = () => undefined;

export const bundle = (
  resources: readonly object[],
  next: string | null = null,
): Readonly<Record<string, unknown>> => ({
  resourceType: 'Bundle',
  type: 'searchset',
  link: next === null ? [] : [{ relation: 'next', url: next }],
  entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
});
