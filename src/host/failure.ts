import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import { Problem } from '../problem.ts';
import type { ProblemCode } from '../problem.ts';
import { issuesOf } from './resource.ts';

/** What was asked of the host, for sentences and for the decision to ask again. */
export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Origin and path; never a query, which can hold what a person is called. */
  readonly where: string;
  /** Asking twice does no more than asking once. */
  readonly repeatable: boolean;
}

export function asked(
  method: Asked['method'],
  baseUrl: string,
  path: string,
  repeatable: boolean,
): Asked {
  const url = new URL(path, `${baseUrl}/`);
  return { method, where: `${url.origin}${url.pathname.replace(/\/$/, '')}`, repeatable };
}

/** What a Problem with the host knows beside its sentence. */
export interface HostFailure {
  /** Null when no answer came. */
  readonly status: number | null;
  /** The host certainly did nothing: it refused, or was never reached. */
  readonly nothingDone: boolean;
  readonly retryAfter: string | null;
  /** Where a redirect points. */
  readonly location: string | null;
  readonly issues: readonly string[];
  /** Nothing is asked before this instant, as the host is away or wants to be left alone; null: it may be. */
  readonly until: Instant | null;
}

const failures = new WeakMap<Problem, HostFailure>();

/** How the host failed; null for an error of another kind. */
export const failureOf = (error: unknown): HostFailure | null =>
  error instanceof Problem ? (failures.get(error) ?? null) : null;

export const statusOf = (error: unknown): number | null => failureOf(error)?.status ?? null;

const DOUBTFUL: ReadonlySet<ProblemCode> = new Set([
  'host-error',
  'host-timeout',
  'host-unreachable',
  'host-not-fhir',
]);

/** What was asked may have been done all the same. */
export const isDoubtful = (error: Problem): boolean =>
  DOUBTFUL.has(error.code) && failureOf(error)?.nothingDone !== true;

/** The kit client's error: `response` when an answer came, `config.headers` with its headers. */
const answeredSchema = z.looseObject({
  response: z.looseObject({ status: z.number(), data: z.unknown().optional() }),
  config: z.looseObject({ headers: z.instanceof(Headers).optional() }).optional(),
});

/** What fetch throws when no answer came; Node keeps the system's code one level down. */
const silenceSchema = z.looseObject({
  name: z.string().optional(),
  code: z.unknown().optional(),
  cause: z
    .looseObject({ code: z.unknown().optional(), message: z.unknown().optional() })
    .optional()
    .catch(undefined),
});

/** Errors of a connection that was never made. */
const NEVER_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** Any error of the kit client as a Problem in one plain sentence. */
export function problemOf(error: unknown, asked: Asked): Problem {
  if (error instanceof Problem) return error;
  const answered = answeredSchema.safeParse(error).data;
  if (answered === undefined) return silenceOf(error, asked);
  const { status, data } = answered.response;
  const headers = answered.config?.headers;
  return hostProblem(status, asked, {
    status,
    nothingDone: status === 429 || status === 503,
    retryAfter: headers?.get('retry-after') ?? null,
    location: headers?.get('location') ?? null,
    issues: issuesOf(data),
    until: null,
  });
}

function hostProblem(status: number, asked: Asked, failure: HostFailure): Problem {
  const [code, words] = meaningOf(status);
  const issues = failure.issues.length === 0 ? '' : ` (${failure.issues.slice(0, 5).join(', ')})`;
  return failed(
    code,
    `${asked.method} ${asked.where} answered ${status}: ${words}${issues}.`,
    failure,
  );
}

function meaningOf(status: number): readonly [ProblemCode, string] {
  if (status < 300) return ['host-not-fhir', 'the body is not whole FHIR JSON'];
  if (status < 400) return ['host-refused', 'it sends us elsewhere, where we do not follow'];
  return BY_STATUS[status] ?? (status < 500 ? REFUSED : FAILED);
}

const REFUSED = ['host-refused', 'the host does not accept this request'] as const;
const FAILED = ['host-error', 'the host failed'] as const;

const BY_STATUS: Readonly<Record<number, readonly [ProblemCode, string]>> = {
  401: ['host-unauthorised', 'the host does not accept our credentials'],
  403: ['host-refused', 'our credentials do not allow this'],
  404: ['host-not-found', 'there is no such thing in the host'],
  405: ['host-refused', 'the host does not offer this'],
  409: ['host-conflict', 'the record changed meanwhile'],
  410: ['host-not-found', 'it was deleted'],
  412: ['host-conflict', 'the record changed meanwhile, or several match'],
  429: ['host-throttled', 'the host asks for fewer requests'],
  501: ['host-refused', 'the host does not offer this'],
  503: ['host-error', 'the host is not available now'],
};

function silenceOf(error: unknown, asked: Asked): Problem {
  const { name, code, cause } = silenceSchema.parse(error);
  if (name === 'TimeoutError' || name === 'AbortError')
    return silent('host-timeout', 'gave no whole answer in time', asked, error, false);
  if (cause?.message === BAD_PORT) return badPort(asked, error);
  const system = [cause?.code, code].find((one) => typeof one === 'string');
  if (system === undefined)
    return silent('host-not-fhir', 'sent what is no FHIR JSON', asked, error, false);
  const reached = !NEVER_REACHED.has(system);
  const words = reached ? 'broke the connection' : 'cannot be reached';
  return silent('host-unreachable', `${words} (${system})`, asked, error, !reached);
}

/** What fetch says of ports that it never uses (Fetch standard, §2.9), as those of mail. */
const BAD_PORT = 'bad port';

const badPort = (asked: Asked, cause: unknown): Problem =>
  failed(
    'bad-configuration',
    `${asked.method} ${asked.where}: port ${new URL(asked.where).port} is blocked for HTTP.`,
    SILENCE,
    cause,
  );

function silent(
  code: ProblemCode,
  words: string,
  asked: Asked,
  cause: unknown,
  nothingDone: boolean,
): Problem {
  const sentence = `${asked.method} ${asked.where}: the host ${words}.`;
  return failed(code, sentence, { ...SILENCE, nothingDone }, cause);
}

const SILENCE: HostFailure = {
  status: null,
  nothingDone: true,
  retryAfter: null,
  location: null,
  issues: [],
  until: null,
};

/** What was not even asked, so that nothing was done. @param until see HostFailure */
export const notAsked = (code: ProblemCode, sentence: string, until: Instant | null): Problem =>
  failed(code, sentence, { ...SILENCE, until });

function failed(
  code: ProblemCode,
  sentence: string,
  failure: HostFailure,
  cause?: unknown,
): Problem {
  const problem = new Problem(code, sentence, { cause });
  failures.set(problem, failure);
  return problem;
}

/** A whole answer that is not what FHIR promises. */
export const notFhir = (asked: Asked, words: string): Problem =>
  new Problem('host-not-fhir', `${asked.method} ${asked.where} ${words}.`);
