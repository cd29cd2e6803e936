import { z } from 'zod';
import { Problem } from '../problem.ts';

/** What a host says that it does with one type of resource. */
export interface TypeCapabilities {
  readonly read: boolean;
  readonly search: boolean;
  readonly create: boolean;
  readonly update: boolean;
  /** Versions of one resource can be listed. */
  readonly history: boolean;
  readonly conditionalCreate: boolean;
  readonly conditionalUpdate: boolean;
  /** False only where the host says that it keeps no versions: If-Match would mean nothing. */
  readonly ifMatch: boolean;
  readonly searchParameters: ReadonlySet<string>;
}

/** What a host's CapabilityStatement claims; probe.ts finds out what is true of it. */
export interface Capabilities {
  readonly fhirVersion: string;
  readonly software: string | null;
  readonly transaction: boolean;
  readonly batch: boolean;
  readonly types: ReadonlyMap<string, TypeCapabilities>;
}

const NOTHING: TypeCapabilities = {
  read: false,
  search: false,
  create: false,
  update: false,
  history: false,
  conditionalCreate: false,
  conditionalUpdate: false,
  ifMatch: false,
  searchParameters: new Set(),
};

export const capabilitiesOf = (capabilities: Capabilities, type: string): TypeCapabilities =>
  capabilities.types.get(type) ?? NOTHING;

/** A host that lists no search parameters at all is taken to know the standard ones. */
export function searchesBy(offered: TypeCapabilities, parameter: string): boolean {
  const { search, searchParameters } = offered;
  return search && (searchParameters.size === 0 || searchParameters.has(parameter));
}

/** As if the host did not offer these types: what a tenant has decided not to read or write. */
export const withoutTypes = (
  capabilities: Capabilities,
  types: readonly string[],
): Capabilities => ({
  ...capabilities,
  types: new Map([...capabilities.types].filter(([type]) => !types.includes(type))),
});

const interactions = z.array(z.looseObject({ code: z.string() })).default([]);

const typeSchema = z.looseObject({
  type: z.string(),
  interaction: interactions,
  versioning: z.string().optional(),
  conditionalCreate: z.boolean().default(false),
  conditionalUpdate: z.boolean().default(false),
  searchParam: z.array(z.looseObject({ name: z.string() })).default([]),
});

const statementSchema = z.looseObject({
  resourceType: z.literal('CapabilityStatement'),
  fhirVersion: z.string(),
  software: z.looseObject({ name: z.string(), version: z.string().optional() }).optional(),
  rest: z
    .array(
      z.looseObject({
        mode: z.string().optional(),
        interaction: interactions,
        resource: z.array(z.unknown()).default([]),
      }),
    )
    .default([]),
});

/** R4 is 4.0, R4B is 4.1 and 4.3; the other 4.x numbers were drafts of R5. */
const R4 = /^4\.[013](\.|$)/;

/**
 * @throws Problem `host-not-fhir` where this is no CapabilityStatement, `wrong-fhir-version` where it is not of R4
 */
export function readCapabilities(statement: unknown, host: string): Capabilities {
  const { success, data } = statementSchema.safeParse(statement);
  if (!success)
    throw new Problem(
      'host-not-fhir',
      `${host} does not describe itself in a CapabilityStatement.`,
    );
  const { fhirVersion, software } = data;
  if (!R4.test(fhirVersion))
    throw new Problem(
      'wrong-fhir-version',
      `${host} speaks FHIR ${fhirVersion}; Attest needs R4 (4.0).`,
    );
  const rest = data.rest.find(({ mode }) => mode === undefined || mode === 'server');
  const codes = new Set(rest?.interaction.map(({ code }) => code));
  return {
    fhirVersion,
    software:
      software === undefined ? null : [software.name, software.version ?? ''].join(' ').trim(),
    transaction: codes.has('transaction'),
    batch: codes.has('batch'),
    types: new Map((rest?.resource ?? []).flatMap(typeOf)),
  };
}

/** One type's claims; nothing where its entry cannot be read, so that the rest still counts. */
function typeOf(entry: unknown): readonly (readonly [string, TypeCapabilities])[] {
  const { data } = typeSchema.safeParse(entry);
  if (data === undefined) return [];
  const codes = new Set(data.interaction.map(({ code }) => code));
  const claims: TypeCapabilities = {
    read: codes.has('read'),
    search: codes.has('search-type'),
    create: codes.has('create'),
    update: codes.has('update'),
    history: codes.has('history-instance'),
    conditionalCreate: data.conditionalCreate,
    conditionalUpdate: data.conditionalUpdate,
    ifMatch: data.versioning !== 'no-version',
    searchParameters: new Set(data.searchParam.map(({ name }) => name)),
  };
  return [[data.type, claims]];
}
