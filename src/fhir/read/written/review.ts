import { z } from 'zod';
import { compareText } from '../../../domain/order.ts';
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
  active: z.boolean().optional(),
  practitioner: referenceSchema.optional(),
  organization: referenceSchema.optional().catch(undefined),
  code: z.array(conceptSchema),
});

/** Registered Managers by name, with the organisations where they are; null for one that is not said. */
export type Managers = ReadonlyMap<string, readonly (string | null)[]>;

/** The roles in force and the people who hold them (T24, P25, E21). */
export function managersIn(resources: readonly unknown[], codes: Codes | null): Managers {
  const managers = new Map<string, readonly (string | null)[]>();
  for (const resource of resources) {
    const role = roleSchema.safeParse(resource).data;
    if (role === undefined || role.active === false) continue;
    const roles = role.code.map((concept) =>
      codes === null ? codeIn(concept, SYSTEM.role) : exactCode(concept, SYSTEM.role, codes),
    );
    if (!roles.includes(MANAGER)) continue;
    const holder = nameOf(role.practitioner?.reference ?? '');
    const organisation = organisationIn(role.organization?.reference ?? '');
    for (const name of [`PractitionerRole/${role.id}`, holder])
      if (name) managers.set(name, [...(managers.get(name) ?? []), organisation]);
  }
  return managers;
}

/** A manager's decision, with the goals it is about; null for any other resource. */
export function readReview(
  resource: unknown,
  managers: Managers,
): { readonly goals: readonly string[]; readonly review: ReviewDecision } | null {
  const parsed = decisionSchema.safeParse(resource).data;
  if (!parsed || ourCode(parsed.code) !== 'review-decision') return null;
  const by = namesOf(parsed.performer).find((name) => managers.has(name));
  const level = codeIn(parsed.valueCodeableConcept, SYSTEM.level);
  const issued = instantIn(parsed.issued);
  if (!SETTLED.has(parsed.status) || !by || level === null || issued === null) return null;
  const goals = namesOf(parsed.focus).filter((name) => typeOf(name) === 'Goal');
  const organisations = organisationsOf(managers.get(by) ?? []);
  return {
    goals,
    review: { reference: `Observation/${parsed.id}`, level, issued, by, organisations },
  };
}

/** Null where it is named by nothing that another reference could be compared with. */
function organisationIn(reference: string): string | null {
  const name = nameOf(reference);
  return name?.startsWith('Organization/') ? name : null;
}

/** A role that names no organisation may be held anywhere. */
const organisationsOf = (named: readonly (string | null)[]): readonly string[] =>
  named.includes(null) ? [] : [...new Set(named.filter((name) => name !== null))].sort(compareText);

const namesOf = (references: readonly { readonly reference?: string | undefined }[]) =>
  references.flatMap(({ reference }) => nameOf(reference ?? '') ?? []);

/** Whether a resource may be a manager's decision on a goal. */
export const isReviewDecision = (resource: unknown): boolean =>
  decisionSchema.safeParse(resource).data !== undefined;
