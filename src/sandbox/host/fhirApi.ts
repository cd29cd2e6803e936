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
import { type Gate, tokenUrlOf } from './authorisation/gate.ts';
import { furtherPage, type HostConfig, type Serving } from './handlers.ts';
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
import { SandboxRepository } from './repository.ts';
import type { Bundle } from './resource.ts';
import { completeBundle, send, sendOutcome } from './respond.ts';
import type { Hooks } from './subscriptions/hooks.ts';
import type { InTurn } from './turns.ts';

const LARGEST_BODY = '16mb';

const baseOf = (request: Request): string =>
  `${request.protocol}://${request.get('host') ?? 'localhost'}${request.baseUrl}`;

function toFhirRequest(request: Request, response: Response, whole: boolean): FhirRequest {
  const config: HostConfig = {
    base: baseOf(request),
    strict: preferenceOf(request).strict,
    allows: response.locals['allows'] as HostConfig['allows'],
    transactions: whole,
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

const negotiate: RequestHandler = (request, _response, next) => {
  checkAccept(request);
  checkBodyType(request);
  next();
};

function answerWith({ inTurn, hooks, ...serving }: ServedRecord): RequestHandler {
  const { quirk, record } = serving;
  const router = createRouter(serving);
  const repository = new SandboxRepository(record, quirk);
  const page = furtherPage(serving);
  return async (request: Request, response: Response) => {
    const allow = methodsOf(quirk, router, request.path);
    if (allow.length > 0) response.set('Allow', [...allow, 'HEAD', 'OPTIONS'].join(', '));
    if (request.method === 'OPTIONS') {
      response.status(allow.length > 0 ? 204 : 404).end();
      return;
    }
    const asked = toFhirRequest(request, response, quirk.transactions === 'whole');
    const isPage = request.method === 'GET' && request.path === '/' && '_getpages' in request.query;
    if (!isPage && !router.find(asked.method, request.path)) {
      sendOutcome(
        response,
        allow.length > 0
          ? methodNotAllowed(`${request.method} is not possible here.`)
          : notFound('There is nothing here.'),
      );
      return;
    }
    const [outcome, resource] = await inTurn(async () => {
      record.tick();
      if (isPage) return page({ ...asked, query: queryOf(request) }, repository);
      const answer = await router.handleRequest(asked, repository);
      const changes = record.takeChanges();
      hooks?.noticed(changes, baseOf(request));
      return answer;
    });
    const complete =
      request.path === '/' && !isPage && resource
        ? completeBundle(
            resource as Bundle,
            request.body as Bundle,
            preferenceOf(request).answer === 'minimal',
          )
        : resource;
    send(request, response, baseOf(request), [outcome, complete]);
  };
}

const queryOf = (request: Request): FhirRequest['query'] => request.query as FhirRequest['query'];

/** What express and its body parser throw, as FHIR says it; nothing of the inside gets out. */
const onError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const kind = (error as { type?: string }).type;
  if (error instanceof OperationOutcomeError) {
    if (error.outcome.id === 'not-authorised') response.set('WWW-Authenticate', CHALLENGE);
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

const CHALLENGE = 'Bearer realm="Attest sandbox", error="invalid_token"';

/** Everything that the REST API needs to know of the record it opens. */
export interface ServedRecord extends Serving {
  readonly startedAt: Date;
  readonly inTurn: InTurn;
  readonly hooks: Hooks | null;
  /** Null where it is open to everybody. */
  readonly gate: Gate | null;
}

const everything: HostConfig['allows'] = () => true;

/** Tells what the client may do; what a record is, it tells everybody. */
function admit(api: Router, gate: Gate | null): void {
  if (gate) {
    api.get('/.well-known/smart-configuration', (request, response) => {
      response.json(gate.smartConfiguration(request));
    });
  }
  api.use((request, response, next) => {
    response.locals['allows'] = gate ? gate.allowsOf(request) : everything;
    next();
  });
}

/** The FHIR REST API (http://hl7.org/fhir/R4/http.html) of the sandbox, to be mounted at its base path. */
export function fhirApi(served: ServedRecord): Router {
  const { quirk, startedAt, gate } = served;
  const api = express.Router();
  const parseForm = express.urlencoded({ extended: false, limit: LARGEST_BODY });
  const parseJson = express.json({
    limit: LARGEST_BODY,
    type: (message) => !/form-urlencoded/.test(message.headers['content-type'] ?? ''),
  });
  api.get('/metadata', (request, response) => {
    checkAccept(request);
    const statement = capabilityStatement(
      quirk,
      baseOf(request),
      startedAt,
      gate === null ? null : tokenUrlOf(request),
    );
    response.type('application/fhir+json; charset=utf-8').send(JSON.stringify(statement));
  });
  admit(api, gate);
  api.use(negotiate, parseForm, parseJson, answerWith(served), onError);
  return api;
}
