import { z } from 'zod';
import type { CaseKey, WrittenTask } from '../../../domain/written.ts';
import { IDENTIFIER, SYSTEM } from '../../names.ts';
import { conceptSchema, identifierSchema, referenceSchema } from '../elements.ts';
import { nameOf, typeOf } from '../references.ts';
import { codeIn, instantIn, lastUpdated, namedKey } from './ours.ts';
import type { Owned } from './ours.ts';
import type { Traces } from './trace.ts';

const taskSchema = z.looseObject({
  status: z.string().optional(),
  groupIdentifier: identifierSchema.optional(),
  owner: referenceSchema.optional(),
  authoredOn: z.string().optional(),
  lastModified: z.string().optional(),
  input: z
    .array(z.looseObject({ valueCodeableConcept: conceptSchema.optional() }))
    .catch([])
    .default([]),
});
type Parsed = z.infer<typeof taskSchema>;

const OPEN = new Set([
  'draft',
  'requested',
  'received',
  'accepted',
  'ready',
  'in-progress',
  'on-hold',
]);

/** What a person adds to a task when they take it on. */
const MARKS = ['note', 'output', 'executionPeriod', 'businessStatus'] as const;

/** A Task of ours; its kind and number are those of its identifier. */
export function readTask(
  owned: Owned,
  { name, number }: { readonly name: string; readonly number: number },
  tenant: string,
  traces: Traces,
): WrittenTask | null {
  const parsed = taskSchema.safeParse(owned.raw);
  if (!parsed.success) return null;
  const task = parsed.data;
  const times = [instantIn(task.authoredOn), instantIn(task.lastModified)];
  return {
    reference: owned.reference,
    kind: name,
    number,
    case: caseOf(task, tenant),
    open: OPEN.has(task.status ?? ''),
    touched: isTouched(task),
    lastSeen: Math.max(lastUpdated(owned.head), ...times.map((time) => time ?? 0)),
    proposed: proposedIn(task),
    traced: traces.created(owned.reference),
  };
}

function isTouched(task: Parsed): boolean {
  const owner = nameOf(task.owner?.reference ?? '');
  const taken = owner !== null && typeOf(owner) !== 'Organization';
  return taken || task.status !== 'requested' || MARKS.some((mark) => task[mark] !== undefined);
}

const proposedIn = (task: Parsed): string | null =>
  task.input.map((each) => codeIn(each.valueCodeableConcept, SYSTEM.level)).find(Boolean) ?? null;

function caseOf({ groupIdentifier }: Parsed, tenant: string): CaseKey | null {
  if (groupIdentifier?.system !== IDENTIFIER.case) return null;
  const value = groupIdentifier.value ?? '';
  const key = value.startsWith(`${tenant}.`) ? namedKey(value.slice(tenant.length + 1)) : null;
  return key && { code: key.name, episode: key.number };
}
