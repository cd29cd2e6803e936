import { z } from 'zod';

/** A FHIR resource as it is sent; on an update, the host's own copy with only our fields changed. */
export interface Resource {
  readonly resourceType: string;
  readonly id?: string | undefined;
  readonly [element: string]: unknown;
}

/** One resource to be created or updated in the host. */
export interface Write {
  /** `urn:uuid:...`, the same on every run; other writes refer to this one by it until it has an id. */
  readonly fullUrl: string;
  readonly resource: Resource;
  readonly kind: 'create' | 'update';
  /** For If-None-Exist (`identifier=system|value`); null for Provenance, which has none in R4. */
  readonly identifier: { readonly system: string; readonly value: string } | null;
  /** For If-Match on an update; null where the host gave no version. */
  readonly version: string | null;
  /** `fullUrl` of another write without which this one is left out. */
  readonly after?: string;
  /** It is not ours: written only where the host checks the version, and nothing in it but `after` is resolved. */
  readonly guarded?: true;
  /** Why it may not be written at all: it is only named in the report. */
  readonly barred?: string;
}

/** Entries that belong in one transaction, at most eight. */
export type Chunk = readonly Write[];

export const CHUNK_SIZE = 8;

/** A plan of writes that was kept, as JSON, between deciding and writing. */
export const chunksSchema = z.array(
  z.array(
    z.object({
      fullUrl: z.string(),
      resource: z.looseObject({ resourceType: z.string() }),
      kind: z.enum(['create', 'update']),
      identifier: z.object({ system: z.string(), value: z.string() }).nullable(),
      version: z.string().nullable(),
      after: z.string().optional(),
      guarded: z.literal(true).optional(),
      barred: z.string().optional(),
    }),
  ),
) as z.ZodType<readonly Chunk[]>;

/** Chunks of at most eight entries, in order; the entries of one group stay together. */
export function chunksOf(groups: readonly (readonly Write[])[]): readonly Chunk[] {
  const chunks: Write[][] = [];
  for (const group of groups) {
    const last = chunks.at(-1);
    if (last && last.length + group.length <= CHUNK_SIZE) last.push(...group);
    else if (group.length > 0) chunks.push([...group]);
  }
  return chunks;
}

/**
 * Puts real references where a chunk still refers to writes of earlier chunks. `known` maps the
 * `fullUrl` of each write that the host has answered to the `Type/id` it got (for one write at a time,
 * resolve `[write]` after each answer). References inside the chunk stay `urn:uuid`, for the
 * transaction to resolve. What the host refused can never be referred to: such a reference is left
 * out with the element that held it, and a Provenance that has lost its target or its agent is left
 * out altogether.
 */
export function resolveReferences(chunk: Chunk, known: ReadonlyMap<string, string>): Chunk {
  const here = new Set(chunk.map((write) => write.fullUrl));
  const resolve = (text: string): string | undefined =>
    known.get(text) ?? (here.has(text) || !text.startsWith('urn:uuid:') ? text : undefined);
  const resolveIn = ({ guarded, after }: Write): Resolve =>
    guarded === true ? (text) => (text === after ? resolve(text) : text) : resolve;
  return chunk
    .filter(({ after }) => after === undefined || resolve(after) !== undefined)
    .map((write) => ({
      ...write,
      resource: resolved(write.resource, resolveIn(write)) as Resource,
    }))
    .filter(({ resource }) => isWhole(resource));
}

type Resolve = (reference: string) => string | undefined;

/** The same value with its references resolved; undefined where nothing of it is left. */
function resolved(value: unknown, resolve: Resolve): unknown {
  if (Array.isArray(value)) return resolvedList(value, resolve);
  if (typeof value !== 'object' || value === null) return value;
  const { reference } = value as { reference?: unknown };
  if (typeof reference === 'string') {
    const found = resolve(reference);
    return found === undefined ? undefined : { ...value, reference: found };
  }
  return resolvedObject(value, resolve);
}

function resolvedList(list: readonly unknown[], resolve: Resolve): unknown {
  const kept = list.map((each) => resolved(each, resolve)).filter((each) => each !== undefined);
  return kept.length === 0 && list.length > 0 ? undefined : kept;
}

/** Elements that only say what the lost reference was for: an extension's url, an entity's role. */
const LABELS = new Set(['id', 'url', 'role']);

function resolvedObject(value: object, resolve: Resolve): unknown {
  const before = Object.entries(value);
  const after = before
    .map(([name, each]) => [name, resolved(each, resolve)] as const)
    .filter(([, each]) => each !== undefined);
  const lost = after.length < before.length;
  const hollow = lost && after.every(([name]) => LABELS.has(name));
  return hollow ? undefined : Object.fromEntries(after);
}

const isWhole = (resource: Resource): boolean =>
  resource.resourceType !== 'Provenance' ||
  (resource['target'] !== undefined && everyAgentIsNamed(resource['agent']));

const everyAgentIsNamed = (agents: unknown): boolean =>
  Array.isArray(agents) &&
  agents.every((agent: unknown) => (agent as { who?: unknown }).who !== undefined);
