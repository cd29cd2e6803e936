import express, { type Request, type RequestHandler, type Router } from 'express';
import { evaluateEvidence, evaluateInHost } from '../../evaluateGoal.ts';
import { Problem } from '../../problem.ts';
import { about } from '../accessLog.ts';
import { sendFhir } from '../answers.ts';
import type { Authenticate } from '../callers/authenticate.ts';
import type { WebDeps, WebTenant } from '../deps.ts';
import { limited } from '../limits.ts';
import { answer, router, unknownPath } from '../routes.ts';
import { parametersOf } from './answered.ts';
import { askedByBody, askedByQuery, type Asked } from './asked.ts';
import { servedFrom } from './capabilityStatement.ts';
import { checkAccept, checkBodyType, isJson } from './negotiation.ts';

/** Ten years of daily records of one person are less. */
const LARGEST_BODY = '10mb';

interface Deps extends Pick<WebDeps, 'tenants' | 'now' | 'log' | 'publicUrl'> {
  readonly authenticate: Authenticate;
  readonly perCaller: number;
}

/** Each tenant's FHIR base: what is served there, and `Goal/[id]/$evaluate-attainment`. */
export function fhirFacade(deps: Deps): Router {
  const rooms = router();
  const statementAt = servedFrom(deps.now());
  const guarded = [admitCaller(deps), limitCallers(deps), checkAccept];
  const parsed = express.json({ limit: LARGEST_BODY, type: isJson });
  answer(rooms, '/:tenant/metadata', {
    get: [
      checkAccept,
      (request, response) => {
        const { id } = tenantOf(deps, request).tenant;
        about(response, { route: 'metadata', tenant: id });
        sendFhir(response, 200, statementAt(baseOf(deps, id)));
      },
    ],
  });
  answer(rooms, '/:tenant/Goal/:id/:operation', {
    get: [onlyEvaluate, ...guarded, evaluate(deps, ({ query }, now) => askedByQuery(query, now))],
    post: [
      onlyEvaluate,
      ...guarded,
      checkBodyType,
      parsed,
      evaluate(deps, ({ body, query }, now) => askedByBody(body, query, now)),
    ],
  });
  rooms.use(unknownPath);
  return rooms;
}

const onlyEvaluate: RequestHandler = ({ params }, _response, next) => {
  if (params['operation'] === '$evaluate-attainment') next();
  else throw new Problem('unknown-path', 'The one operation on a Goal is $evaluate-attainment.');
};

const baseOf = ({ publicUrl }: Deps, tenant: string): string => `${publicUrl}/fhir/${tenant}`;

function tenantOf({ tenants }: Deps, { params }: Request): WebTenant {
  const found = tenants.get(String(params['tenant']));
  if (found !== null) return found;
  throw new Problem('unknown-path', 'There is no such tenant.');
}

const callers = new WeakMap<Request, string>();

const admitCaller =
  (deps: Deps): RequestHandler =>
  async (request, response, next) => {
    const { tenant } = tenantOf(deps, request);
    about(response, { route: 'evaluate-attainment', tenant: tenant.id });
    const called = `${deps.publicUrl}${request.originalUrl}`;
    const caller = await deps.authenticate({
      tenant,
      header: request.get('authorization'),
      audience: [baseOf(deps, tenant.id), called, called.split('?', 1)[0] ?? ''],
    });
    callers.set(request, `${tenant.id} ${caller}`);
    next();
  };

const limitCallers = ({ perCaller }: Deps): RequestHandler =>
  limited(perCaller, (request) => callers.get(request) ?? '');

/** An id of points alone would be another address in the host. */
const ID = /^(?!\.+$)[A-Za-z0-9.-]{1,64}$/;

const evaluate =
  (deps: Deps, read: (request: Request, now: number) => Asked): RequestHandler =>
  async (request, response) => {
    const id = String(request.params['id']);
    if (!ID.test(id)) throw new Problem('unknown-path', 'That is no id of a Goal.');
    const goal = `Goal/${id}`;
    about(response, { goal });
    const { asOf, dryRun, evidence } = askedOrAllowed(() => read(request, deps.now()), response);
    const access = tenantOf(deps, request);
    const evaluation =
      evidence === null
        ? await evaluateInHost(access, { goal, asOf, dryRun, log: deps.log })
        : await evaluateEvidence(access, evidence, { goal, asOf });
    sendFhir(response, 200, parametersOf(evaluation));
  };

/** A 405 names the methods that would do (RFC 9110 §15.5.6). */
function askedOrAllowed(read: () => Asked, response: express.Response): Asked {
  try {
    return read();
  } catch (error) {
    if (error instanceof Problem && error.code === 'wrong-method') response.set('Allow', 'POST');
    throw error;
  }
}
