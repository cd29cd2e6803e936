import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LOG_LEVELS } from './log.ts';
import { Problem, sentenceOf } from './problem.ts';

/** Set to nothing is as good as not set. */
const optional = z
  .string()
  .transform((text) => (text === '' ? null : text))
  .nullable()
  .default(null);

const environmentSchema = z.object({
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  TENANTS_FILE: optional,
  /** A PostgreSQL database; without one, `serve` keeps an embedded database in `DATA_DIR`. */
  DATABASE_URL: optional.refine(
    (url) => url === null || (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)),
    'give a whole address that begins with postgres://',
  ),
  /** A file that holds `DATABASE_URL`, for those who keep it out of the environment. */
  DATABASE_URL_FILE: optional,
  DATA_DIR: z.string().min(1).default('attest-data'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  /** Others on the network reach the service only where this says so (`0.0.0.0`). */
  LISTEN_ADDRESS: z.string().min(1).default('127.0.0.1'),
  /** How many proxies stand before the service, and say who asked. */
  PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Where hosts and browsers reach the service; null: where it listens. */
  PUBLIC_URL: optional.superRefine((url, context) => {
    const fault = url === null ? null : faultOfBaseUrl(url);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
  }),
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

const path = z.string().min(1);

/** SMART Backend Services: a signed assertion for each token, and no shared secret. */
const backendServicesSchema = z.strictObject({
  clientId: z.string().min(1),
  /** A private key as JWK or PEM (PKCS #8), for ES384 or RS384: the one that signs. */
  keyFile: path,
  /** A second key whose public half is published too: the one before, or the one to come. */
  otherKeyFile: path.nullable().default(null),
  /** Where tokens are had; null: what the host's SMART configuration says. */
  tokenUrl: baseUrl.nullable().default(null),
  scope: z.string().min(1).default('system/*.read system/*.write'),
});

const hostSchema = z
  .strictObject({
    /** Base of the host's FHIR R4 endpoint, without a trailing slash. */
    baseUrl: baseUrl.transform((text) => text.replace(/\/+$/, '')),
    /** A file that holds a bearer token: for trials. */
    bearerFile: path.nullable().default(null),
    backendServices: backendServicesSchema.nullable().default(null),
    timeoutSeconds: z.number().min(1).max(600).default(30),
    /** How much of it one process of the service may ask for. */
    requestsPerSecond: z.number().positive().max(1000).default(20),
    requestsAtOnce: z.int().min(1).max(100).default(4),
    /** Types that are neither read nor written, as if the host did not offer them. */
    leaveOut: z.array(z.enum(DISPENSABLE)).readonly().default([]),
  })
  .refine(
    ({ bearerFile, backendServices }) => bearerFile === null || backendServices === null,
    'give bearerFile or backendServices, not both',
  );

/** When the service looks at the record by itself (cron expressions of five or six fields). */
const scheduleSchema = z.strictObject({
  /** For what changed since the last look. */
  changes: z.string().min(1).default('* * * * *'),
  /** For everything, so that what was deleted or missed is noticed too. */
  everything: z.string().min(1).default('30 2 * * *'),
  timeZone: z.string().min(1).default('Europe/London'),
});

const callerSchema = z.union([
  /** A signed token for each call, as in CDS Hooks: `iss`, `aud` = the address called, five minutes at most. */
  z.strictObject({ name: z.string().min(1), issuer: z.string().min(1), jwksFile: path }),
  /** A bearer token in a file: for trials. */
  z.strictObject({ name: z.string().min(1), bearerFile: path }),
]);

const tenantSchema = z.strictObject({
  /** Part of the identifier of all that we write, so it never changes. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'use lower-case letters, digits and hyphens'),
  host: hostSchema,
  /**
   * A: Goals are never touched. B: the verdict is named on the Goal. C: a Task proposes the level to the
   * registered manager. D: as B and C, and the Goal's status follows a manager's confirmation.
   */
  goalWriteMode: z.enum(['A', 'B', 'C', 'D']).default('A'),
  /** Files of PlanDefinitions beside the three that ship. */
  programmes: paths,
  /** Files of ConceptMaps from local codes. */
  conceptMaps: paths,
  /** Files of adapters from local scales; the first rule that matches a record counts. */
  adapters: paths,
  /** May notes about other people be compared, to find copied ones? */
  serviceNotes: z.boolean().default(false),
  /** Whose goals are assessed, where the host does not let all goals be searched for. */
  people: z
    .union([
      z.strictObject({
        group: z.string().regex(/^Group\/[A-Za-z0-9.-]{1,64}$/, 'name it as Group/id'),
      }),
      z.strictObject({ file: path }),
    ])
    .nullable()
    .default(null),
  schedule: scheduleSchema.prefault({}),
  /** A file with the secret (32 characters or more) that the host sends with each notice of a change. */
  noticeSecretFile: path.nullable().default(null),
  /** Programs that may ask for evaluations over HTTP. */
  callers: z.array(callerSchema).readonly().default([]),
});

const tenantsSchema = z.strictObject({
  tenants: z.array(tenantSchema).min(1, 'name at least one tenant').superRefine(refuseTwins),
});

export type Environment = z.infer<typeof environmentSchema>;
export type Tenant = z.infer<typeof tenantSchema>;

/** @throws Problem `bad-configuration` that lists every fault, and no value. */
export function parseEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const { DATABASE_URL_FILE: file, DATABASE_URL: url } = env;
  const inFile = file !== undefined && file !== '' && (url ?? '') === '';
  const whole = inFile ? { ...env, DATABASE_URL: textOf(file).trim() } : env;
  return checked(environmentSchema, whole, 'The environment');
}

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
