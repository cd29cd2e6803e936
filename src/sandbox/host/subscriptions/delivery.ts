import { setTimeout as sleep } from 'node:timers/promises';

import type { Notification } from './notification.ts';

/** How long this server tries to tell a subscriber. */
export interface Persistence {
  /** For one request, its answer included. */
  readonly timeoutMs: number;
  readonly attempts: number;
  /** Before the second attempt; doubles with each further one. */
  readonly retryMs: number;
}

/** A minute is what subscribers of HAPI FHIR have to answer in. */
export const PERSISTENCE: Persistence = { timeoutMs: 60_000, attempts: 3, retryMs: 1_000 };

/** Why no attempt succeeded, without a word of what was sent; null where one did. */
export async function deliver(
  notification: Notification,
  { timeoutMs, attempts, retryMs }: Persistence,
  closing: AbortSignal,
): Promise<string | null> {
  let fault: string | null = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    fault = await attemptOf(
      notification,
      AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]),
    );
    if (fault === null || attempt === attempts) break;
    await sleep(retryMs * 2 ** (attempt - 1), undefined, { signal: closing, ref: false });
  }
  return fault;
}

async function attemptOf(notification: Notification, signal: AbortSignal): Promise<string | null> {
  const { method, url, headers, body, wantsFhir } = notification;
  try {
    const answer = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) return `the endpoint answered ${answer.status}`;
    return wantsFhir && !isFhir(text) ? 'the endpoint did not answer in FHIR' : null;
  } catch (error) {
    const isSlow = (error as { name?: unknown }).name === 'TimeoutError';
    return isSlow ? 'the endpoint did not answer in time' : 'the endpoint cannot be reached';
  }
}

function isFhir(text: string): boolean {
  try {
    return typeof (JSON.parse(text) as { resourceType?: unknown }).resourceType === 'string';
  } catch {
    return false;
  }
}
