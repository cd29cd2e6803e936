import type { OperationOutcomeError, validateResource } from '@medplum/core';
import type { processBatch } from '@medplum/fhir-router';

/** Any R4 resource, as the FHIR library types it. */
export type Resource = Parameters<typeof validateResource>[0];

export type Bundle = Awaited<ReturnType<typeof processBatch>>;
export type BundleEntry = NonNullable<Bundle['entry']>[number];
export type OperationOutcome = OperationOutcomeError['outcome'];

/** A resource as this server keeps it: it always has an id, a version and a time. */
export type Stored = Resource & {
  readonly id: string;
  readonly meta: { readonly versionId: string; readonly lastUpdated: string };
};

/** One version of one resource; `resource` is null where the version is its deletion. */
export interface Version {
  readonly id: string;
  readonly versionId: string;
  readonly lastUpdated: string;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly resource: Stored | null;
}

/** FHIR's id datatype (http://hl7.org/fhir/R4/datatypes.html#id). */
export const ID = /^[A-Za-z0-9\-.]{1,64}$/;

/** Order by code point: the same on every machine, whatever its locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A reference without its `/_history/n`: searches match whatever the version. */
export const unversioned = (reference: string): string => reference.replace(/\/_history\/.*$/, '');

/** A copy that is as if it had come over HTTP: no shared parts, nothing undefined. */
export const copyOf = <T extends Resource>(resource: T): T =>
  JSON.parse(JSON.stringify(resource)) as T;
