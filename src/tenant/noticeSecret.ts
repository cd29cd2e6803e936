import { readText } from '../jsonFile.ts';
import { Problem } from '../problem.ts';

/** Long enough that nobody tries them all, and of the characters that a header may carry (RFC 6750 §2.1). */
const SECRET = /^[A-Za-z0-9._~+/-]{32,512}=*$/;

/**
 * The secret that a host sends with each notice of a change, without the line end.
 * @throws Problem `no-input` or `bad-configuration` that names the file alone
 */
export function secretOf(file: string): string {
  const secret = readText(file, `The file ${file}`).trim();
  if (SECRET.test(secret)) return secret;
  throw new Problem(
    'bad-configuration',
    `The file ${file} does not hold a secret of 32 characters or more.`,
  );
}
