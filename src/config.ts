import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LOG_LEVELS } from './log.ts';
import { Problem, sentenceOf } from './problem.ts';

const environmentSchema = z.object({
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  /** Set to nothing is as good as not set. */
  TENANTS_FILE: z
    .string()
    .transform((path) => (path === '' ? null : path))
    .nullable()
    .default(null),
});

const baseUrl = z.string().superRefine((text, context) => {
  const fault = faultOfBaseUrl(text);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});

const paths = z.array(z.string().min(1)).readonly().default([]);

/** Without Goal and Observation there is nothing to assess. */
const DISPENSABLE = [
  'CarePlan',
  'ConceptMap',
  'DocumentReference',
  'Encounter',
  'Flag',
  'Provenance',
  'QuestionnaireResponse',
  'ServiceRequest',
  'Task',
] as const;

const hostSchema = z.strictObject({
  /** Base of the host's FHIR R4 endpoint, without a trailing slash. */
  baseUrl: baseUrl.transform((text) => text.replace(/\/+$/, '')),
  /** A file that holds a bearer token: for trials. */
  bearerFile: z.string().min(1).nullable().default(null),
  timeoutSeconds: z.number().min(1).max(600).default(30),
  /** Types that are neither read nor written, as if the host did not offer them. */
  leaveOut: z.array(z.enum(DISPENSABLE)).readonly().default([]),
});

const tenantSchema = z.strictObject({
  /** Part of the identifier of all that we write, so it never changes. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'use lower-case letters, digits and hyphens'),
  host: hostSchema,
  /** A: Goals are never touched. C: a Task proposes the level to the registered manager. */
  goalWriteMode: z.enum(['A', 'C']).default('A'),
  /** Files of PlanDefinitions beside the three that ship. */
  programmes: paths,
  /** Files of ConceptMaps from local codes. */
  conceptMaps: paths,
  /** Files of adapters from local scales; the first rule that matches a record counts. */
  adapters: paths,
  /** May notes about other people be compared, to find copied ones? */
  serviceNotes: z.boolean().default(false),
});

const tenantsSchema = z.strictObject({
  tenants: z.array(tenantSchema).min(1, 'name at least one tenant').superRefine(refuseTwins),
});

export type Environment = z.infer<typeof environmentSchema>;
export type Tenant = z.infer<typeof tenantSchema>;

/** @throws Problem `bad-configuration` that lists every fault, and no value. */
export const parseEnvironment = (env: Readonly<Record<string, string | undefined>>): Environment =>
  checked(environmentSchema, env, 'The environment');

/** The tenants' file, already parsed from JSON. @throws Problem `bad-configuration` that lists every fault, and no value. */
export const parseTenants = (json: unknown): readonly Tenant[] =>
  checked(tenantsSchema, json, "The tenants' file").tenants;

/** The token in a file, without the line end. @throws Problem `bad-configuration` that names the file alone. */
export function readBearer(file: string): string {
  const token = textOf(file).trim();
  // RFC 6750 §2.1: anything else would break the header that carries it.
  if (/^[A-Za-z0-9._~+/-]+=*$/.test(token)) return token;
  throw new Problem('bad-configuration', `The file ${file} does not hold a bearer token.`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Problem(
      'bad-configuration',
      `The file ${file} cannot be read: ${sentenceOf(cause)}`,
      {
        cause,
      },
    );
  }
}

function faultOfBaseUrl(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return 'give an http or https address';
  if (url.username !== '' || url.password !== '') return 'leave user name and password out';
  return url.search === '' && url.hash === '' ? null : 'leave out what follows ? or #';
}

function refuseTwins(tenants: readonly Tenant[], context: z.RefinementCtx): void {
  tenants.forEach(({ id }, index) => {
    if (tenants.findIndex((other) => other.id === id) === index) return;
    context.addIssue({ code: 'custom', path: [index, 'id'], message: `${id} is there twice` });
  });
}

function checked<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  what: string,
): z.infer<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${pathOf(path)}: ${message}`);
  throw new Problem('bad-configuration', `${what} has faults: ${faults.join('; ')}.`);
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'top' : path.map(String).join('.');
