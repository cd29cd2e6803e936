import type { Request } from 'express';

import { notAcceptable, refuse, wrongMediaType } from './outcomes.ts';

const JSON_TYPES = ['application/fhir+json', 'application/json', 'text/json'] as const;
const PATCH_TYPE = 'application/json-patch+json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const mediaTypeOf = (header: string): string => header.split(';')[0]?.trim().toLowerCase() ?? '';

/** The body types this request may carry. */
function bodyTypesFor(request: Request): readonly string[] {
  if (request.method === 'PATCH') return [...JSON_TYPES, PATCH_TYPE];
  return request.path.endsWith('/_search') ? [FORM_TYPE] : JSON_TYPES;
}

const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined ||
  Number(request.headers['content-length'] ?? 0) > 0;

/** 415 for a body that is not JSON (or, for `_search`, not a form). */
export function checkBodyType(request: Request): void {
  if (!['POST', 'PUT', 'PATCH'].includes(request.method) || !hasBody(request)) return;
  const type = mediaTypeOf(request.headers['content-type'] ?? '');
  if (!bodyTypesFor(request).includes(type)) {
    refuse(wrongMediaType(`Send ${bodyTypesFor(request)[0] ?? ''}.`));
  }
}

const FORMATS: readonly string[] = [...JSON_TYPES, 'json'];

/** 406 for anyone who takes no JSON; `_format` counts before the header. */
export function checkAccept(request: Request): void {
  const format = request.query['_format'];
  const wanted =
    typeof format === 'string'
      ? FORMATS.includes(mediaTypeOf(format.replace(' ', '+')))
      : request.accepts([...JSON_TYPES]) !== false;
  if (!wanted) refuse(notAcceptable('This server answers in JSON only.'));
}

/** What a client prefers (http://hl7.org/fhir/R4/http.html#ops, http://hl7.org/fhir/R4/search.html#errors). */
export interface Preference {
  readonly strict: boolean;
  readonly answer: 'minimal' | 'representation' | 'OperationOutcome';
}

export function preferenceOf(request: Request): Preference {
  const wishes = (request.get('prefer') ?? '').split(/[,;]/).map((wish) => wish.trim());
  return {
    strict: wishes.includes('handling=strict'),
    answer: wishes.includes('return=minimal')
      ? 'minimal'
      : wishes.includes('return=OperationOutcome')
        ? 'OperationOutcome'
        : 'representation',
  };
}

/** Whether the client already holds this version (http://hl7.org/fhir/R4/http.html#cread). */
export function isUnchanged(
  request: Request,
  meta: { readonly versionId: string; readonly lastUpdated: string },
): boolean {
  const held = request.get('if-none-match');
  if (held !== undefined) {
    return held.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${meta.versionId}"`);
  }
  const since = Date.parse(request.get('if-modified-since') ?? '');
  return Math.floor(Date.parse(meta.lastUpdated) / 1000) * 1000 <= since;
}
