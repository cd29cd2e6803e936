import type { CarePlan } from 'fhir/r4.js';
import type { Day } from '../../domain/time.ts';
import { IDENTIFIER, PROFILE, SYSTEM } from '../names.ts';
import type { Write } from './chunks.ts';
import { concept, creation, date, keyOf, metaOf, optional } from './elements.ts';
import type { Place } from './elements.ts';

export const planIdentifier = (place: Pick<Place, 'tenant' | 'goal'>) => ({
  system: IDENTIFIER.plan,
  value: keyOf(place),
});

/** Ties one goal to its programme, with no extension and no write to the host's Goal. */
export function planWrite(
  place: Omit<Place, 'plan'>,
  { start, hostPlan }: { readonly start: Day; readonly hostPlan: string | null },
): Write {
  const identifier = planIdentifier(place);
  const plan = {
    resourceType: 'CarePlan',
    meta: metaOf(PROFILE.attainmentPlan),
    identifier: [identifier],
    instantiatesCanonical: [place.programme],
    ...optional('partOf', hostPlan === null ? null : [{ reference: hostPlan }]),
    status: 'active',
    intent: 'plan',
    category: [concept(SYSTEM.planCategory, 'attainment-plan')],
    subject: { reference: place.patient },
    period: { start: date(start) },
    author: { reference: place.device },
    goal: [{ reference: place.goal }],
  } satisfies CarePlan;
  return creation(identifier, plan);
}
