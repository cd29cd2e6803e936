import { planIdentifier } from './attainmentPlan.ts';
import { deviceWrite } from './device.ts';
import { identifierKey } from './elements.ts';
import type { Place } from './elements.ts';
import { fullUrlOf } from './fullUrl.ts';
import type { PlanInput } from './planInput.ts';

type Situation = Pick<PlanInput, 'tenant' | 'goalCase' | 'assessment' | 'device' | 'written'>;

/** Where one goal's resources hang; what the host does not have yet is referred to by its `urn:uuid`. */
export function placeOf({ tenant, goalCase, assessment, device, written }: Situation): Place {
  const { goal, patient, programme, asOf } = assessment;
  const version = goalCase.goalVersion === null ? '' : `/_history/${goalCase.goalVersion}`;
  const identity = { tenant, goal };
  return {
    ...identity,
    goalVersion: `${goal}${version}`,
    patient,
    programme,
    provider: goalCase.provider,
    device: device ?? deviceWrite(tenant).fullUrl,
    plan: written?.state.plan ?? fullUrlOf(identifierKey(planIdentifier(identity))),
    asOf,
  };
}
