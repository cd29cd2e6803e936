import type { Chunk, Write } from '../fhir/write/chunks.ts';
import { Problem } from '../problem.ts';
import { identifierQuery } from './ownResources.ts';
import { issuesOf, localReference, resourceOf } from './resource.ts';
import type { Bundle, BundleEntry, Resource } from './resource.ts';
import type { Outcome } from './writeReport.ts';

/** A chunk as one transaction: all of it or nothing, each entry conditional where it can be. */
export const transactionOf = (chunk: Chunk, ifMatch: (type: string) => boolean): Resource => ({
  resourceType: 'Bundle',
  type: 'transaction',
  entry: chunk.map((write) => ({
    fullUrl: write.fullUrl,
    resource: write.resource,
    request: write.kind === 'create' ? createRequest(write) : updateRequest(write, ifMatch),
  })),
});

function createRequest({ identifier, resource }: Write): object {
  const request = { method: 'POST', url: resource.resourceType };
  return identifier === null ? request : { ...request, ifNoneExist: identifierQuery(identifier) };
}

function updateRequest({ version, resource }: Write, ifMatch: (type: string) => boolean): object {
  const { resourceType, id = '' } = resource;
  const request = { method: 'PUT', url: `${resourceType}/${id}` };
  const conditional = version !== null && ifMatch(resourceType);
  return conditional ? { ...request, ifMatch: `W/"${version}"` } : request;
}

/** Sending such a chunk twice does no more than sending it once. */
export const isRepeatable = (chunk: Chunk): boolean =>
  chunk.every(
    ({ kind, identifier, version }) => (kind === 'create' ? identifier : version) !== null,
  );

/**
 * What became of each entry. A host may answer 200 to a transaction and refuse entries within it,
 * with the others written, so every entry's own status counts.
 */
export function outcomesOf(chunk: Chunk, answer: Bundle): readonly Outcome[] {
  if (answer.entry.length !== chunk.length)
    throw new Problem(
      'host-not-fhir',
      'The host answered a transaction with another number of entries.',
    );
  return chunk.map((write, index) => outcomeOf(write, answer.entry[index] ?? {}));
}

function outcomeOf({ kind, resource }: Write, { response, resource: body }: BundleEntry): Outcome {
  const status = Number.parseInt(response?.status ?? '', 10);
  const stored = resourceOf(body);
  if (status >= 200 && status < 300) {
    return {
      kind: status === 201 || kind === 'update' ? 'written' : 'already-there',
      reference: referenceOf(response?.location ?? null, kind === 'update' ? resource : stored),
      stored: stored?.resourceType === resource.resourceType ? stored : null,
    };
  }
  const issues = [...issuesOf(response?.outcome), ...issuesOf(body)].join(', ');
  const because = `the host answered ${Number.isNaN(status) ? 'without a status' : status}`;
  return {
    kind: status === 409 || status === 412 ? 'conflict' : 'not-written',
    because: issues === '' ? because : `${because} (${issues})`,
  };
}

/** `Type/id` of something written, from its address or from the resource sent back. */
export function referenceOf(location: string | null, stored: Resource | null): string | null {
  const named = location === null ? null : localReference(location);
  if (named !== null || stored?.id === undefined) return named;
  return `${stored.resourceType}/${stored.id}`;
}
