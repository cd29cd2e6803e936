import type { Bundle, Extension, Parameters } from 'fhir/r4.js';

import type { HookShape } from '../quirks.ts';
import type { Stored } from '../resource.ts';
import { headersOf, type Subscription } from './subscription.ts';

/** One request to be sent to an endpoint. */
export interface Notification {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for an empty body. */
  readonly body: string | undefined;
  /** The sender reads the answer as FHIR, and takes anything else for a failure. */
  readonly wantsFhir: boolean;
}

export type Occasion =
  | { readonly type: 'handshake' | 'heartbeat' }
  | { readonly type: 'event-notification'; readonly resource: Stored };

/** What a notification is made from beside its occasion. */
interface Sender {
  readonly subscription: Subscription;
  /** The FHIR base URL of this server. */
  readonly base: string;
  /** Events so far, this one included. */
  readonly events: number;
  readonly at: string;
}

const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

const extensionOf = (
  extensions: readonly Extension[] | undefined,
  name: string,
): Extension | undefined => extensions?.find(({ url }) => url === `${BACKPORT}/${name}`);

/** Seconds between two signs of life; null where the subscriber wants none. */
export const heartbeatOf = ({ channel }: Subscription): number | null =>
  extensionOf(channel.extension, 'backport-heartbeat-period')?.valueUnsignedInt ?? null;

/** @param shape how this server tells; only a Bundle can tell of anything but an event */
export function notificationOf(
  shape: HookShape,
  occasion: Occasion,
  sender: Sender,
): Notification | null {
  const { channel } = sender.subscription;
  if (shape === 'bundle') return posted(sender, JSON.stringify(bundleOf(occasion, sender)));
  if (occasion.type !== 'event-notification') return null;
  const { resource } = occasion;
  if (shape === 'empty' || (shape === 'put' && channel.payload === undefined)) {
    return posted(sender, undefined);
  }
  const whole = posted(sender, JSON.stringify(resource));
  if (shape === 'post') return whole;
  const url = `${whole.url.replace(/\/+$/, '')}/${resource.resourceType}/${resource.id}`;
  return { ...whole, method: 'PUT', url, wantsFhir: true };
}

function posted({ subscription: { channel } }: Sender, body: string | undefined): Notification {
  const type = body === undefined ? {} : { 'content-type': 'application/fhir+json' };
  const headers = { ...type, ...headersOf(channel) };
  return { method: 'POST', url: channel.endpoint ?? '', headers, body, wantsFhir: false };
}

/** As the R4 edition of the Subscriptions R5 Backport has it: a history whose first entry is the status. */
function bundleOf(occasion: Occasion, sender: Sender): Bundle {
  const { base, subscription, at } = sender;
  const { id } = subscription;
  const status: NonNullable<Bundle['entry']>[number] = {
    resource: statusOf(occasion, sender),
    request: { method: 'GET', url: `${base}/Subscription/${id}/$status` },
    response: { status: '200' },
  };
  return {
    resourceType: 'Bundle',
    meta: { profile: [`${BACKPORT}/backport-subscription-notification-r4`] },
    type: 'history',
    timestamp: at,
    entry: [status, ...focusOf(occasion, sender)],
  };
}

function statusOf(occasion: Occasion, { base, subscription, events, at }: Sender): Parameters {
  const { id, status } = subscription;
  const event =
    occasion.type === 'event-notification'
      ? [
          {
            name: 'notification-event',
            part: [
              { name: 'event-number', valueString: String(events) },
              { name: 'timestamp', valueInstant: at },
              { name: 'focus', valueReference: { reference: addressOf(base, occasion.resource) } },
            ],
          },
        ]
      : [];
  return {
    resourceType: 'Parameters',
    meta: { profile: [`${BACKPORT}/backport-subscription-status-r4`] },
    parameter: [
      { name: 'subscription', valueReference: { reference: `${base}/Subscription/${id}` } },
      { name: 'status', valueCode: status },
      { name: 'type', valueCode: occasion.type },
      { name: 'events-since-subscription-start', valueString: String(events) },
      ...event,
    ],
  };
}

const addressOf = (base: string, { resourceType, id }: Stored): string =>
  `${base}/${resourceType}/${id}`;

/** The resource itself where the subscriber asked for it, else its address alone. */
function focusOf(occasion: Occasion, { base, subscription }: Sender): NonNullable<Bundle['entry']> {
  if (occasion.type !== 'event-notification') return [];
  const { resource } = occasion;
  const wanted = (subscription.channel as { _payload?: { extension?: Extension[] } })._payload;
  const content = extensionOf(wanted?.extension, 'backport-payload-content')?.valueCode;
  if (content === 'empty') return [];
  const isNew = resource.meta.versionId === '1';
  const url = isNew ? resource.resourceType : `${resource.resourceType}/${resource.id}`;
  return [
    {
      fullUrl: addressOf(base, resource),
      ...(content === 'full-resource' ? { resource: resource as never } : {}),
      request: { method: isNew ? 'POST' : 'PUT', url },
      response: { status: isNew ? '201' : '200' },
    },
  ];
}
