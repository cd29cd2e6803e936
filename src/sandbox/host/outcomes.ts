import { getStatus, OperationOutcomeError } from '@medplum/core';

import type { OperationOutcome } from './resource.ts';

type IssueCode = OperationOutcome['issue'][number]['code'];

/** Outcomes the library has no status for; the id tells them apart, as its own do. */
const STATUS: Readonly<Record<string, number>> = {
  conflict: 409,
  'not-authorised': 401,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'server-error': 500,
};

export const statusOf = (outcome: OperationOutcome): number =>
  STATUS[outcome.id ?? ''] ?? getStatus(outcome);

const outcome = (
  id: string | undefined,
  severity: 'error' | 'warning',
  code: IssueCode,
  text: string,
): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  ...(id === undefined ? {} : { id }),
  issue: [{ severity, code, details: { text } }],
});

export const notFound = (text: string): OperationOutcome =>
  outcome('not-found', 'error', 'not-found', text);
export const gone = (text: string): OperationOutcome => outcome('gone', 'error', 'deleted', text);
export const invalid = (text: string): OperationOutcome =>
  outcome(undefined, 'error', 'invalid', text);
export const unsupported = (text: string): OperationOutcome =>
  outcome(undefined, 'error', 'not-supported', text);
export const methodNotAllowed = (text: string): OperationOutcome =>
  outcome('method-not-allowed', 'error', 'not-supported', text);
export const notAcceptable = (text: string): OperationOutcome =>
  outcome('not-acceptable', 'error', 'not-supported', text);
export const wrongMediaType = (text: string): OperationOutcome =>
  outcome('unsupported-media-type', 'error', 'not-supported', text);
export const tooLarge = (text: string): OperationOutcome =>
  outcome('content-too-large', 'error', 'too-long', text);
export const versionConflict = (text: string): OperationOutcome =>
  outcome('precondition-failed', 'error', 'conflict', text);
export const conflict = (text: string): OperationOutcome =>
  outcome('conflict', 'error', 'conflict', text);
export const notAuthorised = (text: string): OperationOutcome =>
  outcome('not-authorised', 'error', 'login', text);
export const forbidden = (text: string): OperationOutcome =>
  outcome('forbidden', 'error', 'forbidden', text);
export const serverError = (): OperationOutcome =>
  outcome('server-error', 'error', 'exception', 'The sandbox failed while answering.');

/** What was not used of a search: reported inside the searchset, never as a failure. */
export const ignoredParameters = (names: readonly string[]): OperationOutcome =>
  outcome(undefined, 'warning', 'not-supported', `Not supported and not used: ${names.join(', ')}`);

/** Throws the outcome; the router turns it into the answer of the request or of the entry. */
export function refuse(answer: OperationOutcome): never {
  throw new OperationOutcomeError(answer);
}
