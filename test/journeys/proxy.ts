import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const FHIR = { 'content-type': 'application/fhir+json' };

export interface Passing {
  readonly method: string;
  /** Empty where there is none. */
  readonly body: string;
}

export interface Proxy {
  /** FHIR base, as `/fhir` of the host behind it. */
  readonly url: string;
  readonly close: () => void;
}

/** Stands between Attest and a host, and sees each request before and after the host has done it. */
export async function startProxy(
  host: string,
  watch: {
    readonly before?: (passing: Passing) => Promise<void> | void;
    readonly after?: (passing: Passing) => void;
  },
): Promise<Proxy> {
  const pass = async (request: IncomingMessage): Promise<readonly [number, string]> => {
    const passing = { method: request.method ?? 'GET', body: await bodyOf(request) };
    await watch.before?.(passing);
    const answer = await fetch(`${host}${(request.url ?? '').replace(/^\/fhir/, '')}`, {
      method: passing.method,
      headers: request.headers as Record<string, string>,
      ...(passing.body === '' ? {} : { body: passing.body }),
    });
    const text = await answer.text();
    watch.after?.(passing);
    return [answer.status, text];
  };
  const server = createServer((request, response) => {
    // A request that breaks off was sent by a process that is no more.
    pass(request).then(
      ([status, text]) => response.writeHead(status, FHIR).end(text),
      () => response.destroy(),
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/fhir`, close };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
