import type { Task } from 'fhir/r4.js';
import type { NewTask } from '../../domain/acts.ts';
import type { Level } from '../../domain/level.ts';
import { isRequest } from '../../domain/tasks.ts';
import { taskRow } from '../../domain/taskWords.ts';
import type { Instant } from '../../domain/time.ts';
import { IDENTIFIER, PROFILE, SYSTEM, activityDefinition } from '../names.ts';
import type { RawResource } from '../read/written/ours.ts';
import type { Write } from './chunks.ts';
import { concept, creation, instant, keyOf, metaOf, optional, update } from './elements.ts';
import type { Place } from './elements.ts';
import { wordsOf } from './flag.ts';

const proposalOf = (level: Level) => [
  { type: { text: 'Proposed level' }, valueCodeableConcept: concept(SYSTEM.level, level) },
];

/** A finding asks, or a need of the next stage. */
const reasonSystem = (code: string): string => (isRequest(code) ? SYSTEM.need : SYSTEM.finding);

/** Something that somebody in a named role is asked to do; `reason` is the Flag or the verdict. */
export function taskWrite(place: Place, task: NewTask, reason: string): Write {
  const { kind, number, because, roles, due, proposed } = task;
  const identifier = { system: IDENTIFIER.task, value: `${keyOf(place)}.${kind}.${number}` };
  const written = {
    resourceType: 'Task',
    meta: metaOf(PROFILE.task),
    identifier: [identifier],
    instantiatesCanonical: activityDefinition(kind),
    basedOn: [{ reference: place.plan }],
    groupIdentifier: {
      system: IDENTIFIER.case,
      value: `${keyOf(place)}.${task.case.code}.${task.case.episode}`,
    },
    status: 'requested',
    intent: 'order',
    priority: because.severity === 'high' ? 'urgent' : 'routine',
    code: concept(SYSTEM.task, kind, taskRow(kind).title),
    description: taskRow(kind).ask,
    focus: { reference: place.goal },
    for: { reference: place.patient },
    authoredOn: instant(place.asOf),
    requester: { reference: place.device },
    performerType: roles.map((role) => concept(SYSTEM.role, role)),
    ...optional('owner', place.provider === null ? null : { reference: place.provider }),
    reasonCode: concept(reasonSystem(because.code), because.code, wordsOf(because)),
    reasonReference: { reference: reason },
    restriction: { period: { end: instant(due) } },
    ...optional('input', proposed === null ? null : proposalOf(proposed)),
  } satisfies Task;
  return creation(identifier, written);
}

export const cancelledTask = (raw: RawResource, at: Instant, because: string): Write =>
  update(raw, {
    status: 'cancelled',
    statusReason: { text: because },
    lastModified: instant(at),
  });

/** The same proposal for another level; other inputs stay. */
export function reproposedTask(raw: RawResource, level: Level): Write {
  const inputs = (raw['input'] ?? []) as readonly { readonly type?: { readonly text?: string } }[];
  const others = inputs.filter((input) => input.type?.text !== 'Proposed level');
  return update(raw, { input: [...others, ...proposalOf(level)] });
}
