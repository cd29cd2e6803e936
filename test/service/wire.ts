import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FHIR } from '../journeys/proxy.ts';

/** A request on its way to a host. */
export interface Passing {
  readonly method: string;
  /** Below the FHIR base, with the query; empty for the base itself, where transactions go. */
  readonly path: string;
  /** Empty where there is none. */
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Does what it was given, or something else; what it throws breaks the connection. */
export type Tamper = (
  passing: Passing,
  on: (passing: Passing) => Promise<Answer>,
) => Promise<Answer>;

export interface Wire {
  /** FHIR base, as `/fhir` of the host behind it. */
  readonly url: string;
  /** From now on; null: nothing is tampered with. */
  readonly tamper: (with_: Tamper | null) => void;
  readonly close: () => void;
}

/** What lies between a service and a host, where things go wrong. */
export async function createWire(host: string): Promise<Wire> {
  let tampering: Tamper | null = null;
  const pass = async (request: IncomingMessage): Promise<Answer> => {
    const path = (request.url ?? '').replace(/^\/fhir\/?/, '');
    const passing = { method: request.method ?? 'GET', path, body: await bodyOf(request) };
    const on = (changed: Passing): Promise<Answer> => forward(host, request, changed);
    return tampering === null ? on(passing) : tampering(passing, on);
  };
  const server = createServer((request, response) => {
    pass(request).then(
      ({ status, body }) => response.writeHead(status, FHIR).end(body),
      () => response.destroy(),
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/fhir`,
    tamper: (by) => (tampering = by),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function forward(
  host: string,
  request: IncomingMessage,
  { method, path, body }: Passing,
): Promise<Answer> {
  const headers = { ...request.headers };
  delete headers['content-length'];
  const answer = await fetch(path === '' ? host : `${host}/${path}`, {
    method,
    headers: headers as Record<string, string>,
    ...(body === '' ? {} : { body }),
  });
  return { status: answer.status, body: await answer.text() };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** An answer of the host's own, that it failed. */
export const outcome = (status: number, code = 'exception'): Answer => ({
  status,
  body: JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] }),
});
