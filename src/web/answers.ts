import { STATUS_CODES } from 'node:http';
import type { Request, Response } from 'express';
import type { Resource } from '../fhir/write/chunks.ts';
import { operationOutcomeOf } from '../fhir/operationOutcome.ts';
import type { Problem } from '../problem.ts';

const isFhir = ({ originalUrl }: Request): boolean => /^\/fhir(?:[/?]|$)/.test(originalUrl);

export function sendFhir(response: Response, status: number, resource: Resource): void {
  response.status(status).type('application/fhir+json').send(JSON.stringify(resource));
}

/** An error in the words of where it was asked: OperationOutcome on FHIR paths, RFC 9457 on others. */
export function sendProblem(
  request: Request,
  response: Response,
  problem: Problem,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const { status, code, message } = problem;
  if (status === 401) response.set('WWW-Authenticate', 'Bearer');
  if (status === 503 && !response.hasHeader('Retry-After')) response.set('Retry-After', '30');
  if (isFhir(request)) {
    sendFhir(response, status, { ...operationOutcomeOf(problem) });
    return;
  }
  const title = STATUS_CODES[status] ?? 'Error';
  const body = { type: 'about:blank', title, status, code, detail: message, ...more };
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}
