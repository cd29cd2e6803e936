import { describe, expect, it } from '@jest/globals';
import { backoff, failureOf } from '../../src/jobs/failures.ts';
import { Later } from '../../src/jobs/queues.ts';
import { Problem } from '../../src/problem.ts';

const coded = (code: string) => Object.assign(new Error('about Nia Wrenfallow'), { code });

describe('what a failure is', () => {
  it.each([
    ['a host that is away', new Problem('host-unreachable', 'It is away.'), 'away'],
    ['a host that does not let us in', new Problem('host-unauthorised', 'It says no.'), 'away'],
    ['a page in place of the host', new Problem('host-not-fhir', 'It is a page.'), 'away'],
    ['a proxy that does not find it', new Problem('host-not-found', 'It is not there.'), 'away'],
    ['a store that is away', new Problem('store-unreachable', 'It is away.'), 'away'],
    ['a lost connection', coded('ECONNRESET'), 'away'],
    ['a database that is restarted', coded('57P01'), 'away'],
    ['two transactions that locked each other', coded('40P01'), 'away'],
    ['a full disk', coded('53100'), 'away'],
    ['one of those beneath another error', new Error('x', { cause: coded('08006') }), 'away'],
    ['what the host refuses', new Problem('host-refused', 'It says no.'), 'fault'],
    ['a duplicate key', coded('23505'), 'fault'],
    ['a fault of ours', new TypeError('x is not a function'), 'fault'],
    ['what is no error', 'about Nia Wrenfallow', 'fault'],
  ])('%s', (_, error, is) => {
    expect(failureOf(error).is).toBe(is);
  });

  it('is none where the handler says when', () => {
    expect(failureOf(new Later(42, 'The host asks for it.'))).toEqual({ is: 'later', until: 42 });
  });

  it('tells the kind and place of an unexpected error, and no word of it', () => {
    const failure = failureOf(new RangeError('Nia Wrenfallow has 7 legs'));
    expect(failure).toEqual({
      is: 'fault',
      code: 'unexpected',
      because: expect.stringMatching(/^An unexpected RangeError, at failures\.test\.ts:\d+\.$/),
    });
    expect(JSON.stringify(failureOf(coded('23505')))).not.toContain('Nia');
  });
});

describe('the wait after a failure', () => {
  it('doubles from a second to five minutes where something is away, and never ends', () => {
    const waits = [1, 2, 3, 9, 10, 1000].map((tries) => backoff('away', tries, 1));
    expect(waits).toEqual([1000, 2000, 4000, 256_000, 300_000, 300_000]);
  });

  it('grows fourfold from two seconds after a fault', () => {
    expect([1, 2, 3, 4].map((tries) => backoff('fault', tries, 1))).toEqual([
      2000, 8000, 32_000, 128_000,
    ]);
  });

  it('is spread over its second half by chance', () => {
    expect([0, 0.5].map((chance) => backoff('away', 1, chance))).toEqual([500, 750]);
  });
});
