import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FhirResource } from 'fhir/r4.js';
import { createSandboxHost } from '../../src/sandbox/host/createSandboxHost.ts';
import type { Chance } from '../record/sessions.ts';

/** Of a hundred requests, so many are told to come back later. */
const REFUSED_PERCENT = 1;

export interface TroubledHost {
  /** FHIR base for the service, where some requests are refused. */
  readonly troubled: string;
  /** FHIR base for us, where none is. */
  readonly plain: string;
  readonly refused: () => number;
  readonly answered: () => number;
  readonly resources: () => readonly FhirResource[];
  readonly close: () => Promise<void>;
}

/** One sandbox behind two addresses: a proxy that is overloaded now and then, and the host itself. */
export async function startTroubledHost(
  resources: readonly FhirResource[],
  chance: Chance,
): Promise<TroubledHost> {
  let [refused, answered] = [0, 0];
  const host = createSandboxHost({ resources, now: () => new Date() });
  const running = await host.listen({ host: '127.0.0.1', port: 0 });
  const server = createServer((request, response) => {
    if (chance(100) < REFUSED_PERCENT) {
      refused += 1;
      response.writeHead(503, { 'retry-after': '1' }).end();
      return;
    }
    answered += 1;
    // An Express application is a request listener.
    (host.app as unknown as (a: typeof request, b: typeof response) => void)(request, response);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    troubled: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
    plain: running.url,
    refused: () => refused,
    answered: () => answered,
    resources: () => host.resources(),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await running.close();
    },
  };
}
