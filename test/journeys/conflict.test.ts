import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { attest, jsonLines, serve, type Serving } from '../cli/commandLine.ts';
import { busyHost } from './busyHost.ts';
import { allOf, type Resource } from './everythingIn.ts';

const ANCHOR = '2026-03-31';
const FIRST = '2026-04-01T06:00:00Z';
/** By then flags have to be closed and tasks cancelled: resources that exist are changed. */
const LATER = '2026-05-20T06:00:00Z';

let host: Serving;
beforeAll(async () => {
  host = await serve(['sandbox', '--anchor', ANCHOR]);
  await attest(['sync', '--host', host.url, '--as-of', FIRST]);
});
afterAll(() => host.stop());

interface Counts {
  readonly goals: number;
  readonly assessed: number;
  readonly failed: readonly { readonly reference: string; readonly code: string }[];
}

async function syncLater(url: string) {
  const { code, stdout, stderr } = await attest(['sync', '--host', url, '--as-of', LATER]);
  return { code, stderr, counts: jsonLines(stdout).at(-1) as unknown as Counts };
}

const now = async (reference: string): Promise<Resource | undefined> =>
  (await allOf(host.url, reference.split('/')[0] ?? '')).find(({ id }) =>
    reference.endsWith(`/${id}`),
  );

it('names the goal that somebody keeps changing, and completes all others', async () => {
  const busy = await busyHost(host.url, 2);
  const { code, counts, stderr } = await syncLater(busy.url);
  busy.close();
  expect([busy.edited.length, code, counts.assessed]).toEqual([2, 1, counts.goals]);
  expect(new Set(busy.edited).size).toBe(1);
  expect(counts.failed.map((each) => each.code)).toEqual(['host-conflict']);
  expect(stderr).toMatch(
    /^attest: Goal\/[a-z-]+ failed: somebody else keeps changing the record .* the next run completes it \[host-conflict\]$/m,
  );
});

it('reads and decides again where somebody changed something once, and keeps their change', async () => {
  const busy = await busyHost(host.url, 1);
  const { code, counts } = await syncLater(busy.url);
  busy.close();
  expect([busy.edited.length, code, counts.failed]).toEqual([1, 0, []]);
  const changed = await now(busy.edited[0] ?? '');
  // Twice before, once now: staff's last word stands beside what we had to change.
  expect(changed?.['language']).toBe('cy');
  expect(Number((changed?.['meta'] as { versionId: string }).versionId)).toBe(5);
  const { counts: after } = await syncLater(host.url);
  expect(after).toMatchObject({ unchanged: counts.goals, written: {}, failed: [] });
});
