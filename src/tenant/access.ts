import { loadCalendar } from '../calendar.ts';
import type { Tenant } from '../config.ts';
import type { Calendar } from '../domain/assess.ts';
import type { Instant } from '../domain/time.ts';
import type { ReadingContext } from '../fhir/read/intake.ts';
import type { Capabilities } from '../host/capabilities.ts';
import type { Connection } from '../host/connection.ts';
import { openGate } from '../host/limits.ts';
import type { Log } from '../log.ts';
import { connectTo } from './connectTo.ts';
import { keepContext } from './hostContext.ts';
import { keepProfile, type ProfileKeeper, type Profiles } from './hostProfile.ts';
import { prepareReading } from './prepareReading.ts';

/** One tenant's host and how it is read, for as long as the service runs. */
export interface TenantAccess {
  readonly tenant: Tenant;
  /** Authorised, limited, and broken off while the host is away. */
  readonly connection: Connection;
  /** What can be relied on; known for a day. @throws Problem where it is not known and the host is away */
  readonly capabilities: () => Promise<Capabilities>;
  /** Where our own Device was when the host was last asked what it can do; null where that is not known. */
  readonly device: () => Promise<string | null>;
  /** The host contradicted its capabilities: they are asked for again, at most once an hour. */
  readonly doubt: () => void;
  /** Whether the host counts as away at present. */
  readonly isAway: () => boolean;
  readonly contextWith: (hostMaps: readonly unknown[]) => ReadingContext;
  /** With the host's own active ConceptMaps, kept as long as the capabilities. */
  readonly context: () => Promise<ReadingContext>;
  readonly calendar: Calendar;
}

export interface AccessDeps {
  readonly log: Log;
  readonly now: () => Instant;
  readonly profiles?: Profiles;
}

/** Nothing is asked of the host yet. @throws Problem where a file that the tenant names is faulty */
export async function openAccess(
  tenant: Tenant,
  { log, now, profiles }: AccessDeps,
): Promise<TenantAccess> {
  const { baseUrl: host, requestsPerSecond, requestsAtOnce } = tenant.host;
  const contextWith = await prepareReading({ ...tenant, defaultProgramme: false });
  const gate = openGate({ host, tenant: tenant.id, requestsPerSecond, requestsAtOnce, log });
  const doubt = (): void => {
    profile.doubt();
  };
  const connection = await connectTo(tenant, log, { gate, onContradiction: doubt });
  const profile: ProfileKeeper = keepProfile({
    tenant,
    connection,
    profiles: profiles ?? null,
    log,
    now,
  });
  return {
    tenant,
    connection,
    capabilities: async () => (await profile.current()).capabilities,
    device: async () => (await profile.current()).device,
    doubt,
    isAway: gate.isAway,
    contextWith,
    context: keepContext({
      tenant: tenant.id,
      connection,
      profile: profile.current,
      mapsChanged: () => profiles?.mapsChanged?.() ?? Promise.resolve(null),
      contextWith,
      log,
      now,
    }),
    calendar: loadCalendar(),
  };
}
