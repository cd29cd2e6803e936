import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Problem } from '../problem.ts';
import type { Limits } from './deps.ts';

export const LIMITS: Limits = { perAddress: 1200, perCaller: 120, notices: 6000 };

const MINUTE = 60_000;

/** 429 with Retry-After beyond `most` requests a minute of one `who`. */
export const limited = (most: number, who: (request: Request) => string): RequestHandler =>
  rateLimit({
    windowMs: MINUTE,
    limit: most,
    keyGenerator: who,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Its checks of the set-up print to the console; ours is in app.ts.
    validate: false,
    handler: (_request, response, next) => {
      if (!response.hasHeader('Retry-After')) response.set('Retry-After', '60');
      next(new Problem('too-many-calls', 'Too many requests: wait as long as Retry-After says.'));
    },
  });

/** One network of IPv6 counts as one address. */
export const addressOf = ({ ip }: Request): string => ipKeyGenerator(ip ?? '');
