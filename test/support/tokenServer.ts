import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import {
  createLocalJWKSet,
  decodeProtectedHeader,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';

/**
 * Gives tokens as SMART Backend Services asks, and is as strict with assertions as it allows. Under /fhir it
 * is a host with nothing but goals, for those who have a token.
 */
export interface TokenServer {
  readonly url: string;
  readonly origin: string;
  /** Every request, and what became of it: `token`, or the fault. */
  readonly answers: readonly string[];
  readonly algorithms: readonly string[];
  /** The tokens that it gave, oldest first. */
  readonly tokens: readonly string[];
  /** The keys that it knows from now on. */
  readonly register: (keys: JSONWebKeySet) => void;
  /** How long tokens are good for from now on. */
  readonly lifeSeconds: (seconds: number) => void;
  /** Another way to answer, or null for the usual one. */
  readonly answerWith: (handler: express.RequestHandler | null) => void;
  readonly accepts: (authorization: string | undefined) => boolean;
  /** All tokens given so far are no longer good. */
  readonly revoke: () => void;
  readonly close: () => Promise<void>;
}

export const CLIENT = 'attest-elm';
const SCOPE = 'system/*.read system/*.write';

export async function startTokenServer(): Promise<TokenServer> {
  let keys: JSONWebKeySet = { keys: [] };
  let life = 300;
  let override: express.RequestHandler | null = null;
  const answers: string[] = [];
  const algorithms: string[] = [];
  const tokens: string[] = [];
  const good = new Set<string>();
  const used = new Set<string>();
  const app = express();
  app.use(express.urlencoded({ extended: false }));
  app.post('/auth/token', async (request, response, next) => {
    if (override !== null) {
      answers.push('overridden');
      override(request, response, next);
      return;
    }
    const body = request.body as Record<string, string>;
    const url = `${origin}/auth/token`;
    const fault = await faultIn(body, url, keys, used, algorithms);
    answers.push(fault ?? 'token');
    if (fault !== null) {
      response.status(400).json({ error: 'invalid_client', error_description: fault });
      return;
    }
    // What no log line or error may ever hold.
    const token = `CANARY-${randomUUID()}`;
    tokens.push(token);
    good.add(token);
    response.json({ access_token: token, token_type: 'bearer', expires_in: life, scope: SCOPE });
  });
  app.get('/fhir/.well-known/smart-configuration', (_request, response) => {
    response.json({ token_endpoint: `${origin}/auth/token` });
  });
  app.get('/fhir/Goal/:id', (request, response) => {
    if (accepts(request.headers.authorization)) {
      response.json({ resourceType: 'Goal', id: request.params.id });
    } else response.status(401).end();
  });
  const accepts = (authorization = ''): boolean => good.has(authorization.replace(/^Bearer /, ''));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/auth/token`,
    origin,
    answers,
    algorithms,
    tokens,
    register: (known) => void (keys = known),
    lifeSeconds: (seconds) => void (life = seconds),
    answerWith: (handler) => void (override = handler),
    accepts,
    revoke: () => {
      good.clear();
    },
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

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const FIVE_MINUTES = 300;

/** SMART App Launch 2.2, Backend Services, “Request”; null where nothing is wrong. */
async function faultIn(
  body: Readonly<Record<string, string>>,
  url: string,
  keys: JSONWebKeySet,
  used: Set<string>,
  algorithms: string[],
): Promise<string | null> {
  const { grant_type, scope, client_assertion_type, client_assertion = '' } = body;
  if (grant_type !== 'client_credentials') return 'grant_type';
  if (scope !== SCOPE) return 'scope';
  if (client_assertion_type !== ASSERTION_TYPE) return 'client_assertion_type';
  const { typ, kid, alg = '' } = decodeProtectedHeader(client_assertion);
  algorithms.push(alg);
  if (typ !== 'JWT') return 'typ';
  if (kid === undefined || !keys.keys.some((key) => key.kid === kid)) return 'kid';
  let payload: JWTPayload;
  try {
    ({ payload } = await jwtVerify(client_assertion, createLocalJWKSet(keys), {
      algorithms: ['ES384', 'RS384'],
      issuer: CLIENT,
      subject: CLIENT,
      requiredClaims: ['exp', 'jti'],
    }));
  } catch (error) {
    return error instanceof Error ? error.message : 'signature';
  }
  const { aud, exp = 0, jti = '' } = payload;
  if (aud !== url) return 'aud';
  if (exp > Date.now() / 1000 + FIVE_MINUTES) return 'exp';
  if (used.has(jti)) return 'jti';
  used.add(jti);
  return null;
}
