import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Log, LogFields } from '../log.ts';

/** A caller's own id for its request is kept where it is plain; it reaches the log. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

type About = Pick<LogFields, 'route' | 'tenant' | 'goal'>;

const told = new WeakMap<Response, About>();

/** What a room knows of the request that it answers: names that are known to be ours, never parts of an address. */
export function about(response: Response, more: About): void {
  told.set(response, { ...told.get(response), ...more });
}

/** One line for each request: which route, which tenant, how it ended; never its address or its query. */
export const accessLog =
  (log: Log): RequestHandler =>
  (request, response, next) => {
    const start = performance.now();
    const given = request.get('x-request-id') ?? '';
    const id = PLAIN.test(given) ? given : randomUUID();
    response.set('X-Request-Id', id);
    response.on('close', () => {
      log.info(response.writableFinished ? 'request-answered' : 'request-broken-off', {
        request: id,
        method: request.method,
        status: response.statusCode,
        durationMs: Math.round(performance.now() - start),
        ...told.get(response),
      });
    });
    next();
  };
