import { z } from 'zod';
import { nameOf } from '../../fhir/read/references.ts';
import { READ_TYPES } from '../../fhir/readTypes.ts';

/** What is read of a host: only a change of these is worth a look. */
const READ: ReadonlySet<string> = new Set(READ_TYPES);

/** Changes of these matter, though they are read in another way. */
const ELSEWHERE: ReadonlySet<string> = new Set(['ConceptMap', 'Group', 'Patient']);

/** An id of points alone would be another address. */
const REFERENCE = /^([A-Z][A-Za-z]{1,63})\/(?!\.+$)[A-Za-z0-9.-]{1,64}$/;

/** More than this in one notice is sooner found by asking what changed. */
const MOST = 100;

/** What a notice makes of itself: resources to be read again, a look at what changed, or nothing at all. */
export type Notice =
  | { readonly kind: 'changed'; readonly references: readonly string[] }
  | { readonly kind: 'something-changed' }
  | { readonly kind: 'nothing-changed' };

const SOMETHING: Notice = { kind: 'something-changed' };
const NOTHING: Notice = { kind: 'nothing-changed' };

/** What a notice names: `Type/id` of what is read, something that is not, or nothing that can be. */
export type Named = `${string}/${string}` | 'not-read' | null;

export function referenceFor(type: unknown, id: unknown): Named {
  const reference = `${String(type)}/${String(id)}` as const;
  const named = REFERENCE.exec(reference)?.[1];
  if (named === undefined || ELSEWHERE.has(named)) return null;
  return READ.has(named) ? reference : 'not-read';
}

/**
 * What the body of a rest-hook tells: a resource, a subscription-notification Bundle (Subscriptions R5
 * Backport), or nothing. Of what it says only names are taken; the record itself is asked for the rest.
 */
export function noticeIn(body: string): Notice {
  const value = jsonIn(body);
  const bundle = bundleSchema.safeParse(value).data;
  if (bundle !== undefined) return noticeOfBundle(bundle);
  const resource = resourceSchema.safeParse(value).data;
  return noticeOf(resource === undefined ? [] : [referenceFor(resource.resourceType, resource.id)]);
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** All that changed must be named, or the names do not suffice. */
export function noticeOf(found: readonly Named[]): Notice {
  const references = [...new Set(found)].filter(isRead).sort();
  if (found.length > 0 && found.every((each) => each === 'not-read')) return NOTHING;
  const whole = found.length > 0 && !found.includes(null) && references.length <= MOST;
  return whole ? { kind: 'changed', references } : SOMETHING;
}

const isRead = (named: Named): named is `${string}/${string}` =>
  named !== null && named !== 'not-read';

const resourceSchema = z.looseObject({ resourceType: z.string(), id: z.string() });

const reference = z.looseObject({ reference: z.string().optional() }).optional();

/** SubscriptionStatus as R4 (Parameters) and R4B tell it. */
const statusSchema = z.union([
  z.looseObject({
    resourceType: z.literal('SubscriptionStatus'),
    type: z.string(),
    notificationEvent: z.array(z.looseObject({ focus: reference })).default([]),
  }),
  z.looseObject({
    resourceType: z.literal('Parameters'),
    parameter: z.array(
      z.looseObject({
        name: z.string(),
        valueCode: z.string().optional(),
        part: z.array(z.looseObject({ name: z.string(), valueReference: reference })).default([]),
      }),
    ),
  }),
]);

const bundleSchema = z.looseObject({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.unknown()).default([]),
});

type Status = z.infer<typeof statusSchema>;

function noticeOfBundle({ entry }: z.infer<typeof bundleSchema>): Notice {
  const [first] = entry as readonly { readonly resource?: unknown }[];
  const status = statusSchema.safeParse(first?.resource).data;
  if (status === undefined) return SOMETHING;
  const type = typeOf(status);
  if (type === 'handshake' || type === 'heartbeat') return NOTHING;
  if (type !== 'event-notification') return SOMETHING;
  return noticeOf(focusesOf(status).map(localReference));
}

const typeOf = (status: Status): string | undefined =>
  status.resourceType === 'SubscriptionStatus'
    ? status.type
    : status.parameter.find(({ name }) => name === 'type')?.valueCode;

const focusesOf = (status: Status): readonly (string | undefined)[] =>
  status.resourceType === 'SubscriptionStatus'
    ? status.notificationEvent.map(({ focus }) => focus?.reference)
    : status.parameter
        .filter(({ name }) => name === 'notification-event')
        .map(({ part }) => part.find(({ name }) => name === 'focus')?.valueReference?.reference);

function localReference(text: string | undefined): Named {
  const [type, id] = (nameOf(text ?? '') ?? '').split('/');
  return referenceFor(type, id);
}
