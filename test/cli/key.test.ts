import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { calculateJwkThumbprint, importJWK, jwtVerify, SignJWT, type JWK } from 'jose';
import { attest } from './commandLine.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attest-key-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it.each(['ES384', 'RS384'])(
  'makes a key for %s that signs, and prints its public half',
  async (alg) => {
    const file = join(folder, `${alg}.jwk`);
    const { code, stdout, stderr } = await attest(['key', '--out', file, '--alg', alg]);
    expect([code, stderr]).toEqual([0, '']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const secret = JSON.parse(readFileSync(file, 'utf8')) as JWK;
    const { keys } = JSON.parse(stdout) as { keys: [JWK] };
    expect(keys).toMatchObject([{ alg, use: 'sig', kid: await calculateJwkThumbprint(keys[0]) }]);
    // The private members of either kind (RFC 7518 §6.2.2, §6.3.2).
    expect(Object.keys(keys[0])).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(d|p|q|dp|dq|qi|key_ops)$/)]),
    );
    const signed = await new SignJWT({ sub: 'x' })
      .setProtectedHeader({ alg })
      .sign(await importJWK(secret, alg));
    expect((await jwtVerify(signed, await importJWK(keys[0], alg))).payload.sub).toBe('x');
  },
);

it('writes over no key', async () => {
  const file = join(folder, 'kept.jwk');
  await attest(['key', '--out', file]);
  const before = readFileSync(file, 'utf8');
  const { code, stdout, stderr } = await attest(['key', '--out', file]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/is there already, and a key is not written over\. \[bad-usage\]\n$/);
  expect(readFileSync(file, 'utf8')).toBe(before);
});
