import { z } from 'zod';
import type { GoalFace } from '../../../domain/goalActs.ts';
import { confirmedLevelIn } from '../../confirmedStatus.ts';
import { EXTENSION } from '../../names.ts';
import { conceptSchema, extensionsOf, headSchema, referenceSchema } from '../elements.ts';
import { nameOf } from '../references.ts';
import { compareVersions, versionIn } from '../version.ts';
import type { RawResource } from './ours.ts';

const goalSchema = z.looseObject({
  extension: z.array(z.unknown()).optional(),
  achievementStatus: conceptSchema.optional().catch(undefined),
  outcomeReference: z.array(referenceSchema).optional().catch(undefined),
});

/** What stands in a Goal, as the host holds it, beside what staff say there. */
export function readGoalFace(
  raw: RawResource,
): Pick<GoalFace, 'names' | 'setTo' | 'keepsOurs' | 'dated'> {
  const { extension, achievementStatus, outcomeReference = [], statusDate } = goalSchema.parse(raw);
  const shown = extensionsOf(extension).find(({ url }) => url === EXTENSION.validatedAttainment);
  const parts = extensionsOf(shown?.extension);
  const observation = parts.find(({ url }) => url === 'observation')?.valueReference;
  return {
    names: [...outcomeReference, observation].flatMap(
      (each) => nameOf(each?.reference ?? '') ?? [],
    ),
    setTo: confirmedLevelIn(achievementStatus?.coding ?? []),
    dated: typeof statusDate === 'string',
    keepsOurs: observation?.reference !== undefined && parts.some(({ url }) => url === 'level'),
  };
}

/** The newest version of each Goal among these resources, as the host holds it, by `Goal/id`. */
export function newestGoals(resources: readonly unknown[]): ReadonlyMap<string, RawResource> {
  const newest = new Map<string, RawResource>();
  for (const resource of resources) {
    const head = headSchema.safeParse(resource).data;
    if (head?.resourceType !== 'Goal' || head.id === undefined) continue;
    const reference = `Goal/${head.id}`;
    const before = headSchema.safeParse(newest.get(reference)).data;
    const older = before === undefined || compareVersions(versionIn(before), versionIn(head)) < 0;
    if (older) newest.set(reference, resource as RawResource);
  }
  return newest;
}
