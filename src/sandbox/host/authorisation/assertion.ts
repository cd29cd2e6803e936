import { readFileSync } from 'node:fs';

import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';

/** A client that may ask for tokens, with the public keys that it signs with. */
export interface Client {
  readonly id: string;
  /** An http address of a JSON Web Key Set, or a file that holds one. */
  readonly jwks: string;
}

const LONGEST_MS = 300_000;
const FETCH_MS = 5_000;
const CACHED_MS = 300_000;

const keysOf = ({ jwks }: Client): JWTVerifyGetKey =>
  /^https?:\/\//.test(jwks)
    ? createRemoteJWKSet(new URL(jwks), { timeoutDuration: FETCH_MS, cacheMaxAge: CACHED_MS })
    : // Read anew each time, so that keys can be changed while it runs.
      (header, token) =>
        createLocalJWKSet(JSON.parse(readFileSync(jwks, 'utf8')) as JSONWebKeySet)(header, token);

/** Who an assertion is from; throws where it is not to be believed. */
export type Verify = (assertion: string, tokenUrl: string) => Promise<Client>;

/** Assertions of SMART Backend Services (http://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html). */
export function verifyFor(clients: readonly Client[], now: () => Date): Verify {
  const keys = new Map(clients.map((client) => [client.id, keysOf(client)]));
  const used = new Map<string, number>();
  return async (assertion, tokenUrl) => {
    const client = clients.find(({ id }) => id === decodeJwt(assertion).iss);
    if (client === undefined) throw new Error('no such client');
    const at = now();
    const { payload, protectedHeader } = await jwtVerify(
      assertion,
      keys.get(client.id) as JWTVerifyGetKey,
      {
        algorithms: ['ES384', 'RS384'],
        audience: tokenUrl,
        currentDate: at,
        issuer: client.id,
        requiredClaims: ['exp', 'jti'],
        subject: client.id,
        typ: 'JWT',
      },
    );
    if (protectedHeader.kid === undefined) throw new Error('the header names no key (kid)');
    const expires = (payload.exp ?? 0) * 1000;
    if (expires - at.getTime() > LONGEST_MS) throw new Error('it lives for more than five minutes');
    useOnce(used, `${client.id} ${payload.jti ?? ''}`, expires, at.getTime());
    return client;
  };
}

function useOnce(used: Map<string, number>, key: string, expires: number, now: number): void {
  for (const [old, until] of used) if (until < now) used.delete(old);
  if (used.has(key)) throw new Error('it was used before (jti)');
  used.set(key, expires);
}
