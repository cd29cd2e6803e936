import express, { type Request, type RequestHandler, type Router } from 'express';
import { about } from '../accessLog.ts';
import { sendFhir } from '../answers.ts';
import type { NoticeJob, WebDeps, WebTenant } from '../deps.ts';
import { answer, router } from '../routes.ts';
import { admitHost } from './notifier.ts';
import { noticeIn, noticeOf, referenceFor, type Notice } from './notices.ts';

const LARGEST_BODY = '1mb';

type Deps = Pick<WebDeps, 'tenants' | 'send' | 'log'>;

/** Where hosts tell that something changed, in any of the shapes that a rest-hook of R4 has. */
export function subscriptionHooks(deps: Deps): Router {
  const hooks = router();
  const admitted = admit(deps);
  const heard = hear(deps);
  answer(hooks, '/:tenant', { post: [admitted, body, heard] });
  answer(hooks, '/:tenant/:type/:id', {
    post: [admitted, body, heard],
    put: [admitted, body, heard],
  });
  return hooks;
}

const tenantOf = ({ tenants }: Deps, { params }: Request): WebTenant | null =>
  tenants.get(String(params['tenant']));

const raw = express.raw({ type: () => true, limit: LARGEST_BODY });

/** A body that cannot be read says no more than an empty one; one that is too large is not waited for. */
const body: RequestHandler = (request, response, next) => {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- express declares its requests as interfaces
  raw(request, response, (error?: unknown) => {
    if (statusOf(error) === 413) next(error);
    else next();
  });
};

const statusOf = (error: unknown): unknown =>
  (error as { readonly status?: unknown } | null)?.status;

const admit =
  (deps: Deps): RequestHandler =>
  (request, response, next) => {
    about(response, { route: 'subscription-hook' });
    const found = tenantOf(deps, request);
    admitHost(found?.tenant ?? null, request.get('authorization'), deps.log);
    about(response, { tenant: found?.tenant.id ?? null });
    next();
  };

const hear =
  (deps: Deps): RequestHandler =>
  async (request, response) => {
    const { id } = (tenantOf(deps, request) as WebTenant).tenant;
    for (const job of jobsOf(id, noticeOfRequest(request))) await deps.send(job);
    // HAPI FHIR reads the answer as a resource.
    sendFhir(response, 200, HEARD);
  };

const HEARD = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'information', code: 'informational', diagnostics: 'Noted.' }],
};

/** What the address names is believed before the body. */
function noticeOfRequest({ params, body }: Request): Notice {
  if (params['type'] !== undefined) return noticeOf([referenceFor(params['type'], params['id'])]);
  return noticeIn(Buffer.isBuffer(body) ? body.toString('utf8') : '');
}

function jobsOf(tenant: string, notice: Notice): readonly NoticeJob[] {
  if (notice.kind === 'nothing-changed') return [];
  if (notice.kind === 'something-changed') return [{ kind: 'poll', tenant }];
  return notice.references.map((reference) => ({ kind: 'notice', tenant, reference }));
}
