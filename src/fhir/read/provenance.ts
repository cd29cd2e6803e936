import { z } from 'zod';
import type { Instant } from '../../domain/time.ts';
import { fhirDateTime } from '../dateTime.ts';
import { SYSTEM } from '../names.ts';
import { conceptSchema, headSchema, referenceSchema } from './elements.ts';
import { namingOf, nameOf, versionOf, type ResourceName } from './references.ts';

/** Who did what to which version, and when. */
export interface ProvenanceRecord {
  readonly reference: string;
  readonly targets: readonly { readonly name: ResourceName; readonly version: string | null }[];
  readonly recorded: Instant | null;
  /** Those who acted, authors first. */
  readonly agents: readonly ResourceName[];
}

const agentSchema = z.object({
  type: conceptSchema.optional(),
  who: referenceSchema.optional(),
});

export const provenanceSchema = headSchema.extend({
  id: z.string(),
  target: z.array(referenceSchema),
  recorded: z.string().optional(),
  agent: z.array(agentSchema).optional(),
});
type Provenance = z.infer<typeof provenanceSchema>;

export function readProvenance(resource: Provenance): ProvenanceRecord {
  const naming = namingOf(resource.contained);
  return {
    reference: `Provenance/${resource.id}`,
    targets: resource.target.flatMap(({ reference }) => {
      const name = reference === undefined ? null : nameOf(reference);
      return name === null ? [] : [{ name, version: versionOf(reference ?? '') }];
    }),
    recorded: fhirDateTime(resource.recorded ?? '')?.end ?? null,
    agents: [...(resource.agent ?? [])]
      .sort((a, b) => Number(isAuthor(b)) - Number(isAuthor(a)))
      .flatMap((agent) => naming.name(agent.who, 'Practitioner') ?? []),
  };
}

const isAuthor = (agent: z.infer<typeof agentSchema>): boolean =>
  (agent.type?.coding ?? []).some(
    ({ system, code }) => system === SYSTEM.provenanceParticipant && code === 'author',
  );
