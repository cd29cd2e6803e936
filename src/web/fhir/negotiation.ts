import type { RequestHandler } from 'express';
import { Problem } from '../../problem.ts';

const JSON_TYPES = ['application/fhir+json', 'application/json', 'text/json'];

const mediaTypeOf = (text: string): string => text.split(';')[0]?.trim().toLowerCase() ?? '';

/** 406 for anyone who takes no JSON; `_format` counts before the header (FHIR R4 §3.1.0.1.11). */
export const checkAccept: RequestHandler = (request, _response, next) => {
  const format = request.query['_format'];
  const wanted =
    format === undefined
      ? request.accepts(JSON_TYPES) !== false
      : typeof format === 'string' && ['json', ...JSON_TYPES].includes(formatOf(format));
  next(wanted ? undefined : new Problem('not-acceptable', 'Answers are given in JSON only.'));
};

/** An unescaped plus sign in a query stands for a space. */
const formatOf = (format: string): string => mediaTypeOf(format.replace(' ', '+'));

/** 415 for a body that is not JSON. */
export const checkBodyType: RequestHandler = (request, _response, next) => {
  const { headers } = request;
  const empty =
    headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
  const good = empty || JSON_TYPES.includes(mediaTypeOf(headers['content-type'] ?? ''));
  next(good ? undefined : new Problem('wrong-media-type', 'Send application/fhir+json.'));
};

/** Either name of JSON is read alike. */
export const isJson = ({
  headers,
}: {
  readonly headers: Readonly<Record<string, unknown>>;
}): boolean => JSON_TYPES.includes(mediaTypeOf(String(headers['content-type'])));
