import { allOk, created } from '@medplum/core';
import {
  type FhirRepository,
  type FhirRequest,
  type FhirRequestConfig,
  type FhirRouteHandler,
  getExtraEntries,
} from '@medplum/fhir-router';

import type { CareRecord } from './careRecord.ts';
import { forbidden, invalid, methodNotAllowed, notFound, refuse } from './outcomes.ts';
import type { Interaction, Quirk } from './quirks.ts';
import type { Bundle, Resource } from './resource.ts';
import { fullUrl, historyOf, searchsetOf } from './search/bundle.ts';
import { LARGEST_PAGE, type Query, readSearch } from './search/query.ts';
import type { Result, Results } from './search/results.ts';

/** What a handler must know of the request beyond what the library hands on. */
export interface HostConfig extends FhirRequestConfig {
  readonly base: string;
  readonly strict: boolean;
  /** Whether the client may do this with resources of a type. */
  readonly allows: (type: string, interaction: Interaction) => boolean;
}

type Handle = (request: FhirRequest, repository: FhirRepository) => ReturnType<FhirRouteHandler>;

/** The record that a handler works on, and the ways it has. */
export interface Serving {
  readonly quirk: Quirk;
  readonly record: CareRecord;
  readonly results: Results;
}

/** Makes a handler that takes the place of the library's. */
export type MakeHandle = (serving: Serving) => Handle;

export const configOf = (request: FhirRequest): HostConfig => request.config as HostConfig;

export const pairsOf = (query: Readonly<Record<string, string | string[] | undefined>>): Query =>
  Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): Query[number] => [name, one]),
  );

export const parameter = (request: FhirRequest, name: string): string => request.params[name] ?? '';

/** Search by GET and by POST; `asked` tells where the parameters are. */
export const search =
  (asked: (request: FhirRequest) => FhirRequest['query']): MakeHandle =>
  ({ quirk, record, results }) =>
  async (request, repository) => {
    const { base, strict } = configOf(request);
    const type = parameter(request, 'resourceType');
    const plan = readSearch({ type, query: pairsOf(asked(request)), quirk, base, strict });
    const mayReuse = !/no-cache/.test(request.headers?.['cache-control'] ?? '');
    const result = results.of(plan, mayReuse, () => record.search(plan.request));
    return [allOk, await pageOf(quirk, result, configOf(request), repository)];
  };

/** One page of what a search found, with what it includes. */
async function pageOf(
  quirk: Quirk,
  { search: plan, found, token }: Result,
  { base, allows }: HostConfig,
  repository: FhirRepository,
): Promise<Bundle> {
  const total = quirk.page.total || plan.request.total !== undefined;
  const bundle = searchsetOf(base, plan, found, { token, total });
  const matched = (bundle.entry ?? []).flatMap(({ resource, search: how }) =>
    resource && how?.mode === 'match' ? [resource] : [],
  );
  if (!plan.request.include && !plan.request.revInclude) return bundle;
  await getExtraEntries(repository, plan.request, matched, bundle.entry ?? [], {
    fullUrl: (included, id) => fullUrl(base, included, id),
  });
  const entry = bundle.entry?.filter(
    ({ resource, search: how }) =>
      how?.mode !== 'include' || (resource && allows(resource.resourceType, 'read')),
  );
  return { ...bundle, ...(entry ? { entry } : {}) };
}

/** A further page by the token in its link. */
export const furtherPage =
  ({ quirk, results }: Serving): Handle =>
  async (request, repository) => {
    const { _getpages: token, _getpagesoffset, _count } = request.query;
    if (quirk.page.tokenSeconds === null || typeof token !== 'string') {
      return refuse(notFound('There is nothing here.'));
    }
    const result = results.byToken(token);
    const { request: plan } = result.search;
    if (!configOf(request).allows(plan.resourceType, 'search-type')) refuseAccess();
    const offset = wholeNumber(_getpagesoffset, 0);
    const count = Math.min(wholeNumber(_count, quirk.page.size), LARGEST_PAGE);
    const search = { ...result.search, request: { ...plan, offset, count } };
    return [allOk, await pageOf(quirk, { ...result, search }, configOf(request), repository)];
  };

export const refuseAccess = (): never =>
  refuse(forbidden('The scopes of the access token do not reach so far.'));

const wholeNumber = (value: unknown, otherwise: number): number =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : otherwise;

/** Versions of one resource, newest first. */
export const history: MakeHandle =
  ({ quirk, record }) =>
  async (request) => {
    const [type, id] = [parameter(request, 'resourceType'), parameter(request, 'id')];
    const { _count, _offset, _since } = request.query;
    const since = typeof _since === 'string' ? Date.parse(_since) : -Infinity;
    const versions = record
      .history(type, id)
      .filter(({ lastUpdated }) => !(Date.parse(lastUpdated) < since));
    const count = Math.min(wholeNumber(_count, quirk.page.size), LARGEST_PAGE);
    const used = pairsOf({ _count, _offset, _since });
    const page = { offset: wholeNumber(_offset, 0), count };
    return Promise.resolve([
      allOk,
      historyOf(configOf(request).base, { type, id, used }, versions, page),
    ]);
  };

/** The version that the client believes to be current; a header that is no ETag is refused, not ignored. */
export const ifMatchOf = (request: FhirRequest): { readonly ifMatch: string } | undefined => {
  const header = request.headers?.['if-match'];
  const version = /^(?:W\/)?"([^"]+)"$/.exec(header ?? '')?.[1];
  if (header !== undefined && version === undefined) refuse(invalid('If-Match is not an ETag.'));
  return version === undefined ? undefined : { ifMatch: version };
};

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What is answered to a client that chooses an id itself. */
function refuseId({ clientIds }: Quirk, id: string): void {
  if (clientIds === 'not-allowed') refuse(methodNotAllowed('This record gives its ids itself.'));
  if (clientIds === 'no-numbers' && /^\d+$/.test(id)) {
    refuse(invalid('An id that a client chooses must not be a number.'));
  }
  if (clientIds === 'not-found') {
    refuse(UUID.test(id) ? notFound('There is no such resource.') : invalid('The id is no UUID.'));
  }
}

/** Update by id, which the library answers with 200 even where it creates. */
export const update: MakeHandle =
  ({ quirk, record }) =>
  async (request) => {
    const [type, id] = [parameter(request, 'resourceType'), parameter(request, 'id')];
    const resource = request.body as Resource;
    if (resource.resourceType !== type) refuse(invalid(`The body is not a ${type}.`));
    if (resource.id !== id) refuse(invalid('The id of the body is not that of the URL.'));
    if (!record.holds(type, id)) refuseId(quirk, id);
    const result = record.put(resource, ifMatchOf(request));
    return Promise.resolve([result.created ? created : allOk, result.stored as Resource]);
  };
