import { z } from 'zod';
import { headSchema, identifierSchema, referenceSchema } from './elements.ts';
import { identifiersOf } from './identifiers.ts';
import { namingOf, type ResourceName } from './references.ts';

/** Who and where: what is needed to tell workers and services apart, and no more. */
export interface PartyRecord {
  readonly reference: string;
  readonly identifiers: readonly string[];
  /** Who holds a role; null for what is no role. */
  readonly practitioner: ResourceName | null;
  /** The organisation that a patient, role or encounter belongs to. */
  readonly organisation: ResourceName | null;
}

export const partySchema = headSchema.extend({
  id: z.string(),
  status: z.string().optional(),
  identifier: z.array(identifierSchema).optional(),
  practitioner: referenceSchema.optional(),
  managingOrganization: referenceSchema.optional(),
  organization: referenceSchema.optional(),
  serviceProvider: referenceSchema.optional(),
});

/** Patient, Practitioner, PractitionerRole, RelatedPerson, Organization and Encounter. */
export function readParty(resource: z.infer<typeof partySchema>): PartyRecord | null {
  if (resource.status === 'entered-in-error') return null;
  const naming = namingOf(resource.contained);
  return {
    reference: `${resource.resourceType}/${resource.id}`,
    identifiers: identifiersOf(resource.identifier),
    practitioner: naming.name(resource.practitioner, 'Practitioner'),
    organisation: naming.name(
      resource.managingOrganization ?? resource.organization ?? resource.serviceProvider,
      'Organization',
    ),
  };
}
