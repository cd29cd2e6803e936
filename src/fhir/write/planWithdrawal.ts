import { WITHDRAWN } from '../../domain/taskWords.ts';
import type { Written } from '../read/written.ts';
import type { RawResource } from '../read/written/ours.ts';
import { chunksOf } from './chunks.ts';
import type { Chunk } from './chunks.ts';
import type { Place } from './elements.ts';
import { closedFlag } from './flag.ts';
import { cancelledTask } from './task.ts';

/**
 * What has to be taken back of a goal that is assessed no longer (recorded in error, taken out of the
 * record, no programme any more): its active flags are closed, and its open tasks that nobody took are
 * cancelled. Verdicts and all that people made theirs stay: a flag set active again by a person, a
 * task that was begun. A record where that is done already gives nothing to write.
 */
export function planWithdrawal(
  { state, resources }: Written,
  { asOf }: Pick<Place, 'asOf'>,
): readonly Chunk[] {
  const rawOf = (reference: string): RawResource => resources.get(reference) as RawResource;
  const flags = state.raised.filter(({ active, reopened }) => active && !reopened);
  const tasks = state.tasks.filter(({ open, touched }) => open && !touched);
  return [
    ...chunksOf(flags.map(({ reference }) => [closedFlag(rawOf(reference), asOf)])),
    ...chunksOf(
      tasks.map(({ reference }) => [cancelledTask(rawOf(reference), asOf, WITHDRAWN.goal)]),
    ),
  ];
}
