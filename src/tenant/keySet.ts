import { createLocalJWKSet } from 'jose';
import { z } from 'zod';
import { readJson } from '../jsonFile.ts';
import { Problem } from '../problem.ts';

export type KeySet = ReturnType<typeof createLocalJWKSet>;

/** A token names its key by `kid`, so each has one. */
const keySetSchema = z.looseObject({
  keys: z.array(z.looseObject({ kty: z.enum(['EC', 'RSA']), kid: z.string().min(1) })).min(1),
});

/** @throws Problem `no-input`, `bad-input` or `bad-configuration` that names the file alone */
export function keySetAt(file: string): KeySet {
  const { data } = keySetSchema.safeParse(readJson(file, `The file of keys ${file}`));
  if (data !== undefined) return createLocalJWKSet(data);
  throw new Problem(
    'bad-configuration',
    `The file ${file} holds no set of keys (JWKS), of kind EC or RSA and each with a kid.`,
  );
}
