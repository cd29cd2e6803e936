import { gone, refuse } from '../outcomes.ts';
import type { Quirk } from '../quirks.ts';
import type { Stored } from '../resource.ts';
import type { Search } from './query.ts';

/** What a search found, and until when it is kept. */
export interface Result {
  /** By which its further pages are had; null where pages are had by their offset. */
  readonly token: string | null;
  readonly search: Search;
  readonly found: readonly Stored[];
}

interface Kept extends Result {
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What earlier searches found, where the record keeps that for later ones. */
export interface Results {
  /** What the same search found before, if that may be used, or what it finds now. */
  of(search: Search, mayReuse: boolean, find: () => readonly Stored[]): Result;
  /** Throws 410 for a token that has expired, or never was. */
  byToken(token: string): Result;
}

export function createResults({ cacheSeconds, page }: Quirk, now: () => Date): Results {
  const bySearch = new Map<string, Kept>();
  const byToken = new Map<string, Kept>();
  let tokens = 0;
  const isFresh = (kept: Kept | undefined, seconds: number): kept is Kept =>
    kept !== undefined && now().getTime() - kept.at < seconds * 1000;
  return {
    of: (search, mayReuse, find) => {
      if (cacheSeconds === 0 && page.tokenSeconds === null) {
        return { token: null, search, found: find() };
      }
      const { resourceType } = search.request;
      const key = JSON.stringify([
        resourceType,
        search.used.filter(([name]) => name !== '_offset'),
      ]);
      const before = bySearch.get(key);
      if (mayReuse && isFresh(before, cacheSeconds)) return { ...before, search };
      tokens += 1;
      const token = page.tokenSeconds === null ? null : `page-${tokens.toString(36)}`;
      const kept = { token, search, found: find(), at: now().getTime() };
      bySearch.set(key, kept);
      if (token !== null) byToken.set(token, kept);
      return kept;
    },
    byToken: (token) => {
      const kept = byToken.get(token);
      return isFresh(kept, page.tokenSeconds ?? 0)
        ? kept
        : refuse(gone('This page can no longer be had: search again.'));
    },
  };
}
