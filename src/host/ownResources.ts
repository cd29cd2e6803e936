import { z } from 'zod';
import { IDENTIFIER, SYSTEM } from '../fhir/names.ts';
import { capabilitiesOf, searchesBy } from './capabilities.ts';
import type { Capabilities } from './capabilities.ts';
import type { Connection } from './connection.ts';
import type { Resource } from './resource.ts';

export interface Identifier {
  readonly system: string;
  readonly value: string;
}

/** The search that finds one identifier, as If-None-Exist and conditional entries want it. */
export const identifierQuery = ({ system, value }: Identifier): string =>
  new URLSearchParams({ identifier: token({ system, value }) }).toString();

const token = ({ system, value }: Identifier): string => `${system}|${value}`;

/**
 * The resource of a type that carries our identifier: null where there is none, `unknown` where
 * the host cannot be asked by identifier. Of several, the one with the lowest id.
 */
export async function findByIdentifier(
  connection: Connection,
  capabilities: Capabilities,
  type: string,
  identifier: Identifier,
): Promise<Resource | null | 'unknown'> {
  if (!searchesBy(capabilitiesOf(capabilities, type), 'identifier')) return 'unknown';
  let found: Resource | null = null;
  for await (const resource of connection.search(type, { identifier: token(identifier) })) {
    // A host that ignores the parameter answers with everything.
    if (!carries(resource, identifier)) continue;
    if (found === null || (resource.id ?? '') < (found.id ?? '')) found = resource;
  }
  return found;
}

const identifiersSchema = z.looseObject({
  identifier: z.array(
    z.looseObject({ system: z.string().optional(), value: z.string().optional() }),
  ),
});

const carries = (resource: Resource, wanted: Identifier): boolean =>
  identifiersSchema
    .safeParse(resource)
    .data?.identifier.some(
      ({ system, value }) => system === wanted.system && value === wanted.value,
    ) ?? false;

const taggedSchema = z.looseObject({
  meta: z.looseObject({
    tag: z.array(z.looseObject({ system: z.string().optional(), code: z.string().optional() })),
  }),
});

/**
 * Written by us: tagged `computed` or `confirmed`, or with an identifier of ours, as some hosts keep no
 * tags. What is not known again would be written again.
 */
export const isOurs = (resource: Resource): boolean => isTagged(resource) || isNamed(resource);

const OUR_SYSTEMS: ReadonlySet<string> = new Set(Object.values(IDENTIFIER));

const isNamed = (resource: Resource): boolean =>
  identifiersSchema
    .safeParse(resource)
    .data?.identifier.some(({ system }) => system !== undefined && OUR_SYSTEMS.has(system)) ??
  false;

const isTagged = (resource: Resource): boolean =>
  taggedSchema
    .safeParse(resource)
    .data?.meta.tag.some(
      ({ system, code }) => system === SYSTEM.tag && (code === 'computed' || code === 'confirmed'),
    ) ?? false;
