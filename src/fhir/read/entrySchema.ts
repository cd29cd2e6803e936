import { z } from 'zod';
import type { ReadingProblem } from '../../domain/caseFile.ts';
import type { Entry, EntryKind, Records } from './entry.ts';

/** What one element of a record is; with a question mark where it may be null. */
type Shape = keyof typeof IS | `${keyof typeof IS}?`;

/** Follows from the type, so that a record that changes cannot leave its table behind. */
type ShapeOf<T> = [T] extends [null]
  ? never
  : null extends T
    ? `${Plain<NonNullable<T>>}?`
    : Plain<T>;
type Plain<T> = [T] extends [string]
  ? 'text'
  : [T] extends [number]
    ? 'number'
    : [T] extends [boolean]
      ? 'flag'
      : [T] extends [readonly unknown[]]
        ? 'list'
        : 'object';
type ShapesOf<T> = { readonly [Key in keyof T]-?: ShapeOf<T[Key]> };

const IS = {
  text: (value: unknown) => typeof value === 'string',
  number: (value: unknown) => typeof value === 'number',
  flag: (value: unknown) => typeof value === 'boolean',
  list: (value: unknown) => Array.isArray(value),
  object: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value),
} as const;

/** Of records of two shapes, what both have. */
type Shared<T> = Pick<T, keyof T>;

type Shapes = { readonly [Kind in keyof Records]: ShapesOf<Shared<Records[Kind]>> } & {
  readonly problems: ShapesOf<Pick<ReadingProblem, 'reference' | 'kind' | 'because'>>;
};

/** Whoever changes a table here raises ENTRY_SHAPE. */
const SHAPES: Shapes = {
  goals: {
    reference: 'text',
    version: 'text?',
    updated: 'number?',
    patient: 'text?',
    identifiers: 'list',
    lifecycle: 'text',
    claim: 'object',
    statusIsOurs: 'flag',
    shows: 'text?',
    statusDate: 'object?',
    startDate: 'object?',
    personLed: 'flag?',
    measurable: 'flag',
    nouns: 'list',
    addresses: 'list',
    outcomes: 'list',
    programmes: 'list',
    topics: 'list',
  },
  requests: {
    reference: 'text',
    version: 'text?',
    updated: 'number?',
    authored: 'object?',
    status: 'text',
    patient: 'text?',
    pertainsTo: 'list',
    basedOn: 'list',
    timesPerWeek: 'number?',
  },
  observations: {
    reference: 'text',
    kind: 'text?',
    patient: 'text?',
    links: 'object',
    timing: 'object?',
    fault: 'object?',
    corrected: 'flag',
    doubts: 'list',
    issued: 'number?',
    updated: 'number?',
    performers: 'list',
    encounter: 'text?',
    derivedFrom: 'list',
    identifiers: 'list',
    values: 'list',
    attempt: 'text',
    opinion: 'text?',
    note: 'text',
  },
  forms: {
    reference: 'text',
    kind: 'text',
    patient: 'text?',
    links: 'object',
    timing: 'object?',
    fault: 'object?',
    corrected: 'flag',
    doubts: 'list',
    issued: 'number?',
    updated: 'number?',
    identifiers: 'list',
    values: 'list',
  },
  plans: {
    reference: 'text',
    ours: 'flag',
    goals: 'list',
    instantiates: 'list',
    activities: 'list',
  },
  documents: { reference: 'text', identifiers: 'list', pertainsTo: 'list', related: 'list' },
  provenances: { reference: 'text', targets: 'list', recorded: 'number?', agents: 'list' },
  parties: {
    reference: 'text',
    identifiers: 'list',
    practitioner: 'text?',
    organisation: 'text?',
    representative: 'flag',
  },
  problems: { reference: 'text', kind: 'text', because: 'text' },
};

const TESTS = new Map(
  Object.entries(SHAPES).map(([kind, shapes]) => [
    kind,
    Object.entries(shapes as Readonly<Record<string, Shape>>).map(testOf),
  ]),
);

type Test = (record: Readonly<Record<string, unknown>>) => boolean;

function testOf([key, shape]: [string, Shape]): Test {
  const is = IS[shape.replace('?', '') as keyof typeof IS];
  return shape.endsWith('?')
    ? ({ [key]: value }) => value === null || is(value)
    : ({ [key]: value }) => is(value);
}

/** By the tables and without a schema of their own: a person's history holds ten thousand of them. */
function isRecordOf({ to, record }: { readonly to: EntryKind; readonly record: unknown }): boolean {
  if (record === null) return to !== 'problems';
  const tests = TESTS.get(to);
  if (tests === undefined || !IS.object(record)) return false;
  return tests.every((test) => test(record as Readonly<Record<string, unknown>>));
}

/** An entry as it comes back from where it was stored; a row of any other shape is refused. */
export const entrySchema: z.ZodType<Entry> = z
  .object({
    to: z.enum([...(Object.keys(SHAPES) as (keyof Shapes)[]), 'unread']),
    reference: z.string(),
    version: z.object({ id: z.string().nullable(), updated: z.number().nullable() }),
    record: z.unknown(),
    uncounted: z.literal(true).optional(),
  })
  .refine(isRecordOf, 'its record is none of its kind');
