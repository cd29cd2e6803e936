import { CORE_EXTENSION } from '../names.ts';
import type { Extension } from './elements.ts';
import type { Naming, ResourceName } from './references.ts';

const PERTAINS: ReadonlySet<string> = new Set([
  CORE_EXTENSION.pertainsToGoal,
  CORE_EXTENSION.pertainsToGoalStu3,
]);

/** The goals that a resource says it pertains to, under the extension's present or older name. */
export const goalsPertainedTo = (
  extensions: readonly Extension[],
  naming: Naming,
): readonly ResourceName[] =>
  extensions
    .filter((extension) => PERTAINS.has(extension.url))
    .flatMap((extension) => naming.name(extension.valueReference, 'Goal') ?? []);
