import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Express } from 'express';

import { Problem } from '../../problem.ts';

const PORTS_TO_TRY = 21;
/** A long answer blocks the loop past Node's default of 5 s; a client must not find its socket gone. */
const KEEP_ALIVE_MS = 65_000;

const listenOnce = (server: Server, host: string, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve(true);
    });
  });

/** Listens on `port`, or on the next free one of the 20 after it; `port-taken` where there is none. */
export async function listen(app: Express, host: string, port: number): Promise<Server> {
  const server = createServer(app);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1000;
  for (let tried = 0; tried < PORTS_TO_TRY; tried += 1) {
    if (await listenOnce(server, host, port === 0 ? 0 : port + tried)) return server;
  }
  throw new Problem('port-taken', `Ports ${port} to ${port + PORTS_TO_TRY - 1} are all taken.`);
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

export const close = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => {
      if (error) reject(error);
      else resolve();
    });
    server.closeAllConnections();
  });
