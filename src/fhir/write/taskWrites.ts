import { actsOf } from '../../domain/acts.ts';
import { isRaised } from '../../domain/findingWords.ts';
import { WITHDRAWN } from '../../domain/taskWords.ts';
import type { CaseKey } from '../../domain/written.ts';
import { CHUNK_SIZE } from './chunks.ts';
import type { Write } from './chunks.ts';
import { identifierKey } from './elements.ts';
import { flagIdentifier } from './flag.ts';
import { fullUrlOf } from './fullUrl.ts';
import { mayRetrace, rawOf } from './planInput.ts';
import type { Desk } from './planInput.ts';
import { provenanceWrite } from './provenance.ts';
import { cancelledTask, reproposedTask, taskWrite } from './task.ts';

/** Tasks to be changed one by one, new ones in groups with their Provenance. */
export function taskWrites(desk: Desk): readonly (readonly Write[])[] {
  const { acts, place } = desk;
  const opened = actsOf(acts, 'open-task').map((task) =>
    taskWrite(place, task, reasonOf(desk, task.case)),
  );
  const untraced = mayRetrace(desk) ? actsOf(acts, 'trace-task').map(({ task }) => task) : [];
  return [
    ...actsOf(acts, 'cancel-task').map(({ task }) => [cancelled(desk, task)]),
    ...actsOf(acts, 'propose-again').map(({ task, proposed }) => [
      reproposedTask(rawOf(desk, task), proposed),
    ]),
    ...batches(opened).map((batch) => [
      ...batch,
      tracedBatch(
        desk,
        batch.map((write) => write.fullUrl),
      ),
    ]),
    ...(untraced.length > 0 ? [[tracedBatch(desk, untraced)]] : []),
  ];
}

/** A proposal that the status answers is withdrawn once that status is there. */
function cancelled(desk: Desk, task: string): Write {
  const { acts, input, place } = desk;
  const raw = rawOf(desk, task);
  const kind = input.written?.state.tasks.find(({ reference }) => reference === task)?.kind;
  const set = actsOf(acts, 'set-status').some(({ barred }) => barred === null);
  return kind === 'confirm-status-change' && set
    ? {
        ...cancelledTask(raw, place.asOf, WITHDRAWN.answered),
        after: fullUrlOf(place.goal),
      }
    : cancelledTask(raw, place.asOf, WITHDRAWN.finding);
}

const tracedBatch = ({ place, verdict }: Desk, targets: readonly string[]): Write =>
  provenanceWrite(place, { targets, from: verdict, verifier: null });

/** So many that their Provenance fits beside them. */
function batches(writes: readonly Write[]): readonly (readonly Write[])[] {
  const size = CHUNK_SIZE - 1;
  return Array.from({ length: Math.ceil(writes.length / size) }, (_, index) =>
    writes.slice(index * size, (index + 1) * size),
  );
}

/** The flag of the case, there or just raised; the verdict for findings that raise none. */
function reasonOf({ input, place, verdict }: Desk, { code, episode }: CaseKey): string {
  if (!isRaised(code)) return verdict;
  const there = input.written?.state.raised.find(
    (raised) => raised.code === code && raised.episode === episode,
  );
  return there?.reference ?? fullUrlOf(identifierKey(flagIdentifier(place, code, episode)));
}
