import { z } from 'zod';
import { SYSTEM } from '../../names.ts';
import { conceptSchema, referenceSchema } from '../elements.ts';
import { nameOf, typeOf } from '../references.ts';
import { codeIn } from './ours.ts';

/** Which of our resources have it on record who made them, and who confirmed them. */
export interface Traces {
  created(reference: string): boolean;
  confirmed(reference: string): boolean;
}

const provenanceSchema = z.looseObject({
  resourceType: z.literal('Provenance'),
  target: z.array(referenceSchema),
  agent: z.array(
    z.looseObject({ type: conceptSchema.optional(), who: referenceSchema.optional() }),
  ),
});
type Provenance = z.infer<typeof provenanceSchema>;

const whoOf = (agent: Provenance['agent'][number]): string | null =>
  agent.who?.reference === undefined ? null : nameOf(agent.who.reference);

/** Ours names our Device; where that is not known, any Device. */
const isOurs = (provenance: Provenance, device: string | null): boolean =>
  provenance.agent.map(whoOf).some((who) => {
    if (who === null) return false;
    return device === null ? typeOf(who) === 'Device' : who === device;
  });

const isConfirmation = (provenance: Provenance): boolean =>
  provenance.agent.some((agent) => codeIn(agent.type, SYSTEM.provenanceParticipant) === 'verifier');

/** R4 Provenance has no identifier: ours are found by what they are about and by our Device. */
export function tracesIn(resources: readonly unknown[], device: string | null): Traces {
  const created = new Set<string>();
  const confirmed = new Set<string>();
  for (const resource of resources) {
    const parsed = provenanceSchema.safeParse(resource);
    if (!parsed.success || !isOurs(parsed.data, device)) continue;
    const about = isConfirmation(parsed.data) ? confirmed : created;
    for (const { reference } of parsed.data.target) {
      const name = reference === undefined ? null : nameOf(reference);
      if (name !== null) about.add(name);
    }
  }
  return {
    created: (reference) => created.has(reference),
    confirmed: (reference) => confirmed.has(reference),
  };
}
