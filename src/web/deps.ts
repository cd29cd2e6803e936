import type { Tenant } from '../config.ts';
import type { Instant } from '../domain/time.ts';
import type { HostAccess } from '../evaluateGoal.ts';
import type { Log } from '../log.ts';
import type { UseTokenId } from './callers/tokenIds.ts';

/** A tenant as the web needs it. */
export interface WebTenant extends HostAccess {
  readonly tenant: Pick<Tenant, 'id' | 'goalWriteMode' | 'noticeSecretFile' | 'callers'>;
}

/** What a notice from a host asks for; the work itself is done elsewhere, and later. */
export type NoticeJob =
  | { readonly kind: 'notice'; readonly tenant: string; readonly reference: string }
  | { readonly kind: 'poll'; readonly tenant: string };

/** How many requests are answered in a minute. */
export interface Limits {
  /** From one address, to the FHIR paths, whoever asks. */
  readonly perAddress: number;
  /** Of one caller whose token was good. */
  readonly perCaller: number;
  /** Notices from one address: a record that is imported sends many. */
  readonly notices: number;
}

/** Jobs of one tenant and kind. */
export interface WorkCount {
  readonly queued: number;
  readonly active: number;
  readonly dead: number;
}

export interface WebDeps {
  readonly tenants: {
    get(id: string): WebTenant | null;
    all(): readonly { readonly tenant: { readonly id: string } }[];
  };
  readonly send: (job: NoticeJob) => Promise<void>;
  /** Which tokens were used; null where one process alone answers, which then remembers them itself. */
  readonly useTokenId: UseTokenId | null;
  readonly now: () => Instant;
  readonly log: Log;
  /** Where callers reach the service, without a path of a tenant. */
  readonly publicUrl: string;
  /** What is not ready, each in a few words; none when all is. */
  readonly ready: () => Promise<readonly string[]>;
  /** What is queued and being worked on. @throws where the store cannot say */
  readonly work?: () => Promise<readonly WorkCount[]>;
  /** Ids of tenants whose hosts do not answer at present, which is no fault of the service. */
  readonly hostsAway?: () => readonly string[];
  /** Ids of tenants that are in the file and not served as it says, as something of theirs is faulty. */
  readonly faultyTenants?: () => readonly string[];
  /** The public halves of our keys, as a JWK set. */
  readonly publicKeys?: () => Promise<object>;
  /** How many proxies stand before the service and say who asked. */
  readonly proxies?: number;
  readonly limits?: Partial<Limits>;
}
