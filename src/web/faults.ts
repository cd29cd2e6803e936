import type { ErrorRequestHandler } from 'express';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import { sendProblem } from './answers.ts';

/** Whatever a handler throws ends here, and nowhere else. */
export const answerFaults =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    const problem = problemOf(error);
    if (problem.status >= 500) log.error('request-failed', { code: codeOf(error) });
    if (response.headersSent) next(error);
    else sendProblem(request, response, toldOutside(problem));
  };

/** What express and its body parsers throw. */
const refusalSchema = z.looseObject({ type: z.string().optional(), status: z.number() });

const REFUSALS: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  'entity.parse.failed': ['bad-usage', 'The body is not JSON.'],
  'entity.too.large': ['too-large', 'The body is too large.'],
  'encoding.unsupported': ['wrong-media-type', 'The encoding of the body is not supported.'],
  'charset.unsupported': ['wrong-media-type', 'The characters of the body are not UTF-8.'],
};

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { data } = refusalSchema.safeParse(error);
  if (data === undefined || data.status >= 500)
    return new Problem('unexpected', '', { cause: error });
  const [code, sentence] = REFUSALS[data.type ?? ''] ?? UNREADABLE;
  return new Problem(code, sentence, { cause: error });
}

const UNREADABLE = ['bad-usage', 'The request cannot be read.'] as const;

const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : 'unexpected');

/** Sentences about the host and our own files name addresses and paths that are nobody's outside. */
const SAID_OUTSIDE: Partial<Record<ProblemCode, string>> = {
  'bad-configuration':
    'The configuration of this tenant has a fault; the log of the service tells.',
  'bad-adapter': 'An adapter of this tenant has a fault; the log of the service tells.',
  'bad-programme': 'A programme of this tenant has a fault; the log of the service tells.',
  'host-unreachable': 'The record cannot be reached at present.',
  'host-timeout': 'The record did not answer in time.',
  'host-unauthorised': 'The record does not accept the credentials of this service.',
  'host-not-found': 'The record does not hold what is needed.',
  'host-throttled': 'The record asks for fewer requests at present.',
  'host-error': 'The record failed.',
  'host-refused': 'The record does not give what is needed, or does not take what was decided.',
  'host-not-fhir': 'The record sent what is not FHIR.',
  'host-conflict': 'Somebody else is changing the record; ask again.',
  'wrong-fhir-version': 'The record does not speak FHIR R4.',
  unexpected: 'The service failed while it answered; its log tells.',
};

function toldOutside(problem: Problem): Problem {
  const sentence = SAID_OUTSIDE[problem.code];
  return sentence === undefined ? problem : new Problem(problem.code, sentence);
}
