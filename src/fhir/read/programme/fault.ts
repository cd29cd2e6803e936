import type { z } from 'zod';

/** One thing that is wrong with a programme, and where. */
export interface Fault {
  /** FHIRPath of the element, such as `PlanDefinition.goal[2].target[0].measure`. */
  readonly path: string;
  readonly message: string;
}

export type Report = (path: string, message: string) => void;

/** `goal`, 2, `target` below `PlanDefinition` as `PlanDefinition.goal[2].target`. */
const below = (path: string, keys: readonly PropertyKey[]): string =>
  keys.reduce<string>(
    (sofar, key) => (typeof key === 'number' ? `${sofar}[${key}]` : `${sofar}.${String(key)}`),
    path,
  );

const valueAt = (value: unknown, keys: readonly PropertyKey[]): unknown =>
  keys.reduce<unknown>(
    (sofar, key) => (sofar as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    value,
  );

function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (valueAt(value, issue.path) === undefined) return 'is missing';
  if (issue.code === 'invalid_type') return `should be of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `should be ${issue.values.map(String).join(' or ')}`;
  if (issue.code !== 'too_small') return issue.message;
  if (issue.origin === 'array' || issue.origin === 'string') return 'is empty';
  return `should be ${issue.inclusive === false ? 'above' : 'at least'} ${issue.minimum}`;
}

/** How the keys of a parsed value are named in the resource, where that differs from FHIRPath. */
export type PathOf = (path: string, keys: readonly PropertyKey[]) => string;

/** One element as its schema has it; else undefined, and each structural fault is reported. */
export function parse<T>(
  schema: z.ZodType<T>,
  value: unknown,
  path: string,
  report: Report,
  pathOf: PathOf = below,
): T | undefined {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    report(pathOf(path, issue.path), messageOf(issue, value));
  }
  return undefined;
}
