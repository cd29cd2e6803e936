import { randomBytes } from 'node:crypto';

import express, { type Request, type Response, type Router } from 'express';

import type { HostConfig } from '../handlers.ts';
import { notAuthorised, refuse } from '../outcomes.ts';
import { type Client, type Verify, verifyFor } from './assertion.ts';
import { allowedBy, type Grant, grantOf } from './scopes.ts';

const TOKEN_SECONDS = 300;
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Who gets in: SMART Backend Services, with tokens that are forgotten when the sandbox stops. */
export interface Gate {
  /** `POST /token`, to be mounted at `/auth`. */
  readonly routes: Router;
  /** What the token of a request allows; throws 401. */
  allowsOf(request: Request): HostConfig['allows'];
  /** What stands at `.well-known/smart-configuration`. */
  smartConfiguration(request: Request): object;
}

interface Token {
  readonly grants: readonly Grant[];
  readonly until: number;
}

const originOf = (request: Request): string =>
  `${request.protocol}://${request.get('host') ?? 'localhost'}`;

export const tokenUrlOf = (request: Request): string => `${originOf(request)}/auth/token`;

export function createGate(
  clients: readonly Client[],
  now: () => Date,
  tokenSeconds = TOKEN_SECONDS,
): Gate {
  const tokens = new Map<string, Token>();
  const verify = verifyFor(clients, now);
  const routes = express.Router();
  routes.post(
    '/token',
    express.urlencoded({ extended: false, limit: '64kb' }),
    (request, response) => answerToken({ tokens, verify, now, tokenSeconds }, request, response),
  );
  return {
    routes,
    allowsOf: (request) => {
      const [, bearer = ''] = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
      const token = tokens.get(bearer);
      if (token === undefined || token.until <= now().getTime()) {
        return refuse(notAuthorised('A valid access token is needed.'));
      }
      return allowedBy(token.grants);
    },
    smartConfiguration: (request) => ({
      issuer: originOf(request),
      token_endpoint: tokenUrlOf(request),
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['ES384', 'RS384'],
      grant_types_supported: ['client_credentials'],
      scopes_supported: ['system/*.read', 'system/*.write', 'system/*.*', 'system/*.cruds'],
      capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
    }),
  };
}

interface Desk {
  readonly tokens: Map<string, Token>;
  readonly verify: Verify;
  readonly now: () => Date;
  readonly tokenSeconds: number;
}

/** A fault in the words of RFC 6749 §5.2. */
class Fault extends Error {
  readonly code: string;

  constructor(code: string, words: string) {
    super(words);
    this.code = code;
  }
}

async function answerToken(desk: Desk, request: Request, response: Response): Promise<void> {
  response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' });
  try {
    response.json(await tokenFor(desk, request));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { code, message } = error;
    const status = code === 'invalid_client' ? 401 : 400;
    response.status(status).json({ error: code, error_description: message });
  }
}

async function tokenFor(
  { tokens, verify, now, tokenSeconds }: Desk,
  request: Request,
): Promise<object> {
  const form = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  if (form['grant_type'] !== 'client_credentials') {
    throw new Fault('unsupported_grant_type', 'Only client_credentials is offered.');
  }
  const assertion = form['client_assertion'];
  if (form['client_assertion_type'] !== ASSERTION || typeof assertion !== 'string') {
    throw new Fault('invalid_request', `client_assertion_type must be ${ASSERTION}.`);
  }
  const grants = grantsOf(form['scope']);
  await verify(assertion, tokenUrlOf(request)).catch((error: unknown) => {
    const words = error instanceof Error ? error.message : 'it cannot be read';
    throw new Fault('invalid_client', `The assertion is not accepted: ${words}.`);
  });
  const at = now().getTime();
  for (const [old, { until }] of tokens) if (until <= at) tokens.delete(old);
  const token = randomBytes(32).toString('base64url');
  tokens.set(token, { grants, until: at + tokenSeconds * 1000 });
  return {
    access_token: token,
    token_type: 'bearer',
    expires_in: tokenSeconds,
    scope: form['scope'],
  };
}

/** All that is asked for is granted, or nothing where some of it means nothing here. */
function grantsOf(scope: unknown): readonly Grant[] {
  const asked = typeof scope === 'string' ? scope.split(' ').filter((one) => one !== '') : [];
  if (asked.length === 0) throw new Fault('invalid_scope', 'Say which scopes are wanted.');
  return asked.map((one) => {
    const grant = grantOf(one);
    if (grant === null) throw new Fault('invalid_scope', 'Only system scopes are given.');
    return grant;
  });
}
