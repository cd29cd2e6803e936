import { z } from 'zod';
import type { Tenant } from '../config.ts';
import type { Instant } from '../domain/time.ts';
import { deviceWrite } from '../fhir/write/device.ts';
import {
  capabilitiesOf,
  readCapabilities,
  withoutTypes,
  type Capabilities,
} from '../host/capabilities.ts';
import type { Connection } from '../host/connection.ts';
import type { ProbeResult } from '../host/deviceProbes.ts';
import { probe } from '../host/probe.ts';
import { provedCapabilities } from '../host/provedCapabilities.ts';
import type { Log } from '../log.ts';
import { Problem } from '../problem.ts';

/** A host's CapabilityStatement, what probes of which host found out, and when. */
export interface StoredProfile {
  readonly readAt: Instant;
  readonly statement: unknown;
  readonly results: unknown;
}

/** Where one tenant's profile outlives the process. */
export interface Profiles {
  readonly load: () => Promise<StoredProfile | null>;
  readonly save: (profile: StoredProfile) => Promise<void>;
  /** When the stored one was read: another process may have done so since. */
  readonly readAt?: () => Promise<Instant | null>;
  /** When the host last changed its ConceptMaps, by its clock, as far as any process has noticed. */
  readonly mapsChanged?: () => Promise<Instant | null>;
}

export interface HostProfile {
  readonly readAt: Instant;
  /** What can be relied on: claimed, not left out, and not found to be false. */
  readonly capabilities: Capabilities;
  /** Where our Device was when the host was asked; null where that is not known. */
  readonly device: string | null;
  /** What each probe found. */
  readonly probes: Readonly<Record<string, ProbeResult>>;
}

export interface ProfileKeeper {
  /** @throws Problem where there is none and the host cannot be asked */
  readonly current: () => Promise<HostProfile>;
  /** The host contradicted what it says of itself: it is asked anew, at most once an hour. */
  readonly doubt: () => void;
}

interface KeeperOptions {
  readonly tenant: Tenant;
  readonly connection: Connection;
  readonly profiles: Profiles | null;
  readonly log: Log;
  readonly now: () => Instant;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** After a day, or a contradiction, in vain: how long the old profile stays without another try. */
export const RETRY_MS = 5 * MINUTE_MS;

/** Keeps a host's profile for a day. While the host is away, the old one stays in force. */
export function keepProfile(options: KeeperOptions): ProfileKeeper {
  const { tenant, profiles, log, now } = options;
  let kept: HostProfile | null = null;
  let loading: Promise<HostProfile | null> | null = null;
  let refreshing: Promise<HostProfile> | null = null;
  let doubtedAt: Instant | null = null;
  let isDoubted = false;
  let notBefore: Instant = 0;
  const isDue = ({ readAt }: HostProfile): boolean =>
    now() >= notBefore && (isDoubted || now() - readAt >= DAY_MS);
  const refresh = async (): Promise<HostProfile> => {
    try {
      kept = await askHost(options, kept);
      isDoubted = false;
      return kept;
    } catch (error) {
      if (kept === null) throw error;
      notBefore = now() + RETRY_MS;
      log.warn('host-profile-kept', { tenant: tenant.id, code: codeOf(error) });
      return kept;
    } finally {
      refreshing = null;
    }
  };
  return {
    current: async () => {
      loading ??= loaded(profiles, tenant).catch((error: unknown) => {
        loading = null;
        throw error;
      });
      const known = kept ?? (await loading);
      kept ??= known;
      if (kept !== null) kept = (await newerThan(kept, options)) ?? kept;
      if (kept !== null && doubtedAt !== null && kept.readAt > doubtedAt) isDoubted = false;
      if (kept !== null && !isDue(kept)) return kept;
      return (refreshing ??= refresh());
    },
    doubt: () => {
      // Our own probes ask for what may be refused.
      if (refreshing !== null || (doubtedAt !== null && now() - doubtedAt < HOUR_MS)) return;
      doubtedAt = now();
      isDoubted = true;
      log.info('host-contradicts-itself', { tenant: tenant.id });
    },
  };
}

/** What another process has found out since; processes with unlike profiles would read alike things unlike. */
async function newerThan(
  kept: HostProfile,
  { profiles, tenant }: KeeperOptions,
): Promise<HostProfile | null> {
  const stored = await profiles?.readAt?.().catch(() => null);
  return (stored ?? 0) > kept.readAt ? loaded(profiles, tenant).catch(() => null) : null;
}

const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : 'unexpected');

async function askHost(options: KeeperOptions, before: HostProfile | null): Promise<HostProfile> {
  const { connection, profiles, tenant, log, now } = options;
  const readAt = now();
  const statement = await connection.metadata();
  const claimed = claimedIn(statement, tenant);
  const device = writesAny(claimed) ? deviceWrite(tenant.id) : null;
  const host = { connection, capabilities: claimed };
  const { results, device: held } = await probe(host, {
    device,
    known: before?.device ?? null,
    before: before?.probes ?? {},
    now,
  });
  log.info('host-profile-read', { tenant: tenant.id });
  // It can be had again: that it could not be kept stops nothing.
  const found = { host: tenant.host.baseUrl, probes: results, device: held };
  await profiles?.save({ readAt, statement, results: found }).catch(() => {
    log.warn('host-profile-unsaved', { tenant: tenant.id });
  });
  const capabilities = provedCapabilities(claimed, results);
  return { readAt, capabilities, device: held, probes: results };
}

const claimedIn = (statement: unknown, { host }: Tenant): Capabilities =>
  withoutTypes(readCapabilities(statement, host.baseUrl), host.leaveOut);

/** Where nothing can be written, nothing is tried. */
const writesAny = (claimed: Capabilities): boolean =>
  ['Observation', 'Flag', 'Task', 'CarePlan'].some((type) => capabilitiesOf(claimed, type).create);

const resultsSchema = z.object({
  host: z.string(),
  device: z.string().nullable().default(null),
  probes: z.record(
    z.string(),
    z.object({ state: z.enum(['works', 'fails', 'untried']), because: z.string().nullable() }),
  ),
});

/** The profile of an earlier process; null where there is none that can be read. */
async function loaded(profiles: Profiles | null, tenant: Tenant): Promise<HostProfile | null> {
  const stored = (await profiles?.load()) ?? null;
  const { data } = resultsSchema.safeParse(stored?.results);
  // A tenant may have moved to another host meanwhile.
  if (stored === null || data?.host !== tenant.host.baseUrl) return null;
  try {
    const claimed = claimedIn(stored.statement, tenant);
    const proved = provedCapabilities(claimed, data.probes);
    const { device, probes } = data;
    return { readAt: stored.readAt, capabilities: proved, device, probes };
  } catch {
    return null;
  }
}
