import { describe, expect, it } from '@jest/globals';
import { attest, jsonLines, serve } from '../cli/commandLine.ts';
import { everythingIn } from './everythingIn.ts';
import { killedSync } from './killedSync.ts';
import type { Moment } from './powerFailure.ts';

const AS_OF = '2026-04-01T06:00:00Z';

const MOMENTS: readonly Moment[] = [
  { method: 'GET', nth: 40, when: 'before' },
  { method: 'POST', nth: 1, when: 'before' },
  { method: 'POST', nth: 1, when: 'after' },
  { method: 'POST', nth: 2, when: 'after' },
  { method: 'POST', nth: 30, when: 'before' },
  { method: 'POST', nth: 31, when: 'after' },
];

const sync = (url: string) => attest(['sync', '--host', url, '--as-of', AS_OF]);

describe.each(['open', 'epic-like'])('a pass over a record (%s)', (quirk) => {
  it('that is killed again and again leaves what one undisturbed pass leaves', async () => {
    const sandbox = ['sandbox', '--anchor', '2026-03-31', '--seed', '3', '--quirk', quirk];
    const [calm, struck] = await Promise.all([serve(sandbox), serve(sandbox)]);
    try {
      const undisturbed = sync(calm.url);
      for (const moment of MOMENTS)
        expect(await killedSync(struck.url, moment, '--as-of', AS_OF)).toBeNull();
      const { code, stdout } = await sync(struck.url);
      expect([code, jsonLines(stdout).at(-1)?.['failed']]).toEqual([0, []]);
      expect((await undisturbed).code).toBe(0);
      const expected = await everythingIn(calm.url);
      expect(expected.length).toBeGreaterThan(5_000);
      expect(await everythingIn(struck.url)).toEqual(expected);
      // Only what was left undone was done by the last pass.
      expect(written(stdout)).toBeLessThan(written((await undisturbed).stdout));
    } finally {
      await Promise.all([calm.stop(), struck.stop()]);
    }
  });
});

function written(stdout: string): number {
  const counts = jsonLines(stdout).at(-1)?.['written'] as Record<string, number>;
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
