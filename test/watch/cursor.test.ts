import { describe, expect, it } from '@jest/globals';
import {
  changedSince,
  cursorAfter,
  likelyCursor,
  likelyUpdated,
  type Looked,
} from '../../src/watch/cursor.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-31T12:00:00Z');
/** The newest record, by the clock of a host that is half an hour behind. */
const NEWEST = NOW - 30 * MINUTE;

const looked = (minutes: number, newest = NEWEST): Looked => ({
  begun: NOW + minutes * MINUTE,
  ended: NOW + minutes * MINUTE + 500,
  newest,
});

describe('how far has been read', () => {
  it.each([1, 5, 60])(
    'leaves room for what is shown late, however seldom we look (every %i minutes)',
    (interval) => {
      const first = cursorAfter({ newest: NEWEST - MINUTE, seenAt: NOW }, looked(0));
      expect(first).toEqual({ newest: NEWEST, seenAt: NOW + 500 });
      // The next look still finds a record dated a little earlier, and committed later.
      expect(changedSince(first)).toBe(NEWEST - 2 * MINUTE);
      const second = cursorAfter(first, looked(interval));
      // It has been asked for once more; long enough after the newest came, that is enough.
      const isEnough = interval > 2;
      expect(changedSince(second)).toBe(isEnough ? NEWEST : NEWEST - 2 * MINUTE);
    },
  );

  it('leaves room again as soon as something new comes', () => {
    const settled = cursorAfter({ newest: NEWEST, seenAt: NOW }, looked(10));
    expect(changedSince(settled)).toBe(NEWEST);
    const moved = cursorAfter(settled, looked(11, NEWEST + MINUTE));
    expect(changedSince(moved)).toBe(NEWEST - MINUTE);
  });

  it('is not believed where it lies ahead, as that of a clock that was wrong', () => {
    const ahead = { newest: NOW + 61 * MINUTE, seenAt: NOW };
    expect(likelyCursor(ahead, NOW)).toBeNull();
    expect(likelyCursor({ ...ahead, newest: NOW + 59 * MINUTE }, NOW)).not.toBeNull();
    expect(likelyCursor(null, NOW)).toBeNull();
    const meta = { lastUpdated: '2027-03-31T12:00:00Z' };
    expect(likelyUpdated({ resourceType: 'Goal', id: 'g1', meta }, NOW)).toBe(0);
  });
});
