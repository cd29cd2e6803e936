import {
  type FhirRequest,
  type FhirRouteHandler,
  FhirRouter,
  type HttpMethod,
} from '@medplum/fhir-router';

import { resourceTypes } from './definitions.ts';
import {
  configOf,
  history,
  ifMatchOf,
  type MakeHandle,
  pairsOf,
  parameter,
  refuseAccess,
  search,
  type Serving,
  update,
} from './handlers.ts';
import { invalid, methodNotAllowed, notFound, refuse, unsupported } from './outcomes.ts';
import { type Interaction, interactionsOf, knowsType, type Quirk } from './quirks.ts';
import { ID } from './resource.ts';
import { checkCriteria } from './search/query.ts';

interface Offer {
  readonly interaction: Interaction | 'bundle';
  readonly conditional?: true;
  /** Replaces the library's handler. */
  readonly handle?: MakeHandle;
}

/** Method and path as the library's routes spell them; what is not here is not served. */
const OFFERS: Readonly<Record<string, Offer>> = {
  'POST ': { interaction: 'bundle' },
  'GET :resourceType': {
    interaction: 'search-type',
    handle: search((request) => request.query),
  },
  'POST :resourceType/_search': {
    interaction: 'search-type',
    handle: search((request) => ({ ...request.query, ...(request.body as FhirRequest['query']) })),
  },
  'POST :resourceType': { interaction: 'create' },
  'GET :resourceType/:id': { interaction: 'read' },
  'GET :resourceType/:id/_history': { interaction: 'history-instance', handle: history },
  'GET :resourceType/:id/_history/:vid': { interaction: 'vread' },
  'PUT :resourceType/:id': { interaction: 'update', handle: update },
  'PUT :resourceType': { interaction: 'update', conditional: true },
  'DELETE :resourceType/:id': { interaction: 'delete' },
  'DELETE :resourceType': { interaction: 'delete', conditional: true },
  'PATCH :resourceType/:id': { interaction: 'patch' },
  'PATCH :resourceType': { interaction: 'patch', conditional: true },
};

function checkBundle(quirk: Quirk, body: unknown): void {
  const type = (body as { type?: string } | undefined)?.type;
  if (type !== 'batch' && type !== 'transaction') {
    refuse(invalid('Only a Bundle of type batch or transaction is accepted here.'));
  } else if (!quirk.bundles.includes(type)) {
    refuse(methodNotAllowed(`This record does not accept a ${type}.`));
  }
}

function checkConditions(quirk: Quirk, offer: Offer, request: FhirRequest): void {
  const ifNoneExist = offer.interaction === 'create' && request.headers?.['if-none-exist'];
  if (ifNoneExist === undefined || ifNoneExist === false) {
    if (offer.conditional !== true) return;
  }
  if (!quirk.conditionalWrites) refuse(unsupported('This record does not write by condition.'));
  const query =
    typeof ifNoneExist === 'string'
      ? [...new URLSearchParams(ifNoneExist)]
      : pairsOf(request.query);
  const type = parameter(request, 'resourceType');
  checkCriteria({ type, query, quirk, base: configOf(request).base });
}

const keeps = (quirk: Quirk, type: string): boolean =>
  resourceTypes().includes(type) && knowsType(quirk, type);

function checkType(quirk: Quirk, offer: Offer, request: FhirRequest): void {
  const type = parameter(request, 'resourceType');
  if (!keeps(quirk, type)) refuse(notFound('This server keeps no such type.'));
  const id = request.params['id'];
  if (id !== undefined && !ID.test(id)) refuse(notFound('This server has no such operation.'));
  const { interaction } = offer;
  if (interaction !== 'bundle' && !interactionsOf(quirk, type).includes(interaction)) {
    refuse(methodNotAllowed(`This record does not allow ${interaction} of ${type}.`));
  }
  if (interaction !== 'bundle' && !configOf(request).allows(type, interaction)) refuseAccess();
}

const WITH_BODY: readonly Offer['interaction'][] = ['create', 'update'];

function check(quirk: Quirk, offer: Offer, request: FhirRequest): void {
  if (offer.interaction === 'bundle') {
    checkBundle(quirk, request.body);
    return;
  }
  checkType(quirk, offer, request);
  checkConditions(quirk, offer, request);
  ifMatchOf(request);
  const body: unknown = request.body;
  if (WITH_BODY.includes(offer.interaction) && (typeof body !== 'object' || body === null)) {
    refuse(invalid('A resource is expected.'));
  }
}

const shapeOf = (path: readonly { readonly value: string; readonly param?: boolean }[]): string =>
  path.map(({ value, param }) => (param ? `:${value}` : value)).join('/');

/** The server alone names what is created by POST (http://hl7.org/fhir/R4/http.html#create). */
function withoutId(body: unknown): unknown {
  const parts = Object.entries(body as object).filter(([name]) => name !== 'id');
  return Object.fromEntries(parts);
}

const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The methods that this path answers to; empty where there is nothing at all. */
export function methodsOf(quirk: Quirk, router: FhirRouter, path: string): readonly HttpMethod[] {
  return METHODS.filter((method) => {
    const route = router.find(method, path);
    const type = route?.params['resourceType'];
    if (!route || type === undefined) return route !== undefined;
    const interaction = route.data?.interaction as Interaction;
    const conditional =
      type === path.replaceAll('/', '') &&
      (method === 'PUT' || method === 'PATCH' || method === 'DELETE');
    return (
      keeps(quirk, type) &&
      interactionsOf(quirk, type).includes(interaction) &&
      (!conditional || quirk.conditionalWrites)
    );
  });
}

/** The library's router with only what the quirk allows; entries of a bundle pass the same checks. */
export function createRouter(serving: Serving): FhirRouter {
  const { quirk } = serving;
  const router = new FhirRouter();
  const { routes } = router.router;
  const offered = routes.flatMap((route) => {
    const offer = OFFERS[`${route.method} ${shapeOf(route.path)}`];
    if (!offer) return [];
    const own = offer.handle?.(serving);
    const handler: FhirRouteHandler = async (asked, repository, within, options) => {
      check(quirk, offer, asked);
      const ownId = offer.interaction === 'create' && options?.assignedId !== true;
      const request = ownId ? { ...asked, body: withoutId(asked.body) } : asked;
      return own ? own(request, repository) : route.handler(request, repository, within, options);
    };
    return [{ ...route, handler }];
  });
  routes.splice(0, routes.length, ...offered);
  return router;
}
