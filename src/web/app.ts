import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { about, accessLog } from './accessLog.ts';
import { createAuthenticate } from './callers/authenticate.ts';
import { tokenIdsInMemory } from './callers/tokenIds.ts';
import type { WebDeps } from './deps.ts';
import { answerFaults } from './faults.ts';
import { fhirFacade } from './fhir/facade.ts';
import { health } from './health.ts';
import { subscriptionHooks } from './hooks/subscription.ts';
import { addressOf, LIMITS, limited } from './limits.ts';
import { answer, router, unknownPath } from './routes.ts';

/** All that the service answers over HTTP. It holds no state but what it is given, and listens nowhere by itself. */
export function createApp(deps: WebDeps): Express {
  const limits = { ...LIMITS, ...deps.limits };
  const publicUrl = deps.publicUrl.replace(/\/+$/, '');
  const { now, log, useTokenId } = deps;
  const authenticate = createAuthenticate({
    useTokenId: useTokenId ?? tokenIdsInMemory(),
    now,
    log,
  });
  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing');
  app.set('query parser', 'simple').set('trust proxy', deps.proxies ?? 0);
  app.use(accessLog(log), ...headers(publicUrl));
  app.use('/health', health(deps));
  app.use('/.well-known', keys(deps));
  app.use('/hooks/subscription', limited(limits.notices, addressOf), subscriptionHooks(deps));
  app.use(
    '/fhir',
    limited(limits.perAddress, addressOf),
    fhirFacade({ ...deps, publicUrl, authenticate, perCaller: limits.perCaller }),
  );
  app.use(unknownPath);
  app.use(answerFaults(log));
  return app;
}

/** No answer is a page: nothing in it may be shown, framed, run or kept. */
function headers(publicUrl: string): readonly RequestHandler[] {
  const none = ["'none'"];
  const safe = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: none, frameAncestors: none },
    },
    frameguard: { action: 'deny' },
    strictTransportSecurity: publicUrl.startsWith('https:'),
  });
  const unkept: RequestHandler = (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  };
  return [safe, unkept];
}

function keys({ publicKeys }: Pick<WebDeps, 'publicKeys'>) {
  const rooms = router();
  answer(rooms, '/jwks.json', {
    get: [
      async (_request, response) => {
        about(response, { route: 'public-keys' });
        // Shorter than the time for which an old key stays published.
        response.set('Cache-Control', 'public, max-age=300');
        response.json((await publicKeys?.()) ?? { keys: [] });
      },
    ],
  });
  return rooms;
}
