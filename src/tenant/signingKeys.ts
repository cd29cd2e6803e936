import { readSigningKey, type SigningKey } from '../host/authorisation/signingKey.ts';
import { readText } from '../jsonFile.ts';

/** @throws Problem `no-input` or `bad-configuration` that names the file, and nothing of what is in it */
export async function signingKeyAt(file: string): Promise<SigningKey> {
  const called = `The key file ${file}`;
  return readSigningKey(readText(file, called), called);
}
