import { resolveReferences } from '../../src/fhir/write/chunks.ts';
import type { Chunk, Resource } from '../../src/fhir/write/chunks.ts';

/** A record that takes writes as a host does: ids, versions, one transaction a chunk. */
export interface MemoryRecord {
  apply(chunk: Chunk): void;
  /** What a person does in the record. */
  edit(reference: string, change: (resource: Resource) => Resource): void;
  add(resource: Resource): void;
  all(): readonly Resource[];
  ofType(type: string): readonly Resource[];
}

export function createMemoryRecord(): MemoryRecord {
  const resources = new Map<string, Resource>();
  const known = new Map<string, string>();
  let next = 1;

  const store = (reference: string, resource: Resource): void => {
    const [, id] = reference.split('/') as [string, string];
    const version = Number((resources.get(reference)?.['meta'] as Meta)?.versionId ?? 0) + 1;
    const meta = { ...(resource['meta'] as Meta), versionId: String(version) };
    resources.set(reference, { ...resource, id, meta });
  };

  return {
    apply(chunk) {
      const entries = chunk.map((write) => {
        const reference =
          write.kind === 'update'
            ? `${write.resource.resourceType}/${write.resource.id ?? ''}`
            : `${write.resource.resourceType}/n${next++}`;
        known.set(write.fullUrl, reference);
        return { write, reference };
      });
      const ready = resolveReferences(chunk, known);
      entries.forEach(({ reference }, index) => {
        store(reference, (ready[index] as Chunk[number]).resource);
      });
    },
    edit: (reference, change) => {
      store(reference, change(resources.get(reference) as Resource));
    },
    add: (resource) => {
      store(`${resource.resourceType}/${resource.id ?? ''}`, resource);
    },
    all: () => [...resources.values()],
    ofType: (type) => [...resources.values()].filter((each) => each.resourceType === type),
  };
}

type Meta = { readonly versionId?: string } | undefined;
