import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { readSigningKey, type SigningAlgorithm } from '../host/authorisation/signingKey.ts';
import { Problem, sentenceOf } from '../problem.ts';
import { DONE, type Output } from './output.ts';

interface KeyOptions {
  readonly out: string;
  readonly alg: SigningAlgorithm;
}

export const keyCommand = (output: Output, exit: (code: number) => void): Command =>
  new Command('key')
    .description('Make a key that signs for tokens of a host (SMART Backend Services).')
    .requiredOption('--out <file>', 'where the private key goes; never over a file that is there')
    .addOption(
      new Option('--alg <algorithm>', 'what it signs with')
        .choices(['ES384', 'RS384'])
        .default('ES384'),
    )
    .addHelpText(
      'after',
      '\nThe private key can be read by its owner alone. The public one is printed, as a JWKS to register.\nExample: attest key --out elm.jwk',
    )
    .action(async (options: KeyOptions) => {
      const jwk = await makeKey(options.alg);
      const text = JSON.stringify(jwk, null, 2);
      const { publicJwk } = await readSigningKey(text, `The file ${options.out}`);
      writeNew(options.out, `${text}\n`);
      output.data(JSON.stringify({ keys: [publicJwk] }, null, 2));
      exit(DONE);
    });

/** RSA as long as NIST SP 800-57 asks for beyond 2030. */
const RSA_BITS = 3072;

async function makeKey(alg: SigningAlgorithm): Promise<JWK> {
  const pair = await generateKeyPair(alg, { extractable: true, modulusLength: RSA_BITS });
  const kid = await calculateJwkThumbprint(await exportJWK(pair.publicKey));
  return { ...(await exportJWK(pair.privateKey)), kid, alg, use: 'sig' };
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const there = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    const why = there ? 'it is there already, and a key is not written over' : sentenceOf(cause);
    throw new Problem('bad-usage', `The key cannot be written to ${file}: ${why}.`, { cause });
  }
}
