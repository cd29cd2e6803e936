import { z } from 'zod';
import { parse, type Report } from '../programme/fault.ts';
import { ADAPTED_KINDS, ADAPTED_TYPES } from './adapter.ts';

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'should be lower-case letters, digits and hyphens');
const expression = z.string().min(1);

/** Both ends belong to the band. */
const band = z.strictObject({ from: z.number(), to: z.number(), code: z.string().min(1) });
const entry = z.union([z.string(), z.number(), z.boolean()], {
  error: 'should be a code, a whole number, true or false',
});

const component = z.strictObject({
  /** A code of Attest's own, or `system|code`. */
  component: z.string().min(1),
  value: expression.optional(),
  done: expression.optional(),
  required: expression.optional(),
  bands: z.array(band).min(1).optional(),
  table: z.record(z.string(), entry).optional(),
  unit: z.string().min(1).optional(),
});
export type ComponentEntry = z.infer<typeof component>;

const elements = z.strictObject({
  goal: expression.optional(),
  start: expression.optional(),
  end: expression.optional(),
  recorded: expression.optional(),
  worker: expression.optional(),
  note: expression.optional(),
});
export type ElementEntries = z.infer<typeof elements>;

const rule = z.strictObject({
  name: slug,
  resource: z.enum(ADAPTED_TYPES),
  when: expression,
  gives: z.enum(ADAPTED_KINDS),
  elements: elements.default({}),
  components: z.array(component).min(1),
});
export type RuleEntry = z.infer<typeof rule>;

/** What is expected of one component: a code, a number, a share such as `4/6`, or null for none. */
const expected = z.union([entry, z.array(z.string()), z.null()], {
  error: 'should be a code, a number, a share such as 4/6, true, false or null',
});
const fixture = z.strictObject({
  shows: z.string().min(1),
  resource: z.looseObject({ resourceType: z.string(), id: z.string() }),
  gives: z.strictObject({ rule: slug, components: z.record(z.string(), expected) }).nullable(),
});
export type Fixture = z.infer<typeof fixture>;

const mapping = z.strictObject({
  adapter: slug,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'should be a version such as 1.0.0'),
  rules: z.array(rule).min(1),
  fixtures: z.array(fixture).min(1),
});
export type MappingFile = z.infer<typeof mapping>;

/** An adapter's file as its schema has it; else undefined, and every fault is reported with its place. */
export const readMappingFile = (json: unknown, report: Report): MappingFile | undefined =>
  parse(mapping, json, '', (path, message) => {
    report(path === '' ? 'top' : path.replace(/^\./, ''), message);
  });
