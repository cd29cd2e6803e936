import { resolve } from 'node:path';
import type { Tenant } from '../config.ts';
import type { Instant } from '../domain/time.ts';
import type { Log } from '../log.ts';
import { Problem, sentenceOf } from '../problem.ts';
import { openAccess, type TenantAccess } from './access.ts';
import type { Profiles } from './hostProfile.ts';
import { digestOf, filesNamedBy, fingerprintOf } from './namedFiles.ts';
import { faultsOf } from './tenantFaults.ts';
import { readTenantsFile } from './tenantsFile.ts';
import { watchFiles } from './watchFiles.ts';

export interface TenantsChange {
  readonly added: readonly TenantAccess[];
  readonly changed: readonly TenantAccess[];
  /** Their ids. */
  readonly removed: readonly string[];
}

/** The tenants that are served now. */
export interface Tenants {
  readonly get: (id: string) => TenantAccess | null;
  /** By id. */
  readonly all: () => readonly TenantAccess[];
  /** Ids of those that are in the file, and are faulty: as they were before, or not served at all. */
  readonly faulty: () => readonly string[];
  readonly onChange: (listener: (change: TenantsChange) => void) => void;
  readonly close: () => Promise<void>;
}

export interface TenantsDeps {
  readonly log: Log;
  readonly now: () => Instant;
  readonly profiles?: (tenant: string) => Profiles;
  /** What else may be wrong with a tenant: one sentence each. */
  readonly check?: (tenant: Tenant) => readonly string[];
  readonly pollMs?: number;
  readonly settleMs?: number;
}

const POLL_MS = 5_000;
const SETTLE_MS = 300;

/**
 * Opens all tenants of a file, which is watched with all that it names, or of a list. A file that is
 * faulty as a whole changes nothing; a tenant that is faulty stays as it was, and the others go on.
 * @throws Problem `bad-configuration` where the file is faulty at the start
 */
export async function openTenants(
  from: string | readonly Tenant[],
  deps: TenantsDeps,
): Promise<Tenants> {
  const room = openRoom(deps);
  if (typeof from !== 'string') {
    await room.hold(from);
    return { ...room.tenants, close: () => Promise.resolve() };
  }
  const file = resolve(from);
  const wanted = followFile(file, deps.log);
  await room.hold(wanted());
  const close = watchFiles({
    files: () => [file, ...wanted().flatMap(filesNamedBy)],
    look: () => room.hold(wanted()),
    pollMs: deps.pollMs ?? POLL_MS,
    settleMs: deps.settleMs ?? SETTLE_MS,
  });
  return { ...room.tenants, close };
}

/** The tenants of a file as it last was without fault. @throws Problem when it is faulty from the start */
function followFile(file: string, log: Log): () => readonly Tenant[] {
  let seen = digestOf(file);
  let tenants = readTenantsFile(file);
  return () => {
    const digest = digestOf(file);
    if (digest === seen) return tenants;
    seen = digest;
    try {
      tenants = readTenantsFile(file);
    } catch (error) {
      log.error('tenants-file-faulty', { problem: problemIn(error) });
    }
    return tenants;
  };
}

interface Room {
  readonly tenants: Omit<Tenants, 'close'>;
  /** Opens, renews and lets go, until these are held. Never throws. */
  readonly hold: (wanted: readonly Tenant[]) => Promise<void>;
}

function openRoom(deps: TenantsDeps): Room {
  const open = new Map<string, TenantAccess>();
  const seen = new Map<string, string>();
  const faulty = new Set<string>();
  const listeners: ((change: TenantsChange) => void)[] = [];
  const renewed = async (tenant: Tenant): Promise<readonly TenantAccess[]> => {
    const fingerprint = fingerprintOf(tenant);
    // A token is read with each request, and no reason to open anew: unless it is what was missing.
    const { bearerFile } = tenant.host;
    const withToken = fingerprint + (bearerFile === null ? '' : digestOf(bearerFile));
    if (seen.get(tenant.id) === (faulty.has(tenant.id) ? withToken : fingerprint)) return [];
    const access = await opened(tenant, deps);
    seen.set(tenant.id, access === null ? withToken : fingerprint);
    if (access === null) faulty.add(tenant.id);
    else faulty.delete(tenant.id);
    return access === null ? [] : [access];
  };
  const hold = async (wanted: readonly Tenant[]): Promise<void> => {
    const fresh = (await Promise.all(wanted.map(renewed))).flat();
    const ids = new Set(wanted.map(({ id }) => id));
    const removed = [...open.keys()].filter((id) => !ids.has(id));
    const change = {
      added: fresh.filter(({ tenant }) => !open.has(tenant.id)),
      changed: fresh.filter(({ tenant }) => open.has(tenant.id)),
      removed,
    };
    for (const id of seen.keys()) if (!ids.has(id)) seen.delete(id);
    for (const id of faulty) if (!ids.has(id)) faulty.delete(id);
    for (const id of removed) open.delete(id);
    for (const access of fresh) open.set(access.tenant.id, access);
    tell(change, listeners, deps.log);
  };
  return {
    hold,
    tenants: {
      get: (id) => open.get(id) ?? null,
      all: () => [...open.keys()].sort().flatMap((id) => open.get(id) ?? []),
      faulty: () => [...faulty].sort(),
      onChange: (listener) => void listeners.push(listener),
    },
  };
}

/** Null where it is faulty: every fault is a line of the log. */
async function opened(tenant: Tenant, deps: TenantsDeps): Promise<TenantAccess | null> {
  const { log, now, profiles, check = () => [] } = deps;
  const { id } = tenant;
  const faults = [...(await faultsOf(tenant)), ...check(tenant).map(faultOf)];
  try {
    if (faults.length === 0) {
      const stored = profiles === undefined ? {} : { profiles: profiles(id) };
      return await openAccess(tenant, { log, now, ...stored });
    }
  } catch (error) {
    faults.push(problemIn(error));
  }
  for (const problem of faults) log.error('tenant-faulty', { tenant: id, problem });
  return null;
}

const faultOf = (sentence: string): Problem => new Problem('bad-configuration', sentence);

const problemIn = (error: unknown): Problem =>
  error instanceof Problem ? error : faultOf(sentenceOf(error));

function tell(
  change: TenantsChange,
  listeners: readonly ((change: TenantsChange) => void)[],
  log: Log,
): void {
  const { added, changed, removed } = change;
  for (const { tenant } of added) log.info('tenant-added', { tenant: tenant.id });
  for (const { tenant } of changed) log.info('tenant-changed', { tenant: tenant.id });
  for (const id of removed) log.info('tenant-removed', { tenant: id });
  if (added.length + changed.length + removed.length === 0) return;
  for (const listener of listeners) {
    try {
      listener(change);
    } catch (error) {
      // The next change has to be noticed all the same.
      const code = error instanceof Problem ? error.code : 'unexpected';
      log.error('tenant-change-failed', { code });
    }
  }
}
