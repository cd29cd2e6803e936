import type { Request, Response } from 'express';

import { statusOf } from './outcomes.ts';
import { isUnchanged, preferenceOf } from './negotiation.ts';
import type { Bundle, BundleEntry, OperationOutcome, Resource, Stored } from './resource.ts';

const FHIR_JSON = 'application/fhir+json; charset=utf-8';

const isStored = (resource: Resource): resource is Stored =>
  resource.resourceType !== 'Bundle' && resource.meta?.versionId !== undefined;

const versioned = (resource: Stored): string =>
  `${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`;

function tag(response: Response, base: string, status: number, resource: Stored): void {
  response.set('ETag', `W/"${resource.meta.versionId}"`);
  response.set('Last-Modified', new Date(resource.meta.lastUpdated).toUTCString());
  if (status === 201) response.set('Location', `${base}/${versioned(resource)}`);
}

/** The library tells neither version nor time of what an entry did, and knows fewer statuses. */
function withVersion(
  entry: BundleEntry,
  method: string | undefined,
  minimal: boolean,
): BundleEntry {
  const { resource, response } = entry;
  if (!response?.outcome) return entry;
  const outcome = response.outcome;
  const status = method === 'DELETE' && response.status === '200' ? 204 : statusOf(outcome);
  if (!resource || !isStored(resource)) {
    return { ...entry, response: { ...response, status: String(status) } };
  }
  const { versionId, lastUpdated } = resource.meta;
  return {
    ...(minimal ? {} : { resource }),
    response: {
      ...response,
      status: String(status),
      location: versioned(resource),
      etag: `W/"${versionId}"`,
      lastModified: lastUpdated,
    },
  };
}

/** Completes the answer to a batch or transaction. */
export const completeBundle = (answer: Bundle, asked: Bundle, minimal: boolean): Bundle => ({
  ...answer,
  entry: (answer.entry ?? []).map((entry, index) =>
    withVersion(entry, asked.entry?.[index]?.request?.method, minimal),
  ),
});

export function sendOutcome(response: Response, outcome: OperationOutcome): void {
  response.status(statusOf(outcome)).type(FHIR_JSON).send(JSON.stringify(outcome));
}

/** Sends what a handler concluded: status, version headers, and as much of the resource as is wanted. */
export function send(
  request: Request,
  response: Response,
  base: string,
  [outcome, resource]: readonly [OperationOutcome, Resource | undefined],
): void {
  const status = request.method === 'DELETE' && outcome.id === 'ok' ? 204 : statusOf(outcome);
  if (status === 204) response.status(204).end();
  else if (!resource) sendOutcome(response, outcome);
  else sendResource(request, response, { base, status, outcome, resource });
}

function sendResource(
  request: Request,
  response: Response,
  what: { base: string; status: number; outcome: OperationOutcome; resource: Resource },
): void {
  const { base, status, outcome, resource } = what;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const { answer } = preferenceOf(request);
  if (isStored(resource)) {
    tag(response, base, status, resource);
    if (isRead && isUnchanged(request, resource.meta)) {
      response.status(304).end();
      return;
    }
    if (!isRead && answer === 'minimal') {
      response.status(status).end();
      return;
    }
  }
  const told = !isRead && isStored(resource) && answer === 'OperationOutcome' ? outcome : resource;
  response.status(status).type(FHIR_JSON).send(JSON.stringify(told));
}
