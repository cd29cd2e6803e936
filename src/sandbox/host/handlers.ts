import { allOk, created } from '@medplum/core';
import {
  type FhirRepository,
  type FhirRequest,
  type FhirRequestConfig,
  type FhirRouteHandler,
  getExtraEntries,
} from '@medplum/fhir-router';

import type { CareRecord } from './careRecord.ts';
import { invalid, methodNotAllowed, refuse } from './outcomes.ts';
import type { Quirk } from './quirks.ts';
import type { Resource } from './resource.ts';
import { fullUrl, historyOf, searchsetOf } from './search/bundle.ts';
import { DEFAULT_PAGE, LARGEST_PAGE, type Query, readSearch } from './search/query.ts';

/** What a handler must know of the request beyond what the library hands on. */
export interface HostConfig extends FhirRequestConfig {
  readonly base: string;
  readonly strict: boolean;
}

type Handle = (request: FhirRequest, repository: FhirRepository) => ReturnType<FhirRouteHandler>;

/** Makes a handler that takes the place of the library's. */
export type MakeHandle = (quirk: Quirk, record: CareRecord) => Handle;

export const configOf = (request: FhirRequest): HostConfig => request.config as HostConfig;

export const pairsOf = (query: Readonly<Record<string, string | string[] | undefined>>): Query =>
  Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): Query[number] => [name, one]),
  );

export const parameter = (request: FhirRequest, name: string): string => request.params[name] ?? '';

/** Search by GET and by POST; `asked` tells where the parameters are. */
export const search =
  (asked: (request: FhirRequest) => FhirRequest['query']): MakeHandle =>
  (quirk, record) =>
  async (request, repository) => {
    const { base, strict } = configOf(request);
    const type = parameter(request, 'resourceType');
    const plan = readSearch({ type, query: pairsOf(asked(request)), quirk, base, strict });
    const bundle = searchsetOf(base, plan, record.search(plan.request));
    const matched = (bundle.entry ?? []).flatMap(({ resource, search: found }) =>
      resource && found?.mode === 'match' ? [resource] : [],
    );
    if (plan.request.include || plan.request.revInclude) {
      await getExtraEntries(repository, plan.request, matched, bundle.entry ?? [], {
        fullUrl: (included, id) => fullUrl(base, included, id),
      });
    }
    return [allOk, bundle];
  };

const wholeNumber = (value: unknown, otherwise: number): number =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : otherwise;

/** Versions of one resource, newest first. */
export const history: MakeHandle = (_quirk, record) => async (request) => {
  const [type, id] = [parameter(request, 'resourceType'), parameter(request, 'id')];
  const { _count, _offset, _since } = request.query;
  const since = typeof _since === 'string' ? Date.parse(_since) : -Infinity;
  const versions = record
    .history(type, id)
    .filter(({ lastUpdated }) => !(Date.parse(lastUpdated) < since));
  const count = Math.min(wholeNumber(_count, DEFAULT_PAGE), LARGEST_PAGE);
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

/** Update by id, which the library answers with 200 even where it creates. */
export const update: MakeHandle = (quirk, record) => async (request) => {
  const [type, id] = [parameter(request, 'resourceType'), parameter(request, 'id')];
  const resource = request.body as Resource;
  if (resource.resourceType !== type) refuse(invalid(`The body is not a ${type}.`));
  if (resource.id !== id) refuse(invalid('The id of the body is not that of the URL.'));
  if (!quirk.clientIds && !record.holds(type, id)) {
    refuse(methodNotAllowed('This record gives its ids itself.'));
  }
  const result = record.put(resource, ifMatchOf(request));
  return Promise.resolve([result.created ? created : allOk, result.stored as Resource]);
};
