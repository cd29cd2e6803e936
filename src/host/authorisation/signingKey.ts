import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, importJWK, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';
import { Problem } from '../../problem.ts';

/** The two algorithms that SMART App Launch asks every client and server to know. */
export type SigningAlgorithm = 'ES384' | 'RS384';

export interface SigningKey {
  readonly alg: SigningAlgorithm;
  /** The one that the JWK names, or its thumbprint (RFC 7638). */
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** As published: with `kid`, `alg` and `use`. */
  readonly publicJwk: JWK;
}

/**
 * A private key from a JWK or PEM.
 * @param called what the sentence calls it: `The file keys/elm.jwk`
 * @throws Problem `bad-configuration` that says what it is instead, and quotes nothing
 */
export async function readSigningKey(text: string, called: string): Promise<SigningKey> {
  const refuse = (words: string): Problem =>
    new Problem('bad-configuration', `${called} ${words}.`);
  const jwk = text.trimStart().startsWith('{') ? jwkIn(text, refuse) : null;
  const key = keyIn(jwk ?? text, refuse);
  const alg = algorithmOf(key, refuse);
  if (jwk?.alg !== undefined && jwk.alg !== alg) {
    throw refuse(
      `says that it is for ${printable(jwk.alg)}; its kind of key is used for ${alg} here`,
    );
  }
  const bare = createPublicKey(key).export({ format: 'jwk' }) as JWK;
  const kid = jwk?.kid ?? (await calculateJwkThumbprint(bare));
  const privateKey = await importJWK(key.export({ format: 'jwk' }) as JWK, alg);
  return {
    alg,
    kid,
    privateKey: privateKey as CryptoKey,
    publicJwk: { ...bare, kid, alg, use: 'sig' },
  };
}

type Refuse = (words: string) => Problem;

const jwkSchema = z.looseObject({
  kty: z.string(),
  d: z.string().optional(),
  kid: z.string().min(1).optional(),
  alg: z.string().optional(),
});

function jwkIn(text: string, refuse: Refuse): z.infer<typeof jwkSchema> {
  const { data } = jwkSchema.safeParse(jsonOf(text));
  if (data === undefined) throw refuse('holds no JSON Web Key (one key, not a set)');
  if (data.d === undefined) throw refuse('holds no private key');
  return data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own sentence quotes the text, which is secret.
    return null;
  }
}

/** What reads a key tells of its text when it fails, so none of that is passed on. */
function keyIn(from: string | z.infer<typeof jwkSchema>, refuse: Refuse): KeyObject {
  try {
    return typeof from === 'string'
      ? createPrivateKey(from)
      : createPrivateKey({ key: from as JsonWebKey, format: 'jwk' });
  } catch {
    const locked = typeof from === 'string' && from.includes('ENCRYPTED');
    throw refuse(
      locked
        ? 'is locked with a passphrase; give a key without one, readable by this process alone'
        : 'holds no private key that can be read, as JWK or PEM (PKCS #8)',
    );
  }
}

/** Shorter keys are no longer taken by most servers (RFC 7518 §3.3). */
const FEWEST_BITS = 2048;

function algorithmOf(key: KeyObject, refuse: Refuse): SigningAlgorithm {
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  const kind = key.asymmetricKeyType ?? 'unknown';
  if (kind === 'ec' && namedCurve === 'secp384r1') return 'ES384';
  if (kind === 'rsa' && modulusLength >= FEWEST_BITS) return 'RS384';
  const detail = kind === 'rsa' ? `${modulusLength} bits` : (namedCurve ?? '');
  const what = [kind, detail].filter((part) => part !== '').join(', ');
  throw refuse(
    `holds a key of another kind (${what}); give one on the curve P-384 (ES384), or RSA of ${FEWEST_BITS} bits or more (RS384)`,
  );
}

const printable = (text: string): string =>
  /^[A-Za-z0-9-]{1,20}$/.test(text) ? text : 'something else';
