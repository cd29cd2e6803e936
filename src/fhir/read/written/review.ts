import { z } from 'zod';
import type { ReviewDecision } from '../../../domain/written.ts';
import { SYSTEM } from '../../names.ts';
import { exactCode } from '../coded.ts';
import type { Codes } from '../coded.ts';
import { conceptSchema, headSchema, referenceSchema } from '../elements.ts';
import { nameOf, typeOf } from '../references.ts';
import { codeIn, instantIn, ourCode } from './ours.ts';

const MANAGER = 'registered-manager';
const SETTLED = new Set(['final', 'amended', 'corrected']);

const decisionSchema = headSchema.extend({
  resourceType: z.literal('Observation'),
  id: z.string(),
  status: z.string(),
  code: conceptSchema,
  focus: z.array(referenceSchema),
  performer: z.array(referenceSchema),
  issued: z.string(),
  valueCodeableConcept: conceptSchema,
});

const roleSchema = headSchema.extend({
  resourceType: z.literal('PractitionerRole'),
  id: z.string(),
  practitioner: referenceSchema.optional(),
  code: z.array(conceptSchema),
});

/** Names of those who are Registered Manager here: the role and the person who holds it (T24, P25, E21). */
export function managersIn(resources: readonly unknown[], codes: Codes | null): Set<string> {
  const managers = new Set<string>();
  for (const resource of resources) {
    const role = roleSchema.safeParse(resource).data;
    if (role === undefined) continue;
    const roles = role.code.map((concept) =>
      codes === null ? codeIn(concept, SYSTEM.role) : exactCode(concept, SYSTEM.role, codes),
    );
    if (!roles.includes(MANAGER)) continue;
    const holder = nameOf(role.practitioner?.reference ?? '');
    for (const name of [`PractitionerRole/${role.id}`, holder]) if (name) managers.add(name);
  }
  return managers;
}

/** A manager's decision, with the goals it is about; null for any other resource. */
export function readReview(
  resource: unknown,
  managers: ReadonlySet<string>,
): { readonly goals: readonly string[]; readonly review: ReviewDecision } | null {
  const parsed = decisionSchema.safeParse(resource).data;
  if (!parsed || ourCode(parsed.code) !== 'review-decision') return null;
  const by = namesOf(parsed.performer).find((name) => managers.has(name));
  const level = codeIn(parsed.valueCodeableConcept, SYSTEM.level);
  const issued = instantIn(parsed.issued);
  if (!SETTLED.has(parsed.status) || !by || level === null || issued === null) return null;
  const goals = namesOf(parsed.focus).filter((name) => typeOf(name) === 'Goal');
  return { goals, review: { reference: `Observation/${parsed.id}`, level, issued, by } };
}

const namesOf = (references: readonly { readonly reference?: string | undefined }[]) =>
  references.flatMap(({ reference }) => nameOf(reference ?? '') ?? []);

/** Whether a resource may be a manager's decision on a goal. */
export const isReviewDecision = (resource: unknown): boolean =>
  decisionSchema.safeParse(resource).data !== undefined;
