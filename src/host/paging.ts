import { Problem } from '../problem.ts';
import { asked, notFhir } from './failure.ts';
import type { Asked } from './failure.ts';
import { bundleOf, resourceOf } from './resource.ts';
import type { Bundle, Resource } from './resource.ts';

export type SearchParameters = Readonly<Record<string, string | readonly string[]>>;

/** A host that sends more pages than this has lost its way. */
const MOST_PAGES = 10_000;

/**
 * The address of the next page, on the host's own origin, or null on the last page.
 *
 * Behind a proxy, hosts name themselves otherwise than we know them: such a link is followed on
 * the origin we know, when its path is one of the host's FHIR paths. Any other address is refused,
 * since our credentials would go with the request.
 * @throws Problem `host-not-fhir`
 */
function nextPage(bundle: Bundle, baseUrl: string): string | null {
  const link = bundle.link.find(({ relation }) => relation === 'next');
  if (link === undefined) return null;
  const base = new URL(baseUrl);
  if (!URL.canParse(link.url, `${baseUrl}/`)) throw refused(base);
  const next = new URL(link.url, `${baseUrl}/`);
  if (next.origin === base.origin) return next.href;
  if (!isBelow(next.pathname, base.pathname)) throw refused(base);
  return `${base.origin}${next.pathname}${next.search}`;
}

function isBelow(path: string, basePath: string): boolean {
  const root = basePath.replace(/\/+$/, '');
  return path === root || path.startsWith(`${root}/`);
}

const refused = (base: URL): Problem =>
  new Problem(
    'host-not-fhir',
    `${base.origin}${base.pathname} links to another server for its next page, which is not followed.`,
  );

export function bundleIn(data: unknown, what: Asked): Bundle {
  const bundle = bundleOf(data);
  if (bundle === null) throw notFhir(what, 'answered with something that is no Bundle');
  return bundle;
}

/** Every page of an answer, each asked for by `get` when it is wanted. */
export async function* pagesFrom(
  baseUrl: string,
  path: string,
  get: (at: string) => Promise<unknown>,
): AsyncGenerator<Bundle> {
  const what = asked('GET', baseUrl, path, true);
  const seen = new Set<string>();
  for (let at: string | null = path; at !== null;) {
    if (seen.has(at)) throw notFhir(what, 'pages in a circle');
    if (seen.size === MOST_PAGES) throw notFhir(what, `goes on after ${MOST_PAGES} pages`);
    seen.add(at);
    const bundle = bundleIn(await get(at), what);
    yield bundle;
    at = nextPage(bundle, baseUrl);
  }
}

/** What was searched for; included resources and outcomes are left out. */
export async function* matches(
  type: string,
  pages: AsyncIterable<Bundle>,
): AsyncGenerator<Resource> {
  for await (const page of pages) {
    for (const entry of page.entry) {
      const resource = resourceOf(entry.resource);
      if (resource?.resourceType === type && entry.search?.mode !== 'include') yield resource;
    }
  }
}

export function searchPath(type: string, parameters: SearchParameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    for (const one of typeof value === 'string' ? [value] : value) query.append(name, one);
  return query.size === 0 ? type : `${type}?${query.toString()}`;
}
