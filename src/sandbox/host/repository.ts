import {
  applyPatch,
  fhirpathPatchTypedValue,
  type Operation,
  parseFhirPathPatchParameters,
  type SearchRequest,
  toTypedValue,
} from '@medplum/core';
import {
  type CreateResourceOptions,
  FhirRepository,
  type UpdateResourceOptions,
} from '@medplum/fhir-router';

import type { CareRecord } from './careRecord.ts';
import { invalid, refuse } from './outcomes.ts';
import type { Quirk } from './quirks.ts';
import { copyOf, type Resource } from './resource.ts';

type Patch = Operation[] | Parameters<typeof parseFhirPathPatchParameters>[0];

/**
 * Stands for whatever type the library asks for: it believes, without looking, that what is stored
 * is of the type that its caller names.
 */
type Believed = never;

const answer = (value: unknown): Promise<Believed> => Promise.resolve(value as Believed);

function patched(resource: Resource, patch: Patch): Resource {
  const copy = copyOf(resource);
  if (Array.isArray(patch)) {
    const failures = applyPatch(copy, patch).filter((failure) => failure !== null);
    if (failures.length > 0) refuse(invalid(failures.map(({ message }) => message).join('; ')));
  } else {
    fhirpathPatchTypedValue(toTypedValue(copy), parseFhirPathPatchParameters(patch));
  }
  if (copy.id !== resource.id || copy.resourceType !== resource.resourceType) {
    refuse(invalid('A patch changes neither type nor id.'));
  }
  return copy;
}

/** The care record as the library's router knows stores. */
export class SandboxRepository extends FhirRepository {
  readonly #record: CareRecord;
  readonly #patchHeedsVersion: boolean;

  constructor(record: CareRecord, { patchHeedsVersion }: Pick<Quirk, 'patchHeedsVersion'>) {
    super();
    this.#patchHeedsVersion = patchHeedsVersion;
    this.#record = record;
  }

  setMode(): void {
    // One store both reads and writes.
  }

  generateId(): string {
    return this.#record.newId();
  }

  async createResource(resource: Resource, options?: CreateResourceOptions): Promise<Believed> {
    return answer(this.#record.create(resource, options?.assignedId ? resource.id : undefined));
  }

  async updateResource(resource: Resource, options?: UpdateResourceOptions): Promise<Believed> {
    return answer(this.#record.put(resource, options).stored);
  }

  async patchResource(
    type: string,
    id: string,
    patch: Patch,
    options?: UpdateResourceOptions,
  ): Promise<Believed> {
    const condition = this.#patchHeedsVersion ? options : undefined;
    return this.updateResource(patched(this.#record.read(type, id), patch), condition);
  }

  async deleteResource(type: string, id: string, options?: UpdateResourceOptions): Promise<void> {
    this.#record.delete(type, id, options);
    return Promise.resolve();
  }

  async readResource(type: string, id: string): Promise<Believed> {
    return answer(this.#record.read(type, id));
  }

  async readReference({ reference }: { readonly reference?: string }): Promise<Believed> {
    const [type = '', id = ''] = reference?.split('/') ?? [];
    return this.readResource(type, id);
  }

  async readReferences(
    references: readonly { readonly reference?: string }[],
  ): Promise<Believed[]> {
    const reading = references.map((reference) => this.readReference(reference));
    const settled = await Promise.allSettled(reading);
    // What cannot be read is told by an Error in its place.
    return settled.map((one) =>
      one.status === 'fulfilled' ? one.value : (new Error('Not in this record.') as Believed),
    );
  }

  async readVersion(type: string, id: string, versionId: string): Promise<Believed> {
    return answer(this.#record.readVersion(type, id, versionId));
  }

  async readHistory(type: string, id: string): Promise<Believed> {
    const entry = this.#record.history(type, id).map(({ resource }) => ({ resource }));
    return answer({ resourceType: 'Bundle', type: 'history', entry });
  }

  async search(request: SearchRequest): Promise<Believed> {
    const found = this.#record.search(request);
    const start = request.offset ?? 0;
    const page = found.slice(start, start + (request.count ?? found.length));
    const entry = page.map((resource) => ({ resource }));
    return answer({ resourceType: 'Bundle', type: 'searchset', total: found.length, entry });
  }

  async searchByReference(): Promise<Believed> {
    return Promise.reject(new Error('Only GraphQL searches this way, and it is not served.'));
  }

  async withTransaction<TResult>(
    callback: (repository: this) => Promise<TResult>,
  ): Promise<TResult> {
    return this.#record.atomically(() => callback(this));
  }
}
