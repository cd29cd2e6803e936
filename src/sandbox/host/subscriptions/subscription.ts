import { OperationOutcomeError, type SearchRequest } from '@medplum/core';
import type { Subscription as Fhir, SubscriptionChannel } from 'fhir/r4.js';

import { resourceTypes } from '../definitions.ts';
import { knowsType, type Quirk } from '../quirks.ts';
import type { Stored } from '../resource.ts';
import { readSearch } from '../search/query.ts';

/** A Subscription as this server keeps it. */
export type Subscription = Fhir & Stored;

export const isSubscription = (resource: Stored): boolean =>
  resource.resourceType === 'Subscription';

/** Only by its type, which has been looked at: the JSON in the store is typed by another library. */
export const asSubscription = (resource: Stored): Subscription =>
  resource as unknown as Subscription;

/** `Type?query`, `Type?` or `Type` as the search that a resource must be found by; throws a sentence. */
export function criteriaOf(quirk: Quirk, criteria: string, base: string): SearchRequest {
  const [type = '', query = ''] = criteria.split('?', 2);
  const isKept = type !== 'Subscription' && resourceTypes().includes(type);
  if (!isKept || !knowsType(quirk, type))
    throw new Error('its criteria name no type of this record');
  const asked = [...new URLSearchParams(query)];
  try {
    return readSearch({
      type,
      query: asked,
      quirk: { ...quirk, searchNeeds: {} },
      base,
      strict: true,
    }).request;
  } catch (cause) {
    if (!(cause instanceof OperationOutcomeError)) throw cause;
    throw new Error('its criteria hold a search parameter that is not offered', { cause });
  }
}

/** Why nothing can be sent for it, in words; null where all is well. */
export function faultOf(
  quirk: Quirk,
  { channel, criteria }: Subscription,
  base: string,
): string | null {
  if (channel.type !== 'rest-hook') return 'only rest-hook is offered';
  const { endpoint = '' } = channel;
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint)) {
    return 'its endpoint is no http address';
  }
  try {
    criteriaOf(quirk, criteria, base);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** `Name: value`, as many as the channel has. */
export const headersOf = ({ header = [] }: SubscriptionChannel): Record<string, string> =>
  Object.fromEntries(
    header.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
