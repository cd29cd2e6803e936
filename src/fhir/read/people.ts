import { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import { SYSTEM } from '../names.ts';
import { exactCode, type Codes } from './coded.ts';
import {
  conceptSchema,
  headSchema,
  identifierSchema,
  referenceSchema,
  type CodeableConcept,
} from './elements.ts';
import { identifiersOf } from './identifiers.ts';
import type { Reading } from './observation.ts';
import { namingOf, type ResourceName } from './references.ts';

/** Who and where: what is needed to tell workers and services apart, and no more. */
export interface PartyRecord {
  readonly reference: string;
  readonly identifiers: readonly string[];
  /** Who holds a role; null for what is no role. */
  readonly practitioner: ResourceName | null;
  /** The organisation that a patient, role or encounter belongs to. */
  readonly organisation: ResourceName | null;
  /** A role that is to speak for the person, and no role of staff. */
  readonly representative: boolean;
}

export const partySchema = headSchema.extend({
  id: z.string(),
  status: z.string().optional(),
  identifier: z.array(identifierSchema).optional(),
  code: z.array(conceptSchema).optional(),
  practitioner: referenceSchema.optional(),
  managingOrganization: referenceSchema.optional(),
  organization: referenceSchema.optional(),
  serviceProvider: referenceSchema.optional(),
});

/** Patient, Practitioner, PractitionerRole, RelatedPerson, Organization and Encounter. */
export function readParty(
  resource: z.infer<typeof partySchema>,
  _updated: Instant | null,
  { codes }: Reading,
): PartyRecord | null {
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
    representative: isRepresentative(resource.code ?? [], codes),
  };
}

/** Whoever also holds a role of staff speaks as staff. */
function isRepresentative(concepts: readonly CodeableConcept[], codes: Codes): boolean {
  const roles = concepts.flatMap((concept) => exactCode(concept, SYSTEM.role, codes) ?? []);
  return roles.length > 0 && roles.every((role) => role === 'representative');
}
