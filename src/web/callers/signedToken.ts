import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import type { KeySet } from '../../tenant/keySet.ts';

const SECOND = 1000;
/** Nobody's clock is exact. */
const SKEW_SECONDS = 10;
const LONGEST_SECONDS = 300;

/** Asymmetric, and the two that SMART asks servers to know. */
const ALGORITHMS = ['ES384', 'RS384'];

/** Who a token says that it comes from, before anything of it is believed; null where it is no JWT. */
export function issuerIn(token: string): string | null {
  try {
    return decodeJwt(token).iss ?? null;
  } catch {
    return null;
  }
}

const claimsSchema = z.looseObject({
  jti: z.string().min(1).max(256),
  iat: z.number(),
  exp: z.number(),
});

export interface Claims {
  readonly id: string;
  /** Until when the token could be used, skew and all. */
  readonly expires: Instant;
}

/**
 * What a signed token claims; null where it is not to be believed. Keys come from the issuer's registered
 * set alone: what the token says of keys (`jku`, `jwk`, `x5u`) is not looked at.
 */
export async function claimsOf(
  token: string,
  keys: KeySet,
  expected: {
    readonly issuer: string;
    readonly audience: readonly string[];
    readonly now: Instant;
  },
): Promise<Claims | null> {
  try {
    // With no name for its key, any of the issuer's would do: SMART asks for one.
    if (decodeProtectedHeader(token).kid === undefined) return null;
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      typ: 'JWT',
      issuer: expected.issuer,
      audience: [...expected.audience],
      clockTolerance: SKEW_SECONDS,
      maxTokenAge: LONGEST_SECONDS,
      requiredClaims: ['iss', 'aud', 'exp', 'iat', 'jti'],
      currentDate: new Date(expected.now),
    });
    return shortLived(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

function shortLived(payload: JWTPayload): Claims | null {
  const { data } = claimsSchema.safeParse(payload);
  if (data === undefined || data.exp - data.iat > LONGEST_SECONDS) return null;
  return { id: data.jti, expires: (data.exp + SKEW_SECONDS) * SECOND };
}
