import type { Subscription as Fhir } from 'fhir/r4.js';

import type { CareRecord } from '../careRecord.ts';
import type { Quirk } from '../quirks.ts';
import type { Resource, Stored } from '../resource.ts';
import { meets } from '../search/find.ts';
import { deliver, type Persistence } from './delivery.ts';
import { heartbeatOf, notificationOf, type Occasion } from './notification.ts';
import {
  asSubscription,
  criteriaOf,
  faultOf,
  isSubscription,
  type Subscription,
} from './subscription.ts';

/** Tells subscribers of what was written (http://hl7.org/fhir/R4/subscription.html), rest-hook alone. */
export interface Hooks {
  /** To be told of all that a request wrote; what must be sent is sent later. */
  noticed(changes: readonly Stored[], base: string): void;
  close(): void;
}

export interface HooksOptions {
  readonly quirk: Quirk;
  readonly record: CareRecord;
  readonly now: () => Date;
  readonly persistence: Persistence;
  /** Runs `work` when no request is being answered. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
}

/** What is known of one Subscription beside what it says of itself. */
interface Line {
  events: number;
  /** The last of its deliveries: they keep their order. */
  last: Promise<void>;
  heartbeat: NodeJS.Timeout | undefined;
}

export function createHooks(options: HooksOptions): Hooks | null {
  const { subscriptions } = options.quirk;
  return subscriptions === null ? null : new RestHooks(options, subscriptions);
}

class RestHooks implements Hooks {
  readonly #options: HooksOptions;
  readonly #manner: NonNullable<Quirk['subscriptions']>;
  readonly #lines = new Map<string, Line>();
  readonly #closing = new AbortController();

  constructor(options: HooksOptions, manner: NonNullable<Quirk['subscriptions']>) {
    this.#options = options;
    this.#manner = manner;
  }

  noticed(changes: readonly Stored[], base: string): void {
    for (const change of changes) {
      if (isSubscription(change)) this.#settle(asSubscription(change), base);
      else this.#tellOf(change, base);
    }
  }

  close(): void {
    this.#closing.abort();
    for (const { heartbeat } of this.#lines.values()) clearInterval(heartbeat);
  }

  /** A client asked for it, or asked for it again: it becomes active, or says why it cannot. */
  #settle(subscription: Subscription, base: string): void {
    const { id, status } = subscription;
    clearInterval(this.#lineOf(id).heartbeat);
    if (status !== 'requested' && status !== 'active') return;
    const fault = faultOf(this.#options.quirk, subscription, base);
    if (fault !== null) this.#put(id, 'error', fault);
    else if (this.#manner.shape === 'bundle') this.#shakeHands(id, base);
    else if (this.#manner.activatedBy === 'server' || status === 'active') this.#put(id, 'active');
  }

  #shakeHands(id: string, base: string): void {
    this.#put(id, 'requested');
    this.#send(id, base, { type: 'handshake' }, () => {
      this.#put(id, 'active');
      this.#beat(id, base);
    });
  }

  #beat(id: string, base: string): void {
    const subscription = this.#held(id);
    const seconds = subscription && heartbeatOf(subscription);
    if (typeof seconds !== 'number') return;
    this.#lineOf(id).heartbeat = setInterval(() => {
      this.#send(id, base, { type: 'heartbeat' });
    }, seconds * 1000).unref();
  }

  #tellOf(resource: Stored, base: string): void {
    const { quirk, record } = this.#options;
    for (const held of record.all('Subscription')) {
      const { id, status, criteria } = asSubscription(held);
      if (status !== 'active') continue;
      const request = criteriaOf(quirk, criteria, base);
      if (request.resourceType !== resource.resourceType) continue;
      if (!meets(resource, request, quirk.days)) continue;
      this.#lineOf(id).events += 1;
      this.#send(id, base, { type: 'event-notification', resource });
    }
  }

  #send(id: string, base: string, occasion: Occasion, then = (): void => undefined): void {
    const { now, persistence, inTurn } = this.#options;
    const line = this.#lineOf(id);
    const { events } = line;
    const wanted = occasion.type === 'handshake' ? 'requested' : 'active';
    line.last = line.last.then(async () => {
      const subscription = this.#held(id);
      if (subscription?.status !== wanted || this.#isClosing()) return;
      const sender = { subscription, base, events, at: now().toISOString() };
      const notification = notificationOf(this.#manner.shape, occasion, sender);
      if (notification === null) return;
      const fault = await deliver(notification, persistence, this.#closing.signal).catch(
        () => null,
      );
      if (this.#isClosing()) return;
      await inTurn(async () => {
        // Somebody may have changed it meanwhile: then their word counts.
        if (this.#held(id)?.status !== wanted) return Promise.resolve();
        if (fault === null) then();
        else this.#put(id, 'error', fault);
        return Promise.resolve();
      });
    });
  }

  #held(id: string): Subscription | undefined {
    const { record } = this.#options;
    return record.holds('Subscription', id)
      ? asSubscription(record.read('Subscription', id))
      : undefined;
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  #lineOf(id: string): Line {
    const line = this.#lines.get(id) ?? {
      events: 0,
      last: Promise.resolve(),
      heartbeat: undefined,
    };
    this.#lines.set(id, line);
    return line;
  }

  /** The server's own word on a Subscription, of which nobody is told. */
  #put(id: string, status: Subscription['status'], because?: string): void {
    const { record } = this.#options;
    const held: Fhir = { ...asSubscription(record.read('Subscription', id)), status };
    delete held.error;
    if (because !== undefined) held.error = because;
    record.put(held as unknown as Resource);
    record.takeChanges();
  }
}
