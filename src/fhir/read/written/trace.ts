import { z } from 'zod';
import { SYSTEM } from '../../names.ts';
import { conceptSchema, referenceSchema } from '../elements.ts';
import { nameOf, typeOf } from '../references.ts';
import { codeIn } from './ours.ts';

/** Which of our resources have it on record who made them, and who confirmed them. */
export interface Traces {
  created(reference: string): boolean;
  confirmed(reference: string): boolean;
  /** Verdicts that a goal was made to name, and those from which its status was set. */
  onGoal(goal: string): GoalTraces;
}

export interface GoalTraces {
  readonly shown: readonly string[];
  readonly followed: readonly string[];
}

const provenanceSchema = z.looseObject({
  resourceType: z.literal('Provenance'),
  target: z.array(referenceSchema),
  agent: z.array(
    z.looseObject({ type: conceptSchema.optional(), who: referenceSchema.optional() }),
  ),
  entity: z
    .array(z.looseObject({ what: referenceSchema.optional() }))
    .catch([])
    .default([]),
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

const namesIn = (references: readonly { readonly reference?: string | undefined }[]) =>
  references.flatMap(({ reference }) => nameOf(reference ?? '') ?? []);

/** R4 Provenance has no identifier: ours are found by what they are about and by our Device. */
export function tracesIn(resources: readonly unknown[], device: string | null): Traces {
  const created = new Set<string>();
  const confirmed = new Set<string>();
  const shown = new Map<string, string[]>();
  const followed = new Map<string, string[]>();
  for (const resource of resources) {
    const { data } = provenanceSchema.safeParse(resource);
    if (data === undefined || !isOurs(data, device)) continue;
    const from = namesIn(data.entity.map(({ what }) => what ?? {}));
    for (const target of namesIn(data.target)) {
      (isConfirmation(data) ? confirmed : created).add(target);
      if (typeOf(target) !== 'Goal') continue;
      for (const list of isConfirmation(data) ? [shown, followed] : [shown])
        list.set(target, [...(list.get(target) ?? []), ...from]);
    }
  }
  return {
    created: (reference) => created.has(reference),
    confirmed: (reference) => confirmed.has(reference),
    onGoal: (goal) => ({ shown: shown.get(goal) ?? [], followed: followed.get(goal) ?? [] }),
  };
}
