import { normalizeOperationOutcome, OperationOutcomeError } from '@medplum/core';
import type { FhirRequest, HttpMethod } from '@medplum/fhir-router';
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';

import { capabilityStatement } from './capabilityStatement.ts';
import type { CareRecord } from './careRecord.ts';
import type { HostConfig } from './handlers.ts';
import { createRouter, methodsOf } from './interactions.ts';
import { checkAccept, checkBodyType, preferenceOf } from './negotiation.ts';
import {
  invalid,
  methodNotAllowed,
  notFound,
  serverError,
  tooLarge,
  wrongMediaType,
} from './outcomes.ts';
import type { Quirk } from './quirks.ts';
import { SandboxRepository } from './repository.ts';
import type { Bundle } from './resource.ts';
import { completeBundle, send, sendOutcome } from './respond.ts';

const LARGEST_BODY = '16mb';

const baseOf = (request: Request): string =>
  `${request.protocol}://${request.get('host') ?? 'localhost'}${request.baseUrl}`;

function toFhirRequest(request: Request): FhirRequest {
  const config: HostConfig = {
    base: baseOf(request),
    strict: preferenceOf(request).strict,
    transactions: true,
  };
  return {
    method: (request.method === 'HEAD' ? 'GET' : request.method) as HttpMethod,
    url: request.url.slice(1),
    pathname: '',
    params: {},
    query: {},
    body: request.body as unknown,
    headers: request.headers,
    config,
  };
}

/** One request at a time, in the order of arrival: no request ever sees half of another's work. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

const negotiate: RequestHandler = (request, _response, next) => {
  checkAccept(request);
  checkBodyType(request);
  next();
};

function answerWith(quirk: Quirk, record: CareRecord): RequestHandler {
  const router = createRouter(quirk, record);
  const repository = new SandboxRepository(record);
  const turn = inTurn();
  return async (request: Request, response: Response) => {
    const allow = methodsOf(quirk, router, request.path);
    if (allow.length > 0) response.set('Allow', [...allow, 'HEAD', 'OPTIONS'].join(', '));
    if (request.method === 'OPTIONS') {
      response.status(allow.length > 0 ? 204 : 404).end();
      return;
    }
    const asked = toFhirRequest(request);
    if (!router.find(asked.method, request.path)) {
      sendOutcome(
        response,
        allow.length > 0
          ? methodNotAllowed(`${request.method} is not possible here.`)
          : notFound('There is nothing here.'),
      );
      return;
    }
    const [outcome, resource] = await turn(() => router.handleRequest(asked, repository));
    const complete =
      request.path === '/' && resource
        ? completeBundle(
            resource as Bundle,
            request.body as Bundle,
            preferenceOf(request).answer === 'minimal',
          )
        : resource;
    send(request, response, baseOf(request), [outcome, complete]);
  };
}

/** What express and its body parser throw, as FHIR says it; nothing of the inside gets out. */
const onError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const kind = (error as { type?: string }).type;
  if (error instanceof OperationOutcomeError) {
    sendOutcome(response, normalizeOperationOutcome(error));
  } else if (kind === 'entity.parse.failed')
    sendOutcome(response, invalid('The body is not JSON.'));
  else if (kind === 'entity.too.large') {
    sendOutcome(response, tooLarge(`The body is larger than ${LARGEST_BODY}.`));
  } else if (kind === 'encoding.unsupported' || kind === 'charset.unsupported') {
    sendOutcome(response, wrongMediaType('The encoding of the body is not supported.'));
  } else if (error instanceof URIError)
    sendOutcome(response, invalid('The URL is not encoded well.'));
  else sendOutcome(response, serverError());
};

/** The FHIR REST API (http://hl7.org/fhir/R4/http.html) of the sandbox, to be mounted at its base path. */
export function fhirApi(quirk: Quirk, record: CareRecord, startedAt: Date): Router {
  const api = express.Router();
  const parseForm = express.urlencoded({ extended: false, limit: LARGEST_BODY });
  const parseJson = express.json({
    limit: LARGEST_BODY,
    type: (message) => !/form-urlencoded/.test(message.headers['content-type'] ?? ''),
  });
  api.get('/metadata', (request, response) => {
    checkAccept(request);
    const statement = capabilityStatement(quirk, baseOf(request), startedAt);
    response.type('application/fhir+json; charset=utf-8').send(JSON.stringify(statement));
  });
  api.use(negotiate, parseForm, parseJson, answerWith(quirk, record), onError);
  return api;
}
