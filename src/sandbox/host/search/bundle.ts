import type { Bundle, BundleEntry, Stored, Version } from '../resource.ts';
import { ignoredParameters } from '../outcomes.ts';
import type { Query, Search } from './query.ts';

export const fullUrl = (base: string, type: string, id: string): string => `${base}/${type}/${id}`;

const queryOf = (pairs: Query): string => {
  const text = pairs
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  // Colons, commas and slashes are plain in a query, and a reader can check the link by eye.
  return text.replace(/%(3A|2C|2F|7C)/g, (code) => decodeURIComponent(code));
};

const linkTo = (relation: string, url: string, pairs: Query) => ({
  relation,
  url: pairs.length === 0 ? url : `${url}?${queryOf(pairs)}`,
});

const without = (pairs: Query, name: string): Query => pairs.filter(([held]) => held !== name);

interface Page {
  readonly offset: number;
  readonly count: number;
}

/** By its token, what a search found can be paged through without asking the search again. */
interface Kept {
  readonly base: string;
  readonly token: string;
}

/** The next page by a token that only this server understands. */
const tokenLink = ({ base, token }: Kept, { offset, count }: Page) =>
  linkTo('next', base, [
    ['_getpages', token],
    ['_getpagesoffset', String(offset)],
    ['_count', String(count)],
    ['_bundletype', 'searchset'],
  ]);

/** `self` shows what was really used; `next` is there while there is more. */
function pageLinks(
  url: string,
  used: Query,
  page: Page & { readonly total: number; readonly kept?: Kept | undefined },
) {
  const next = page.offset + page.count;
  const more = page.count > 0 && next < page.total;
  if (more && page.kept) {
    return [linkTo('self', url, used), tokenLink(page.kept, { ...page, offset: next })];
  }
  const rest = without(without(used, '_offset'), '_count');
  const place: Query = [
    ['_count', String(page.count)],
    ['_offset', String(next)],
  ];
  return [linkTo('self', url, used), ...(more ? [linkTo('next', url, [...rest, ...place])] : [])];
}

/** The answer to a search; `total` counts all matches, whatever the page holds. */
export function searchsetOf(
  base: string,
  search: Search,
  found: readonly Stored[],
  { token, total }: { readonly token: string | null; readonly total: boolean },
): Bundle {
  const { resourceType: type, offset = 0, count = found.length } = search.request;
  const entry: BundleEntry[] = found.slice(offset, offset + count).map((resource) => ({
    fullUrl: fullUrl(base, type, resource.id),
    resource,
    search: { mode: 'match' },
  }));
  if (search.ignored.length > 0) {
    entry.push({ resource: ignoredParameters(search.ignored), search: { mode: 'outcome' } });
  }
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total ? { total: found.length } : {}),
    link: pageLinks(`${base}/${type}`, search.used, {
      offset,
      count,
      total: found.length,
      kept: token === null ? undefined : { base, token },
    }),
    ...(entry.length > 0 ? { entry } : {}),
  };
}

const historyStatus = { POST: '201', PUT: '200', DELETE: '204' } as const;

const historyEntry = (base: string, type: string, version: Version): BundleEntry => ({
  fullUrl: fullUrl(base, type, version.id),
  ...(version.resource ? { resource: version.resource } : {}),
  request: {
    method: version.method,
    url: version.method === 'POST' ? type : `${type}/${version.id}`,
  },
  response: {
    status: historyStatus[version.method],
    etag: `W/"${version.versionId}"`,
    lastModified: version.lastUpdated,
  },
});

/** The answer to `_history` of one resource, newest first. */
export function historyOf(
  base: string,
  place: { readonly type: string; readonly id: string; readonly used: Query },
  versions: readonly Version[],
  page: { readonly offset: number; readonly count: number },
): Bundle {
  const { type, id, used } = place;
  const shown = versions.slice(page.offset, page.offset + page.count);
  return {
    resourceType: 'Bundle',
    type: 'history',
    total: versions.length,
    link: pageLinks(`${fullUrl(base, type, id)}/_history`, used, {
      ...page,
      total: versions.length,
    }),
    ...(shown.length > 0 ? { entry: shown.map((one) => historyEntry(base, type, one)) } : {}),
  };
}
