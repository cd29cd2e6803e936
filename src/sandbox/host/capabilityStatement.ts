import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4.js';

import { resourceTypes } from './definitions.ts';
import { interactionsOf, knowsType, type Quirk } from './quirks.ts';
import { offered } from './search/query.ts';

const mayName = ({ clientIds }: Quirk): boolean =>
  clientIds === 'any' || clientIds === 'no-numbers';

const conditional = (quirk: Quirk, interactions: readonly string[]) => ({
  conditionalCreate: quirk.conditionalWrites && interactions.includes('create'),
  conditionalUpdate: quirk.conditionalWrites && interactions.includes('update'),
  conditionalDelete:
    quirk.conditionalWrites && interactions.includes('delete')
      ? ('single' as const)
      : ('not-supported' as const),
});

function resourceOf(quirk: Quirk, type: string): CapabilityStatementRestResource {
  const interactions = interactionsOf(quirk, type);
  const searchable = interactions.includes('search-type') ? offered(quirk, type) : [];
  return {
    type: type as CapabilityStatementRestResource['type'],
    interaction: interactions.map((code) => ({ code })),
    versioning: interactions.includes('update') ? 'versioned-update' : 'versioned',
    readHistory: interactions.includes('history-instance'),
    updateCreate: mayName(quirk) && interactions.includes('update'),
    ...conditional(quirk, interactions),
    conditionalRead: 'full-support',
    ...(searchable.length > 0
      ? { searchParam: searchable.map(({ code, kind }) => ({ name: code, type: kind })) }
      : {}),
  };
}

const OPEN_TO_ALL = {
  documentation: 'Open to everyone who can reach it: there is no authorisation.',
};

/** As SMART App Launch 1 has it; later editions read `.well-known/smart-configuration`. */
const securityOf = (tokenUrl: string) => ({
  documentation: 'Open to clients with a token of SMART Backend Services.',
  security: {
    service: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
            code: 'SMART-on-FHIR',
          },
        ],
      },
    ],
    extension: [
      {
        url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
        extension: [{ url: 'token', valueUri: tokenUrl }],
      },
    ],
  },
});

/** What this server does, read from the same table that decides what it does. */
export function capabilityStatement(
  quirk: Quirk,
  base: string,
  at: Date,
  tokenUrl: string | null,
): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: at.toISOString(),
    kind: 'instance',
    software: { name: 'Attest sandbox' },
    implementation: {
      description: `Synthetic care records for trials (${quirk.name}). No real person is in it.`,
      url: base,
    },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/json-patch+json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        ...(tokenUrl === null ? OPEN_TO_ALL : securityOf(tokenUrl)),
        resource: resourceTypes()
          .filter((type) => knowsType(quirk, type))
          .map((type) => resourceOf(quirk, type)),
        interaction: quirk.bundles.map((code) => ({ code })),
      },
    ],
  };
}
